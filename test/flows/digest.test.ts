import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { toComplaint } from '../../src/store/complaint-row';
import type { ComplaintRow } from '../../src/store/models';
import { WECOM_SEND_LIMITS } from '../../src/store/send-budget';
import type { ChatMessage } from '../../src/sandbox';
import { heard, MONDAY, openBank, redisUrl, titleOf, told, until, type TestBank } from '../support/bank';

const MINUTE = 60_000;
const MANAGER = 'zhao.lei';
const SENTENCE = '投诉：王女士，手机13987654321，信用卡年费重复扣了300元，要求退款';

/** A bank under WeCom's own limits, on a clock that goes like the database's. */
function openLimited(): Promise<TestBank> {
  const begin = Date.now();
  return openBank({
    clock: { now: () => MONDAY + Date.now() - begin },
    sendLimits: WECOM_SEND_LIMITS,
    limits: { perMemberMinute: 30, perMemberHour: 1_000, logEntries: 20_000 },
  });
}

const numberOf = (at: number) => `KFB26${String(at + 1_001).padStart(6, '0')}`;

/** So many cases like the one that is filed, each escalated to the manager in the same moment. */
async function escalate(bank: TestBank, count: number, isUrgent: (at: number) => boolean): Promise<void> {
  await told(bank.sandbox, 'zhou.min', SENTENCE, '回复「确认」');
  await told(bank.sandbox, 'zhou.min', '确认', '已登记');
  const rows = bank.database.collection<ComplaintRow>('complaints');
  const filed = (await rows.findOne({})) as ComplaintRow;
  const clock = toComplaint(filed).clocks.find(({ kind }) => kind === 'C1');
  const at = new Date(bank.sandbox.clock.now());
  const ids = Array.from({ length: count }, (_, index) => numberOf(index));
  await rows.insertMany(ids.map((_id) => ({ ...filed, _id, chainHash: `hash-${_id}` })));
  const links = ids.map((complaintId, index) => ({
    complaintId,
    seq: filed.version + 1,
    event: {
      ...{ type: 'escalated', by: 'system', at, clockId: clock?.id, kind: 'C1', threshold: 'due' },
      ...{ urgent: isUrgent(index), breached: true, dueAt: clock?.dueAt, to: [{ userId: MANAGER }] },
    },
    ...{ causedBy: 'deadline', prevHash: 'a', hash: `b-${complaintId}` },
  }));
  await bank.database.collection('events').insertMany(links);
  await bank.database.collection('outbox').insertMany(
    links.map(({ complaintId, seq }) => ({
      ...{ _id: `${complaintId}-${seq}` as never, complaintId, seq, createdAt: at, claimedUntil: at },
    })),
  );
}

const chat = ({ sandbox }: TestBank) => sandbox.chat(MANAGER).filter(({ from }) => from === 'app');
const isDigest = (message: ChatMessage) => titleOf(message).includes('条通知待看');
const digests = (bank: TestBank) => chat(bank).filter(isDigest);

interface Vote {
  readonly checkbox: { readonly option_list: readonly { readonly id: string; readonly text: string }[] };
}
const optionsOf = ({ card }: ChatMessage) => (card as unknown as Vote).checkbox.option_list;

/** The cases the manager can see right now: on a card of their own, or as a line of the digest. */
function seen(bank: TestBank): ReadonlySet<string> {
  const text = chat(bank)
    .filter(({ kind }) => kind === 'card')
    .map((message) =>
      isDigest(message)
        ? optionsOf(message)
            .map(({ text }) => text)
            .join()
        : titleOf(message),
    );
  return new Set(text.join().match(/KFB\d{8}/gu));
}

const own = (bank: TestBank) =>
  new Set(
    chat(bank).flatMap((message) => (isDigest(message) ? [] : (/KFB\d{8}/u.exec(titleOf(message)) ?? []))),
  );

/** The most messages that came within any one minute. */
function mostInAMinute(bank: TestBank): number {
  const times = chat(bank).map(({ at }) => at);
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + MINUTE).length));
}

const dropped = ({ sandbox }: TestBank) =>
  sandbox.calls().filter(({ note }) => note?.startsWith('dropped') ?? false);

/** A minute goes by, for the budget and for WeCom. */
async function minuteLater(bank: TestBank): Promise<void> {
  await bank.database.collection('send_budgets').updateMany({}, { $set: { sent: [] } });
  bank.sandbox.clock.advance(2 * MINUTE);
}

const waiting = (bank: TestBank) =>
  bank.database.collection('deliveries').countDocuments({ status: { $in: ['pending', 'folding'] } });
const folded = (bank: TestBank) =>
  bank.database.collection('deliveries').countDocuments({ status: 'folded' });

