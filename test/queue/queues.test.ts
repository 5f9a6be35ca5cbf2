import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { anyJob, defineJob, type QueueName } from '../../src/queue/define-job';
import { createQueues, type Queues } from '../../src/queue/queues';
import { producerRedis, workerRedis } from '../../src/queue/redis';
import { startWorkers } from '../../src/queue/workers';
import { redisUrl, until } from '../support/bank';

const Payload = z.strictObject({ id: z.string() });
type Payload = z.infer<typeof Payload>;

const jobIn = (queue: QueueName) =>
  defineJob<Payload, Map<string, number>>({
    name: `note-${queue}`,
    queue,
    payload: Payload,
    jobId: ({ id }) => `note-${id}`,
    run: ({ id }, came) => Promise.resolve(void came.set(`${queue} ${id}`, performance.now())),
  });
const ordinary = jobIn('messages');
const urgent = jobIn('urgent');

describe('the queues (任务队列)', () => {
  const prefix = `suda-test-${randomBytes(6).toString('hex')}`;
  const ignore = () => undefined;
  let producer: Redis;
  let queues: Queues;

  beforeAll(async () => {
    producer = producerRedis(redisUrl(), ignore);
    await producer.connect();
    queues = createQueues(producer, prefix, ignore);
  });
  afterAll(async () => {
    const keys = await producer.keys(`${prefix}*`);
    if (keys.length > 0) await producer.del(...keys);
    await queues.close();
    producer.disconnect();
  });

  const put = (job: typeof ordinary, from: number, to: number) =>
    Promise.all(Array.from({ length: to - from }, (_, at) => queues.add(job, { id: `${from + at}` })));

  it('have room until two hundred wait in one, and the others still then', async () => {
    await put(ordinary, 0, 199);
    expect(await queues.hasRoom('messages')).toBe(true);
    await put(ordinary, 199, 200);
    expect(await queues.hasRoom('messages')).toBe(false);
    expect(await queues.hasRoom('urgent')).toBe(true);
  });

  it('let twelve ordinary messages out in a tenth of a second (api.md, limits), and what is urgent at once', async () => {
    await put(urgent, 0, 100);
    const came = new Map<string, number>();
    const consumer = workerRedis(redisUrl(), ignore);
    const log = { warn: ignore, error: ignore };
    const jobs = [anyJob(ordinary), anyJob(urgent)];
    const workers = startWorkers(jobs, came, { connection: consumer, prefix, isOutage: () => false, log });
    try {
      await until('all came', () => came.size === 300);
      const times = (queue: string) =>
        [...came].flatMap(([key, at]) => (key.startsWith(queue) ? [at] : [])).sort((a, b) => a - b);
      const out = times('messages');
      // Two hundred take seventeen tenths of a second at least, however slow the machine.
      expect((out.at(-1) ?? 0) - (out[0] ?? 0)).toBeGreaterThan(1_500);
      expect((times('urgent').at(-1) ?? 0) - (out[0] ?? 0)).toBeLessThan((out.at(-1) ?? 0) - (out[0] ?? 0));
    } finally {
      await workers.close();
      consumer.disconnect();
    }
  });
});
