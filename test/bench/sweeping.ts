import { randomBytes } from 'node:crypto';
import { hasRoom, putOn } from '../../jobs/lanes';
import type { AnyJob } from '../../src/queue/define-job';
import { createQueues } from '../../src/queue/queues';
import { producerRedis, workerRedis } from '../../src/queue/redis';
import { createSweeper } from '../../src/queue/sweeper';
import { startWorkers } from '../../src/queue/workers';
import { createClaims } from '../../src/store/claims';
import type { Connection } from '../../src/store/connection';
import { databaseClock } from '../../src/store/database-clock';
import { ensureInboxIndexes } from '../../src/store/inbox';
import { lanesOf } from '../../src/store/lanes';
import { ensureIndexes, modelsOf } from '../../src/store/models';
import { watchLanes } from '../../src/store/watch';

/** 扫描、队列、执行 as the worker role wires them, on a database of its own, with other jobs at the end. */
export interface Sweeping {
  readonly connection: Connection;
  start(): void;
  stop(): Promise<void>;
}

export async function layOutSweeping(
  parent: Connection,
  jobs: (connection: Connection) => readonly AnyJob<undefined>[],
): Promise<Sweeping> {
  const connection = parent.useDb(`${parent.name}_${randomBytes(3).toString('hex')}`);
  const models = modelsOf(connection);
  const inbox = connection.collection('inbox');
  await ensureIndexes(models);
  await ensureInboxIndexes(inbox);

  const producer = producerRedis(redisUrl(), fail);
  await producer.connect();
  const consumer = workerRedis(redisUrl(), fail);
  const prefix = `suda-${connection.name}`;
  const queues = createQueues(producer, prefix, fail);
  const lanes = lanesOf(models, inbox, 1);
  const sweeper = createSweeper({
    claims: createClaims(lanes),
    clock: await databaseClock(connection),
    hasRoom: (lane) => hasRoom(queues, lane),
    put: (lane, claimed) => putOn(queues, lane, claimed),
    isOutage: () => false,
    onError: (_lane, error) => fail(error),
  });
  const log = { warn: fail, error: fail };
  const options = { connection: consumer, prefix, isOutage: () => false, log };
  const workers = startWorkers(jobs(connection), undefined, options);
  const watch = watchLanes(connection, lanes, sweeper.wake, fail);
  return {
    connection,
    start: sweeper.start,
    stop: async () => {
      await watch.stop();
      await sweeper.stop();
      await workers.close();
      await queues.close();
      consumer.disconnect();
      producer.disconnect();
      await connection.dropDatabase();
    },
  };
}

export function redisUrl(): string {
  return process.env['REDIS_URL'] ?? '';
}

/** Nothing goes wrong while we measure, or the figures are worth nothing. */
function fail(what: unknown): never {
  throw what instanceof Error ? what : new Error(JSON.stringify(what));
}
