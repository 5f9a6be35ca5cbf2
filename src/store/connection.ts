import os from 'node:os';
import { type Connection, Mongoose } from 'mongoose';
import { Fault } from '../errors';

/**
 * 数据库连接. Strict on every side: unknown fields throw, filters are sanitised, nothing is buffered while the database
 * is away, indexes are made by ensureIndexes and never behind our back.
 */
export const DEFAULT_DATABASE = 'suda';

export async function connectMongo(uri: string): Promise<Connection> {
  const mongoose = new Mongoose({
    strict: 'throw',
    strictQuery: 'throw',
    sanitizeFilter: true,
    bufferCommands: false,
    autoIndex: false,
    autoCreate: false,
  });
  try {
    return await mongoose
      .createConnection(uri, {
        serverSelectionTimeoutMS: 2_000,
        // The driver would load it by import(), which a CommonJS test environment does not have.
        runtimeAdapters: { os },
        ...(namesDatabase(uri) ? {} : { dbName: DEFAULT_DATABASE }),
        ignoreUndefined: true,
        writeConcern: { w: 'majority', journal: true },
        readConcern: { level: 'majority' },
      })
      .asPromise();
  } catch (cause) {
    throw new Fault('mongodb_unreachable', 'MONGODB_URI 连不上：请确认 MongoDB 已启动、是副本集、地址正确', {
      cause,
    });
  }
}

/** `mongodb://host/name?…`. */
function namesDatabase(uri: string): boolean {
  return /^mongodb(?:\+srv)?:\/\/[^/]+\/[^?]/u.test(uri);
}

/** Acts are transactions, and those need a replica set, be it of one node. Throws Fault `mongodb_not_replica_set`. */
export async function checkReplicaSet(connection: Connection): Promise<void> {
  const hello = (await connection.db?.admin().command({ hello: 1 })) as { setName?: string };
  if (hello.setName === undefined) {
    throw new Fault('mongodb_not_replica_set', 'MongoDB 要以副本集运行（一个节点也可以），否则没有事务');
  }
}

export type { Connection };
