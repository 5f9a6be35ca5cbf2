import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { z } from 'zod';

const Held = z.object({
  value: z.string().min(1),
  renewAt: z.number(),
  expiresAt: z.number(),
  forcedAt: z.number().exactOptional(),
});

const Refusal = z.object({
  errcode: z.number(),
  strikes: z.number(),
  until: z.number(),
  credential: z.string(),
});

type Held = z.infer<typeof Held>;
type Refusal = z.infer<typeof Refusal>;

/** Longer than a gettoken may take (the client gives up after twelve seconds), short enough to outwait a dead owner. */
const LOCK_MS = 13_000;

/** Deletes the lock only while it is still ours: it may have run out and passed to somebody else. */
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

export interface TokenStoreOptions {
  readonly redis: Redis;
  readonly prefix: string;
  readonly corpId: string;
  readonly agentId: number;
  /** Seals the token, so that whoever reads Redis cannot act as the app. */
  readonly seal: (plain: string) => string;
  /** Throws when the text was not sealed by us. */
  readonly open: (sealed: string) => string;
}

/** 凭证存放 in Redis: fits TokenStore of wecom/access-token by shape. Every key expires. */
export function createTokenStore({ redis, prefix, corpId, agentId, seal, open }: TokenStoreOptions) {
  const tokenKey = `${prefix}:wecom-token:${corpId}:${agentId}`;
  const refusalKey = `${tokenKey}:refused`;
  const lockKey = `${tokenKey}:lock`;

  return {
    async read(): Promise<{ token?: Held; refusal?: Refusal }> {
      const [sealed, refused] = await redis.mget(tokenKey, refusalKey);
      const token = parsed(Held, sealed, open);
      const refusal = parsed(Refusal, refused);
      return { ...(token && { token }), ...(refusal && { refusal }) };
    },

    async saveToken(token: Held, ttlMs: number): Promise<void> {
      await redis.set(tokenKey, seal(JSON.stringify(token)), 'PX', Math.ceil(ttlMs));
      await redis.del(refusalKey);
    },

    async saveRefusal(refusal: Refusal, ttlMs: number): Promise<void> {
      await redis.set(refusalKey, JSON.stringify(refusal), 'PX', Math.ceil(ttlMs));
    },

    async lock(): Promise<(() => Promise<void>) | undefined> {
      const owner = randomUUID();
      if ((await redis.set(lockKey, owner, 'PX', LOCK_MS, 'NX')) === null) return undefined;
      return async () => {
        await redis.eval(RELEASE, 1, lockKey, owner);
      };
    },
  };
}

/** What cannot be opened or read (another sealing key, another version) counts as absent: it costs one gettoken. */
function parsed<T>(
  shape: z.ZodType<T>,
  text: string | null | undefined,
  unsealed = (sealed: string) => sealed,
) {
  if (typeof text !== 'string') return undefined;
  try {
    return shape.parse(JSON.parse(unsealed(text)));
  } catch {
    return undefined;
  }
}
