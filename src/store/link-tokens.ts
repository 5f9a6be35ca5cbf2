import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { LinkTokens } from '../desk/customer-ports';
import type { LinkKind } from '../domain/customer-link';
import type { Sealer } from './sealer';

/** Bytes: what nobody guesses, and what nobody can make for it without our key. */
const RANDOM = 12;
const MARK = 12;
const SHAPE = /^[\w-]{32}$/;
const KINDS: readonly LinkKind[] = ['survey', 'notice'];

/** 链接的令牌: random ‖ mark, so that one that was made up costs no look into the database. */
export function createLinkTokens(sealer: Sealer): LinkTokens & {
  /** The token is told to one person and kept by nobody. */
  readonly make: (kind: LinkKind) => { readonly token: string; readonly link: string };
} {
  const mark = (kind: LinkKind, random: Buffer) =>
    Buffer.from(sealer.blindIndex(`customer-${kind}`, random.toString('hex')), 'hex').subarray(0, MARK);
  return {
    make: (kind) => {
      const random = randomBytes(RANDOM);
      const token = Buffer.concat([random, mark(kind, random)]).toString('base64url');
      return { token, link: digestOf(token) };
    },
    read: (token) => {
      if (!SHAPE.test(token)) return undefined;
      const bytes = Buffer.from(token, 'base64url');
      const random = bytes.subarray(0, RANDOM);
      const kind = KINDS.find((each) => timingSafeEqual(mark(each, random), bytes.subarray(RANDOM)));
      return kind && { kind, link: digestOf(token) };
    },
  };
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
