import { cardsTo, cardTo, openBank, told, until, type TestBank } from '../support/bank';

const HOUR = 3_600_000;
const SENTENCE = '投诉：王女士，手机13987654321，信用卡年费重复扣了300元，要求退款';

async function filed(bank: TestBank): Promise<string> {
  await told(bank.sandbox, 'zhou.min', SENTENCE, '回复「确认」');
  const answer = await told(bank.sandbox, 'zhou.min', '确认', '已登记');
  return /KFB\d{8}/u.exec(answer)?.[0] ?? '';
}

const escalations = async (bank: TestBank, id: string) =>
  (await bank.database.collection('events').find({ complaintId: id }).toArray())
    .map(({ event }) => event as { type: string; clockId: string; threshold: string })
    .filter(({ type }) => type === 'escalated')
    .map(({ clockId, threshold }) => `${clockId} ${threshold}`);

describe('reminders and escalation (section 7)', () => {
  it('tells each threshold once, upward as time goes on, and urgently when the first contact is overdue', async () => {
    const bank = await openBank();
    try {
      const id = await filed(bank);
      // Two working hours for the first contact, four for the classification: both pass before noon tomorrow.
      bank.sandbox.clock.advance(26 * HOUR);
      await cardTo(bank.sandbox, 'zhou.min', id, '首次联系已超时');
      await cardTo(bank.sandbox, 'zhou.min', id, '初步分类已超时');
      await cardTo(bank.sandbox, 'lin.tao', id, '首次联系已超时');

      await until('nothing is due', async () => {
        const due = { dueAt: { $lte: new Date(bank.sandbox.clock.now()) } };
        return (await bank.database.collection('deadlines').countDocuments(due)) === 0;
      });
      const fired = await escalations(bank, id);
      expect(new Set(fired).size).toBe(fired.length);
      expect(fired.length).toBeGreaterThan(2);
    } finally {
      await bank.close();
    }
  });

  it('are not sent for a clock that was stopped in time', async () => {
    const bank = await openBank();
    try {
      const id = await filed(bank);
      await told(bank.sandbox, 'zhou.min', `联系 ${id} 电话 已说明处理流程`, '联系记录已记下');
      bank.sandbox.clock.advance(26 * HOUR);
      await cardTo(bank.sandbox, 'zhou.min', id, '初步分类已超时');
      expect(cardsTo(bank.sandbox, 'zhou.min', id, '首次联系')).toEqual([]);
    } finally {
      await bank.close();
    }
  });

  it('come once although two services watch the same deadlines', async () => {
    const bank = await openBank();
    const second = await openBank({
      mongodbUri: bank.databaseUri,
      masterKey: bank.masterKey,
      clock: { now: () => bank.sandbox.clock.now() },
    });
    try {
      const id = await filed(bank);
      bank.sandbox.clock.advance(26 * HOUR);
      await until('told', () => {
        const cards = [bank, second].flatMap(({ sandbox }) =>
          cardsTo(sandbox, 'zhou.min', id, '初步分类已超时'),
        );
        return cards.length > 0;
      });
      await until('nothing waits', async () => {
        const waiting = bank.database.collection('deliveries').countDocuments({ status: 'pending' });
        return (await waiting) === 0;
      });
      const fired = await escalations(bank, id);
      expect(new Set(fired).size).toBe(fired.length);
      const told = [bank, second].flatMap(({ sandbox }) =>
        cardsTo(sandbox, 'zhou.min', id, '初步分类已超时'),
      );
      expect(told).toHaveLength(1);
    } finally {
      await second.service.stop();
      await second.sandbox.close();
      await second.database.close();
      await second.redis.quit();
      await bank.close();
    }
  });

  it('come although Redis was emptied in the middle of the case', async () => {
    // A logical database of its own: other test files live on the same server. The loss is the same as by FLUSHALL.
    const url = new URL(process.env['REDIS_URL'] ?? '');
    url.pathname = '/5';
    const bank = await openBank({ redisUrl: url.href });
    try {
      const id = await filed(bank);
      await cardTo(bank.sandbox, 'zhou.min', id, '分类');
      await bank.redis.flushdb();
      bank.sandbox.clock.advance(26 * HOUR);
      await cardTo(bank.sandbox, 'zhou.min', id, '初步分类已超时');
      await bank.redis.flushdb();
      await told(bank.sandbox, 'zhou.min', '待办', id);
    } finally {
      await bank.close();
    }
  }, 60_000);
});

describe('what WeCom does on a bad day', () => {
  let bank: TestBank;
  beforeAll(async () => {
    bank = await openBank();
  });
  afterAll(() => bank.close());

  it.each([
    ['a busy system (-1)', { kind: 'errcode', value: -1, count: 1 }],
    ['an HTTP 502', { kind: 'http_status', value: 502, count: 1 }],
    ['an answer that is no JSON', { kind: 'non_json', count: 1 }],
    ['a connection cut before the request was read', { kind: 'cut_before', count: 1 }],
    ['a connection cut after the message was taken', { kind: 'cut_after', count: 1 }],
    ['a token that ran out early', { kind: 'expire_token' }],
  ] as const)('a message gets through %s, once', async (_what, fault) => {
    const from = bank.sandbox.chat('xu.jing').length;
    bank.sandbox.faults.add({ path: '/cgi-bin/message/send', ...fault });
    await told(bank.sandbox, 'xu.jing', '帮助', '我是诉达');

    const deliveries = bank.database.collection('deliveries');
    await until('nothing waits', async () => (await deliveries.countDocuments({ status: 'pending' })) === 0);
    const answers = bank.sandbox
      .chat('xu.jing')
      .slice(from)
      .filter((each) => each.from === 'app');
    expect(answers).toHaveLength(1);
  });
});
