import { cardsTo, cardTo, openBank, redisUrl, until, type TestBank } from '../support/bank';
import { freshDatabase } from '../support/fresh-database';
import { startProcess } from '../support/process';
import { walker } from '../support/walker';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const heartbeat = async ({ database }: TestBank): Promise<number> => {
  const row = await database.collection('heartbeats').findOne({ _id: 'auditor' as never });
  return (row?.['at'] as Date | undefined)?.getTime() ?? 0;
};
const beatsAgain = async (bank: TestBank): Promise<void> => {
  const before = await heartbeat(bank);
  await until('a heartbeat', async () => (await heartbeat(bank)) > before);
};
/** What waits to be told or to be sent. */
const underWay = async ({ database }: TestBank): Promise<number> =>
  (await database.collection('outbox').countDocuments({})) +
  (await database.collection('deliveries').countDocuments({ status: 'pending' }));
/** What auditors put back, as they logged it. */
const repairs = (...banks: readonly TestBank[]) =>
  banks
    .flatMap(({ logged }) => logged.map((line) => JSON.parse(line) as { kind?: string; repaired?: number }))
    .filter(({ repaired = 0 }) => repaired > 0)
    .map(({ kind, repaired }) => `${kind} ${repaired}`);

/** A bank with a Redis of its own that may be emptied, and a second auditor beside that of its service. */
async function withTwoAuditors() {
  const url = new URL(redisUrl());
  url.pathname = '/6';
  const bank = await openBank({ redisUrl: url.href, auditSeconds: 1 });
  const second = await openBank({
    ...{ mongodbUri: bank.databaseUri, masterKey: bank.masterKey, role: 'auditor', auditSeconds: 1 },
    clock: { now: () => bank.sandbox.clock.now() },
  });
  return {
    bank,
    second,
    close: async () => {
      await second.service.stop();
      await second.sandbox.close();
      await second.database.close();
      await second.redis.quit();
      await bank.close();
    },
  };
}

describe('the auditor of a running bank', () => {
  it('arms anew what was lost, and the reminder comes, once', async () => {
    const { bank, second, close } = await withTwoAuditors();
    try {
      await beatsAgain(bank);
      const id = await walker(bank).filed();
      await cardTo(bank.sandbox, 'zhou.min', id, '分类');
      await bank.database.collection('deadlines').deleteMany({});
      bank.sandbox.clock.advance(26 * HOUR);
      await until('reminded', () => cardsTo(bank.sandbox, 'zhou.min', id, '首次联系已超时').length > 0);
      await beatsAgain(bank);
      expect(cardsTo(bank.sandbox, 'zhou.min', id, '首次联系已超时')).toHaveLength(1);
      expect(repairs(bank, second)).toEqual(['lost_deadlines 1']);
    } finally {
      await close();
    }
  }, 90_000);

  it('has told again, once, what the ledger lost together with Redis', async () => {
    const { bank, second, close } = await withTwoAuditors();
    try {
      const id = await walker(bank).filed();
      await until('told', () => cardsTo(bank.sandbox, 'zhou.min', id, '分类').length === 1);
      await beatsAgain(bank);
      await bank.database.collection('deliveries').deleteMany({ complaintId: id });
      await bank.redis.flushdb();
      bank.sandbox.clock.advance(2 * MINUTE);
      await until('told again', () => cardsTo(bank.sandbox, 'zhou.min', id, '分类').length === 2);
      await beatsAgain(bank);
      expect(cardsTo(bank.sandbox, 'zhou.min', id, '分类')).toHaveLength(2);
      expect(repairs(bank, second)).toEqual(['lost_events 1']);
    } finally {
      await close();
    }
  }, 90_000);

  it('finds nothing on the way of a whole case', async () => {
    const bank = await openBank({ auditSeconds: 1 });
    try {
      const walk = walker(bank);
      const { id, solver } = await walk.upToApproval();
      await walk.approved(id, 'zhao.lei', '审批');
      await walk.approved(id, 'qian.feng', '审批');
      await walk.executed(id, solver);
      await walk.followedUp(id);
      await until('closed', async () => (await walk.state(id)) === 'CLOSED');
      // Five minutes on, nothing may be under way: what is would rightly be told as waiting.
      await until('all is sent', async () => (await underWay(bank)) === 0);
      bank.sandbox.clock.advance(5 * MINUTE);
      await beatsAgain(bank);
      await beatsAgain(bank);
      expect(bank.logged.filter((line) => line.includes('no heartbeat'))).toEqual([]);
      const cursor = await bank.database.collection('audit_cursor').findOne({});
      expect((cursor?.['at'] as Date).getTime()).toBeGreaterThan(bank.sandbox.clock.now() - 3 * MINUTE);
    } finally {
      await bank.close();
    }
  }, 90_000);
});

describe('the role auditor', () => {
  it('runs by MongoDB alone: no Redis, no WeCom', async () => {
    const bank = await openBank({ role: 'web', clock: Date, mongodbUri: freshDatabase() });
    const service = await startProcess({
      ...{ HOST: '127.0.0.1', PORT: String(20_000 + Math.floor(Math.random() * 20_000)) },
      ...{ ROLE: 'auditor', SUDA_AUDIT_SECONDS: '1', MONGODB_URI: bank.databaseUri },
      ...{ REDIS_URL: 'redis://127.0.0.1:9', WECOM_API_BASE: 'http://127.0.0.1:9' },
      ...{ SUDA_MASTER_KEY: bank.masterKey, ...bank.settings },
    });
    try {
      await beatsAgain(bank);
      const ask = (path: string) => fetch(`http://127.0.0.1:${service.port}${path}`);
      expect((await ask('/readyz')).status).toBe(200);
      expect((await ask('/wecom/callback')).status).toBe(404);
      const metrics = await (await ask('/metrics')).text();
      expect(metrics).toMatch(/^suda_heartbeat_timestamp_seconds \d{10}/mu);
      expect(metrics).toContain('suda_late{kind="lost_events"} 0');
      expect((await service.stop()).code).toBe(0);
    } finally {
      await service.kill();
      await bank.close();
    }
  }, 60_000);
});
