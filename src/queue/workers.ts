import { DelayedError, UnrecoverableError, Worker, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { Fault } from '../errors';
import { Later, QUEUES, type AnyJob, type QueueName } from './define-job';

const CONCURRENCY: Readonly<Record<QueueName, number>> = {
  callbacks: 16,
  events: 8,
  deadlines: 8,
  alerts: 8,
  messages: 16,
  urgent: 8,
  // Printing takes the processor: never two at once, so that what else runs here gets its turn.
  documents: 1,
  routines: 2,
  // Of a changed calendar all open cases come at once, and none of them is in a hurry.
  reckonings: 2,
};

interface Log {
  readonly warn: (facts: object, message: string) => void;
  readonly error: (facts: object, message: string) => void;
}

export interface Workers {
  close(): Promise<void>;
}

/** 任务执行: one worker a queue. Start-up fails when two jobs share a name. */
export function startWorkers<Parts>(
  jobs: readonly AnyJob<Parts>[],
  parts: Parts,
  options: { readonly connection: Redis; readonly prefix: string; readonly log: Log },
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
  { connection, prefix, log }: { readonly connection: Redis; readonly prefix: string; readonly log: Log },
): Worker {
  const worker = new Worker(name, (job, token) => runJob(job, token, jobs, parts), {
    connection,
    prefix,
    concurrency: CONCURRENCY[name],
    // After kill -9 a job comes back within some 15 s; the defaults need a minute and lose it at the second kill.
    lockDuration: 10_000,
    stalledInterval: 5_000,
    maxStalledCount: 10,
  });
  worker.on('error', (error) => log.warn({ queue: name, code: codeOf(error) }, 'queue connection'));
  worker.on('failed', (job, error) => {
    if (!job) return;
    const over = job.attemptsMade >= (job.opts.attempts ?? 1) || error instanceof UnrecoverableError;
    const facts = { job: job.name, jobId: job.id, attempt: job.attemptsMade, code: codeOf(error) };
    if (!over) return log.warn(facts, 'job failed, will be tried again');
    log.error(facts, 'job given up');
    jobs
      .get(job.name)
      ?.givenUp(job.data, parts, codeOf(error))
      .catch((cause: unknown) => log.error({ ...facts, code: codeOf(cause) }, 'giving up failed'));
  });
  return worker;
}

async function runJob<Parts>(
  job: Job,
  token: string | undefined,
  jobs: ReadonlyMap<string, AnyJob<Parts>>,
  parts: Parts,
): Promise<void> {
  const definition = jobs.get(job.name);
  if (!definition) throw new Fault('job_unknown', job.name);
  try {
    await definition.run(job.data, parts);
  } catch (error) {
    if (!(error instanceof Later)) throw bare(error);
    await job.moveToDelayed(Date.now() + error.ms, token);
    throw new DelayedError();
  }
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
