import { randomBytes, timingSafeEqual } from 'node:crypto';

import type { TimeSource } from './clock';
import { WeComError } from './wecom-error';

export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** access_token (doc 91039): one at a time, the same one for every call inside its validity. */
export class Tokens {
  private current: IssuedToken | null = null;

  constructor(
    private readonly app: { readonly corpId: string; readonly secret: string },
    private readonly seconds: number,
    private readonly clock: TimeSource,
  ) {}

  /** Refuses a wrong pair with 41002, 41004, 40013, 40091 or 40001. */
  issue(corpId: string, secret: string): { access_token: string; expires_in: number } {
    this.checkPair(corpId, secret);
    const now = this.clock.now();
    if (this.current === null || this.current.expiresAt <= now) {
      this.current = { token: randomBytes(48).toString('base64url'), expiresAt: now + this.seconds * 1000 };
    }
    return {
      access_token: this.current.token,
      expires_in: Math.floor((this.current.expiresAt - now) / 1000),
    };
  }

  /** Refuses with 41001 without a token, 42001 once it has run out, 40014 otherwise. */
  check(token: string): void {
    if (token === '') throw new WeComError(41001, 'access_token missing');
    if (this.current === null || !same(token, this.current.token))
      throw new WeComError(40014, 'invalid access_token');
    if (this.current.expiresAt <= this.clock.now()) throw new WeComError(42001, 'access_token expired');
  }

  /** WeCom may invalidate early; what then comes back is 40014, not 42001. */
  expire(): void {
    this.current = null;
  }

  dump(): IssuedToken | null {
    return this.current;
  }

  restore(issued: IssuedToken | null): void {
    this.current = issued;
  }

  private checkPair(corpId: string, secret: string): void {
    if (corpId === '') throw new WeComError(41002, 'corpid missing');
    if (secret === '') throw new WeComError(41004, 'corpsecret missing');
    if (!same(corpId, this.app.corpId)) throw new WeComError(40013, 'invalid corpid');
    if (!/^[\w-]+$/.test(secret)) throw new WeComError(40091, 'secret is invalid');
    if (!same(secret, this.app.secret)) throw new WeComError(40001, 'invalid credential');
  }
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
