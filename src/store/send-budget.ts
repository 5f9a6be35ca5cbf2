import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/**
 * WeCom drops what exceeds 30 messages a minute or 1,000 an hour for one member, without a word (api.md 6.2). Windows
 * here begin with the first message, so two may touch: half the allowance in each keeps any minute and any hour below.
 */
const MINUTE = { points: 15, duration: 60 } as const;
const HOUR = { points: 500, duration: 3_600 } as const;

/** 发送预算 per member: 0 when a message may go now, else the milliseconds to wait. */
export function createSendBudget(redis: Redis, prefix: string): (userId: string) => Promise<number> {
  const limiter = (name: string, window: { points: number; duration: number }) =>
    new RateLimiterRedis({ storeClient: redis, keyPrefix: `${prefix}:budget-${name}`, ...window });
  const minute = limiter('minute', MINUTE);
  const hour = limiter('hour', HOUR);

  return async (userId) => {
    const waitMs = await spend(hour, userId);
    if (waitMs > 0) return waitMs;
    const wait = await spend(minute, userId);
    if (wait > 0) await hour.reward(userId, 1);
    return wait;
  };
}

async function spend(limiter: RateLimiterRedis, userId: string): Promise<number> {
  try {
    await limiter.consume(userId, 1);
    return 0;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, refused.msBeforeNext);
    throw refused;
  }
}
