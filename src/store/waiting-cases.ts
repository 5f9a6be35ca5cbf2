import { trusted, type ClientSession } from 'mongoose';
import type { Complaint } from '../domain/complaint';
import type { Org, Person } from '../domain/org';
import { waitKeysOf, waitsFor } from '../domain/waits';
import { toComplaint } from './complaint-row';
import type { ComplaintRow, Models } from './models';

/** 待办的案件, by their keys: however many cases there are, only those are read that may wait for this person. */
export async function waitingCases(
  { complaints }: Models,
  session: ClientSession,
  person: Person,
  org: Org,
  limit: number,
): Promise<readonly Complaint[]> {
  const rows = await complaints
    .find({ waits: trusted({ $in: [...waitKeysOf(person, org)] }) })
    .sort({ nextDueAt: 1 })
    .limit(limit)
    .session(session)
    .lean();
  return rows.map(toComplaint);
}

/** 补键: gives their keys to the open cases that were last written before there were any. How many. */
export async function fillWaits({ complaints }: Models): Promise<number> {
  let filled = 0;
  const rows = complaints
    .find({ waits: trusted({ $exists: false }), ownerId: trusted({ $type: 'string' as const }) })
    .lean<ComplaintRow[]>();
  for await (const row of rows) {
    const waits = [...waitsFor(toComplaint(row))];
    const { modifiedCount } = await complaints.updateOne(
      { _id: row._id, version: row.version },
      { $set: { waits } },
    );
    filled += modifiedCount;
  }
  return filled;
}
