import type { ClientSession } from 'mongoose';
import type { Deadline } from '../domain/escalation';
import type { Models } from './models';

/**
 * 布防: makes the stored deadlines of a case equal to those the domain gives. One that stays is left alone, one that
 * moved gets the next version, one that is gone is removed.
 */
export async function rearm(
  models: Models,
  session: ClientSession,
  complaintId: string,
  wanted: readonly Deadline[],
): Promise<void> {
  const stored = await models.deadlines.find({ complaintId }).session(session).lean();
  const idOf = ({ clockId, threshold }: Deadline) => `${complaintId}-${clockId}-${threshold}`;
  const kept = new Map(stored.map((row) => [row._id, row]));
  const gone = stored.filter((row) => !wanted.some((deadline) => idOf(deadline) === row._id));

  const writes = wanted.flatMap((deadline) => {
    const before = kept.get(idOf(deadline));
    if (before?.dueAt.getTime() === deadline.dueAt.getTime()) return [];
    const { clockId, threshold, dueAt } = deadline;
    const row = {
      complaintId,
      clockId,
      threshold,
      dueAt,
      claimedUntil: dueAt,
      version: (before?.version ?? 0) + 1,
    };
    return [{ updateOne: { filter: { _id: idOf(deadline) }, update: { $set: row }, upsert: true } }];
  });
  const removals = gone.map(({ _id }) => ({ deleteOne: { filter: { _id } } }));
  if (writes.length + removals.length > 0) {
    await models.deadlines.bulkWrite([...writes, ...removals], { session });
  }
}
