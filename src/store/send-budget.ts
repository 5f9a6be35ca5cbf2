import type { Collection, mongo } from 'mongoose';
import type { SendClass, SendRoom } from '../desk/ports';
import type { Models } from './models';
import type { SendBudgetRow, SendDayRow } from './send-budget-rows';

/** 发送额度: what WeCom lets one app send; the surplus for a member it drops without a word (api.md 6.2). */
export interface SendLimits {
  /** To one member. */
  readonly perMinute: number;
  readonly perHour: number;
  /** To everybody together, for each account of the corp. */
  readonly perAccountDay: number;
}
export const WECOM_SEND_LIMITS: SendLimits = { perMinute: 30, perHour: 1_000, perAccountDay: 200 };

/** A message that was a while on its way is counted by WeCom when it arrives, so our windows are longer by that. */
const ON_ITS_WAY_MS = 5_000;
export const MINUTE_MS = 60_000 + ON_ITS_WAY_MS;
export const HOUR_MS = 3_600_000 + ON_ITS_WAY_MS;
const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

export interface SendBudgetOptions {
  /** Of each class, how many of the messages of a minute, out of WeCom's thirty. */
  readonly shares: Readonly<Record<SendClass, number>>;
  /** Of the corp, as far as we know them. */
  readonly accounts: number;
  readonly limits?: SendLimits;
}

/**
 * 发送预算: room for one message of a class to one member, taken in the same moment. All classes count together, and each
 * has its own ceiling, so that what is less urgent never takes the room of what is more. By the database's clock, so
 * several processes keep one budget, and an emptied Redis changes nothing.
 */
export function createSendBudget(
  { sendBudgets, sendDays }: Models,
  { shares, accounts, limits = WECOM_SEND_LIMITS }: SendBudgetOptions,
): (userId: string, of: SendClass) => Promise<SendRoom> {
  const wholeDay = limits.perAccountDay * accounts;

  return async (userId, of) => {
    const perMinute = shareOf(shares[of], limits.perMinute);
    const perHour = shareOf(shares[of], limits.perHour);
    const member = await ask<SendBudgetRow>(sendBudgets.collection, userId, spend(perMinute, perHour));
    if (!member.granted) {
      const waits = [waitMs(member, MINUTE_MS, perMinute), waitMs(member, HOUR_MS, perHour)];
      return { full: 'member', waitMs: Math.max(1, ...waits) };
    }
    // What is urgent goes on until WeCom itself would refuse it.
    const most = of === 'ordinary' ? shareOf(shares[of], wholeDay) : wholeDay;
    const day = await takeOfDay(sendDays.collection, 1, most);
    if (day.granted) return { waitMs: 0 };
    await giveBack(sendBudgets.collection, userId);
    return { full: 'day', waitMs: msToMidnight(day.askedAt) };
  };
}

/** A share is told of thirty a minute, and taken of every limit. */
export function shareOf(share: number, whole: number): number {
  return Math.floor((whole * share) / WECOM_SEND_LIMITS.perMinute);
}

/** Takes so many of the day's total, all or none. */
export function takeOfDay(rows: Collection, count: number, most: number): Promise<SendDayRow> {
  return ask<SendDayRow>(rows, 'corp', spendDay(count, most));
}

/** The last of the member's places, whoever took it: one is as good as another. */
async function giveBack(rows: Collection, userId: string): Promise<void> {
  await rows.updateOne({ _id: userId as never }, { $pop: { sent: 1 } } as never);
}

const DUPLICATE_KEY = 11_000;

/** Two who ask at once for a row that is not there yet both make it, and one is refused. */
async function ask<Row>(rows: Collection, id: string, pipeline: mongo.Document[]): Promise<Row> {
  const once = () =>
    rows.findOneAndUpdate({ _id: id as never }, pipeline, { upsert: true, returnDocument: 'after' });
  const row = await once().catch((error: { code?: unknown }) => {
    if (error.code !== DUPLICATE_KEY) throw error;
    return once();
  });
  return row as Row;
}

function spend(perMinute: number, perHour: number): mongo.Document[] {
  const within = (spanMs: number) => ({
    $filter: { input: '$sent', cond: { $gt: ['$$this', { $subtract: ['$$NOW', spanMs] }] } },
  });
  const isRoom = {
    $and: [
      { $lt: [{ $size: within(MINUTE_MS) }, perMinute] },
      { $lt: [{ $size: within(HOUR_MS) }, perHour] },
    ],
  };
  return [
    { $set: { sent: { $ifNull: ['$sent', []] }, askedAt: '$$NOW' } },
    { $set: { sent: within(HOUR_MS), granted: isRoom } },
    { $set: { sent: { $concatArrays: ['$sent', { $cond: ['$granted', ['$$NOW'], []] }] } } },
  ];
}

function spendDay(count: number, most: number): mongo.Document[] {
  const today = { $dateToString: { date: '$$NOW', format: '%Y-%m-%d', timezone: '+08:00' } };
  return [
    { $set: { sent: { $cond: [{ $eq: ['$day', today] }, '$sent', 0] }, day: today, askedAt: '$$NOW' } },
    { $set: { granted: { $lte: [{ $add: ['$sent', count] }, most] } } },
    { $set: { sent: { $add: ['$sent', { $cond: ['$granted', count, 0] }] } } },
  ];
}

/** Until so many are left in the window that one more may go. */
function waitMs({ sent, askedAt }: SendBudgetRow, spanMs: number, most: number): number {
  const ages = sent.map((at) => askedAt.getTime() - at.getTime()).filter((age) => age < spanMs);
  const inTheWay = ages.sort((a, b) => a - b)[most - 1];
  return inTheWay === undefined ? 0 : spanMs - inTheWay;
}

export function msToMidnight(now: Date): number {
  return DAY_MS - ((now.getTime() + SHANGHAI_MS) % DAY_MS);
}
