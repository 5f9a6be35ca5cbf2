import { Redis } from 'ioredis';
import { isRedisOutage, producerRedis } from '../../src/queue/redis';
import { redisUrl } from '../support/bank';

const failure = (act: Promise<unknown>) =>
  act.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a Redis that is away', () => {
  it('is told from one that refuses', async () => {
    const redis = producerRedis(redisUrl(), () => undefined);
    await redis.connect();
    expect(isRedisOutage(await failure(redis.call('no-such-command')))).toBe(false);
    redis.disconnect();
    expect(isRedisOutage(await failure(redis.ping()))).toBe(true);
    expect(isRedisOutage('ECONNRESET')).toBe(false);
  });

  it('is known by the code of its socket too', async () => {
    const nowhere = new Redis('redis://127.0.0.1:9', { lazyConnect: true, retryStrategy: () => null });
    nowhere.on('error', () => undefined);
    expect(isRedisOutage(await failure(nowhere.connect()))).toBe(true);
    nowhere.disconnect();
  });
});
