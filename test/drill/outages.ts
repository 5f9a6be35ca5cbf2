import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { wireTo } from '../support/wire';
import { accountOf } from './account';
import { openRig, type Rig } from './rig';
import { settle, within, type Outcome, type Scenario } from './scenario';

/** 存储断开: deadlines fall due before, while and after a store is away. */
/** Three in two seconds when a store is away for a minute: some ninety wait when it returns. */
const CASES = 100;
/** As in operation, the worker has been at work before: one just started runs everything for the first time and is several times slower. */
const WARM_UP = 200;
const WARM_UP_MS = 10_000;
const BEFORE_MS = 3_000;
const AFTER_MS = 3_000;
const LEAD_MS = 1_000;
/** A case registered just now is armed with so many deadlines (config/rules.yaml). */
const PER_CASE = 11;

interface Outage {
  readonly begin: () => Promise<void>;
  readonly end: () => Promise<void>;
}

async function throughOutage(rig: Rig, outageMs: number, outage: Outage): Promise<Outcome> {
  const begin = Date.now() + LEAD_MS + WARM_UP_MS;
  const overMs = BEFORE_MS + outageMs + AFTER_MS;
  const filed = await rig.file(WARM_UP + CASES, (at) =>
    at < WARM_UP
      ? begin - WARM_UP_MS + (at * WARM_UP_MS) / WARM_UP
      : begin + ((at - WARM_UP) * overMs) / CASES,
  );
  await pause(begin + BEFORE_MS - Date.now());
  await outage.begin();
  const from = Date.now();
  await pause(outageMs);
  await outage.end();
  const away = { from, to: Date.now() };
  await settle(rig, filed, { away });
  return { account: accountOf(filed.slice(WARM_UP), rig.shown(), away) };
}

function redisAway(aof: boolean): Scenario {
  return {
    name: aof ? 'redis-aof' : 'redis-empty',
    says: `Redis 被杀，回来时${aof ? '数据还在（AOF）' : '是空的（没有 AOF）'}`,
    p99Ms: 5_000,
    run: ({ outageMs }) =>
      within(openRig({ clerks: 100, aof }), async (rig) => {
        await rig.startWorker();
        return throughOutage(rig, outageMs, { begin: rig.redis.kill, end: rig.redis.start });
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
      const outcome = await throughOutage(rig, outageMs, { begin: wire.cut, end: wire.mend });
      await wire.cut();
      return outcome;
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
