import type { ClientSession } from 'mongoose';
import type { Models } from './models';

/** 在办件数: open cases by the person who handles them now. */
export async function openLoads(
  models: Models,
  session?: ClientSession,
): Promise<ReadonlyMap<string, number>> {
  const rows = await models.complaints.aggregate<{ _id: string; open: number }>(
    [{ $match: { ownerId: { $type: 'string' } } }, { $group: { _id: '$ownerId', open: { $sum: 1 } } }],
    session && { session },
  );
  return new Map(rows.map(({ _id, open }) => [_id, open]));
}
