import { trusted, type Connection } from 'mongoose';
import type { Records, StoredRecord } from '../desk/ports';
import type { Models } from './models';

const PAGE = 100;

/** 全部处理记录 by case number, a page in memory at a time; each page is read as of one moment, for cases move meanwhile. */
export function createRecords(connection: Connection, models: Models): Records {
  return {
    all: async function* () {
      for (let after: string | undefined = ''; after !== undefined;) {
        const page: Page = await readPage(connection, models, after);
        yield* page.records;
        after = page.last;
      }
    },
  };
}

interface Page {
  readonly records: Iterable<StoredRecord>;
  /** Undefined on the last page. */
  readonly last: string | undefined;
}

async function readPage(connection: Connection, models: Models, after: string): Promise<Page> {
  const session = await connection.startSession({ snapshot: true });
  try {
    const cases = await models.complaints
      .find({ _id: trusted({ $gt: after }) }, { version: 1, chainHash: 1 })
      .sort({ _id: 1 })
      .limit(PAGE)
      .session(session)
      .lean();
    const last = cases.length < PAGE ? undefined : cases.at(-1)?._id;
    // By range, not by number: records whose case is gone are found too.
    const range = { $gt: after, ...(last !== undefined && { $lte: last }) };
    const events = await models.events
      .find({ complaintId: trusted(range) })
      .sort({ complaintId: 1, seq: 1 })
      .session(session)
      .lean();
    return { records: grouped(cases, events), last };
  } finally {
    await session.endSession();
  }
}

function grouped(
  cases: readonly { readonly _id: string; readonly version: number; readonly chainHash: string }[],
  events: StoredRecord['events'],
): Iterable<StoredRecord> {
  const records = new Map<string, StoredRecord & { readonly events: StoredRecord['events'][number][] }>();
  for (const { _id, version, chainHash } of cases)
    records.set(_id, { complaintId: _id, head: { version, chainHash }, events: [] });
  for (const event of events) {
    const { complaintId } = event;
    const record = records.get(complaintId) ?? { complaintId, events: [] };
    record.events.push(event);
    records.set(complaintId, record);
  }
  return records.values();
}
