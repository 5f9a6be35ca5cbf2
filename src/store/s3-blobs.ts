import { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { BlobStore } from './blob-store';

export interface S3Settings {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
}

/** What it would say on the console is in the error it throws. */
const QUIET = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
function nothing(): void {}

/** 文件仓库 on anything that speaks S3; by path, for a store of one's own has no host name for each bucket. */
export function createS3Blobs({ endpoint, bucket, region, keyId, secret }: S3Settings): BlobStore {
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: keyId, secretAccessKey: secret },
    logger: QUIET,
    // Not every store knows the newer checksums; ours is in every segment.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const at = (id: string) => ({ Bucket: bucket, Key: `evidence/${id}` });
  return {
    put: async (id, bytes, length) => {
      const Body = Readable.from(bytes, { objectMode: false });
      // The client does not hear that what it sends broke off: it would wait for the rest.
      const torn = new AbortController();
      Body.once('error', (error) => torn.abort(error));
      const put = { ...at(id), Body, ContentLength: length, ContentType: 'application/octet-stream' };
      await client.send(new PutObjectCommand(put), { abortSignal: torn.signal }).catch((error: unknown) => {
        throw torn.signal.reason ?? error;
      });
    },
    read: async function* (id, start, end) {
      const { Body } = await client.send(
        new GetObjectCommand({ ...at(id), Range: `bytes=${start}-${end - 1}` }),
      );
      yield* Body as Readable as AsyncIterable<Buffer>;
    },
    remove: async (id) => {
      await client.send(new DeleteObjectCommand(at(id)));
    },
  };
}
