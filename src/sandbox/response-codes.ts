import { randomBytes } from 'node:crypto';

import type { TimeSource } from './clock';
import { WeComError } from './wecom-error';

export interface IssuedCode {
  readonly code: string;
  readonly msgid: string;
  readonly issuedAt: number;
  readonly used: boolean;
}

/** response_code (doc 94888): good for one update within 72 h; a fresh one with every tap. */
export class ResponseCodes {
  private readonly codes = new Map<string, IssuedCode>();

  constructor(
    private readonly validMs: number,
    private readonly clock: TimeSource,
  ) {}

  issue(msgid: string): string {
    const code = randomBytes(32).toString('base64url');
    this.codes.set(code, { code, msgid, issuedAt: this.clock.now(), used: false });
    return code;
  }

  /** The message a code stands for: 60140 when unknown or older than 72 h, 42022 when used. */
  resolve(code: string): string {
    const issued = this.codes.get(code);
    if (issued === undefined) throw new WeComError(60140, 'invalid response_code');
    if (issued.used) throw new WeComError(42022, 'response_code already used');
    if (this.clock.now() - issued.issuedAt > this.validMs)
      throw new WeComError(60140, 'response_code expired');
    return issued.msgid;
  }

  use(code: string): void {
    const issued = this.codes.get(code);
    if (issued !== undefined) this.codes.set(code, { ...issued, used: true });
  }

  /** Codes past their time are left out: unknown and expired get the same answer. */
  dump(): readonly IssuedCode[] {
    const oldest = this.clock.now() - this.validMs;
    return [...this.codes.values()].filter((issued) => issued.issuedAt >= oldest);
  }

  restore(codes: readonly IssuedCode[]): void {
    for (const code of codes) this.codes.set(code.code, code);
  }
}
