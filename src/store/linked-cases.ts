import { trusted, type ClientSession } from 'mongoose';
import type { Loaded } from '../desk/ports';
import type { Complaint } from '../domain/complaint';
import { toComplaint } from './complaint-row';
import type { Models } from './models';

/** A matter of more cases than this is no matter any more; the sum would be over every limit long before. */
const MAX_CASES = 200;

/**
 * 关联案件 (R34): a link is kept by the case it was made on, so it is followed both ways until nothing new is found. Cases
 * merged, withdrawn or not taken up do not count, and lead no further.
 */
export async function linkedCases(
  models: Models,
  session: ClientSession,
  { id, linkedTo }: Complaint,
): Promise<readonly Loaded[]> {
  const found = new Map<string, Loaded>();
  let ids: readonly string[] = [id];
  let targets: readonly string[] = linkedTo;
  while (ids.length > 0 && found.size < MAX_CASES) {
    const rows = await models.complaints
      .find({
        $or: [{ linkedTo: trusted({ $in: [...ids] }) }, { _id: trusted({ $in: [...targets] }) }],
        state: trusted({ $nin: ['MERGED', 'WITHDRAWN', 'DECLINED'] }),
      })
      .limit(MAX_CASES)
      .session(session)
      .lean();
    const fresh = rows.filter(({ _id }) => _id !== id && !found.has(_id));
    for (const row of fresh) found.set(row._id, { complaint: toComplaint(row), chainHash: row.chainHash });
    ids = fresh.map(({ _id }) => _id);
    targets = fresh.flatMap((row) => row.linkedTo);
  }
  return [...found.values()];
}
