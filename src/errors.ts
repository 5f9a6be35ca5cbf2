/** 故障: something broke. Thrown, coded, logged with ids only. A business no is never a Fault (see domain/ruling.ts). */
export class Fault extends Error {
  override readonly name = 'Fault';

  /** `code` is stable and greppable; `message` is for engineers and never carries personal data or secrets. */
  constructor(
    readonly code: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(`${code}: ${message}`, options);
  }
}
