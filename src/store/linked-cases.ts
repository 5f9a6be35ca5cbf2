import { trusted, type ClientSession } from 'mongoose';
import type { Loaded } from '../desk/ports';
import type { Complaint } from '../domain/complaint';
import { toComplaint } from './complaint-row';
import type { Models } from './models';

/** A matter of more cases than this is no matter any more; the sum would be over every limit long before. */
const MAX_CASES = 200;

/**
 * 关联案件 (R34): a link is kept by the case it was made on, and a merge by the case that went into another, so both are
 * followed both ways until nothing new is found (see matterOf).
 */
export async function linkedCases(
  models: Models,
  session: ClientSession,
  { id, linkedTo, mergedInto }: Complaint,
): Promise<readonly Loaded[]> {
  const found = new Map<string, Loaded>();
  let ids: readonly string[] = [id];
  let targets: readonly string[] = targetsOf({ linkedTo, mergedInto });
  while (ids.length > 0 && found.size < MAX_CASES) {
    const from = trusted({ $in: [...ids] });
    const rows = await models.complaints
      .find({ $or: [{ linkedTo: from }, { mergedInto: from }, { _id: trusted({ $in: [...targets] }) }] })
      .limit(MAX_CASES)
      .session(session)
      .lean();
    const fresh = rows.filter(({ _id }) => _id !== id && !found.has(_id));
    for (const row of fresh) found.set(row._id, { complaint: toComplaint(row), chainHash: row.chainHash });
    ids = fresh.map(({ _id }) => _id);
    targets = fresh.flatMap(targetsOf);
  }
  return [...found.values()];
}

function targetsOf({
  linkedTo,
  mergedInto,
}: {
  readonly linkedTo: readonly string[];
  readonly mergedInto?: string | undefined;
}): readonly string[] {
  return [...linkedTo, ...(mergedInto === undefined ? [] : [mergedInto])];
}
