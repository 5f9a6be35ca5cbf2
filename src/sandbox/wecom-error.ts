/** A refusal of WeCom's API (全局错误码, doc 90313): HTTP 200 with this errcode. */
export class WeComError extends Error {
  override readonly name = 'WeComError';

  /** `extra` is merged into the answer (81013 still names the invalid users). */
  constructor(
    readonly errcode: number,
    message: string,
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}
