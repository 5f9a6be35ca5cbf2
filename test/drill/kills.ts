import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { until } from '../support/until';
import { openRig, type Rig } from './rig';
import { settle, within, type Scenario } from './scenario';

/** 发送途中 kill -9: where the worker is held when it dies. No switch in the service: the stores and WeCom hold it. */
const CASES = 12;
const LEAD_MS = 1_000;
/** A lock of BullMQ ends after eight seconds and is looked at every three (src/queue/workers.ts). */
const BACK_WITHIN_MS = 15_000;

/** What holds the worker at a step; `isThere`: all messages stand at it. */
interface Hold {
  readonly isThere: () => Promise<boolean> | boolean;
  readonly letGo: () => Promise<void> | void;
}

type Holder = (rig: Rig) => Promise<Hold> | Hold;

const deliveries = ({ bank }: Rig) => bank.database.collection('deliveries');

/** A transaction of ours has the budgets: nobody takes room until it ends. */
const beforeBudget: Holder = async ({ bank, clerks }) => {
  const budgets = bank.database.collection('send_budgets');
  await budgets.insertMany(clerks.map((_id) => ({ _id, sent: [] }) as never));
  const session = await bank.database.startSession();
  session.startTransaction();
  await budgets.updateMany({ _id: { $in: clerks as never[] } }, { $set: { held: true } }, { session });
  // Its own words are cut short there, so they are told by where and how they ask.
  const waiting = { currentOp: 1, active: true, ns: `${bank.database.name}.send_budgets`, op: 'command' };
  return {
    isThere: async () => {
      const { inprog } = (await bank.database.getClient().db('admin').command(waiting)) as {
        inprog: unknown[];
      };
      return inprog.length >= clerks.length;
    },
    letGo: async () => {
      await session.abortTransaction();
      await session.endSession();
    },
  };
};

/** There is no access_token yet, and WeCom takes its time to give one. */
const beforeRequest: Holder = (rig) => {
  const { faults } = rig.bank.sandbox;
  faults.add({ path: 'gettoken', kind: 'delay', value: 8_000 });
  const tried = { status: 'pending', triedAt: { $exists: true } };
  return {
    isThere: async () => (await deliveries(rig).countDocuments(tried)) === CASES,
    letGo: () => faults.clearAll(),
  };
};

/** WeCom shows the message and keeps its answer to itself. */
const beforeSent: Holder = (rig) => {
  const { faults } = rig.bank.sandbox;
  faults.add({ path: 'message/send', kind: 'delay_after', value: 8_000 });
  return { isThere: () => rig.delivered() === CASES, letGo: () => faults.clearAll() };
};

/** Redis takes no writes: «sent» stands in the ledger, and the job can not be finished. */
const afterSent: Holder = (rig) => {
  const { faults } = rig.bank.sandbox;
  faults.add({ path: 'message/send', kind: 'delay', value: 2_000 });
  const redis = new Redis(rig.redis.url);
  const tried = { triedAt: { $exists: true } };
  let isPaused = false;
  return {
    isThere: async () => {
      if (!isPaused && (await deliveries(rig).countDocuments(tried)) === CASES) {
        await redis.call('CLIENT', 'PAUSE', '60000', 'WRITE');
        isPaused = true;
      }
      return (await deliveries(rig).countDocuments({ status: 'sent' })) === CASES;
    },
    letGo: async () => {
      faults.clearAll();
      await redis.call('CLIENT', 'UNPAUSE');
      redis.disconnect();
    },
  };
};

function killAt(name: string, says: string, holder: Holder): Scenario {
  return {
    name: `kill-${name}`,
    says: `kill -9：${says}`,
    p99Ms: BACK_WITHIN_MS,
    run: () =>
      within(openRig({ clerks: CASES }), async (rig) => {
        const worker = await rig.startWorker();
        const hold = await holder(rig);
        const begin = Date.now() + LEAD_MS;
        const expected = await rig.file(CASES, () => begin);
        await until(`every message is there: ${name}`, hold.isThere);
        await worker.kill();
        const killed = Date.now();
        await hold.letGo();
        await rig.startWorker();
        return { account: await settle(rig, expected, { away: { from: killed, to: killed } }) };
      }),
  };
}

const MANY = 300;
const OVER_MS = 15_000;
const KILLS = [4_000, 9_000];

/** In full swing, wherever each message happens to be. */
const inFullSwing: Scenario = {
  name: 'kill-swing',
  says: `kill -9 两次，${MANY} 条正在发`,
  p99Ms: BACK_WITHIN_MS,
  run: () =>
    within(openRig({ clerks: 100 }), async (rig) => {
      let worker = await rig.startWorker();
      let killed = 0;
      const begin = Date.now() + LEAD_MS;
      const expected = await rig.file(MANY, (at) => begin + (at * OVER_MS) / MANY);
      for (const after of KILLS) {
        await pause(begin + after - Date.now());
        await worker.kill();
        killed = Date.now();
        worker = await rig.startWorker();
      }
      return { account: await settle(rig, expected, { away: { from: begin, to: killed } }) };
    }),
};

export const kills: readonly Scenario[] = [
  killAt('before-budget', '取额度之前', beforeBudget),
  killAt('before-request', '记了「试过」、请求发出之前', beforeRequest),
  killAt('before-sent', '企业微信已执行、记「已发」之前', beforeSent),
  killAt('after-sent', '记了「已发」、任务了结之前', afterSent),
  inFullSwing,
];
