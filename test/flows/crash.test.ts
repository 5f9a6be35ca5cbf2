import { randomBytes } from 'node:crypto';
import { cardTo, openBank, redisUrl, until, type TestBank } from '../support/bank';
import { freshDatabase } from '../support/fresh-database';
import { refusedProcess, startProcess, type ServiceProcess } from '../support/process';

const SENTENCE = '投诉：王女士，手机13987654321，信用卡年费重复扣了300元，要求退款';

describe('kill -9 of the service', () => {
  let bank: TestBank;
  let settings: Record<string, string>;
  let running: ServiceProcess | undefined;

  beforeEach(async () => {
    // The bank's own service takes nothing in here: the sandbox calls the process instead.
    bank = await openBank({ role: 'web', clock: Date, mongodbUri: freshDatabase() });
    settings = {
      HOST: '127.0.0.1',
      PORT: String(20_000 + Math.floor(Math.random() * 20_000)),
      MONGODB_URI: bank.databaseUri,
      REDIS_URL: redisUrl(),
      WECOM_API_BASE: bank.sandbox.url,
      SUDA_MASTER_KEY: bank.masterKey,
      ...bank.settings,
    };
  });
  afterEach(async () => {
    await running?.kill();
    await bank.close();
  });

  const start = async (role: string): Promise<ServiceProcess> => {
    running = await startProcess({ ...settings, ROLE: role });
    bank.sandbox.setCallback({ ...bank.callback, url: `http://127.0.0.1:${running.port}/wecom/callback` });
    return running;
  };

  it('between the acknowledgement and the effect loses nothing', async () => {
    const web = await start('web');
    const said = await bank.sandbox.say('zhou.min', SENTENCE);
    expect(said.outcome).toBe('delivered');
    await bank.sandbox.say('zhou.min', '确认');
    await web.kill();

    await start('all');
    await cardTo(bank.sandbox, 'zhou.min', 'KFB', '分类');
    expect(await bank.database.collection('complaints').countDocuments()).toBe(1);
  }, 60_000);

  it('in the middle of the work does each thing once', async () => {
    const first = await start('all');
    const clerks = ['zhou.min', 'xu.jing'];
    // So few that none is folded into a digest.
    const all = clerks.flatMap((clerk) => Array.from({ length: 4 }, () => clerk));
    for (const clerk of all) {
      await bank.sandbox.say(clerk, SENTENCE);
      await bank.sandbox.say(clerk, '确认');
    }
    await first.kill();

    await start('all');
    const complaints = bank.database.collection('complaints');
    await until('all are filed', async () => (await complaints.countDocuments()) === all.length, 60_000);
    // The outbox first: what has left it stands in the ledger.
    for (const [collection, waiting] of [
      ['outbox', {}],
      ['deliveries', { status: 'pending' }],
    ] as const) {
      const rows = bank.database.collection(collection);
      await until(`no ${collection} wait`, async () => (await rows.countDocuments(waiting)) === 0, 90_000);
    }
    const numbers = (await complaints.find().toArray()).map(({ _id }) => String(_id)).sort();
    expect(numbers.at(-1)).toMatch(/000008$/u);
    // What WeCom took, it was given once: no two messages to one person are about the same delivery.
    const cards = clerks.flatMap((clerk) => bank.sandbox.chat(clerk).filter(({ kind }) => kind === 'card'));
    expect(new Set(cards.map(({ taskId }) => taskId)).size).toBe(cards.length);
    expect(cards.length).toBe(all.length);
  }, 180_000);

  it('SIGTERM ends it cleanly within ten seconds', async () => {
    const service = await start('all');
    const { code, ms } = await service.stop();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(10_000);
  }, 30_000);
});

describe('a service that is not safe to run', () => {
  it('names every missing setting in Chinese and ends', async () => {
    const { code, said } = await refusedProcess({});
    expect(code).toBe(1);
    expect(said).toMatch(/WECOM_CORP_ID：没有设置/u);
    expect(said).toMatch(/SUDA_MASTER_KEY：没有设置/u);
    expect(said).not.toMatch(/\bat .*\.js/u);
  });

  it('says in one sentence that MongoDB or Redis cannot be reached, and keeps the address to itself', async () => {
    const bank = await openBank({ role: 'web', mongodbUri: freshDatabase() });
    try {
      const settings = {
        HOST: '127.0.0.1',
        WECOM_API_BASE: bank.sandbox.url,
        SUDA_MASTER_KEY: randomBytes(32).toString('base64'),
        ...bank.settings,
      };
      const noMongo = await refusedProcess({
        ...settings,
        MONGODB_URI: 'mongodb://someone:secret@127.0.0.1:9/?replicaSet=none',
        REDIS_URL: redisUrl(),
      });
      expect(noMongo.said).toContain('MONGODB_URI 连不上');
      const noRedis = await refusedProcess({
        ...settings,
        ROLE: 'worker',
        MONGODB_URI: freshDatabase(),
        REDIS_URL: 'redis://:secret@127.0.0.1:9',
      });
      expect(noRedis.said).toContain('REDIS_URL 连不上');
      expect(`${noMongo.said}${noRedis.said}`).not.toContain('secret');
    } finally {
      await bank.close();
    }
  }, 60_000);
});
