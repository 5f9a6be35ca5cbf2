import { constants } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { findMongod, startMongod } from './mongodb.mjs';
import { isAlive } from './program.mjs';
import { cacheFolder, KEPT } from './project.mjs';
import { findRedis, startRedis } from './redis.mjs';

const TEMPORARY = join(KEPT, 'tmp');
const MEMORY = '/dev/shm';
const IN_MEMORY = join(MEMORY, 'suda-tests');
const MEMORY_NEEDED = 3 * 1024 ** 3;

/**
 * MongoDB and Redis, found or fetched, started without root: { mongodbUri, redisUrl, stop() }. Data stay in `dataDir`,
 * or are thrown away with `temporary`, which `memory` keeps off the disk where there is room: then nothing waits for one.
 * Servers named by MONGODB_URI / REDIS_URL are used as they are and not stopped.
 */
export async function startServices({
  dataDir,
  temporary = false,
  memory = false,
  say = console.log,
  env = process.env,
}) {
  const kept = !temporary;
  const folder = kept
    ? dataDir
    : await temporaryFolder(memory && (await hasMemory()) ? IN_MEMORY : TEMPORARY);
  const tools = { cache: cacheFolder(env), say, env };
  const stops = temporary ? [() => rm(folder, { recursive: true, force: true })] : [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const mongodbUri = env.MONGODB_URI || (await startOwnMongo());
    if (env.MONGODB_URI) say('MongoDB：用 MONGODB_URI 指定的。');
    const redisUrl = env.REDIS_URL || (await startOwnRedis());
    if (env.REDIS_URL) say('Redis：用 REDIS_URL 指定的。');
    return { mongodbUri, redisUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function startOwnMongo() {
    const mongo = await startMongod(await findMongod(tools), { folder: join(folder, 'mongodb'), kept });
    stops.push(mongo.stop);
    return mongo.uri;
  }

  async function startOwnRedis() {
    const redis = await startRedis(await findRedis(tools), { folder: join(folder, 'redis') });
    stops.push(redis.stop);
    return redis.url;
  }
}

/** The folder's name starts with our process id, so that a later run can remove what a killed one left. */
async function temporaryFolder(place) {
  await mkdir(place, { recursive: true });
  for (const name of await readdir(place)) {
    if (!isAlive(Number(name.split('-')[0]))) await rm(join(place, name), { recursive: true, force: true });
  }
  return mkdtemp(join(place, `${process.pid}-`));
}

/** Linux's file system in memory; containers often have too little of it. */
async function hasMemory() {
  try {
    await access(MEMORY, constants.W_OK);
    const { bavail, bsize } = await statfs(MEMORY);
    return bavail * bsize >= MEMORY_NEEDED;
  } catch {
    return false;
  }
}
