import { randomBytes } from 'node:crypto';

import type { TimeSource } from './clock';
import { WeComError } from './wecom-error';

/**
 * 登录凭证: the code of a web page (api.md 9.2) or of wx.qy.login (10), each kind by itself; good once, for five minutes.
 * A restart forgets them, and whoever held one asks for another.
 */
export class LoginCodes {
  private readonly issued = new Map<string, { readonly holder: string; readonly at: number }>();

  constructor(
    private readonly validMs: number,
    private readonly clock: TimeSource,
  ) {}

  issue(holder: string): string {
    const code = randomBytes(32).toString('base64url');
    this.issued.set(code, { holder, at: this.clock.now() });
    return code;
  }

  /** Who it was issued to; 40029 when it is unknown, used, of the other kind, or too old. */
  redeem(code: string): string {
    const found = this.issued.get(code);
    this.issued.delete(code);
    if (found === undefined || this.clock.now() - found.at > this.validMs)
      throw new WeComError(40029, 'invalid code');
    return found.holder;
  }
}
