import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { EvidenceStore, Keeping, WaitingUpload } from '../../src/desk/evidence-ports';
import type { EvidenceFile } from '../../src/domain/evidence';
import type { BlobStore } from '../../src/store/blob-store';
import { createEvidenceStore, type Places } from '../../src/store/evidence-store';
import { createGridFsBlobs } from '../../src/store/gridfs-blobs';
import { createKeeping } from '../../src/store/keeping';
import { createS3Blobs } from '../../src/store/s3-blobs';
import { createUploads } from '../../src/store/uploads';
import { PHOTO } from '../support/side-states';
import { startS3 } from '../support/s3-server';
import { NOW, seconds, useStore } from './rig';

const rig = useStore();
const ID = 'KFB26000001';
const DAY = 86_400;
const SECRET_WORDS = '王女士 6222021234567890123';
let s3: Awaited<ReturnType<typeof startS3>>;
let s3Blobs: BlobStore;
let places: Places;
let now = NOW;

beforeAll(async () => {
  s3 = await startS3('suda-evidence');
  s3Blobs = createS3Blobs(s3.settings);
  places = { gridfs: createGridFsBlobs(rig.database.connection), s3: s3Blobs };
});
afterAll(() => s3.stop());
beforeEach(async () => {
  now = NOW;
  for (const name of [
    'uploads',
    'upload_chunks',
    'evidence_files',
    'evidence.files',
    'evidence.chunks',
    'vault',
  ])
    await rig.database.connection.collection(name).deleteMany({});
  await rig.vault.put(ID, { name: '王女士', phone: '13812345678' });
});

const keepingOn = (writesTo: 'gridfs' | 's3' = 'gridfs'): Keeping =>
  createKeeping({ models: rig.models, vault: rig.vault, places, writesTo, now: () => now });
const store = (): EvidenceStore => createEvidenceStore({ models: rig.models, vault: rig.vault, places });
const files = () => rig.models.evidenceFiles.find({}).lean();

async function complete(bytes: Buffer): Promise<WaitingUpload> {
  const { connection } = rig.database;
  const uploads = createUploads({ connection, models: rig.models, vault: rig.vault, now: () => now });
  const upload = {
    ...{ complaintId: ID, by: 'zhou.min', name: '王女士的流水.pdf', size: bytes.length },
    ...({ kind: 'pdf', source: 'file' } as const),
  };
  const id = (await rig.store.transact((tx) => tx.beginUpload(upload, 10, now))) ?? '';
  for (let from = 0; from < bytes.length; from += 1_000_000)
    await uploads.put(id, from, bytes.subarray(from, from + 1_000_000), 'zhou.min');
  const waiting = await keepingOn().waiting(id);
  if (!waiting) throw new Error('it does not wait');
  return waiting;
}

const whole = async (stream: AsyncIterable<Buffer> | undefined): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
};
const fileOf = (fileId: string, { length: size }: Buffer): EvidenceFile => ({ ...PHOTO, fileId, size });
const namesIn = (complaintId: string, fileIds: readonly string[]) =>
  rig.store.transact((tx) => tx.fileNames(complaintId, fileIds));
const settled = (id: string, fileId: string) =>
  rig.store.transact((tx) => tx.settleUpload(id, { fileId, no: 1 }, now));

describe.each(['gridfs', 's3'] as const)('a file kept on %s (R26)', (place) => {
  const bytes = Buffer.concat([Buffer.from(SECRET_WORDS), randomBytes(2_200_000)]);

  it('is what was sent, whole and by ranges, with its name for who may see it', async () => {
    const upload = await complete(bytes);
    const keeping = keepingOn(place);
    expect((await whole(keeping.content(upload))).equals(bytes)).toBe(true);
    const fileId = await keeping.store(upload, keeping.content(upload), upload.size);
    const file = fileOf(fileId, bytes);
    expect((await whole(await store().read(ID, file))).equals(bytes)).toBe(true);
    const part = await whole(await store().read(ID, file, { start: 65_535, end: 2_000_000 }));
    expect(part.equals(bytes.subarray(65_535, 2_000_001))).toBe(true);
    expect(await namesIn(ID, [fileId])).toEqual(new Map([[fileId, '王女士的流水.pdf']]));
    expect(await namesIn('KFB26000002', [fileId])).toEqual(new Map());
    expect((await files())[0]).toMatchObject({ place, state: 'writing', cipher: 'AES-256-GCM-STREAM-64K' });
  });

  it('stands in the raw store without a readable byte', async () => {
    const upload = await complete(bytes);
    const keeping = keepingOn(place);
    await keeping.store(upload, keeping.content(upload), upload.size);
    const raw = await rawOf(place);
    expect(raw.length).toBeGreaterThan(bytes.length);
    for (const word of ['王女士', '6222021234', '流水']) expect(raw.includes(word)).toBe(false);
    expect(raw.includes(bytes.subarray(1_000_000, 1_000_032))).toBe(false);
  });

  it('cannot be read any more once the key of its case is destroyed (R28)', async () => {
    const upload = await complete(bytes);
    const keeping = keepingOn(place);
    const fileId = await keeping.store(upload, keeping.content(upload), upload.size);
    await rig.vault.destroy(ID);
    expect(await store().read(ID, fileOf(fileId, bytes))).toBeUndefined();
    expect(await namesIn(ID, [fileId])).toEqual(new Map());
    await rig.vault.put(ID, { name: '另一把钥匙' });
    await expect(store().read(ID, fileOf(fileId, bytes))).rejects.toThrow('seal_broken');
  });
});

