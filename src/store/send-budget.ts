import type { Collection, mongo } from 'mongoose';
import type { SendClass, SendRoom } from '../desk/ports';
import type { Models } from './models';
import type { SendDayRow } from './send-budget-rows';
import { ask, giveBack, HOUR_MS, MINUTE_MS, takePlace } from './sliding-window';

/** 发送额度: what WeCom lets one app send; the surplus for a member it drops without a word (api.md 6.2). */
export interface SendLimits {
  /** To one member. */
  readonly perMinute: number;
  readonly perHour: number;
  /** To everybody together, for each account of the corp. */
  readonly perAccountDay: number;
}
export const WECOM_SEND_LIMITS: SendLimits = { perMinute: 30, perHour: 1_000, perAccountDay: 200 };

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
    const waitMs = await takePlace(sendBudgets.collection, userId, [
      { spanMs: MINUTE_MS, most: shareOf(shares[of], limits.perMinute) },
      { spanMs: HOUR_MS, most: shareOf(shares[of], limits.perHour) },
    ]);
    if (waitMs > 0) return { full: 'member', waitMs };
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

function spendDay(count: number, most: number): mongo.Document[] {
  const today = { $dateToString: { date: '$$NOW', format: '%Y-%m-%d', timezone: '+08:00' } };
  return [
    { $set: { sent: { $cond: [{ $eq: ['$day', today] }, '$sent', 0] }, day: today, askedAt: '$$NOW' } },
    { $set: { granted: { $lte: [{ $add: ['$sent', count] }, most] } } },
    { $set: { sent: { $add: ['$sent', { $cond: ['$granted', count, 0] }] } } },
  ];
}

export function msToMidnight(now: Date): number {
  return DAY_MS - ((now.getTime() + SHANGHAI_MS) % DAY_MS);
}

/** 消息推送: to one webhook in a minute (doc 99110). */
const GROUP_PER_MINUTE = 20;
/** No userid has this sign, so no member's row is this one. */
const GROUP = '#group';

/** 群推送预算: takes room for one post into the group: 0, or for how many milliseconds there is none. */
export function createGroupBudget(
  { sendBudgets }: Models,
  perMinute = GROUP_PER_MINUTE,
): () => Promise<number> {
  return () => takePlace(sendBudgets.collection, GROUP, [{ spanMs: MINUTE_MS, most: perMinute }]);
}
