import { trusted, type ClientSession } from 'mongoose';
import type { Complaint } from '../domain/complaint';
import { born, foldAll } from '../domain/fold';
import type { Week } from '../domain/week';
import { toComplaint } from './complaint-row';
import type { Models } from './models';

/**
 * 一周的投诉: every case that was open at the end of the week or on which something was done in it, as it stood at that end,
 * so that a week counted again gives the same. Cases untouched since are read as they are, the others from their record.
 */
export async function* weekCases(
  models: Models,
  { from, to }: Week,
  session: ClientSession | null = null,
): AsyncGenerator<Complaint> {
  const moved = await models.events
    .aggregate<{ _id: string; last: Date }>([
      { $match: { 'event.at': { $gt: from } } },
      { $group: { _id: '$complaintId', last: { $max: '$event.at' } } },
    ])
    .session(session);
  const lastMoved = new Map(moved.map(({ _id, last }) => [_id, last]));
  const rows = models.complaints
    .find({
      $or: [{ ownerId: trusted({ $type: 'string' }) }, { _id: trusted({ $in: [...lastMoved.keys()] }) }],
    })
    .session(session)
    .lean()
    .cursor({ batchSize: 200 });
  for await (const row of rows) {
    const last = lastMoved.get(row._id);
    const isSince = last !== undefined && last.getTime() > to.getTime();
    const complaint = isSince ? await asOf(models, row._id, to, session) : toComplaint(row);
    if (complaint) yield complaint;
  }
}

/** Undefined when it was not there yet. */
async function asOf(
  models: Models,
  complaintId: string,
  at: Date,
  session: ClientSession | null,
): Promise<Complaint | undefined> {
  const rows = await models.events.find({ complaintId }).sort({ seq: 1 }).session(session).lean();
  const [first, ...rest] = rows
    .map(({ event }) => event)
    .filter((event) => event.at.getTime() <= at.getTime());
  return first?.type === 'registered' ? foldAll(born(first), rest) : undefined;
}