describe('a kept file', () => {
  it('opens as itself only: not with the bytes of another, nor for another case', async () => {
    const one = Buffer.from('one');
    const two = Buffer.from('two');
    const keeping = keepingOn();
    const first = await complete(one);
    const second = await complete(two);
    const a = await keeping.store(first, keeping.content(first), 3);
    const b = await keeping.store(second, keeping.content(second), 3);
    const chunks = rig.database.connection.collection('evidence.chunks');
    const bytesOfB = (await chunks.findOne({ files_id: b }))?.['data'] as unknown;
    await chunks.updateOne({ files_id: a }, { $set: { data: bytesOfB } });
    await expect((async () => whole(await store().read(ID, fileOf(a, one))))()).rejects.toThrow(
      'seal_broken',
    );
    await expect(store().read('KFB26000002', fileOf(a, one))).rejects.toThrow('evidence_file_missing');
  });

  it('stays where it was written when the bank moves to another store', async () => {
    const upload = await complete(Buffer.from('old'));
    const fileId = await keepingOn('gridfs').store(upload, keepingOn().content(upload), 3);
    const moved = createEvidenceStore({ models: rig.models, vault: rig.vault, places: { s3: s3Blobs } });
    await expect(moved.read(ID, fileOf(fileId, Buffer.from('old')))).rejects.toThrow(
      'evidence_place_missing',
    );
    expect(await whole(await store().read(ID, fileOf(fileId, Buffer.from('old'))))).toEqual(
      Buffer.from('old'),
    );
  });
});

describe('what was sent', () => {
  it('is not taken for whole when a chunk of it is missing', async () => {
    const upload = await complete(randomBytes(2_500_000));
    await rig.models.uploadChunks.deleteOne({ upload: upload.id, offset: 1_000_000 });
    await expect(whole(keepingOn().content(upload))).rejects.toThrow('upload_torn');
    await rig.models.uploadChunks.deleteOne({ upload: upload.id, offset: 2_000_000 });
    await expect(whole(keepingOn().content(upload))).rejects.toThrow('upload_torn');
  });

  it('waits no longer once it is settled', async () => {
    const upload = await complete(Buffer.from('abc'));
    await settled(upload.id, 'f');
    expect(await keepingOn().waiting(upload.id)).toBeUndefined();
    expect(await keepingOn().waiting('nothing')).toBeUndefined();
  });
});

describe('what came to nothing is cleared away', () => {
  it('a file no case names, at once; one that a case names never', async () => {
    const keeping = keepingOn();
    const upload = await complete(Buffer.from('abc'));
    const lost = await keeping.store(upload, Readable.from([Buffer.from('abc')]), 3);
    const kept = await keeping.store(upload, Readable.from([Buffer.from('abc')]), 3);
    await settled(upload.id, kept);
    await keeping.drop(lost);
    await keeping.drop(kept);
    await keeping.drop('nothing');
    expect((await files()).map(({ _id, state }) => [_id, state])).toEqual([[kept, 'kept']]);
    expect(await rig.database.connection.collection('evidence.files').countDocuments()).toBe(1);
  });

  it('an upload nobody went on with for a day, with its chunks, and what a lost worker wrote', async () => {
    const keeping = keepingOn();
    const waiting = await complete(Buffer.from('abc'));
    await keeping.store(waiting, Readable.from([Buffer.from('abc')]), 3);
    const done = await complete(Buffer.from('def'));
    const kept = await keeping.store(done, Readable.from([Buffer.from('def')]), 3);
    await settled(done.id, kept);
    now = seconds(1);
    await complete(Buffer.from('ghi'));
    await rig.models.uploads.collection.updateMany(
      { _id: { $ne: waiting.id as never } },
      { $set: { state: 'receiving' } },
    );

    expect(await keeping.clearAbandoned(seconds(DAY))).toBe(0);
    expect(await keeping.clearAbandoned(seconds(DAY + 1))).toBe(2);
    expect((await files()).map(({ _id }) => _id)).toEqual([kept]);
    const left = await rig.models.uploads.find({}).lean();
    expect(left.map(({ state }) => state).sort()).toEqual(['checking', 'receiving']);
    expect(await rig.models.uploadChunks.countDocuments({ upload: done.id })).toBe(0);
    expect(await rig.models.uploadChunks.countDocuments({ upload: waiting.id })).toBe(1);
  });

  it('the chunks of an upload that is settled', async () => {
    const upload = await complete(Buffer.from('abc'));
    await keepingOn().clear(upload.id);
    expect(await rig.models.uploadChunks.countDocuments()).toBe(0);
  });
});

async function rawOf(place: 'gridfs' | 's3'): Promise<Buffer> {
  const names = ['uploads', 'upload_chunks', 'evidence_files', 'evidence.files', 'evidence.chunks'];
  const rows = await Promise.all(
    names.map((name) =>
      rig.database.connection
        .collection(name)
        .find({}, { raw: true } as never)
        .toArray(),
    ),
  );
  const raw = Buffer.concat(rows.flat() as never);
  if (place === 'gridfs') return raw;
  const written = readdirSync(s3.directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  return Buffer.concat([raw, ...written]);
}
