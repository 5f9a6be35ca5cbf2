import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { createDesk, type Desk, type Visit } from '../../src/desk/desk';
import type { Keeping, Shown, Viewing } from '../../src/desk/evidence-ports';
import type { EvidenceKind } from '../../src/domain/evidence';
import { datedOrg } from '../../src/domain/org';
import { isRefusal, type Refusal } from '../../src/domain/ruling';
import { createExamine } from '../../src/evidence/examine';
import { createViewing } from '../../src/evidence/viewing';
import { createEvidenceStore } from '../../src/store/evidence-store';
import { createGridFsBlobs } from '../../src/store/gridfs-blobs';
import { createKeeping } from '../../src/store/keeping';
import { accessLogText } from '../../src/wecom/copy-disclosure';
import { useStore } from '../store/rig';
import { at, calendar, digest, MONDAY, org, person, rules } from '../support/builders';
import * as sample from '../support/evidence-samples';

const rig = useStore();
let now = MONDAY;
let desk: Desk;
let keeping: Keeping;
let viewing: Viewing;
let looks = 0;

beforeAll(() => {
  const clock = { now: () => now };
  desk = createDesk({
    store: rig.store,
    orgAt: datedOrg(org),
    clock,
    digest,
    rules,
    rulesOf: () => rules,
    calendar,
  });
  const places = { gridfs: createGridFsBlobs(rig.database.connection) };
  const files = { models: rig.models, vault: rig.vault, places, writesTo: 'gridfs' as const, now: clock.now };
  keeping = createKeeping(files);
  viewing = createViewing({ desk, evidence: createEvidenceStore(files), paperwork: rig.paperwork, clock });
});
beforeEach(() => {
  now = MONDAY;
});

async function visited<T>(visit: (visit: Visit) => Promise<T>): Promise<T> {
  const answers: T[] = [];
  await desk.once({ kind: 'view', id: `v${++looks}` }, async (each) => {
    answers.push(await visit(each));
  });
  return answers.at(-1) as T;
}
async function filed(): Promise<string> {
  const party = { name: '王女士', phone: '13812345678', facts: '多扣年费', request: '退款' };
  const outcome = await visited((visit) =>
    visit.open({ receivedAt: MONDAY, suggested: {} }, party, person('zhou.min')),
  );
  if (isRefusal(outcome)) throw new Error(outcome.refused);
  return outcome.complaint.id;
}
/** The way of the job, without sending it in chunks first. */
async function kept(complaintId: string, kind: EvidenceKind, bytes: Buffer): Promise<void> {
  const offer = { complaintId, by: 'zhou.min', name: 'a', kind, size: bytes.length, source: 'file' as const };
  const id = (await rig.store.transact((tx) => tx.beginUpload(offer, 10, now))) ?? '';
  await rig.models.uploads.updateOne({ _id: id }, { $set: { state: 'checking' } });
  const upload = { ...offer, id };
  const found = await createExamine(undefined)(upload, () => Readable.from([bytes]));
  if (isRefusal(found)) throw new Error(found.refused);
  const { content, ...facts } = found;
  const fileId = await keeping.store(upload, content(), facts.size);
  await desk.once({ kind: 'upload', id }, (visit) =>
    visit.settleUpload(id, { fileId, kind, source: 'file', ...facts }),
  );
}
const look = (complaintId: string, no: number, by = 'zhou.min', range?: { start: number; end?: number }) =>
  viewing.evidence({ complaintId, no, by: person(by), viewId: `v${++looks}`, ...(range && { range }) });
