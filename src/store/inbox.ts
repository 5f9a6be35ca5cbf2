import type { Collection } from 'mongoose';
import { Fault } from '../errors';
import type { Sealer } from './sealer';

/** How long a callback is remembered, so that it counts once (design decision 3). */
export const RETENTION_MS = 30 * 86_400_000;

/** One verified delivery to be kept: `callback` is sealed, for it may hold personal data. */
export interface Arrival<Callback> {
  /** SHA-256 of the ciphertext. */
  readonly envelopeKey: string;
  /** The message by its MsgId, an event by the hash of its opened body. */
  readonly messageKey: string;
  readonly from: string;
  readonly kind: string;
  readonly callback: Callback;
}

/** 收件箱: written before WeCom is answered, worked off afterwards. */
export interface Inbox<Callback> {
  /** Resolves when this very row is majority-written. Throws Fault `inbox_unavailable`. */
  put(arrival: Arrival<Callback>): Promise<'stored' | 'duplicate'>;
  openRow(id: string): Promise<{ readonly callback: Callback } | undefined>;
  /** Whether an older message of the same sender still waits. */
  earlierWaiting(id: string): Promise<boolean>;
  failed(id: string): Promise<void>;
}

interface Row {
  readonly _id: string;
  readonly from: string;
  /** Microseconds, never twice the same from one process: the order of one person's messages. */
  readonly arrival: number;
  readonly body?: { readonly buffer: Uint8Array };
}

const DUPLICATE = 11000;
const PURPOSE = 'inbox';
/** Callbacks that arrive together share one insertMany, two in flight (measured three times one insert each). */
const IN_FLIGHT = 2;
const MAX_BATCH = 500;

export async function ensureInboxIndexes(collection: Collection): Promise<void> {
  await collection.createIndexes([
    { key: { messageKey: 1 }, unique: true },
    { key: { status: 1, claimedUntil: 1 } },
    { key: { from: 1, status: 1, arrival: 1 } },
    { key: { handledAt: 1 }, expireAfterSeconds: RETENTION_MS / 1_000 },
    { key: { receivedAt: 1 }, partialFilterExpression: { status: 'pending' } },
  ]);
}

/**
 * What marks a row handled: its sealed body goes with the same write, and who sent it, for an anonymous report is known to
 * nobody (R51). The moment is the database's own, for it is the
 * database that removes old rows by it: on a clock that was moved they would go at once, or never.
 */
export const HANDLED = {
  $set: { status: 'handled' },
  $unset: { body: 1, from: 1 },
  $currentDate: { handledAt: true },
} as const;

interface Waiting {
  readonly row: object;
  readonly resolve: (outcome: 'stored' | 'duplicate') => void;
  readonly reject: (error: Fault) => void;
}

export function createInbox<Callback>(parts: {
  readonly collection: Collection;
  readonly sealer: Sealer;
  readonly now: () => Date;
}): Inbox<Callback> {
  const { collection, sealer, now } = parts;
  let waiting: Waiting[] = [];
  let lastArrival = 0;
  /** By the machine's clock, not by the service's, which may stand still: two messages of one moment keep their order. */
  const nextArrival = () => (lastArrival = Math.max(lastArrival + 1, Date.now() * 1_000));
  let inFlight = 0;

  const flush = async (): Promise<void> => {
    if (inFlight >= IN_FLIGHT || waiting.length === 0) return;
    const batch = waiting.slice(0, MAX_BATCH);
    waiting = waiting.slice(MAX_BATCH);
    inFlight++;
    try {
      await insert(collection, batch);
    } finally {
      inFlight--;
      void flush();
    }
  };

  return {
    put: ({ envelopeKey, messageKey, from, kind, callback }) =>
      new Promise((resolve, reject) => {
        const body = sealer.seal(JSON.stringify(callback), { purpose: PURPOSE, context: envelopeKey });
        const row = {
          ...{ _id: envelopeKey, messageKey, from, kind, body, status: 'pending' },
          ...{ receivedAt: now(), arrival: nextArrival() },
        };
        waiting.push({ row, resolve, reject });
        // Those that came in the same turn of the loop go together.
        if (waiting.length === 1) setImmediate(() => void flush());
      }),

    openRow: async (id) => {
      const row = (await collection.findOne({
        _id: id as never,
        status: 'pending',
      })) as unknown as Row | null;
      if (!row?.body) return undefined;
      const text = sealer.open(Buffer.from(row.body.buffer), { purpose: PURPOSE, context: id });
      return { callback: revive(JSON.parse(text)) as Callback };
    },

    earlierWaiting: async (id) => {
      const row = (await collection.findOne({ _id: id as never })) as unknown as Row | null;
      if (!row) return false;
      const { from, arrival } = row;
      const earlier = await collection.findOne({
        from,
        status: 'pending',
        arrival: { $lt: arrival },
      });
      return earlier !== null;
    },

    failed: async (id) => {
      await collection.updateOne({ _id: id as never, status: 'pending' }, { $set: { status: 'failed' } });
    },
  };
}

/** CreateTime is the one Date of a callback. */
function revive(callback: unknown): unknown {
  const { at, ...rest } = callback as { at: string };
  return { ...rest, at: new Date(at) };
}

/** Each row is told of its own fate: written, known already, or not safe. */
async function insert(collection: Collection, batch: readonly Waiting[]): Promise<void> {
  try {
    await collection.insertMany(
      batch.map(({ row }) => row),
      {
        ordered: false,
        writeConcern: { w: 'majority', journal: true },
      },
    );
    for (const { resolve } of batch) resolve('stored');
  } catch (error) {
    const faults = writeFaults(error, batch.length);
    batch.forEach(({ resolve, reject }, index) => {
      if (!faults)
        return reject(new Fault('inbox_unavailable', 'the inbox could not be written', { cause: error }));
      const code = faults.get(index);
      if (code === undefined) return resolve('stored');
      if (code === DUPLICATE) return resolve('duplicate');
      reject(new Fault('inbox_unavailable', `write error ${code}`));
    });
  }
}

/** Codes by index of the rows that were not written; undefined when the fate of any row is not known. */
function writeFaults(error: unknown, rows: number): ReadonlyMap<number, number> | undefined {
  if (!(error instanceof Error) || !('writeErrors' in error)) return undefined;
  const bulk = error as unknown as {
    writeErrors: readonly { index: number; code: number }[] | { index: number; code: number };
    insertedCount?: number;
    result?: { getWriteConcernError?: () => unknown };
  };
  // Rows written, but not by a majority: nobody may be told they are safe.
  if (bulk.result?.getWriteConcernError?.()) return undefined;
  const faults = new Map([bulk.writeErrors].flat().map(({ index, code }) => [index, code]));
  // The driver reports a lost connection in the same shape, with no errors and nothing inserted.
  return faults.size + (bulk.insertedCount ?? 0) === rows ? faults : undefined;
}
