import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { createTokenStore } from '../../src/store/token-store';
import { createAccessToken, type FetchedToken, type TokenStore } from '../../src/wecom/access-token';
import { WeComError, WeComUnreachable } from '../../src/wecom/wecom-error';

const MINUTE = 60_000;
const TWO_HOURS = 120 * MINUTE;

const redis = new Redis(process.env.REDIS_URL ?? '');
const prefix = `suda_test_${randomUUID()}`;
let app = 1000;

/** Base64 stands for the vault's sealing: what matters here is that the store passes everything through it. */
const sealing = {
  seal: (plain: string) => `sealed:${Buffer.from(plain).toString('base64')}`,
  open: (sealed: string) => Buffer.from(sealed.replace(/^sealed:/, ''), 'base64').toString(),
};

function newStore(agentId = (app += 1)) {
  return createTokenStore({ redis, prefix, corpId: 'ww1', agentId, ...sealing });
}

/** A platform that hands out t1, t2 …, and a clock that stands still until told. */
function platform(expiresInMs = TWO_HOURS) {
  let time = Date.parse('2026-03-02T01:00:00Z');
  const state = { fetches: 0, failure: undefined as Error | undefined };
  const fetchToken = (): Promise<FetchedToken> => {
    state.fetches += 1;
    if (state.failure) return Promise.reject(state.failure);
    return Promise.resolve({ value: `t${state.fetches}`, expiresInMs });
  };
  const now = () => new Date(time);
  const pass = (ms: number) => void (time += ms);
  const tokens = (store: TokenStore, credential = 'c1') =>
    createAccessToken({ fetchToken, store, now, credential });
  return { state, pass, tokens };
}

const refusedSecret = () => new WeComError({ api: 'gettoken', errcode: 40001 });

afterAll(async () => {
  const keys = await redis.keys(`${prefix}*`);
  if (keys.length > 0) await redis.del(keys);
  redis.disconnect();
});

describe('the access token (调用凭证)', () => {
  it('is fetched once for many askers, in two processes that share Redis', async () => {
    const { state, tokens } = platform();
    const [one, two] = [tokens(newStore()), tokens(newStore(app))];
    const got = await Promise.all([one, two].flatMap((each) => Array.from({ length: 25 }, () => each.get())));
    expect(new Set(got)).toEqual(new Set(['t1']));
    expect(state.fetches).toBe(1);
  });

  it('is renewed five minutes before it expires, and not earlier', async () => {
    const { state, pass, tokens } = platform();
    const token = tokens(newStore());
    await token.get();
    pass(TWO_HOURS - 5 * MINUTE - 1);
    expect(await token.get()).toBe('t1');
    pass(1);
    expect(await token.get()).toBe('t2');
    expect(state.fetches).toBe(2);
  });

  it('serves on in its last minutes while gettoken fails, and asks again half a minute later', async () => {
    const { state, pass, tokens } = platform();
    const token = tokens(newStore());
    await token.get();
    pass(TWO_HOURS - 4 * MINUTE);
    state.failure = new WeComUnreachable('gettoken', 'no', 'no answer');
    expect(await token.get()).toBe('t1');
    expect(await token.get()).toBe('t1');
    expect(state.fetches).toBe(2);
    pass(30_000);
    state.failure = undefined;
    expect(await token.get()).toBe('t3');
  });

  it('is not asked for at every call when WeCom hands out one with little life left', async () => {
    const { state, pass, tokens } = platform(4 * MINUTE);
    const token = tokens(newStore());
    await token.get();
    pass(MINUTE);
    await token.get();
    expect(state.fetches).toBe(1);
  });

  it('is renewed at once for a token that failed, by one of the processes', async () => {
    const { state, tokens } = platform();
    const [one, two] = [tokens(newStore()), tokens(newStore(app))];
    await Promise.all([one.get(), two.get()]);
    const got = await Promise.all([one, one, two, two].map((each) => each.refresh('t1')));
    expect(got).toEqual(['t2', 't2', 't2', 't2']);
    expect(state.fetches).toBe(2);
  });

  it('survives the late failure of an older one', async () => {
    const { state, tokens } = platform();
    const [one, two] = [tokens(newStore()), tokens(newStore(app))];
    await Promise.all([one.get(), two.get()]);
    await one.refresh('t1');
    expect(await one.refresh('t1')).toBe('t2');
    expect(await two.refresh('t1')).toBe('t2');
    expect(await one.get()).toBe('t2');
    expect(state.fetches).toBe(2);
  });

  it('is not polled for when the new one fails as well', async () => {
    const { state, pass, tokens } = platform();
    const token = tokens(newStore());
    await token.get();
    await token.refresh('t1');
    expect(await token.refresh('t2')).toBe('t2');
    expect(state.fetches).toBe(2);
    pass(30_000);
    expect(await token.refresh('t2')).toBe('t3');
  });
});

