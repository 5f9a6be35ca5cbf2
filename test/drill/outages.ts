import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { wireTo } from '../support/wire';
import { openRig } from './rig';
import { settle, within, type Scenario } from './scenario';

/** 存储断开: deadlines fall due before, while and after a store is away. */
const CASES = 120;
const BEFORE_MS = 3_000;
const AFTER_MS = 3_000;
const LEAD_MS = 1_000;

function redisAway(aof: boolean): Scenario {
  return {
    name: aof ? 'redis-aof' : 'redis-empty',
    says: `Redis 被杀，回来时${aof ? '数据还在（AOF）' : '是空的（没有 AOF）'}`,
    p99Ms: 5_000,
    run: ({ outageMs }) =>
      within(openRig({ clerks: 100, aof }), async (rig) => {
        await rig.startWorker();
        const begin = Date.now() + LEAD_MS;
        const overMs = BEFORE_MS + outageMs + AFTER_MS;
        const expected = await rig.file(CASES, (at) => begin + (at * overMs) / CASES);
        await pause(begin + BEFORE_MS - Date.now());
        await rig.redis.kill();
        const from = Date.now();
        await pause(outageMs);
        await rig.redis.start();
        return { account: await settle(rig, expected, { away: { from, to: Date.now() } }) };
      }),
  };
}

const mongodbAway: Scenario = {
  name: 'mongodb',
  says: 'MongoDB 断开',
  p99Ms: 15_000,
  run: ({ outageMs }) =>
    within(openRig({ clerks: 100 }), async (rig) => {
      const wire = await wireTo(rig.bank.databaseUri);
      await rig.startWorker({ MONGODB_URI: wire.uri });
      const begin = Date.now() + LEAD_MS;
      const overMs = BEFORE_MS + outageMs + AFTER_MS;
      const expected = await rig.file(CASES, (at) => begin + (at * overMs) / CASES);
      await pause(begin + BEFORE_MS - Date.now());
      await wire.cut();
      const from = Date.now();
      await pause(outageMs);
      await wire.mend();
      const account = await settle(rig, expected, { away: { from, to: Date.now() } });
      await wire.cut();
      return { account };
    }),
};

/** Those due in the ten seconds around it are on their way through Redis when it is emptied. */
const IN_FLIGHT_MS = 10_000;
const DUE_SHARE = 0.1;

const flushed: Scenario = {
  name: 'flushall',
  says: 'FLUSHALL，许多时限未到期',
  p99Ms: 60_000,
  run: ({ open }) =>
    within(openRig({ clerks: 1_000 }), async (rig) => {
      await rig.startWorker();
      return { account: await settle(rig, await flush(rig, open)) };
    }),
};

async function flush(rig: Awaited<ReturnType<typeof openRig>>, open: number) {
  const soon = Math.round(open * DUE_SHARE);
  const begin = Date.now() + 15_000;
  const expected = await rig.file(open, (at) => begin + (at * IN_FLIGHT_MS) / soon);
  await pause(begin + IN_FLIGHT_MS / 2 - Date.now());
  const redis = new Redis(rig.redis.url);
  await redis.flushall();
  redis.disconnect();
  return expected;
}

export const outages: readonly Scenario[] = [redisAway(true), redisAway(false), mongodbAway];
export { flushed };
