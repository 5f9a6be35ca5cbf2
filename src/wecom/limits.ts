/**
 * 企业微信限额: every length, count and quota of WeCom that we build against, with the page that says so.
 * `hard` is refused by the API; `rec` (建议) is cut by the client's display. Bytes are of UTF-8; chars are counted in
 * UTF-16 units, the strictest reading of 字.
 */
export interface Limit {
  readonly max: number;
  readonly unit: 'bytes' | 'chars' | 'items';
  readonly kind: 'hard' | 'rec';
  /** developer.work.weixin.qq.com/document/path/<page>; undefined where WeCom states nothing and the figure is ours. */
  readonly page: number | undefined;
}

const SEND = 90236;
const UPDATE = 94888;
const MEMBER = 90196;

const hardBytes = (max: number, page = SEND) => ({ max, unit: 'bytes', kind: 'hard', page }) satisfies Limit;
const items = (max: number, page = SEND) => ({ max, unit: 'items', kind: 'hard', page }) satisfies Limit;
const rec = (max: number) => ({ max, unit: 'chars', kind: 'rec', page: SEND }) satisfies Limit;
const ours = (max: number) => ({ max, unit: 'chars', kind: 'rec', page: undefined }) satisfies Limit;

/** 消息 (api.md 6.1–6.3). */
export const MESSAGE_LIMITS = {
  userId: hardBytes(64, MEMBER),
  toUsers: items(1000),
  /** msgid and callid: no length is stated, and what WeCom handed out is handed back. */
  handedOut: { max: 512, unit: 'bytes', kind: 'hard', page: undefined },
  /** Cut beyond; far beyond, about 5 KB, refused with 40058. */
  text: hardBytes(2048),
  markdown: hardBytes(2048),
  /** Seconds; from WeCom's own default to its maximum (api.md 6.1). */
  duplicateInterval: { min: 1800, max: 14_400 },
} as const;

/** 模板卡片 (api.md 6.5, 6.6). */
export const CARD_LIMITS = {
  taskId: hardBytes(128),
  url: hardBytes(2048),
  key: hardBytes(1024),
  questionKey: hardBytes(1024),
  optionId: hardBytes(128),

  source: rec(20),
  title: rec(36),
  /** Votes: 16 or 36, the pages disagree; the smaller holds. */
  voteTitle: ours(16),
  titleDesc: rec(44),
  /** vote_interaction and multiple_interaction. */
  questionDesc: rec(160),
  emphasisTitle: rec(14),
  emphasisDesc: rec(22),
  subTitle: rec(160),
  quoteTitle: ours(36),
  quoteText: ours(160),
  rowLabel: rec(5),
  rowValue: rec(30),
  linkTitle: rec(18),
  button: rec(10),
  submit: rec(10),
  selectTitle: ours(16),
  selectOption: rec(16),
  voteOption: rec(17),
  /** Greyed label after a tap: the only button left, so it may be longer than a button. */
  replaceText: ours(20),

  rows: items(6),
  links: items(3),
  buttons: items(6),
  selects: items(3),
  selectOptions: items(10),
  voteOptions: items(20),
  updateUsers: items(1000, UPDATE),
} as const;
