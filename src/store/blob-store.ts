import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Fault } from '../errors';

/** 文件仓库: what is in it was encrypted before. Ids are ours, and each is written once. */
export interface BlobStore {
  /** `length`: how many bytes come. */
  put(id: string, bytes: AsyncIterable<Buffer>, length: number): Promise<void>;
  /** From byte `start` up to and without byte `end`. */
  read(id: string, start: number, end: number): AsyncIterable<Buffer>;
  /** Also of what is not there. */
  remove(id: string): Promise<void>;
}

/** 能不能写 (decision 12): writes, reads and removes a few bytes. Throws Fault `evidence_store_unusable`. */
export async function checkWritable(blobs: BlobStore, advice: string): Promise<void> {
  const id = `probe-${randomUUID()}`;
  const bytes = Buffer.from(id);
  try {
    await blobs.put(id, Readable.from([bytes]), bytes.length);
    const read: Buffer[] = [];
    for await (const chunk of blobs.read(id, 0, bytes.length)) read.push(chunk);
    await blobs.remove(id);
    if (Buffer.concat(read).equals(bytes)) return;
  } catch (cause) {
    throw new Fault('evidence_store_unusable', advice, { cause });
  }
  throw new Fault('evidence_store_unusable', advice);
}
