const ROOT = '/sandbox/api';

/** What the sandbox refused, in its own Chinese words. */
export class Refused extends Error {}

async function call(path, method = 'GET', body = undefined) {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const answer = await fetch(`${ROOT}${path}`, init).catch(() => {
    throw new Refused('连不上沙箱，请确认它还在运行');
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(said.message ?? `沙箱没有照办（${answer.status}）`);
  return said;
}

const chat = (userid) => `/chats/${encodeURIComponent(userid)}`;

/** The sandbox over HTTP; every call throws a Refused whose message can be shown. */
export const api = {
  /** The people listed, and those asked for by userid. */
  state: (who) => call(`/state?who=${who.map(encodeURIComponent).join(',')}`),
  messages: async (userid) => (await call(chat(userid))).messages,
  groupMessages: async (id) => (await call(`/groups/${encodeURIComponent(id)}`)).messages,
  find: (words) => call(`/people?find=${encodeURIComponent(words)}`),
  setMember: (userid, { phone, left }) =>
    call(`/people/${encodeURIComponent(userid)}`, 'POST', { phone, left }),
  answer: (userid) => call(`/calls/${encodeURIComponent(userid)}/answer`, 'POST'),
  hangUp: (userid) => call(`/calls/${encodeURIComponent(userid)}/hang-up`, 'POST'),
  say: (userid, content) => call(`${chat(userid)}/say`, 'POST', { content }),
  tap: (userid, messageId, key, selected) =>
    call(`${chat(userid)}/tap`, 'POST', { messageId, key, ...(selected === null ? {} : { selected }) }),
  choose: (userid, at) => call(`${chat(userid)}/menu`, 'POST', { at }),
  enter: (userid) => call(`${chat(userid)}/enter`, 'POST'),
  log: async (after) => (await call(`/log?after=${after}`)).entries,
  advance: (advanceMs) => call('/clock', 'POST', { advanceMs }),
  addFault: (order) => call('/faults', 'POST', order),
  clearFault: (id) => call(`/faults/${encodeURIComponent(id)}`, 'DELETE'),
};

/** The stream of what happens; the browser reconnects by itself, and `onOpen` is told each time. */
export function listen({ onOpen, onLost, ...handlers }) {
  const stream = new EventSource(`${ROOT}/stream`);
  stream.onopen = onOpen;
  stream.onerror = onLost;
  for (const [name, handle] of Object.entries(handlers))
    stream.addEventListener(name, (event) => handle(JSON.parse(event.data)));
}
