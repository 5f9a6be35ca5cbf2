import type { ClientSession } from 'mongoose';
import type { Deadline } from '../domain/escalation';
import type { DeadlineRow, Models } from './models';

/** 下一次到期, as the row of a case says it; nothing when nothing is armed. */
export function nextDueAt(deadlines: readonly Deadline[]): { readonly nextDueAt?: Date } {
  if (deadlines.length === 0) return {};
  return { nextDueAt: new Date(Math.min(...deadlines.map(({ dueAt }) => dueAt.getTime()))) };
}

/**
 * 布防: makes the stored deadlines of a case equal to those the domain gives. One that stays is left alone, one that
 * moved gets the next version, one that is gone is removed. A new one begins after `version`. False when all stood as wanted.
 */
export async function rearm(
  models: Models,
  session: ClientSession,
  complaintId: string,
  wanted: readonly Deadline[],
  version = 0,
): Promise<boolean> {
  const stored = await models.deadlines.find({ complaintId }).session(session).lean();
  const kept = new Map(stored.map((row) => [row._id, row]));
  const gone = stored.filter((row) => !wanted.some((deadline) => idOf(complaintId, deadline) === row._id));

  const writes = wanted.flatMap((deadline) => {
    const before = kept.get(idOf(complaintId, deadline));
    if (before?.dueAt.getTime() === deadline.dueAt.getTime()) return [];
    const { _id, ...row } = deadlineRow(complaintId, deadline, (before?.version ?? version) + 1);
    return [{ updateOne: { filter: { _id }, update: { $set: row }, upsert: true } }];
  });
  const removals = gone.map(({ _id }) => ({ deleteOne: { filter: { _id } } }));
  if (writes.length + removals.length === 0) return false;
  await models.deadlines.bulkWrite([...writes, ...removals], { session });
  return true;
}

export function deadlineRow(complaintId: string, deadline: Deadline, version: number): DeadlineRow {
  const { clockId, threshold, dueAt } = deadline;
  const _id = idOf(complaintId, deadline);
  return { _id, complaintId, clockId, threshold, dueAt, claimedUntil: dueAt, version };
}

function idOf(complaintId: string, { clockId, threshold }: Deadline): string {
  return `${complaintId}-${clockId}-${threshold}`;
}
