const KEY = 'suda.read';
const numberOf = (message) => Number(message.id.slice(1)) || 0;

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}

const marks = stored();

/** 未读: what the app sent after the last line this person has seen. Survives a reload of the page, not the tab. */
export function unreadOf(userid, messages) {
  const newest = messages.length === 0 ? 0 : numberOf(messages[messages.length - 1]);
  const mark = marks[userid] ?? 0;
  // A mark beyond the newest line is left over from a sandbox that has started anew.
  const seen = mark > newest ? 0 : mark;
  return messages.filter((message) => message.from === 'app' && numberOf(message) > seen).length;
}

export function markRead(userid, messages) {
  marks[userid] = messages.length === 0 ? 0 : numberOf(messages[messages.length - 1]);
  sessionStorage.setItem(KEY, JSON.stringify(marks));
}
