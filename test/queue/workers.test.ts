import { randomBytes } from 'node:crypto';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { anyJob, defineJob, type JobDefinition } from '../../src/queue/define-job';
import { createQueues, type Queues } from '../../src/queue/queues';
import { producerRedis, workerRedis } from '../../src/queue/redis';
import { startWorkers, type Workers } from '../../src/queue/workers';
import { Fault } from '../../src/errors';
import { redisUrl, until } from '../support/bank';

const Payload = z.strictObject({ id: z.string() });
type Payload = z.infer<typeof Payload>;

class Away extends Error {}
const isOutage = (error: unknown) => error instanceof Away;

/** What each try of the job ends with, in turn; once there are no more, it succeeds. */
interface Parts {
  readonly ends: Error[];
  tries: number;
  done: number;
  readonly told: string[];
  readonly tellingFails: Error[];
}

const kept = defineJob<Payload, Parts>({
  name: 'kept',
  queue: 'messages',
  payload: Payload,
  jobId: ({ id }) => `kept-${id}`,
  run: (_payload, parts) => work(parts),
});
const droppable = defineJob<Payload, Parts>({
  name: 'droppable',
  queue: 'callbacks',
  payload: Payload,
  jobId: ({ id }) => `droppable-${id}`,
  run: (_payload, parts) => work(parts),
  givenUp: (_payload, { told, tellingFails }, code) => {
    const failure = tellingFails.shift();
    if (failure) return Promise.reject(failure);
    told.push(code);
    return Promise.resolve();
  },
});

function work(parts: Parts): Promise<void> {
  parts.tries++;
  const end = parts.ends.shift();
  if (end) return Promise.reject(end);
  parts.done++;
  return Promise.resolve();
}

const times = (count: number, error: Error) => Array.from({ length: count }, () => error);
const broken = () => new Fault('broken', 'of its own');

describe('a job that fails and fails', () => {
  const prefix = `suda-test-${randomBytes(6).toString('hex')}`;
  const logged: { facts: { code?: string; attempt?: number }; message: string }[] = [];
  const log = (facts: object, message: string) => logged.push({ facts, message });
  let [producer, consumer]: Redis[] = [];
  let queues: Queues;
  let workers: Workers | undefined;
  let parts: Parts;
  const looks = new Map<string, Queue>();

  beforeAll(async () => {
    const ignore = () => undefined;
    producer = producerRedis(redisUrl(), ignore);
    await producer.connect();
    consumer = workerRedis(redisUrl(), ignore);
    queues = createQueues(producer, prefix, ignore);
    for (const { queue } of [kept, droppable])
      looks.set(queue, new Queue(queue, { connection: producer, prefix }));
  });
  afterEach(async () => {
    await workers?.close();
  });
  afterAll(async () => {
    for (const queue of looks.values()) {
      await queue.obliterate({ force: true });
      await queue.close();
    }
    await queues.close();
    producer?.disconnect();
    consumer?.disconnect();
  });

  const begin = (more: Partial<Parts>) => {
    parts = { ends: [], tries: 0, done: 0, told: [], tellingFails: [], ...more };
    logged.length = 0;
    workers = startWorkers([anyJob(kept), anyJob(droppable)], parts, {
      connection: consumer as Redis,
      prefix,
      isOutage,
      log: { warn: log, error: log },
    });
  };
  /** Runs what waits without waiting for its turn, until something holds. */
  const run = async (job: JobDefinition<Payload, Parts>, holds: () => boolean) => {
    await until('it ran', async () => {
      await looks.get(job.queue)?.promoteJobs();
      return holds();
    });
  };
  const said = (words: string) => logged.filter(({ message }) => message.includes(words));

  it('comes back after its last attempt when it may not be given up, however often', async () => {
    begin({ ends: times(12, broken()) });
    await queues.add(kept, { id: 'a' });
    await run(kept, () => parts.done === 1);
    expect(parts.tries).toBe(13);
    expect(said('will be tried again')).toHaveLength(7);
    expect(said('will come back').map(({ facts }) => facts.attempt)).toEqual(times(5, broken()).map(() => 8));
    expect(said('given up')).toEqual([]);
  });

  it('is given up after eight attempts, its row told once, and may be asked for again', async () => {
    begin({ ends: times(8, broken()) });
    await queues.add(droppable, { id: 'b' });
    await run(droppable, () => parts.told.length > 0);
    expect(parts.told).toEqual(['broken']);
    expect(parts.tries).toBe(8);
    await until('it left', async () => (await looks.get('callbacks')?.getJob('droppable-b')) === undefined);
    await queues.add(droppable, { id: 'b' });
    await run(droppable, () => parts.done === 1);
  });

  it('is not given up because a store is away', async () => {
    begin({ ends: times(10, new Away()) });
    await queues.add(droppable, { id: 'c' });
    await run(droppable, () => parts.done === 1);
    expect(parts.tries).toBe(11);
    expect(parts.told).toEqual([]);
  });

  it('asks again every second while a store is away, and that counts as no attempt', async () => {
    begin({ ends: [...times(10, new Away()), ...times(8, broken())] });
    await queues.add(droppable, { id: 'e' });
    const waits: number[] = [];
    await until('it failed for good', async () => {
      const [waiting] = (await looks.get('callbacks')?.getDelayed()) ?? [];
      if (waiting && parts.tries <= 10) waits.push(waiting.delay);
      await looks.get('callbacks')?.promoteJobs();
      return parts.told.length > 0;
    });
    expect(parts.tries).toBe(18);
    expect(waits.length).toBeGreaterThan(0);
    expect(Math.max(...waits)).toBeLessThanOrEqual(1_000);
  });

  it('waits when its row cannot be told either', async () => {
    begin({ ends: times(9, broken()), tellingFails: [new Away()] });
    await queues.add(droppable, { id: 'd' });
    await run(droppable, () => parts.told.length > 0);
    expect(parts.tries).toBe(9);
    expect(said('giving up failed')).toHaveLength(1);
  });
});
