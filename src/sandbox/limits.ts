const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** WeCom's figures (api.md 1.6, 4, 5.1, 6.2, 6.6, 9.2, 12, 15). A test may shrink them; the defaults are the real ones. */
export const WECOM_LIMITS = {
  tokenSeconds: 7200,
  callsPerMinute: 10_000,
  perMemberMinute: 30,
  perMemberHour: 1000,
  /** Person-times a day for each account of the corp. */
  perAccountDay: 200,
  responseCodeMs: 72 * HOUR,
  recallMs: 24 * HOUR,
  loginCodeMs: 5 * MINUTE,
  duplicateSeconds: 1800,
  duplicateSecondsMax: 14_400,
  perWebhookMinute: 20,
  callsIn8Minutes: 3,
  callsIn24Hours: 8,
  callResultMs: 7 * 24 * HOUR,
  /** Not documented by WeCom, like the next. */
  ringMs: 30_000,
  noticeMs: 20_000,
  textBytes: 2048,
  /** Far beyond the cut the call is refused (field report, about 5 KB). */
  textBytesRefused: 5120,
  callbackTimeoutMs: 5000,
  callbackRetries: 3,
  /** Not documented by WeCom. */
  callbackRetryDelayMs: 1000,
  verifyTimeoutMs: 1000,
  logEntries: 500,
};

export type Limits = Readonly<typeof WECOM_LIMITS>;
