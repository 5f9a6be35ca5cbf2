import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';

/** 发送额度 for one member; WeCom drops the surplus without a word (api.md 6.2). */
export interface SendLimits {
  readonly perMinute: number;
  readonly perHour: number;
}
export const WECOM_SEND_LIMITS: SendLimits = { perMinute: 30, perHour: 1_000 };

/**
 * The last hour's messages of one member, by Redis' own clock. A window that begins with its first message would let
 * two full ones touch, so every minute and every hour is looked at, not just those that begin at a round figure.
 * KEYS[1] the log; ARGV: id, per minute, per hour. Gives 0 when noted, else the milliseconds until there is room.
 */
const SPEND = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 3600000)
local wait = 0
for span, most in pairs({ [60000] = tonumber(ARGV[2]), [3600000] = tonumber(ARGV[3]) }) do
  local sent = redis.call('ZREVRANGEBYSCORE', KEYS[1], '+inf', '(' .. (now - span), 'WITHSCORES', 'LIMIT', most - 1, 1)
  if sent[2] then wait = math.max(wait, sent[2] + span - now) end
end
if wait > 0 then return wait end
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('PEXPIRE', KEYS[1], 3600000)
return 0`;

/** 发送预算 per member: 0 when a message may go now, else the milliseconds to wait. */
export function createSendBudget(
  redis: Redis,
  prefix: string,
  { perMinute, perHour }: SendLimits = WECOM_SEND_LIMITS,
): (userId: string) => Promise<number> {
  return async (userId) => {
    const key = `${prefix}:sent-to:${userId}`;
    return Number(await redis.eval(SPEND, 1, key, randomUUID(), perMinute, perHour));
  };
}
