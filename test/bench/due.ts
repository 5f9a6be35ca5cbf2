import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Connection } from '../../src/store/connection';
import { layOutSweeping, redisUrl } from './sweeping';

/** 到期: from the moment a deadline is due to the moment its handler begins, against a delayed job of BullMQ for each. */
const DEADLINES = 10_000;
const OVER_MS = 40_000;
const LEAD_MS = 6_000;
const PATIENCE_MS = 30_000;
/** As many as the service takes at once (src/queue/workers.ts). */
const CONCURRENCY = 8;

export interface Due {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly early: number;
  readonly lost: number;
  /** What a pending one takes where it waits: in MongoDB with its indexes, in Redis. */
  readonly bytes: number;
}

export async function measureDue(
  connection: Connection,
): Promise<{ readonly ours: Due; readonly delayed: Due }> {
  return { ours: await sweeping(connection), delayed: await delayed() };
}

/** Moments spread evenly; when each came is noted by its number. */
function schedule() {
  const begin = Date.now() + LEAD_MS;
  const came = new Map<number, number>();
  const dueAt = (at: number) => begin + Math.round((at * OVER_MS) / DEADLINES);
  return {
    dueAt,
    comes: (at: number) => {
      if (!came.has(at)) came.set(at, Date.now());
    },
    over: async (bytes: number): Promise<Due> => {
      const end = dueAt(DEADLINES) + PATIENCE_MS;
      while (came.size < DEADLINES && Date.now() < end) await pause(50);
      const late = [...came].map(([at, moment]) => moment - dueAt(at)).sort((a, b) => a - b);
      const share = (part: number) => late[Math.ceil(late.length * part) - 1] ?? NaN;
      const early = late.filter((each) => each < 0).length;
      return { p50Ms: share(0.5), p99Ms: share(0.99), early, lost: DEADLINES - came.size, bytes };
    },
  };
}

const idOf = (at: number) => `KFB${26_000_000 + at}-C2-1-50%`;
const numberOf = (id: string) => Number(id.slice(3, 11)) - 26_000_000;

async function sweeping(parent: Connection): Promise<Due> {
  let comes: (at: number) => void = () => {};
  const sweeper = await layOutSweeping(parent, (connection) => [
    {
      ...{ name: 'remind', queue: 'deadlines' },
      run: async (data) => {
        const { id } = data as { id: string };
        comes(numberOf(id));
        await connection.collection('deadlines').deleteOne({ _id: id as never });
      },
    },
  ]);
  try {
    const plan = schedule();
    ({ comes } = plan);
    const rows = sweeper.connection.collection('deadlines');
    await rows.insertMany(
      Array.from({ length: DEADLINES }, (_, at) => {
        const dueAt = new Date(plan.dueAt(at));
        const complaintId = idOf(at).slice(0, 11);
        const row = {
          complaintId,
          clockId: 'C2-1',
          threshold: '50%',
          dueAt,
          claimedUntil: dueAt,
          version: 1,
        };
        return { _id: idOf(at) as never, ...row };
      }),
    );
    const [stats] = (await rows.aggregate([{ $collStats: { storageStats: {} } }]).toArray()) as [
      { storageStats: { size: number; totalIndexSize: number; count: number } },
    ];
    const { size, totalIndexSize, count } = stats.storageStats;
    sweeper.start();
    return await plan.over((size + totalIndexSize) / count);
  } finally {
    await sweeper.stop();
  }
}

async function delayed(): Promise<Due> {
  const connection = new Redis(redisUrl(), { maxRetriesPerRequest: null });
  const prefix = `suda-bench-${randomBytes(3).toString('hex')}`;
  const queue = new Queue('deadlines', { connection, prefix });
  const plan = schedule();
  const before = await usedMemory(connection);
  const jobs = Array.from({ length: DEADLINES }, (_, at) => ({
    name: 'remind',
    data: { id: idOf(at), version: 1, complaintId: idOf(at).slice(0, 11) },
    opts: { jobId: `rem-${idOf(at)}-1`, delay: plan.dueAt(at) - Date.now(), removeOnComplete: true },
  }));
  await queue.addBulk(jobs);
  const bytes = ((await usedMemory(connection)) - before) / DEADLINES;
  const blocking = connection.duplicate();
  const worker = new Worker(
    'deadlines',
    (job) => {
      plan.comes(numberOf((job.data as { id: string }).id));
      return Promise.resolve();
    },
    { connection: blocking, prefix, concurrency: CONCURRENCY },
  );
  try {
    return await plan.over(bytes);
  } finally {
    await worker.close();
    await queue.obliterate({ force: true });
    await queue.close();
    blocking.disconnect();
    connection.disconnect();
  }
}

async function usedMemory(redis: Redis): Promise<number> {
  return Number(/^used_memory:(\d+)/mu.exec(await redis.info('memory'))?.[1]);
}
