import type { z } from 'zod';

/** Queues are apart so that what waits in one never holds up another: an urgent notice passes ordinary ones. */
export const QUEUES = [
  'callbacks',
  'events',
  'urgent_events',
  'deadlines',
  'alerts',
  'messages',
  'urgent',
  'redraws',
  'documents',
  'routines',
  'reckonings',
  'digests',
  'broadcasts',
  'posts',
  'uploads',
] as const;
export type QueueName = (typeof QUEUES)[number];

/** Thrown by a job that is not to run yet; it comes back after `ms` and no attempt is counted. */
export class Later extends Error {
  override readonly name = 'Later';

  constructor(readonly ms: number) {
    super(`later: ${ms} ms`);
  }
}

/** 任务定义: name, payload, identity and patience are declared; `run` is one act. Payloads carry ids only. */
export interface JobDefinition<Payload, Parts> {
  readonly name: string;
  readonly queue: QueueName;
  readonly payload: z.ZodType<Payload>;
  /** The same work is the same job, however often it is asked for. No ':' and not all digits (BullMQ). */
  readonly jobId: (payload: Payload) => string;
  readonly run: (payload: Payload, parts: Parts) => Promise<void>;
  /**
   * All attempts failed, and not because a store was away: tells the row, so that it does not wait for ever. A job without
   * it is never given up.
   */
  readonly givenUp?: (payload: Payload, parts: Parts, code: string) => Promise<void>;
}

export function defineJob<Payload, Parts>(job: JobDefinition<Payload, Parts>): JobDefinition<Payload, Parts> {
  return job;
}

/** A job with its payload type closed over, so that jobs of many kinds stand in one list. */
export interface AnyJob<Parts> {
  readonly name: string;
  readonly queue: QueueName;
  readonly run: (data: unknown, parts: Parts) => Promise<void>;
  readonly givenUp?: (data: unknown, parts: Parts, code: string) => Promise<void>;
}

/** The payload is parsed again at the worker: the producer may be an older release. */
export function anyJob<Payload, Parts>(job: JobDefinition<Payload, Parts>): AnyJob<Parts> {
  const { name, queue, givenUp } = job;
  return {
    name,
    queue,
    run: (data, parts) => job.run(job.payload.parse(data), parts),
    ...(givenUp && { givenUp: (data, parts, code) => givenUp(job.payload.parse(data), parts, code) }),
  };
}
