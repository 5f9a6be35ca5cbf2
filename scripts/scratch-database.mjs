import { randomBytes } from 'node:crypto';

/**
 * A database of its own on servers that are somebody else's: { mongodbUri, drop() }. `drop` removes it, and what
 * the service's queues keep in Redis under its name.
 */
export function scratchDatabase({ mongodbUri, redisUrl }) {
  const name = `suda_script_${randomBytes(6).toString('hex')}`;
  const uri = named(mongodbUri, name);
  return {
    mongodbUri: uri,
    drop: async () => {
      await dropDatabase(uri);
      await dropKeys(redisUrl, `suda-${name}*`);
    },
  };
}

/** The same address with another database; users stay in the one they were in. */
export function named(uri, name) {
  const [, hosts, path, query] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/.exec(uri);
  const options = new URLSearchParams(query);
  if (path && hosts.includes('@') && !options.has('authSource')) options.set('authSource', path);
  return `${hosts}/${name}${options.size > 0 ? `?${options}` : ''}`;
}

async function dropDatabase(uri) {
  const { createConnection } = (await import('mongoose')).default;
  const connection = await createConnection(uri).asPromise();
  await connection.dropDatabase();
  await connection.close();
}

async function dropKeys(url, match) {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url);
  for await (const keys of redis.scanStream({ match, count: 1_000 })) {
    if (keys.length > 0) await redis.unlink(...keys);
  }
  await redis.quit();
}
