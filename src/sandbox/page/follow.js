import { api, listen } from './api.js';
import { askedFor, look, openAsAsked } from './desk.js';
import { takeClock } from './sandbox-clock.js';
import { groupIdOf, personOf, store } from './store.js';
import { orToast, toast } from './toasts.js';
import { closeWebview } from './webviews.js';

const LOG_KEPT = 500;
const STALE_MS = 1000;

/** Of the thousands whom the list does not show, nothing is kept: their chats are read when they are opened. */
function takeMessage({ userid, message }) {
  if (personOf(userid)) takeLine(userid, message);
}

function takeGroupMessage({ id, message }) {
  takeLine(groupIdOf(id), message);
}

function takeCall(call) {
  const before = store.calls[call.userid];
  store.calls[call.userid] = call;
  const isNew = before?.callid !== call.callid && call.phase === 'ringing';
  if (isNew && !store.open.includes(call.userid))
    toast(`${personOf(call.userid)?.name ?? call.userid} 的手机在响`);
}

function takeMember({ userid, phone, left }) {
  const person = personOf(userid);
  if (person) Object.assign(person, { phone, left });
  if (left) closeWebview(userid);
}

function takeLine(userid, message) {
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

function takeMenu({ menu }) {
  store.menu = menu;
}

function takeHome({ h5Url }) {
  store.h5Url = h5Url;
}

/** What comes in while the whole is being read waits, or an old answer would overwrite newer news. */
let waiting = null;
const inTurn = (take) => (event) => {
  if (waiting === null) take(event);
  else waiting.push(() => take(event));
};

async function readAll() {
  const state = await api.state([...new Set([...store.open, ...askedFor()])]);
  const chats = await Promise.all([
    ...state.people.map(async ({ userid }) => [userid, await api.messages(userid)]),
    ...state.groups.map(async ({ id }) => [groupIdOf(id), await api.groupMessages(id)]),
  ]);
  const log = await api.log(0);
  const { appName, people, total, faults, callback, h5Url, weappId, menu } = state;
  const groups = state.groups.map(({ id, name }) => ({ id: groupIdOf(id), name }));
  const calls = Object.fromEntries(state.calls.map((call) => [call.userid, call]));
  Object.assign(store, { appName, h5Url, weappId, menu, people, total, groups, calls, faults, callback });
  Object.assign(store, { log: [], trouble: {} });
  takeClock(state);
  for (const [id, messages] of chats) {
    store.chats[id] = messages;
    look(id);
  }
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

let anew = null;

/** So much happened at once that the sandbox left some of it out. */
function readSoonAnew() {
  anew ??= setTimeout(() => {
    anew = null;
    void onOpen();
  }, STALE_MS);
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
    group: inTurn(takeGroupMessage),
    call: inTurn(takeCall),
    member: inTurn(takeMember),
    log: inTurn(({ entry }) => takeEntry(entry)),
    clock: inTurn(takeClock),
    faults: inTurn(takeFaults),
    menu: inTurn(takeMenu),
    home: inTurn(takeHome),
    stale: readSoonAnew,
  });
}
