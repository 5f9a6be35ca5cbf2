import { DelayedError, UnrecoverableError, Worker, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { Fault } from '../errors';
import { Later, QUEUES, type AnyJob, type QueueName } from './define-job';

const CONCURRENCY: Readonly<Record<QueueName, number>> = {
  callbacks: 16,
  events: 8,
  urgent_events: 4,
  deadlines: 8,
  alerts: 8,
  messages: 16,
  urgent: 8,
  redraws: 8,
  // Printing takes the processor: never two at once, so that what else runs here gets its turn.
  documents: 1,
  routines: 2,
  // Of a changed calendar all open cases come at once, and none of them is in a hurry.
  reckonings: 2,
  broadcasts: 4,
  digests: 4,
  // One after the other: a group reads them in order.
  posts: 1,
  // One image or PDF in memory at a time.
  uploads: 1,
};

/**
 * WeCom takes 10,000 calls of one API a minute from a corp (api.md, limits). What is not urgent keeps to 7,200 of them, evenly,
 * for all workers together: the rest is for what is urgent.
 */
const LIMITER: Partial<Record<QueueName, { readonly max: number; readonly duration: number }>> = {
  messages: { max: 12, duration: 100 },
};

interface Log {
  readonly warn: (facts: object, message: string) => void;
  readonly error: (facts: object, message: string) => void;
}

export interface Workers {
  close(): Promise<void>;
}

export interface WorkerOptions {
  readonly connection: Redis;
  readonly prefix: string;
  /** Whether a failure only says that a store is away: nothing is given up for that. */
  readonly isOutage: (error: unknown) => boolean;
  readonly log: Log;
}

/** How long a job that may not be given up waits after its last attempt. */
const COME_BACK_MS = 15_000;
/** A store that is away is asked again so often: what waited for it is late by no more when it returns. */
const STORE_BACK_MS = 500;

/** 任务执行: one worker a queue. Start-up fails when two jobs share a name. */
export function startWorkers<Parts>(
  jobs: readonly AnyJob<Parts>[],
  parts: Parts,
  options: WorkerOptions,
): Workers {
  const byName = new Map(jobs.map((job) => [job.name, job]));
  if (byName.size !== jobs.length) throw new Fault('job_name_twice', 'two jobs share a name');

  const workers = QUEUES.map((name) => startWorker(name, byName, parts, options));
  return {
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

function startWorker<Parts>(
  name: QueueName,
  jobs: ReadonlyMap<string, AnyJob<Parts>>,
  parts: Parts,
  options: WorkerOptions,
): Worker {
  const { connection, prefix, log } = options;
  const limiter = LIMITER[name];
  const worker = new Worker(name, (job, token) => runJob(job, token, jobs.get(job.name), parts, options), {
    connection,
    prefix,
    concurrency: CONCURRENCY[name],
    ...(limiter && { limiter }),
    // After kill -9 a job comes back within some 11 s; the defaults need a minute and lose it at the second kill.
    lockDuration: 8_000,
    stalledInterval: 3_000,
    maxStalledCount: 10,
  });
  worker.on('error', (error) => log.warn({ queue: name, code: codeOf(error) }, 'queue connection'));
  worker.on('failed', (job, error) => {
    if (!job) return;
    if (job.attemptsMade < attemptsOf(job) && !(error instanceof UnrecoverableError))
      log.warn(factsOf(job, job.attemptsMade, error), 'job failed, will be tried again');
    // Its process died under it again and again, so it was not asked below.
    if (error instanceof UnrecoverableError)
      void giveUp(job, job.attemptsMade, error, jobs.get(job.name), parts, options);
  });
  return worker;
}

async function runJob<Parts>(
  job: Job,
  token: string | undefined,
  definition: AnyJob<Parts> | undefined,
  parts: Parts,
  options: WorkerOptions,
): Promise<void> {
  if (!definition) throw new Fault('job_unknown', job.name);
  const later = async (ms: number): Promise<never> => {
    await job.moveToDelayed(Date.now() + ms, token);
    throw new DelayedError();
  };
  try {
    await definition.run(job.data, parts);
  } catch (error) {
    if (error instanceof Later) return later(error.ms);
    if (options.isOutage(error)) {
      options.log.warn(factsOf(job, job.attemptsMade, error), 'a store is away, the job will come back');
      return later(STORE_BACK_MS);
    }
    // Coming back later counts no attempt: from the last one on, each is the last.
    const attempt = job.attemptsMade + 1;
    const isFailed =
      attempt < attemptsOf(job) || (await giveUp(job, attempt, error, definition, parts, options));
    if (!isFailed) return later(COME_BACK_MS);
    throw bare(error);
  }
}

/** 放弃: whether the row was told. The row first: a job that left the queue while its row waits would begin anew. */
async function giveUp<Parts>(
  job: Job,
  attempt: number,
  error: unknown,
  definition: AnyJob<Parts> | undefined,
  parts: Parts,
  { log }: WorkerOptions,
): Promise<boolean> {
  const facts = factsOf(job, attempt, error);
  if (!definition?.givenUp) {
    log.warn(facts, 'job failed its last attempt, will come back');
    return false;
  }
  try {
    await definition.givenUp(job.data, parts, facts.code);
  } catch (cause) {
    log.error(factsOf(job, attempt, cause), 'giving up failed, will come back');
    return false;
  }
  log.error(facts, 'job given up');
  return true;
}

function attemptsOf(job: Job): number {
  return job.opts.attempts ?? 1;
}

function factsOf(job: Job, attempt: number, error: unknown) {
  return { job: job.name, jobId: job.id, attempt, code: codeOf(error) };
}

/** What BullMQ keeps of a failure stands in Redis: a code, never a message that might quote somebody. */
function bare(error: unknown): Error {
  const kept = new Error(codeOf(error));
  kept.stack = '';
  return kept;
}

function codeOf(error: unknown): string {
  if (error instanceof Fault) return error.code;
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? String(error.code) : '';
  return code || (/^[a-z0-9_]+$/i.test(error.message) ? error.message : error.name);
}
