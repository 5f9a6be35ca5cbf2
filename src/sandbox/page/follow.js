import { api, listen } from './api.js';
import { look, openAsAsked } from './desk.js';
import { takeClock } from './sandbox-clock.js';
import { store } from './store.js';
import { orToast } from './toasts.js';

const LOG_KEPT = 500;

function takeMessage({ userid, message }) {
  const messages = (store.chats[userid] ??= []);
  const index = messages.findIndex((each) => each.id === message.id);
  if (index >= 0) messages[index] = message;
  else messages.push(message);
  look(userid);
}

function takeEntry(entry) {
  if (store.log.some((each) => each.seq === entry.seq)) return;
  store.log.push(entry);
  if (store.log.length > LOG_KEPT) store.log.splice(0, store.log.length - LOG_KEPT);
  if (entry.kind !== 'callback') return;
  store.callback.ok = entry.status === 200;
  if (entry.userid) store.trouble[entry.userid] = entry.status === 200 ? null : entry;
}

function takeFaults({ faults }) {
  store.faults = faults;
}

/** What comes in while the whole is being read waits, or an old answer would overwrite newer news. */
let waiting = null;
const inTurn = (take) => (event) => {
  if (waiting === null) take(event);
  else waiting.push(() => take(event));
};

async function readAll() {
  const state = await api.state();
  const chats = await Promise.all(state.people.map(({ userid }) => api.messages(userid)));
  const log = await api.log(0);
  const { appName, people, faults, callback } = state;
  Object.assign(store, { appName, people, faults, callback, log: [], trouble: {} });
  takeClock(state);
  people.forEach(({ userid }, index) => {
    store.chats[userid] = chats[index];
    look(userid);
  });
  log.forEach(takeEntry);
}

async function onOpen() {
  const meanwhile = [];
  waiting = meanwhile;
  store.online = await orToast(readAll);
  // A second reconnection may have begun to read anew; then what comes in waits for that one.
  if (waiting === meanwhile) waiting = null;
  for (const take of meanwhile) take();
  if (store.ready || !store.online) return;
  store.ready = true;
  openAsAsked();
}

/** Reads everything now and after each reconnection, and follows the stream in between. */
export function follow() {
  const onLost = () => {
    store.online = false;
  };
  listen({
    onOpen,
    onLost,
    chat: inTurn(takeMessage),
    log: inTurn(({ entry }) => takeEntry(entry)),
    clock: inTurn(takeClock),
    faults: inTurn(takeFaults),
  });
}
