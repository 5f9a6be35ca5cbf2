import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { wireTo } from '../support/wire';
import { openRig } from './rig';
import { settle, within, type Scenario } from './scenario';

/** 存储断开: deadlines fall due before, while and after a store is away. */
/** Three in two seconds when a store is away for a minute: some ninety wait when it returns. */
const CASES = 100;
const BEFORE_MS = 3_000;
const AFTER_MS = 3_000;
const LEAD_MS = 1_000;
/** A case registered just now is armed with so many deadlines (config/rules.yaml). */
const PER_CASE = 11;

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
  p99Ms: 5_000,
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

const DUE = 600;
const DUE_OVER_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Redis emptied with very many deadlines open, and the next of them on their way through it. */
const flushed: Scenario = {
  name: 'flushall',
  says: `FLUSHALL，其间 ${DUE} 个时限到期`,
  p99Ms: 60_000,
  run: ({ open }) =>
    within(openRig({ clerks: 100 }), async (rig) => {
      await rig.startWorker();
      const begin = Date.now() + 5 * LEAD_MS;
      const dueAt = (at: number) => (at < DUE ? begin + (at * DUE_OVER_MS) / DUE : begin + HOUR_MS);
      const filed = await rig.file(Math.max(DUE, Math.ceil(open / PER_CASE)), dueAt);
      const deadlines = rig.bank.database.collection('deadlines');
      const armed = await deadlines.countDocuments();
      await pause(begin + DUE_OVER_MS / 2 - Date.now());
      const redis = new Redis(rig.redis.url);
      await redis.flushall();
      redis.disconnect();
      const account = await settle(rig, filed.slice(0, DUE));
      const left = await deadlines.countDocuments();
      return {
        account,
        checks: [{ says: `${armed} 个时限，到期后还有 ${left} 个`, met: left === armed - DUE }],
      };
    }),
};

export const outages: readonly Scenario[] = [redisAway(true), redisAway(false), mongodbAway];
export { flushed };
