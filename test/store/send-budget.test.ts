import fc from 'fast-check';
import { Redis } from 'ioredis';
import type { SendClass } from '../../src/desk/ports';
import { createSendBudget, WECOM_SEND_LIMITS, type SendLimits } from '../../src/store/send-budget';
import { redisUrl } from '../support/bank';
import { useStore } from './rig';

const rig = useStore();
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** What a message may take to get there. */
const MARGIN = 5 * SECOND;
const SHARES = { ordinary: 15, urgent: 18, digest: 30 };

const budget = (limits: SendLimits = WECOM_SEND_LIMITS, accounts = 1_000) =>
  createSendBudget(rig.models, { shares: SHARES, accounts, limits });
const budgets = () => rig.models.sendBudgets.collection;
const sentTo = async (userId: string) =>
  ((await budgets().findOne({ _id: userId as never }))?.['sent'] as Date[] | undefined) ?? [];
const sentToday = async () => (await rig.models.sendDays.findById('corp').lean())?.sent;

/** Messages sent so many milliseconds ago, by the database's own clock. */
async function sentAgo(userId: string, ages: readonly number[]): Promise<void> {
  const sent = { $map: { input: [...ages], in: { $subtract: ['$$NOW', '$$this'] } } };
  await budgets().updateOne({ _id: userId as never }, [{ $set: { sent } }], { upsert: true });
}

beforeEach(async () => {
  await budgets().deleteMany({});
  await rig.models.sendDays.collection.deleteMany({});
});

describe('the budget of messages to one member (发送预算)', () => {
  it("is WeCom's own unless told otherwise", () => {
    expect(WECOM_SEND_LIMITS).toEqual({ perMinute: 30, perHour: 1_000, perAccountDay: 200 });
  });

  it('lets so many of a class go in a minute, and tells the next how long to wait', async () => {
    const spend = budget();
    for (let i = 0; i < 15; i++) expect(await spend('lin', 'ordinary')).toEqual({ waitMs: 0 });
    const { full, waitMs } = await spend('lin', 'ordinary');
    expect(full).toBe('member');
    expect(waitMs).toBeGreaterThan(MINUTE - 5 * SECOND);
    expect(waitMs).toBeLessThanOrEqual(MINUTE + MARGIN);
    expect(await sentTo('lin')).toHaveLength(15);
  });

  it('keeps room for what is urgent, and for the digest after that, and none beyond thirty', async () => {
    const spend = budget();
    const granted = async (of: SendClass) => {
      let count = 0;
      while (!(await spend('lin', of)).full) count++;
      return count;
    };
    expect([await granted('ordinary'), await granted('urgent'), await granted('digest')]).toEqual([
      15, 3, 12,
    ]);
    expect(await sentTo('lin')).toHaveLength(30);
  });

  it('is kept for each member apart', async () => {
    await sentAgo('lin', Array<number>(30).fill(SECOND));
    expect((await budget()('lin', 'digest')).full).toBe('member');
    expect(await budget()('wang', 'ordinary')).toEqual({ waitMs: 0 });
  });

  it('frees a place when a message is a minute old, and was that for WeCom too', async () => {
    const old = Array<number>(14).fill(10 * SECOND);
    await sentAgo('lin', [MINUTE + MARGIN - SECOND, ...old]);
    const { full, waitMs } = await budget()('lin', 'ordinary');
    expect(full).toBe('member');
    expect(waitMs).toBeLessThanOrEqual(SECOND);
    await sentAgo('lin', [MINUTE + MARGIN + 1, ...old]);
    expect(await budget()('lin', 'ordinary')).toEqual({ waitMs: 0 });
  });

  it('has a limit for the hour too, in the same proportions, and waits for the later of the two', async () => {
    const spread = Array.from({ length: 500 }, (_, at) => HOUR - at * 5 * SECOND - SECOND);
    await sentAgo('lin', spread);
    const { full, waitMs } = await budget()('lin', 'ordinary');
    expect(full).toBe('member');
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(SECOND + MARGIN);
    expect(await budget()('lin', 'urgent')).toEqual({ waitMs: 0 });
  });

  it('forgets what is older than an hour', async () => {
    await sentAgo('lin', Array<number>(1_000).fill(HOUR + MARGIN + 1));
    expect(await budget()('lin', 'ordinary')).toEqual({ waitMs: 0 });
    expect(await sentTo('lin')).toHaveLength(1);
  });

  it('is not overdrawn by fifty at once, the first of them included', async () => {
    const spend = budget();
    const asked = await Promise.all(Array.from({ length: 50 }, () => spend('lin', 'digest')));
    expect(asked.filter(({ full }) => full === undefined)).toHaveLength(30);
    expect(await sentToday()).toBe(30);
  });

  it('outlives an emptied Redis', async () => {
    await sentAgo('lin', Array<number>(30).fill(SECOND));
    const redis = new Redis(redisUrl(), { db: 9 });
    await redis.flushdb();
    await redis.quit();
    expect((await budget()('lin', 'digest')).full).toBe('member');
  });

  it('never grants more than its ceiling in any minute or hour, whatever was sent before', async () => {
    const limits = { perMinute: 30, perHour: 60, perAccountDay: 1_000 };
    const age = fc.oneof(
      fc.integer({ min: 0, max: MINUTE - SECOND }),
      fc.integer({ min: MINUTE + MARGIN + SECOND, max: HOUR - SECOND }),
      fc.integer({ min: HOUR + MARGIN + SECOND, max: 2 * HOUR }),
    );
    const asks = fc.array(fc.constantFrom<SendClass>('ordinary', 'urgent', 'digest'), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(age, { maxLength: 70 }), asks, async (ages, classes) => {
        await sentAgo('lin', ages);
        let minute = ages.filter((each) => each < MINUTE).length;
        let hour = ages.filter((each) => each < HOUR).length;
        for (const of of classes) {
          const isRoom = minute < SHARES[of] && hour < SHARES[of] * 2;
          const { full, waitMs } = await budget(limits)('lin', of);
          expect(full === undefined).toBe(isRoom);
          expect(waitMs === 0).toBe(isRoom);
          if (isRoom) [minute, hour] = [minute + 1, hour + 1];
        }
        if (classes.length > 0) expect((await sentTo('lin')).length).toBe(hour);
      }),
      { numRuns: 40 },
    );
  });
});

