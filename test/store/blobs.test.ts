import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { checkWritable, type BlobStore } from '../../src/store/blob-store';
import { createGridFsBlobs } from '../../src/store/gridfs-blobs';
import { createS3Blobs } from '../../src/store/s3-blobs';
import { startS3 } from '../support/s3-server';
import { useStore } from './rig';

const rig = useStore();
let s3: Awaited<ReturnType<typeof startS3>>;
let s3Blobs: BlobStore;

beforeAll(async () => {
  s3 = await startS3('suda-evidence');
  s3Blobs = createS3Blobs(s3.settings);
});
afterAll(() => s3.stop());

const whole = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
};
const put = (blobs: BlobStore, id: string, bytes: Buffer) => {
  const chunks = Array.from({ length: Math.ceil(bytes.length / 70_000) }, (_, n) =>
    bytes.subarray(n * 70_000, (n + 1) * 70_000),
  );
  return blobs.put(id, Readable.from(chunks), bytes.length);
};

describe.each<[string, () => BlobStore]>([
  ['GridFS', () => createGridFsBlobs(rig.database.connection)],
  ['S3', () => s3Blobs],
])('a file store on %s', (_name, open) => {
  const bytes = randomBytes(2_500_000);

  it('gives back what was put, whole and in parts', async () => {
    const blobs = open();
    await put(blobs, 'a', bytes);
    expect((await whole(blobs.read('a', 0, bytes.length))).equals(bytes)).toBe(true);
    for (const [start, end] of [
      [0, 2],
      [1_044_479, 1_044_481],
      [2_499_999, 2_500_000],
    ] as const)
      expect((await whole(blobs.read('a', start, end))).toString('hex')).toBe(
        bytes.subarray(start, end).toString('hex'),
      );
  });

  it('removes it, also when it is gone already', async () => {
    const blobs = open();
    await put(blobs, 'b', bytes);
    await blobs.remove('b');
    await blobs.remove('b');
    await expect(whole(blobs.read('b', 0, 10))).rejects.toThrow();
  });

  it('says that what it was sent broke off', async () => {
    const blobs = open();
    const torn = Readable.from(
      (function* () {
        yield bytes.subarray(0, 1_100_000);
        throw new Error('the line broke');
      })(),
    );
    await expect(blobs.put('c', torn, bytes.length)).rejects.toThrow('the line broke');
    await blobs.remove('c');
  });

  it('is found writable', async () => {
    await expect(checkWritable(open(), '写不进去')).resolves.toBeUndefined();
  });
});

describe('a file store that cannot be written', () => {
  it.each([
    ['because it is not there', { endpoint: 'http://127.0.0.1:9' }],
    ['because it has no such bucket', { bucket: 'another' }],
    ['because the key is not right', { keyId: 'nobody' }],
  ])('is told at the start, %s', async (_why, wrong) => {
    const blobs = createS3Blobs({ ...s3.settings, ...wrong });
    await expect(checkWritable(blobs, '写不进去，请核对')).rejects.toThrow(
      'evidence_store_unusable: 写不进去，请核对',
    );
  });
});
