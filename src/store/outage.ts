import { mongo } from 'mongoose';

const BROKEN_WAY = [
  mongo.MongoNetworkError,
  mongo.MongoServerSelectionError,
  mongo.MongoOperationTimeoutError,
  mongo.MongoNotConnectedError,
  mongo.MongoServerClosedError,
  mongo.MongoTopologyClosedError,
] as const;

/** The member asked is starting, stopping or no longer the primary. */
const NOT_SERVING: ReadonlySet<unknown> = new Set([91, 189, 10_107, 11_600, 11_602, 13_435, 13_436]);

/** 数据库够不着: it is the way to MongoDB that failed, so the same will pass once the way is mended. */
export function isDatabaseOutage(error: unknown): boolean {
  if (BROKEN_WAY.some((kind) => error instanceof kind)) return true;
  return error instanceof mongo.MongoServerError && NOT_SERVING.has(error.code);
}
