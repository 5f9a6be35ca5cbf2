import { type ClientSession, trusted } from 'mongoose';
import type { Listing } from '../desk/request-ports';
import type { Complaint } from '../domain/complaint';
import type { Org, Person } from '../domain/org';
import { caseFilter, openCaseFilter } from './case-filter';
import { toComplaint } from './complaint-row';
import type { Models } from './models';

/** 案件列表 (6.6): the latest receipt first; two of one moment by their number, so that no page repeats or skips one. */
export async function listedCases(
  { complaints }: Models,
  session: ClientSession,
  person: Person,
  org: Org,
  { open, filed, state, after, limit }: Listing,
): Promise<readonly Complaint[]> {
  const mine = open ? openCaseFilter(person, org) : caseFilter(person, org);
  const rows = await complaints
    .find({
      $and: [
        mine,
        ...(filed ? [{ 'team.intake': person.userId }] : []),
        ...(state === undefined ? [] : [{ state }]),
        ...(after
          ? [
              {
                $or: [
                  { receivedAt: trusted({ $lt: after.receivedAt }) },
                  { receivedAt: after.receivedAt, _id: trusted({ $lt: after.id }) },
                ],
              },
            ]
          : []),
      ],
    })
    .sort({ receivedAt: -1, _id: -1 })
    .limit(limit)
    .session(session)
    .lean();
  return rows.map(toComplaint);
}
