import type { Collection, mongo } from 'mongoose';
import type { SendBudgetRow } from './send-budget-rows';

/** So many in any stretch of this length. */
export interface Window {
  readonly spanMs: number;
  readonly most: number;
}

/** What was a while on its way is counted by WeCom when it arrives, so our windows are longer by that. */
const ON_ITS_WAY_MS = 5_000;
export const MINUTE_MS = 60_000 + ON_ITS_WAY_MS;
export const HOUR_MS = 3_600_000 + ON_ITS_WAY_MS;

/**
 * 滑动窗口: takes one place in each of these windows, or in none and says for how long there is none, in milliseconds; 0 when
 * it was taken. In one write and by the database's clock, so that several processes keep one count.
 */
export async function takePlace(rows: Collection, id: string, windows: readonly Window[]): Promise<number> {
  const row = await ask<SendBudgetRow>(rows, id, spend(windows));
  return row.granted ? 0 : Math.max(1, ...windows.map((window) => waitMs(row, window)));
}

/** The last of the places, whoever took it: one is as good as another. */
export async function giveBack(rows: Collection, id: string): Promise<void> {
  await rows.updateOne({ _id: id as never }, { $pop: { sent: 1 } } as never);
}

const DUPLICATE_KEY = 11_000;

/** One update that also answers. Two who ask at once for a row that is not there yet both make it, and one is refused. */
export async function ask<Row>(rows: Collection, id: string, pipeline: mongo.Document[]): Promise<Row> {
  const once = () =>
    rows.findOneAndUpdate({ _id: id as never }, pipeline, { upsert: true, returnDocument: 'after' });
  const row = await once().catch((error: { code?: unknown }) => {
    if (error.code !== DUPLICATE_KEY) throw error;
    return once();
  });
  return row as Row;
}

function spend(windows: readonly Window[]): mongo.Document[] {
  const within = (spanMs: number) => ({
    $filter: { input: '$sent', cond: { $gt: ['$$this', { $subtract: ['$$NOW', spanMs] }] } },
  });
  const isRoom = { $and: windows.map(({ spanMs, most }) => ({ $lt: [{ $size: within(spanMs) }, most] })) };
  const longest = Math.max(...windows.map(({ spanMs }) => spanMs));
  return [
    { $set: { sent: { $ifNull: ['$sent', []] }, askedAt: '$$NOW' } },
    { $set: { sent: within(longest), granted: isRoom } },
    { $set: { sent: { $concatArrays: ['$sent', { $cond: ['$granted', ['$$NOW'], []] }] } } },
  ];
}

/** Until so many are left in the window that one more may go. */
function waitMs({ sent, askedAt }: SendBudgetRow, { spanMs, most }: Window): number {
  const ages = sent.map((at) => askedAt.getTime() - at.getTime()).filter((age) => age < spanMs);
  const inTheWay = ages.sort((a, b) => a - b)[most - 1];
  return inTheWay === undefined ? 0 : spanMs - inTheWay;
}
