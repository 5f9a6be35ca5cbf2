import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { createSendBudget, WECOM_SEND_LIMITS } from '../../src/store/send-budget';

const redis = new Redis(redisUrl());
const prefix = `suda-test-${randomBytes(6).toString('hex')}`;
const logOf = (userId: string) => `${prefix}:sent-to:${userId}`;
const MINUTE = 60_000;
const HOUR = 3_600_000;

/** Messages sent so many milliseconds ago, by Redis' own clock. */
async function sentAgo(userId: string, ...agesMs: readonly number[]): Promise<void> {
  const [seconds, micros] = await redis.time();
  const now = Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
  for (const [index, age] of agesMs.entries()) await redis.zadd(logOf(userId), now - age, `${index}-${age}`);
}

afterEach(async () => {
  const left = await redis.keys(`${prefix}*`);
  if (left.length > 0) await redis.del(...left);
});
afterAll(() => redis.quit());

describe('the budget of messages to one member (发送预算)', () => {
  it("is WeCom's own unless told otherwise", () => {
    expect(WECOM_SEND_LIMITS).toEqual({ perMinute: 30, perHour: 1_000 });
  });

  it('lets so many go in a minute, and tells the next how long to wait', async () => {
    const spend = createSendBudget(redis, prefix, { perMinute: 3, perHour: 100 });
    for (let i = 0; i < 3; i++) expect(await spend('lin')).toBe(0);
    const wait = await spend('lin');
    expect(wait).toBeGreaterThan(MINUTE - 5_000);
    expect(wait).toBeLessThanOrEqual(MINUTE);
    expect(await redis.zcard(logOf('lin'))).toBe(3);
  });

  it('is kept for each member apart', async () => {
    const spend = createSendBudget(redis, prefix, { perMinute: 1, perHour: 100 });
    expect(await spend('lin')).toBe(0);
    expect(await spend('wang')).toBe(0);
    expect(await spend('lin')).toBeGreaterThan(0);
  });

  it('looks at every minute, not only at those that begin with a message', async () => {
    const spend = createSendBudget(redis, prefix, { perMinute: 3, perHour: 100 });
    await sentAgo('lin', 90_000, 50_000, 40_000, 10_000);
    const wait = await spend('lin');
    expect(wait).toBeGreaterThan(5_000);
    expect(wait).toBeLessThanOrEqual(10_000);
  });

  it('frees a place when a message is a minute old', async () => {
    const spend = createSendBudget(redis, prefix, { perMinute: 2, perHour: 100 });
    await sentAgo('lin', 61_000, 30_000);
    expect(await spend('lin')).toBe(0);
    expect(await spend('lin')).toBeGreaterThan(0);
  });

  it('has a limit for the hour too, and waits for the later of the two', async () => {
    const spend = createSendBudget(redis, prefix, { perMinute: 2, perHour: 3 });
    await sentAgo('lin', 2_000_000, 1_000_000, 500_000);
    const wait = await spend('lin');
    expect(wait).toBeGreaterThan(HOUR - 2_000_000 - 5_000);
    expect(wait).toBeLessThanOrEqual(HOUR - 2_000_000);
  });

  it('forgets what is older than an hour, and the whole log after one', async () => {
    const spend = createSendBudget(redis, prefix, { perMinute: 1, perHour: 1 });
    await sentAgo('lin', HOUR + 1_000);
    expect(await spend('lin')).toBe(0);
    expect(await redis.zcard(logOf('lin'))).toBe(1);
    expect(await redis.pttl(logOf('lin'))).toBeGreaterThan(HOUR - 5_000);
  });

  it('is not overdrawn by fifty at once', async () => {
    const spend = createSendBudget(redis, prefix, { perMinute: 30, perHour: 1_000 });
    const waits = await Promise.all(Array.from({ length: 50 }, () => spend('lin')));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(30);
  });
});

function redisUrl(): string {
  const url = process.env['REDIS_URL'];
  if (url === undefined || url === '') throw new Error('REDIS_URL is not set: run the tests by npm test');
  return url;
}
