import { trusted, type ClientSession, type Collection, type Connection, type mongo } from 'mongoose';
import type { Audit, UntoldEvent } from '../auditor/ports';
import type { RecordedEvent } from '../desk/ports';
import type { Complaint } from '../domain/complaint';
import { born, foldAll } from '../domain/fold';
import { toComplaint } from './complaint-row';
import { nextDueAt, rearm } from './deadlines';
import type { Models } from './models';

/** What is named in one look; the rest is found when these are put right. */
const MOST = 1_000;
const BATCH = 200;
const CURSOR = { _id: 'events' } as const;

/** 审计所见 on MongoDB. */
export function createAudit(connection: Connection, models: Models): Audit {
  const transact = <T>(run: (session: ClientSession) => Promise<T>): Promise<T> =>
    connection.getClient().withSession((session) =>
      session.withTransaction(() => run(session), {
        readConcern: { level: 'snapshot' },
        writeConcern: { w: 'majority', journal: true },
      }),
    );

  return {
    late: (rows, before) =>
      idsOf(
        connection.collection(rows.collection),
        { ...rows.where, [rows.since]: { $lt: before } },
        rows.since,
      ),

    unarmed: async (before) => {
      const cases = models.complaints.collection;
      const due = await idsOf(cases, { nextDueAt: { $lt: before } }, 'nextDueAt');
      const armed = await armedBefore(models.deadlines.collection, due, before);
      return due.filter((id) => !armed.has(id));
    },

    rearm: (complaintId, wanted, at) =>
      transact(async (session) => {
        const row = await models.complaints.findById(complaintId).session(session).lean();
        if (!row) return false;
        const deadlines = wanted(toComplaint(row));
        // Above every version there has been: a job of the lost row may still be known as done.
        const isChanged = await rearm(models, session, complaintId, deadlines, row.version);
        const next = nextDueAt(deadlines);
        if (!isChanged && next.nextDueAt?.getTime() === row.nextDueAt?.getTime()) return false;
        // Written on the row itself, so that an act which comes between makes this run again.
        const change = next.nextDueAt ? { $set: { ...next, rearmedAt: at } } : clearedAt(at);
        await models.complaints.updateOne({ _id: complaintId }, change, { session });
        return true;
      }),

    comparedTo: async () => (await models.auditCursors.findOne(CURSOR).lean())?.at,

    compared: async (to) => {
      await models.auditCursors.updateOne(CURSOR, { $max: { at: to } }, { upsert: true });
    },

    events: async function* (after, to) {
      const rows = models.events.collection.find(
        { 'event.at': { $gt: after, $lte: to } },
        { batchSize: BATCH, sort: { 'event.at': 1 } },
      );
      for await (const batch of inBatches(rows as AsyncIterable<unknown> as AsyncIterable<RecordedEvent>)) {
        yield { count: batch.length, untold: await untoldOf(models, batch) };
      }
    },

    statesSince: async ({ complaintId, seq }) => {
      const rows = await models.events.find({ complaintId }).sort({ seq: 1 }).lean();
      const [first, ...rest] = rows;
      if (first?.event.type !== 'registered') return [];
      const states: Complaint[] = [{ ...born(first.event), version: first.seq }];
      for (const { event, seq: version } of rest) {
        states.push({ ...foldAll(states.at(-1) as Complaint, [event]), version });
      }
      return states.filter(({ version }) => version >= seq);
    },

    putBack: ({ complaintId, seq }, at) =>
      transact(async (session) => {
        const _id = `${complaintId}-${seq}`;
        const isThere =
          (await models.outbox.findById(_id).session(session).lean()) ??
          (await models.deliveries.findById(firstMessageOf(_id), { _id: 1 }).session(session).lean());
        if (isThere) return false;
        const row = { _id, complaintId, seq, createdAt: at, claimedUntil: at, putBackAt: at };
        await models.outbox.create([row], { session });
        return true;
      }),
  };
}

function clearedAt(at: Date) {
  return { $unset: { nextDueAt: 1 }, $set: { rearmedAt: at } } as const;
}

async function idsOf(
  rows: Collection,
  filter: mongo.Filter<mongo.Document>,
  by: string,
): Promise<readonly string[]> {
  const found = await rows.find(filter, { projection: { _id: 1 }, sort: { [by]: 1 }, limit: MOST }).toArray();
  return found.map(({ _id }) => String(_id));
}

async function armedBefore(
  deadlines: Collection,
  complaintIds: readonly string[],
  before: Date,
): Promise<ReadonlySet<string>> {
  if (complaintIds.length === 0) return new Set();
  const rows = await deadlines
    .find(
      { complaintId: { $in: [...complaintIds] }, dueAt: { $lt: before } },
      { projection: { _id: 0, complaintId: 1 } },
    )
    .toArray();
  return new Set(rows.map(({ complaintId }) => String(complaintId)));
}

/** Messages of an event are numbered from 0 (jobs/relay-event.ts): if there is any, there is this one. */
function firstMessageOf(outboxId: string): string {
  return `${outboxId}-0`;
}

/** The outbox first: a row leaves it after its messages are written, so what is in neither was not on its way. */
async function untoldOf(models: Models, batch: readonly RecordedEvent[]): Promise<readonly UntoldEvent[]> {
  const idOf = ({ complaintId, seq }: RecordedEvent) => `${complaintId}-${seq}`;
  const waiting = await present(models.outbox.collection, batch.map(idOf));
  const settled = batch.filter((each) => !waiting.has(idOf(each)));
  const told = await present(
    models.deliveries.collection,
    settled.map((each) => firstMessageOf(idOf(each))),
  );
  const untold = settled.filter((each) => !told.has(firstMessageOf(idOf(each))));
  const cases = await casesOf(models, [...new Set(untold.map(({ complaintId }) => complaintId))]);
  return untold.flatMap(({ complaintId, seq, event }) => {
    const complaint = cases.get(complaintId);
    return complaint ? [{ complaintId, seq, event, complaint }] : [];
  });
}

async function present(rows: Collection, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const found = await rows
    .find({ _id: { $in: ids as readonly never[] } }, { projection: { _id: 1 } })
    .toArray();
  return new Set(found.map(({ _id }) => String(_id)));
}

async function casesOf(models: Models, ids: readonly string[]): Promise<ReadonlyMap<string, Complaint>> {
  if (ids.length === 0) return new Map();
  const rows = await models.complaints.find({ _id: trusted({ $in: [...ids] }) }).lean();
  return new Map(rows.map((row) => [row._id, toComplaint(row)]));
}

async function* inBatches<T>(rows: AsyncIterable<T>): AsyncGenerator<readonly T[]> {
  let batch: T[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
