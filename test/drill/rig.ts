import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { WECOM_LIMITS } from '../../src/sandbox/limits';
import { freePort } from '../bench/child';
import { openBank, titleOf, type TestBank } from '../support/bank';
import { startProcess, type ServiceProcess } from '../support/process';
import type { Expected, Shown } from './account';
import { caseNo, fileCases } from './cases';
import { clerkIds, writeOrgFile } from './people';
import { startRedisServer, type RedisServer } from './redis-server';

/** 演练场: a WeCom and a door in this process, a Redis of its own, a database of its own, and workers that can be killed. */
export interface Rig {
  readonly bank: TestBank;
  readonly redis: RedisServer;
  readonly clerks: readonly string[];
  /** As the service of another process is to be told of everything here. */
  readonly settings: Readonly<Record<string, string>>;
  startWorker(more?: Readonly<Record<string, string>>): Promise<ServiceProcess>;
  /** Files a case for each, told round robin to the clerks; `dueAt` gives the moment of the nth. */
  file(count: number, dueAt: (at: number) => number): Promise<readonly Expected[]>;
  /** Every card about a case in the clerks' chats. */
  shown(): readonly Shown[];
  delivered(): number;
  /** Nothing waits that could still be sent: not in the store, not in the queues. */
  isQuiet(): Promise<boolean>;
  close(): Promise<void>;
}

export interface RigOptions {
  readonly clerks: number;
  readonly aof?: boolean;
}

export async function openRig({ clerks: count, aof = true }: RigOptions): Promise<Rig> {
  const clerks = clerkIds(count);
  const orgFile = join(tmpdir(), `suda-drill-${randomUUID()}.yaml`);
  writeOrgFile(orgFile, clerks);
  const redis = await startRedisServer({ aof });
  const bank = await openBank({
    ...{ role: 'web', clock: Date, orgFile, redisUrl: redis.url },
    limits: { ...WECOM_LIMITS, logEntries: 100_000 },
  });
  // It is killed now and then.
  bank.redis.on('error', () => {});
  const settings = {
    HOST: '127.0.0.1',
    ROLE: 'worker',
    MONGODB_URI: bank.databaseUri,
    REDIS_URL: redis.url,
    WECOM_API_BASE: bank.sandbox.url,
    SUDA_MASTER_KEY: bank.masterKey,
    ...bank.settings,
  };
  const workers: ServiceProcess[] = [];
  const shown = () => clerks.flatMap((to) => bank.sandbox.chat(to).flatMap((each) => seenBy(to, each)));
  return {
    ...{ bank, redis, clerks, settings, shown },
    startWorker: async (more = {}) => {
      const worker = await startProcess({ ...settings, PORT: String(await freePort()), ...more });
      workers.push(worker);
      return worker;
    },
    file: async (cases, dueAt) => {
      const expected = Array.from({ length: cases }, (_, at) => ({
        ...{ to: clerks[at % count] ?? '', about: caseNo(at), dueAt: dueAt(at) },
      }));
      await fileCases(bank.database, bank.org, expected);
      return expected;
    },
    delivered: () => new Set(shown().map(({ to, about }) => `${to} ${about}`)).size,
    isQuiet: async () => (await isStoreQuiet(bank)) && (await areQueuesQuiet(bank, redis.url)),
    close: async () => {
      for (const worker of workers) await worker.kill();
      await bank.close();
      await redis.close();
      await rm(orgFile, { force: true });
    },
  };
}

function seenBy(to: string, message: ReturnType<TestBank['sandbox']['chat']>[number]): readonly Shown[] {
  const about = message.from === 'app' && /KFB\d{8}/u.exec(titleOf(message))?.[0];
  return about ? [{ to, about, at: message.at }] : [];
}

async function isStoreQuiet({ database }: TestBank): Promise<boolean> {
  const now = new Date();
  const waiting = await Promise.all([
    database.collection('deadlines').countDocuments({ dueAt: { $lte: now } }),
    database.collection('outbox').countDocuments(),
    database.collection('deliveries').countDocuments({ status: { $in: ['pending', 'folding'] } }),
  ]);
  return waiting.every((count) => count === 0);
}

const SENDING = ['deadlines', 'events', 'messages', 'urgent'];

async function areQueuesQuiet({ database }: TestBank, redisUrl: string): Promise<boolean> {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const queues = SENDING.map((name) => new Queue(name, { connection, prefix: `suda-${database.name}` }));
  try {
    const counts = await Promise.all(
      queues.map((queue) => queue.getJobCountByTypes('active', 'wait', 'delayed')),
    );
    return counts.every((count) => count === 0);
  } finally {
    await Promise.all(queues.map((queue) => queue.close()));
    connection.disconnect();
  }
}
