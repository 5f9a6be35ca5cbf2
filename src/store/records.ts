import { trusted, type ClientSession, type Connection } from 'mongoose';
import type { Recorded, Records, StoredRecord } from '../desk/ports';
import type { RecordKind } from '../domain/vocabulary';
import type { Models } from './models';

const PAGE = 100;

/** 全部记录 by case number, a page in memory at a time; each page is read as of one moment, for cases move meanwhile. */
export function createRecords(connection: Connection, models: Models): Records {
  return {
    all: async function* () {
      for (const source of [events(models), access(models), incidentRecords(models)]) {
        for (let after: string | undefined = ''; after !== undefined;) {
          const page: Page = await readPage(connection, source, after);
          yield* page.records;
          after = page.last;
        }
      }
    },
  };
}

type Range = Readonly<Record<'$gt' | '$lte', string>> | Readonly<Record<'$gt', string>>;
interface Head {
  readonly _id: string;
  readonly seq: number;
  readonly hash: string;
}

/** Where one kind of record stands: the ends of the chains, and their links in order. */
interface Source {
  readonly kind: RecordKind;
  readonly heads: (after: string, session: ClientSession) => Promise<readonly Head[]>;
  readonly links: (range: Range, session: ClientSession) => Promise<readonly Recorded<unknown>[]>;
}

function events({ complaints, events: rows }: Models): Source {
  return {
    kind: 'events',
    heads: async (after, session) => {
      const cases = await complaints
        .find({ _id: trusted({ $gt: after }) }, { version: 1, chainHash: 1 })
        .sort({ _id: 1 })
        .limit(PAGE)
        .session(session)
        .lean();
      return cases.map(({ _id, version, chainHash }) => ({ _id, seq: version, hash: chainHash }));
    },
    links: (range, session) =>
      rows
        .find({ complaintId: trusted(range) })
        .sort({ complaintId: 1, seq: 1 })
        .session(session)
        .lean(),
  };
}

function access({ accessHeads, accessLog }: Models): Source {
  return {
    kind: 'access',
    heads: (after, session) =>
      accessHeads
        .find({ _id: trusted({ $gt: after }) })
        .sort({ _id: 1 })
        .limit(PAGE)
        .session(session)
        .lean(),
    links: (range, session) =>
      accessLog
        .find({ complaintId: trusted(range) })
        .sort({ complaintId: 1, seq: 1 })
        .session(session)
        .lean(),
  };
}

function incidentRecords({ incidents, incidentEvents }: Models): Source {
  return {
    kind: 'incidents',
    heads: async (after, session) => {
      const rows = await incidents
        .find({ _id: trusted({ $gt: after }) }, { version: 1, chainHash: 1 })
        .sort({ _id: 1 })
        .limit(PAGE)
        .session(session)
        .lean();
      return rows.map(({ _id, version, chainHash }) => ({ _id, seq: version, hash: chainHash }));
    },
    links: (range, session) =>
      incidentEvents
        .find({ complaintId: trusted(range) })
        .sort({ complaintId: 1, seq: 1 })
        .session(session)
        .lean(),
  };
}

interface Page {
  readonly records: Iterable<StoredRecord>;
  /** Undefined on the last page. */
  readonly last: string | undefined;
}

async function readPage(connection: Connection, source: Source, after: string): Promise<Page> {
  // A transaction: the connection's own read concern would win over a session's snapshot.
  return connection.getClient().withSession((session) =>
    session.withTransaction(
      async () => {
        const heads = await source.heads(after, session);
        const last = heads.length < PAGE ? undefined : heads.at(-1)?._id;
        // By range, not by number: records whose case is gone are found too.
        const range = { $gt: after, ...(last !== undefined && { $lte: last }) };
        return { records: grouped(source.kind, heads, await source.links(range, session)), last };
      },
      { readConcern: { level: 'snapshot' } },
    ),
  );
}

function grouped(
  kind: RecordKind,
  heads: readonly Head[],
  links: readonly Recorded<unknown>[],
): Iterable<StoredRecord> {
  const records = new Map<string, StoredRecord & { readonly links: Recorded<unknown>[] }>();
  for (const { _id, seq, hash } of heads)
    records.set(_id, { kind, complaintId: _id, head: { seq, hash }, links: [] });
  for (const link of links) {
    const { complaintId } = link;
    const record = records.get(complaintId) ?? { kind, complaintId, links: [] };
    record.links.push(link);
    records.set(complaintId, record);
  }
  return records.values();
}