describe('a flood of escalations to one manager (delivery budget)', () => {
  let bank: TestBank;
  const COUNT = 120;
  const urgent = new Set(Array.from({ length: 20 }, (_, at) => numberOf(at * 6)));
  beforeAll(async () => {
    bank = await openLimited();
  });
  afterAll(() => bank.close());

  it('shows every urgent one, on a card of its own or on top of the digest', async () => {
    await escalate(bank, COUNT, (at) => urgent.has(numberOf(at)));
    await until('all were relayed', async () => own(bank).size + (await folded(bank)) === COUNT, 60_000);
    await until('every urgent one is seen', () => [...urgent].every((id) => seen(bank).has(id)), 60_000);
  }, 130_000);

  it('comes as at most thirty messages in a minute, and WeCom drops none', () => {
    expect(mostInAMinute(bank)).toBeLessThanOrEqual(30);
    expect(dropped(bank)).toEqual([]);
  });

  it('is all there, sent or folded, and an emptied Redis changes nothing', async () => {
    const keys = await bank.redis.keys(`suda-${bank.database.name}*`);
    await bank.redis.del(...keys);
    const sent = own(bank).size;
    expect(sent + (await folded(bank))).toBe(COUNT);
    const list = await told(bank.sandbox, MANAGER, '汇总', '条通知没有逐条发给您');
    expect(list).toContain(`还有 ${COUNT - sent} 条`);
    expect(list).toContain('联系超时');
    expect(mostInAMinute(bank)).toBeLessThanOrEqual(30);
  });

  it('stands in one living card: the one before it is recalled', async () => {
    await until('one digest stands', () => digests(bank).length === 1);
    await minuteLater(bank);
    await until('the rest is on it', () => {
      const [card] = digests(bank);
      return card !== undefined && titleOf(card) === `您有 ${COUNT - own(bank).size} 条通知待看`;
    });
    await until('one digest stands', () => digests(bank).length === 1);
    expect(optionsOf(digests(bank)[0] as ChatMessage)).toHaveLength(20);
    expect(JSON.stringify(digests(bank)[0]?.card)).not.toMatch(/王女士|13987654321/u);
  });
});

describe('what a digest lists', () => {
  let bank: TestBank;
  let connection: Redis;
  let messages: Queue;
  let urgentOnes: Queue;
  const COUNT = 60;
  beforeAll(async () => {
    bank = await openLimited();
    connection = new Redis(redisUrl());
    const prefix = `suda-${bank.database.name}`;
    messages = new Queue('messages', { connection, prefix });
    urgentOnes = new Queue('urgent', { connection, prefix });
    await escalate(bank, COUNT, () => false);
    await until('all found a place', async () => (await folded(bank)) + own(bank).size === COUNT);
  });
  afterAll(async () => {
    await messages.close();
    await urgentOnes.close();
    await connection.quit();
    await bank.close();
  });

  const current = async () => {
    await until('a digest stands that can be tapped', () => digests(bank).length === 1);
    return digests(bank)[0] as ChatMessage;
  };

  it('comes when it is ticked, and the card is renewed with what is left', async () => {
    await minuteLater(bank);
    await until('it lists all that is folded', async () =>
      titleOf(await current()).includes(`您有 ${await folded(bank)} 条`),
    );
    const before = await folded(bank);
    const card = await current();
    const ticked = optionsOf(card).slice(0, 5);
    await bank.sandbox.tap(MANAGER, card.taskId ?? '', 'release', { folded: ticked.map(({ id }) => id) });
    await heard(bank.sandbox, MANAGER, '好的，5 条随后发给您');
    for (const { text } of ticked) {
      const id = text.slice(0, 11);
      await until(`${id} came`, () => own(bank).has(id));
    }
    expect(await folded(bank)).toBe(before - 5);
    await minuteLater(bank);
    await until('the next card', async () => titleOf(await current()).includes(`您有 ${before - 5} 条`));
  });

  it('is released by its reader only', async () => {
    const card = await current();
    await expect(bank.sandbox.tap('lin.tao', card.taskId ?? '', 'release')).rejects.toThrow('没有这张卡片');
  });

  it('comes twenty at a time by a word in chat; with the last the card goes', async () => {
    while ((await folded(bank)) > 0) {
      await minuteLater(bank);
      const from = bank.sandbox.chat(MANAGER).length;
      await bank.sandbox.say(MANAGER, '汇总 发给我');
      await heard(bank.sandbox, MANAGER, '条随后发给您', from);
      // A minute takes eighteen of them; the others find no room, and wait for the next, which is here.
      for (const left of [2, 0]) {
        await minuteLater(bank);
        await until('they came', async () => {
          await Promise.all([messages.promoteJobs(), urgentOnes.promoteJobs()]);
          return (await waiting(bank)) <= left;
        });
      }
    }
    await until('every one came', () => own(bank).size === COUNT);
    await minuteLater(bank);
    await until('no digest stands', () => digests(bank).length === 0);
    await told(bank.sandbox, MANAGER, '汇总', '现在没有收进汇总的通知');
    expect(dropped(bank)).toEqual([]);
  }, 90_000);
});
