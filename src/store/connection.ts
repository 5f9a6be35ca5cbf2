import { type Connection, Mongoose } from 'mongoose';
import { Fault } from '../errors';

/**
 * 数据库连接. Strict on every side: unknown fields throw, filters are sanitised, nothing is buffered while the database
 * is away, indexes are made by ensureIndexes and never behind our back.
 */
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

export type { Connection };
