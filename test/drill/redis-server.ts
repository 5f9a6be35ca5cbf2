import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../bench/child';
import { until } from '../support/until';

/** 一台自己的 Redis: a process of its own, to be killed and brought back on the same port and the same data. */
export interface RedisServer {
  readonly url: string;
  /** kill -9. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** `aof`: every write on file, as BullMQ needs it; without, it comes back empty. The program is DRILL_REDIS. */
export async function startRedisServer({ aof = true } = {}): Promise<RedisServer> {
  const program = process.env['DRILL_REDIS'];
  if (!program) throw new Error('DRILL_REDIS is not set: run the drill by npm run drill');
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'suda-drill-'));
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    appendonly: aof ? 'yes' : 'no',
    save: '',
    'maxmemory-policy': 'noeviction',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  let child: ChildProcess | undefined;
  const start = async () => {
    child = spawn(program, args, { stdio: 'ignore' });
    await until('Redis answers', () => answers(port), 10_000);
  };
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    start,
    close: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const redis = new Redis(port, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 500 });
  redis.on('error', () => {});
  try {
    await redis.connect();
    return (await redis.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}