async function bytesOf(shown: Shown | Refusal): Promise<Buffer> {
  if (isRefusal(shown)) throw new Error(shown.refused);
  const chunks: Buffer[] = [];
  for await (const chunk of shown.bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}
const logOf = async (id: string) =>
  (await rig.store.transact((tx) => tx.accessLog(id, 100))).map(({ event }) => event);

describe('looking at evidence (R24, R26)', () => {
  it('an image and a PDF bear who looks and when, and each look is in the log', async () => {
    const id = await filed();
    await kept(id, 'image', await sample.photo({ width: 600, height: 400, orientation: 1 }));
    await kept(id, 'pdf', await sample.pdf());
    const one = await look(id, 1);
    const other = await look(id, 1, 'zhao.lei');
    expect(one).toMatchObject({ mime: 'image/jpeg', isRanged: false });
    const [mine, theirs] = [await bytesOf(one), await bytesOf(other)];
    expect((one as Shown).size).toBe(mine.length);
    expect(mine.equals(theirs)).toBe(false);
    expect(await sharp(mine).metadata()).toMatchObject({ width: 600, height: 400 });
    const pdf = await PDFDocument.load(await bytesOf(await look(id, 2)));
    expect(pdf.getPage(0).node.Resources()?.toString()).toContain('/Mark');

    expect((await logOf(id)).map(({ by, evidence, result }) => [by, evidence, result])).toEqual([
      ['zhou.min', 1, 'shown'],
      ['zhao.lei', 1, 'shown'],
      ['zhou.min', 2, 'shown'],
    ]);
  });

  it('is refused as 6.6 says, and the try is in the log', async () => {
    const id = await filed();
    await kept(id, 'image', await sample.photo());
    expect(await look(id, 1, 'song.yang')).toEqual({ refused: 'not_found' });
    expect(await look('KFB26999999', 1)).toEqual({ refused: 'not_found' });
    expect(await look(id, 2)).toEqual({ refused: 'no_such_evidence', rule: 'R32' });
    expect((await logOf(id)).map(({ by, result }) => [by, result])).toEqual([
      ['song.yang', 'denied'],
      ['zhou.min', 'denied'],
    ]);
  });

  it('is told in words to who reads the log', async () => {
    const id = await filed();
    await kept(id, 'image', await sample.photo());
    await look(id, 1);
    await look(id, 1, 'song.yang');
    const { complaint } = (await rig.store.transact((tx) => tx.load(id))) ?? {};
    if (!complaint) throw new Error('no case');
    const text = accessLogText(complaint, await logOf(id), org);
    expect(text).toContain('周敏 查看 证据1，岗位权限');
    expect(text).toContain('宋阳 查看 证据1，被拒');
  });

  it('is not possible any more when the key of the case is destroyed (R28)', async () => {
    const id = await filed();
    await kept(id, 'image', await sample.photo());
    await rig.vault.destroy(id);
    expect(await look(id, 1)).toEqual({ refused: 'file_destroyed', rule: 'R28' });
  });
});

describe('sound and film are given as they are, also in parts', () => {
  const film = sample.mp4('isom', randomBytes(300_000));

  it('from any byte on; where nothing sensible is asked, as a whole', async () => {
    const id = await filed();
    await kept(id, 'video', film);
    const size = film.length;
    expect((await bytesOf(await look(id, 1))).equals(film)).toBe(true);
    const part = await look(id, 1, 'zhou.min', { start: 100_000, end: 199_999 });
    expect(part).toMatchObject({
      mime: 'video/mp4',
      size,
      isRanged: true,
      range: { start: 100_000, end: 199_999 },
    });
    expect((await bytesOf(part)).equals(film.subarray(100_000, 200_000))).toBe(true);
    const rest = await look(id, 1, 'zhou.min', { start: size - 10 });
    expect(rest).toMatchObject({ range: { start: size - 10, end: size - 1 } });
    expect((await bytesOf(rest)).equals(film.subarray(-10))).toBe(true);
    expect(await look(id, 1, 'zhou.min', { start: 0, end: size + 99 })).toMatchObject({
      range: { start: 0, end: size - 1 },
    });
    for (const range of [{ start: size }, { start: 5, end: 4 }, { start: -1 }])
      expect(await look(id, 1, 'zhou.min', range)).not.toHaveProperty('range');
  });

  it('the parts that follow its beginning are one look for ten minutes; a later one, and another’s, is a new one', async () => {
    const id = await filed();
    await kept(id, 'video', film);
    const counted = async () => (await logOf(id)).length;
    await look(id, 1, 'zhou.min', { start: 0 });
    await look(id, 1, 'zhou.min', { start: 1_000 });
    now = at('2026-03-02 09:40');
    await look(id, 1, 'zhou.min', { start: 2_000 });
    expect(await counted()).toBe(1);
    await look(id, 1, 'chen.gang', { start: 2_000 });
    await look(id, 1, 'zhao.lei', { start: 2_000 });
    expect(await counted()).toBe(3);
    now = new Date(at('2026-03-02 09:40').getTime() + 1);
    await look(id, 1, 'zhou.min', { start: 3_000 });
    expect(await counted()).toBe(4);
  });
});

describe('looking at a document (R25, R32)', () => {
  const see = (no: string, by = 'zhou.min') =>
    viewing.document({ no, by: person(by), viewId: `v${++looks}` });

  it('is the same: a right to what it prints, the log, the mark', async () => {
    const id = await filed();
    const no = `${id}-20260302-SL`;
    expect(await see(no)).toEqual({ refused: 'document_unready' });
    await rig.paperwork.store(
      { no, complaintId: id, type: 'SL', templateVersion: 'SL-1', pdf: await sample.pdf() },
      now,
    );
    const pdf = await PDFDocument.load(await bytesOf(await see(no)));
    expect(pdf.getPage(0).node.Resources()?.toString()).toContain('/Mark');
    expect(await see(no, 'zhao.lei')).toEqual({ refused: 'masked_only', rule: 'R32' });
    expect(await see(no, 'song.yang')).toEqual({ refused: 'not_found' });
    expect(await see(`${id}-20260302-FL`)).toEqual({ refused: 'not_found' });
    expect(await see('../../etc/passwd')).toEqual({ refused: 'not_found' });
    const { complaint } = (await rig.store.transact((tx) => tx.load(id))) ?? {};
    if (!complaint) throw new Error('no case');
    expect(accessLogText(complaint, await logOf(id), org)).toContain(
      `周敏 查看 文书 ${no} 姓名、电话、证件号`,
    );
  });
});
