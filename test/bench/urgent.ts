import { setTimeout as pause } from 'node:timers/promises';
import type { AnyJob } from '../../src/queue/define-job';
import type { Connection } from '../../src/store/connection';
import { layOutSweeping, type Sweeping } from './sweeping';

/** 紧急: from the row of an urgent notice in the ledger to its job's beginning, with many ordinary ones waiting and with none. */
const WAITING = 20_000;
const NOTICES = 200;
const EVERY_MS = 60;
/** About as long as WeCom takes. */
const SENDING_MS = 20;
const PATIENCE_MS = 20_000;
/** The service has started and is at work. */
const STARTED_MS = 3_000;

export interface Urgent {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** How many ordinary ones waited still when the last urgent one was written. */
  readonly waiting: number;
}

export async function measureUrgent(
  connection: Connection,
): Promise<{ readonly empty: Urgent; readonly full: Urgent }> {
  return { empty: await measured(connection, 0), full: await measured(connection, WAITING) };
}

async function measured(parent: Connection, ordinary: number): Promise<Urgent> {
  const began = new Map<string, number>();
  const sweeping = await layOutSweeping(parent, (connection) => jobsOn(connection, began));
  try {
    const rows = sweeping.connection.collection('deliveries');
    if (ordinary > 0)
      await rows.insertMany(Array.from({ length: ordinary }, (_, at) => rowOf(`o-${at}`)) as never[]);
    sweeping.start();
    await pause(STARTED_MS);
    const written = await write(sweeping);
    const waiting = await rows.countDocuments({ status: 'pending', urgent: { $exists: false } });
    const end = Date.now() + PATIENCE_MS;
    while (![...written.keys()].every((id) => began.has(id)) && Date.now() < end) await pause(20);
    const waits = [...written].map(([id, at]) => (began.get(id) ?? Infinity) - at).sort((a, b) => a - b);
    const share = (part: number) => waits[Math.ceil(waits.length * part) - 1] ?? NaN;
    return { p50Ms: share(0.5), p99Ms: share(0.99), waiting };
  } finally {
    await sweeping.stop();
  }
}

/** One after another; gives when each was handed to the store. */
async function write({ connection }: Sweeping): Promise<ReadonlyMap<string, number>> {
  const rows = connection.collection('deliveries');
  const written = new Map<string, number>();
  for (let at = 0; at < NOTICES; at++) {
    const id = `u-${at}`;
    written.set(id, performance.now());
    await rows.insertOne({ ...rowOf(id), urgent: true } as never);
    await pause(EVERY_MS);
  }
  return written;
}

function jobsOn(connection: Connection, began: Map<string, number>): readonly AnyJob<undefined>[] {
  const sent = async (id: string) => {
    await connection.collection('deliveries').updateOne({ _id: id as never }, { $set: { status: 'sent' } });
  };
  return [
    {
      ...{ name: 'send-urgent', queue: 'urgent' },
      run: async (data) => {
        const { id } = data as { id: string };
        began.set(id, performance.now());
        await sent(id);
      },
    },
    {
      ...{ name: 'send-message', queue: 'messages' },
      run: async (data) => {
        await pause(SENDING_MS);
        await sent((data as { id: string }).id);
      },
    },
  ];
}

function rowOf(id: string) {
  const at = new Date();
  return {
    ...{
      _id: id,
      to: 'lin.tao',
      sealed: Buffer.alloc(700),
      status: 'pending',
      createdAt: at,
      claimedUntil: at,
    },
  };
}
