import type { BulkRoom } from '../desk/broadcast-ports';
import type { Models } from './models';
import { msToMidnight, shareOf, takeOfDay, WECOM_SEND_LIMITS, type SendBudgetOptions } from './send-budget';
import { HOUR_MS, MINUTE_MS } from './sliding-window';

/**
 * 批量发送预算: the same rows as the budget of single messages, for a thousand members at once. Their room is looked at and
 * then taken, not in one moment: what others take in between is what the ordinary share leaves free of WeCom's limit.
 */
export function createBulkBudget(
  { sendBudgets, sendDays }: Models,
  { shares, accounts, limits = WECOM_SEND_LIMITS }: SendBudgetOptions,
): BulkRoom {
  const perMinute = shareOf(shares.ordinary, limits.perMinute);
  const perHour = shareOf(shares.ordinary, limits.perHour);
  const perDay = shareOf(shares.ordinary, limits.perAccountDay * accounts);

  return async (userIds) => {
    const day = await takeOfDay(sendDays.collection, userIds.length, perDay);
    if (!day.granted) return { room: [], later: userIds, waitMs: msToMidnight(day.askedAt) };
    const rows = await sendBudgets.collection
      .aggregate<{ _id: string }>([
        { $match: { _id: { $in: userIds as never[] } } },
        { $project: { minute: countWithin(MINUTE_MS), hour: countWithin(HOUR_MS) } },
        { $match: { $or: [{ minute: { $gte: perMinute } }, { hour: { $gte: perHour } }] } },
      ])
      .toArray();
    const busy = new Set(rows.map(({ _id }) => _id));
    const room = userIds.filter((userId) => !busy.has(userId));
    if (room.length > 0)
      await sendBudgets.collection.bulkWrite(
        room.map((userId) => ({
          updateOne: {
            filter: { _id: userId as never },
            update: [
              {
                $set: { sent: { $concatArrays: [{ $ifNull: ['$sent', []] }, ['$$NOW']] }, askedAt: '$$NOW' },
              },
            ],
            upsert: true,
          },
        })),
        { ordered: false },
      );
    return { room, later: userIds.filter((userId) => busy.has(userId)), waitMs: MINUTE_MS };
  };
}

function countWithin(spanMs: number) {
  const cond = { $gt: ['$$this', { $subtract: ['$$NOW', spanMs] }] };
  return { $size: { $filter: { input: { $ifNull: ['$sent', []] }, cond } } };
}
