import { Queue, type JobsOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { QUEUES, type JobDefinition, type QueueName } from './define-job';

/** Eight tries in about two minutes; what comes then is decided in workers.ts. */
const JOB_OPTIONS: JobsOptions = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
  // A finished id is kept for a while: `true` would let the same id run again at once.
  removeOnComplete: { age: 3_600, count: 10_000 },
  // An id that stays would keep the sweeper from putting a row that waits still.
  removeOnFail: true,
};

/** So many wait in Redis at most, but for one more batch; the others wait in MongoDB, and their leases do not run out in a queue. */
const ENOUGH = 200;

export interface Queues {
  add<Payload, Parts>(job: JobDefinition<Payload, Parts>, payload: Payload): Promise<void>;
  /** Whether less waits than workers take in a moment. */
  hasRoom(name: QueueName): Promise<boolean>;
  /** Waiting jobs by queue, for /metrics. */
  waiting(): Promise<Readonly<Record<QueueName, number>>>;
  close(): Promise<void>;
}

/** 任务队列: the producer's side. */
export function createQueues(connection: Redis, prefix: string, onError: (error: Error) => void): Queues {
  const queues = new Map(
    QUEUES.map((name) => {
      const queue = new Queue(name, {
        connection,
        prefix,
        defaultJobOptions: JOB_OPTIONS,
        skipWaitingForReady: true,
      });
      queue.on('error', onError);
      return [name, queue] as const;
    }),
  );
  const queueOf = (name: QueueName) => queues.get(name) as Queue;

  return {
    add: async (job, payload) => {
      await queueOf(job.queue).add(job.name, payload, { jobId: job.jobId(payload) });
    },
    hasRoom: async (name) => (await queueOf(name).getWaitingCount()) < ENOUGH,
    waiting: async () => {
      const counts = await Promise.all(
        QUEUES.map(async (name) => [name, await queueOf(name).getWaitingCount()] as const),
      );
      return Object.fromEntries(counts) as Record<QueueName, number>;
    },
    close: async () => {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}
