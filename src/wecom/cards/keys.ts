/** What a card button spells. What it means is decided from our ledger (api.md 2.4). */
export const KEY = {
  approve: 'approve',
  return: 'return',
  classify: 'classify',
  contacted: 'contacted',
  assign: 'assign',
  followUp: 'follow_up',
  write: 'write',
  look: 'look',
  acknowledge: 'acknowledge',
  received: 'received',
  gotThrough: 'got_through',
  noAnswer: 'no_answer',
  release: 'release',
  read: 'read',
  called: 'called',
  report: 'report',
  doNow: 'do_now',
  reportAnonymously: 'report_anonymously',
} as const;

export const QUESTION = {
  business: 'business',
  reason: 'reason',
  level: 'level',
  invest: 'invest',
  why: 'why',
  score: 'score',
  folded: 'folded',
  called: 'called',
  leak: 'leak',
  ground: 'ground',
} as const;

/** Option ids are unique in a card, so each list has its own letter before the value. */
export const optionId = (question: string, value: string) => `${question}.${value}`;
export const optionValue = (id: string) => id.slice(id.indexOf('.') + 1);
