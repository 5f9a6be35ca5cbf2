import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mongo, type Connection } from 'mongoose';
import { Fault } from '../errors';
import type { BlobStore } from './blob-store';

const CHUNK = 1_044_480;

/** 文件仓库 in MongoDB itself (GridFS): nothing else to run and to back up. */
export function createGridFsBlobs(connection: Connection): BlobStore {
  const { db } = connection;
  if (!db) throw new Fault('mongodb_unreachable', 'not connected');
  const bucket = new mongo.GridFSBucket(db, {
    bucketName: 'evidence',
    chunkSizeBytes: CHUNK,
    writeConcern: { w: 'majority', journal: true },
  });
  return {
    put: async (id, bytes) => {
      await pipeline(Readable.from(bytes), bucket.openUploadStreamWithId(id as never, id));
    },
    read: (id, start, end) => bucket.openDownloadStream(id as never, { start, end }),
    remove: async (id) => {
      await bucket.delete(id as never).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof mongo.MongoRuntimeError && /not found/iu.test(error.message);
}