describe('a refused secret', () => {
  it('is not tried again by any process before the wait is over, and the wait grows to an hour', async () => {
    const { state, pass, tokens } = platform();
    const store = newStore();
    state.failure = refusedSecret();
    for (const minutes of [1, 5, 15, 60, 60]) {
      const before = state.fetches;
      await expect(tokens(store).get()).rejects.toThrow(WeComError);
      pass(minutes * MINUTE - 1);
      await expect(tokens(newStore(app)).get()).rejects.toMatchObject({ errcode: 40001, waitMs: 1 });
      expect(state.fetches).toBe(before + 1);
      pass(1);
    }
  });

  it('does not hold back a corrected one', async () => {
    const { state, tokens } = platform();
    const store = newStore();
    state.failure = refusedSecret();
    await expect(tokens(store).get()).rejects.toThrow(WeComError);
    state.failure = undefined;
    expect(await tokens(store, 'c2').get()).toBe('t2');
    expect(await store.read()).not.toHaveProperty('refusal');
  });

  it('is not remembered when it was only the network that failed', async () => {
    const { state, tokens } = platform();
    const token = tokens(newStore());
    state.failure = new WeComUnreachable('gettoken', 'no', 'no answer');
    await expect(token.get()).rejects.toThrow(WeComUnreachable);
    state.failure = undefined;
    expect(await token.get()).toBe('t2');
  });
});

describe('the token store in Redis (凭证存放)', () => {
  const held = { value: 'a-token-nobody-may-read', renewAt: 1, expiresAt: 2 };

  it('keeps the token sealed, and every key expires', async () => {
    const store = newStore();
    await store.saveToken(held, 60_000);
    await store.saveRefusal({ errcode: 40001, strikes: 1, until: 5, credential: 'c1' }, 60_000);
    await store.lock();
    const keys = await redis.keys(`${prefix}:wecom-token:ww1:${app}*`);
    expect(keys).toHaveLength(3);
    for (const key of keys) {
      expect(await redis.get(key)).not.toContain(held.value);
      expect(await redis.pttl(key)).toBeGreaterThan(0);
    }
    expect((await store.read()).token).toEqual(held);
  });

  it('takes what it cannot open or understand for absent', async () => {
    const store = newStore();
    const locked = createTokenStore({
      ...{ redis, prefix, corpId: 'ww1', agentId: app, seal: sealing.seal },
      open: () => {
        throw new Error('another key');
      },
    });
    await store.saveToken(held, 60_000);
    expect(await locked.read()).toEqual({});
    await redis.set(`${prefix}:wecom-token:ww1:${app}`, sealing.seal('{"value":7}'));
    expect(await store.read()).toEqual({});
  });

  it('gives its lock to one, and never releases the lock of another', async () => {
    const store = newStore();
    const release = await store.lock();
    expect(await store.lock()).toBeUndefined();
    await redis.del(`${prefix}:wecom-token:ww1:${app}:lock`);
    const second = await store.lock();
    await release?.();
    expect(await store.lock()).toBeUndefined();
    await second?.();
    expect(await store.lock()).toBeDefined();
  });

  it('keeps the tokens of two apps apart', async () => {
    const one = newStore();
    await one.saveToken(held, 60_000);
    expect(await newStore().read()).toEqual({});
  });
});