describe("the corp's total of a day", () => {
  it('is accounts times two hundred; what is ordinary stops before it, what is urgent does not', async () => {
    const spend = budget({ ...WECOM_SEND_LIMITS, perAccountDay: 5 }, 2);
    const people = Array.from({ length: 12 }, (_, at) => `p${at}`);
    const asked = [];
    for (const userId of people) asked.push((await spend(userId, 'ordinary')).full);
    expect(asked.filter((full) => full === undefined)).toHaveLength(5);
    expect(asked.at(-1)).toBe('day');
    const urgent = [];
    for (const userId of people) urgent.push((await spend(userId, 'urgent')).full);
    expect(urgent.filter((full) => full === undefined)).toHaveLength(5);
    expect(await sentToday()).toBe(10);
  });

  it('waits for the next midnight in Shanghai, and begins anew with it', async () => {
    const spend = budget({ ...WECOM_SEND_LIMITS, perAccountDay: 1 }, 1);
    expect(await spend('lin', 'urgent')).toEqual({ waitMs: 0 });
    const { waitMs } = await spend('lin', 'urgent');
    const { askedAt } = (await rig.models.sendDays.findById('corp').lean()) ?? { askedAt: new Date(0) };
    const midnight = new Date(askedAt.getTime() + waitMs).toISOString();
    expect(midnight).toMatch(/T16:00:00\.000Z$/u);
    expect(waitMs).toBeLessThanOrEqual(24 * HOUR);
    await rig.models.sendDays.updateOne({ _id: 'corp' }, { $set: { day: '2026-01-01' } });
    expect(await spend('lin', 'urgent')).toEqual({ waitMs: 0 });
    expect(await sentToday()).toBe(1);
  });

  it('is not charged for what found no room with its member, nor the member for a day that is full', async () => {
    await sentAgo('lin', Array<number>(30).fill(SECOND));
    await budget()('lin', 'urgent');
    expect(await sentToday()).toBeUndefined();
    const spend = budget({ ...WECOM_SEND_LIMITS, perAccountDay: 1 }, 1);
    await spend('wang', 'urgent');
    expect((await spend('wang', 'urgent')).full).toBe('day');
    expect(await sentTo('wang')).toHaveLength(1);
  });
});
