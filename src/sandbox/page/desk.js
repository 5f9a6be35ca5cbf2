import { api } from './api.js';
import { markRead, unreadOf } from './read-marks.js';
import { isWide } from './screen.js';
import { groupOf, personOf, store } from './store.js';
import { orToast } from './toasts.js';
import { closeWebview } from './webviews.js';

const isSeen = (userid) =>
  store.open.includes(userid) && (isWide.value || (store.view === 'chat' && store.current === userid));

/** Counts what this person has not read; a phone in sight is read at once. */
export function look(userid) {
  const messages = store.chats[userid] ?? [];
  if (isSeen(userid)) markRead(userid, messages);
  store.unread[userid] = unreadOf(userid, messages);
}

export function openPhone(userid, { focus = true } = {}) {
  if (!store.open.includes(userid)) {
    store.open.push(userid);
    // As in WeCom, opening the app's chat tells the service (enter_agent); a group does not, nor does who has left.
    if (personOf(userid)?.left === false) void orToast(() => api.enter(userid));
    rememberOpen();
  }
  store.current = userid;
  store.view = 'chat';
  if (focus) store.focusInput = userid;
  look(userid);
}

export function closePhone(userid) {
  closeWebview(userid);
  store.open = store.open.filter((each) => each !== userid);
  if (store.current === userid) store.current = store.open.at(-1) ?? null;
  if (store.open.length === 0) store.view = 'people';
  rememberOpen();
}

/** Goes to a tab of a narrow screen, or to a panel of a wide one. */
export function show(view) {
  store.view = view;
  if (view !== 'people' && view !== 'chat') Object.assign(store, { panel: view, panelOpen: true });
  if (view === 'chat' && store.current !== null) look(store.current);
}

/** ?who=a,b opens these phones; it also keeps them through a reload. */
export const askedFor = () =>
  (new URLSearchParams(location.search).get('who') ?? '').split(',').filter(Boolean);

export function openAsAsked() {
  for (const asked of askedFor()) {
    const id = groupOf(asked)?.id ?? personOf(asked)?.userid;
    if (id !== undefined) openPhone(id, { focus: false });
  }
}

function rememberOpen() {
  const who = store.open.map(encodeURIComponent).join(',');
  history.replaceState(null, '', who === '' ? location.pathname : `?who=${who}`);
}
