import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { cardsTo, openBank, redisUrl, told, until, type TestBank } from '../support/bank';

const SENTENCE = '投诉：王女士，手机13987654321，信用卡年费重复扣了300元，要求退款';
/** Longer than WeCom remembers what it was sent (api.md 6.1). */
const FORGOTTEN_MS = 5 * 3_600_000;

describe('a message whose answer was lost on the way (send-message)', () => {
  let bank: TestBank;
  let connection: Redis;
  /** What is ordinary, and what somebody asked for. */
  let queues: readonly Queue[];
  beforeEach(async () => {
    bank = await openBank();
    connection = new Redis(redisUrl());
    queues = ['messages', 'urgent'].map(
      (name) => new Queue(name, { connection, prefix: `suda-${bank.database.name}` }),
    );
  });
  afterEach(async () => {
    await each((queue) => queue.close());
    await connection.quit();
    await bank.close();
  });
  const each = (act: (queue: Queue) => Promise<unknown>) => Promise.all(queues.map(act));
  const deliveries = () => bank.database.collection('deliveries');
  const replies = (words: string) =>
    bank.sandbox
      .chat('zhou.min')
      .filter(({ from, content }) => from === 'app' && (content ?? '').includes(words));

  /** Everything is sent, and no answer comes back; then WeCom forgets what it had. */
  async function silence(begin: () => Promise<unknown>, isThere: () => boolean): Promise<void> {
    const { id } = bank.sandbox.faults.add({ path: 'message/send', kind: 'cut_after' });
    await begin();
    await until('it got through', isThere);
    await each((queue) => queue.pause());
    bank.sandbox.faults.clear(id);
    bank.sandbox.clock.advance(FORGOTTEN_MS);
    await each((queue) => queue.resume());
  }
  const settled = (filter: object, status: string) =>
    until(`it is ${status}`, async () => {
      await each((queue) => queue.promoteJobs());
      return (await deliveries().countDocuments({ ...filter, status })) === 1;
    });

  it('is sent when it is a card: WeCom says that it has it', async () => {
    await told(bank.sandbox, 'zhou.min', SENTENCE, '回复「确认」');
    await silence(
      () => bank.sandbox.say('zhou.min', '确认'),
      () => cardsTo(bank.sandbox, 'zhou.min', '分类').length === 1,
    );
    await settled({ 'notice.kind': 'task', 'notice.task': 'classify' }, 'sent');
    expect(cardsTo(bank.sandbox, 'zhou.min', '请联系投诉人并分类')).toHaveLength(1);
  });

  it('is not sent a second time when it is a text, and the ledger says why', async () => {
    await silence(
      () => bank.sandbox.say('zhou.min', '待办'),
      () => replies('现在没有等您办的事').length === 1,
    );
    await settled({ failure: 'ambiguous' }, 'failed');
    expect(replies('现在没有等您办的事')).toHaveLength(1);
  });

  it('is sent again at once while WeCom would know it, and comes once', async () => {
    bank.sandbox.faults.add({ path: 'message/send', kind: 'cut_after', count: 1 });
    await bank.sandbox.say('zhou.min', '待办');
    await settled({}, 'sent');
    expect(replies('现在没有等您办的事')).toHaveLength(1);
    expect(await deliveries().countDocuments({ msgId: { $exists: true } })).toBe(1);
  });

  it('that was refused is no riddle: it may be tried for as long as it takes', async () => {
    const { id } = bank.sandbox.faults.add({ path: 'message/send', kind: 'errcode', value: 50_006 });
    await bank.sandbox.say('zhou.min', '待办');
    await until('it was refused', () => bank.logged.some((line) => line.includes('"errcode":50006')));
    bank.sandbox.faults.clear(id);
    bank.sandbox.clock.advance(FORGOTTEN_MS);
    await settled({}, 'sent');
  });
});
