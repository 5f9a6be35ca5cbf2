import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { createSealer } from '../../src/store/sealer';
import { createTokenStore } from '../../src/store/token-store';
import { MASTER_KEY } from './rig';

const redis = new Redis(redisUrl());
const prefix = `suda-test-${randomBytes(6).toString('hex')}`;
const TOKEN = 'accesstoken-of-the-app-0123456789';
const held = { value: TOKEN, renewAt: 1_000, expiresAt: 2_000 };
const place = { purpose: 'wecom-token', context: 'ww1-1000002' };

const storeWith = (masterKey = MASTER_KEY, agentId = 1000002) => {
  const sealer = createSealer(masterKey);
  return createTokenStore({
    ...{ redis, prefix, corpId: 'ww1', agentId },
    seal: (plain) => sealer.seal(plain, place).toString('base64'),
    open: (sealed) => sealer.open(Buffer.from(sealed, 'base64'), place),
  });
};
const store = storeWith();
const keys = () => redis.keys(`${prefix}*`);

afterEach(async () => {
  const left = await keys();
  if (left.length > 0) await redis.del(...left);
});
afterAll(() => redis.quit());

describe('the token in Redis (凭证存放)', () => {
  it('comes back as it was put', async () => {
    await store.saveToken({ ...held, forcedAt: 7 }, 60_000);
    expect(await store.read()).toEqual({ token: { ...held, forcedAt: 7 } });
  });

  it('never stands there in the clear: whoever reads Redis cannot act as the app', async () => {
    await store.saveToken(held, 60_000);
    const values = await redis.mget(...(await keys()));
    expect(values.join()).not.toContain(TOKEN);
    for (const encoding of ['base64', 'hex'] as const) {
      expect(values.join()).not.toContain(Buffer.from(TOKEN).toString(encoding).slice(0, 30));
    }
    expect((await keys()).join()).not.toContain(TOKEN);
  });

  it('expires, as every key here does', async () => {
    await store.saveToken(held, 60_000);
    await store.saveRefusal({ errcode: 40013, strikes: 1, until: 5, credential: 'c' }, 60_000);
    await store.lock();
    expect(await keys()).toHaveLength(3);
    for (const key of await keys()) {
      const ttl = await redis.pttl(key);
      expect(ttl).toBeGreaterThan(0);
      expect(ttl).toBeLessThanOrEqual(60_000);
    }
  });

  it('counts as absent when it was sealed by another key or is no token: that costs one gettoken', async () => {
    await store.saveToken(held, 60_000);
    expect(await storeWith(Buffer.alloc(32, 1)).read()).toEqual({});
    const [key] = await keys();
    for (const rubbish of ['', 'rubbish', '{"value":"x"}', 'AAAA']) {
      await redis.set(key ?? '', rubbish);
      expect(await store.read()).toEqual({});
    }
  });

  it('belongs to one app: another agent has its own', async () => {
    await store.saveToken(held, 60_000);
    expect(await storeWith(MASTER_KEY, 1000003).read()).toEqual({});
  });

  it('ends a refusal', async () => {
    const refusal = { errcode: 40013, strikes: 2, until: 5, credential: 'c' };
    await store.saveRefusal(refusal, 60_000);
    expect(await store.read()).toEqual({ refusal });
    await store.saveToken(held, 60_000);
    expect(await store.read()).toEqual({ token: held });
  });
});

describe('the lock for fetching it', () => {
  it('is had by one of many, and by the next when it is let go', async () => {
    const tries = await Promise.all(Array.from({ length: 20 }, () => storeWith().lock()));
    const owners = tries.filter((release) => release !== undefined);
    expect(owners).toHaveLength(1);
    expect(await store.lock()).toBeUndefined();
    await owners[0]?.();
    expect(await store.lock()).toBeDefined();
  });

  it('is not let go by one whose time ran out and who no longer has it', async () => {
    const late = await store.lock();
    const [key] = await keys();
    await redis.set(key ?? '', 'the next owner', 'PX', 60_000);
    await late?.();
    expect(await redis.get(key ?? '')).toBe('the next owner');
  });
});

function redisUrl(): string {
  const url = process.env['REDIS_URL'];
  if (url === undefined || url === '') throw new Error('REDIS_URL is not set: run the tests by npm test');
  return url;
}
