import { Redis, ReplyError } from 'ioredis';
import { Fault } from '../errors';

/** After a break try again within a second: the default back-off made the first reminder 18 s late (design, "as measured"). */
const retryStrategy = () => 500 + Math.floor(Math.random() * 500);

/** A producer fails at once when Redis is away: the row stays claimed in MongoDB and is taken again. */
export function producerRedis(url: string, onError: (error: Error) => void): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 2_000,
    connectTimeout: 2_000,
    retryStrategy,
    lazyConnect: true,
  });
  redis.on('error', onError);
  return redis;
}

/** A worker waits for Redis as long as it takes. */
export function workerRedis(url: string, onError: (error: Error) => void): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: null, connectTimeout: 2_000, retryStrategy });
  redis.on('error', onError);
  return redis;
}

/** Refuses a Redis that may throw jobs away (going-to-production of BullMQ). */
export async function checkRedis(redis: Redis): Promise<void> {
  const reply = await redis.config('GET', 'maxmemory-policy');
  const policy = Array.isArray(reply) ? String(reply[1]) : '';
  if (policy !== 'noeviction') {
    throw new Fault(
      'redis_evicts',
      `Redis 的 maxmemory-policy 是「${policy}」，要改成 noeviction，否则任务会丢`,
    );
  }
}

/** What ioredis says in words alone when there is no connection or no answer. */
const NO_ANSWER =
  /^(?:Connection is closed|Command timed out|Stream isn't writeable|Reached the max retries)/u;
const BROKEN_WAY: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
const NOT_SERVING = /^(?:LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|OOM|BUSY)\b/u;

/** Redis 够不着: the same will pass once it is there again. */
export function isRedisOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof ReplyError) return NOT_SERVING.test(error.message);
  return NO_ANSWER.test(error.message) || ('code' in error && BROKEN_WAY.has(error.code));
}
