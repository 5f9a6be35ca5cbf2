import os from 'node:os';
import { Redis } from 'ioredis';
import type { Connection } from '../../src/store/connection';

/** 机器与版本, in one line. */
export async function machineLine(connection: Connection): Promise<string> {
  const cpus = os.cpus();
  const { version } = (await connection.db?.admin().command({ buildInfo: 1 })) as { version: string };
  return [
    `${cpus.length} cores ${cpus[0]?.model.trim() ?? ''}`,
    `node ${process.versions.node}`,
    `mongod ${version}`,
    `redis ${await redisVersion()}`,
  ].join(' · ');
}

async function redisVersion(): Promise<string> {
  const redis = new Redis(process.env['REDIS_URL'] ?? '');
  const info = await redis.info('server');
  redis.disconnect();
  return /^redis_version:(\S+)/m.exec(info)?.[1] ?? '?';
}
