import { datedOrg } from '../../src/domain/org';
import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { brokenLink } from '../../src/desk/chain';
import { createDesk, type Desk, type Visit } from '../../src/desk/desk';
import { MAX_CHUNK, type Uploads } from '../../src/desk/evidence-ports';
import type { EvidenceOffer } from '../../src/domain/evidence-offer';
import { isRefusal } from '../../src/domain/ruling';
import { createUploads } from '../../src/store/uploads';
import { at, calendar, digest, MONDAY, org, person, rules } from '../support/builders';
import { PHOTO } from '../support/side-states';
import { useStore } from './rig';

const rig = useStore();
const PARTY = { name: '李小明', phone: '13812345678', facts: '多扣年费', request: '退款' };
const OFFER: EvidenceOffer = { name: '李小明的流水.pdf', size: 10, mime: 'application/pdf', source: 'file' };
let now = MONDAY;
let desk: Desk;
let uploads: Uploads;
let visits = 0;

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
  const { connection } = rig.database;
  uploads = createUploads({ connection, models: rig.models, vault: rig.vault, now: clock.now });
});
beforeEach(async () => {
  now = MONDAY;
  await rig.models.uploads.deleteMany({});
  await rig.models.uploadChunks.deleteMany({});
});

async function visited<T>(visit: (visit: Visit) => Promise<T>): Promise<T> {
  const answers: T[] = [];
  await desk.once({ kind: 'view', id: String(++visits) }, async (each) => {
    answers.push(await visit(each));
  });
  return answers.at(-1) as T;
}

async function filed(): Promise<string> {
  const filing = { receivedAt: MONDAY, claimedFen: 30_000, suggested: {} };
  const outcome = await visited((visit) => visit.open(filing, PARTY, person('zhou.min')));
  if (isRefusal(outcome)) throw new Error(outcome.refused);
  return outcome.complaint.id;
}

const begin = (complaintId: string, offer: Partial<EvidenceOffer> = {}, by = 'zhou.min') =>
  visited((visit) => visit.beginUpload(complaintId, { ...OFFER, ...offer }, person(by)));
async function begun(complaintId: string, offer: Partial<EvidenceOffer> = {}, by = 'zhou.min') {
  const answer = await begin(complaintId, offer, by);
  if (isRefusal(answer)) throw new Error(answer.refused);
  return answer.id;
}
const put = (id: string, offset: number, bytes: Buffer | string, by = 'zhou.min') =>
  uploads.put(id, offset, Buffer.from(bytes as string), by);
const settle = (id: string, more: Partial<typeof PHOTO> | { refused: 'file_broken' } = {}) =>
  desk.once({ kind: 'upload', id }, (visit) =>
    visit.settleUpload(id, 'refused' in more ? more : { ...PHOTO, ...more }),
  );
const loaded = async (id: string) => (await rig.store.transact((tx) => tx.load(id)))?.complaint;

describe('beginning an upload (R20, 6.6)', () => {
  it('tells at once what will not be taken, and a case one cannot see as none', async () => {
    const id = await filed();
    const none = { refused: 'not_found' };
    expect(await begin('KFB26999999')).toEqual(none);
    expect(await begin(id, {}, 'song.yang')).toEqual(none);
    expect(await begin(id, { size: 50 * 1_048_576 + 1 })).toMatchObject({ refused: 'file_too_large' });
    expect(await begin(id, { size: 0 })).toMatchObject({ refused: 'file_empty' });
    expect(await begin(id, { name: 'a.docx', mime: '' })).toEqual({ refused: 'office_file' });
    expect(await begin(id, { takenAt: at('2026-03-03 09:30') })).toMatchObject({
      refused: 'taken_in_future',
    });
    expect(await begin(id, {}, 'zhao.lei')).toEqual({ refused: 'not_permitted', rule: 'R10' });
    expect(await begin(id, { task: 1 })).toEqual({ refused: 'not_permitted', rule: 'R3' });
    expect(await rig.models.uploads.countDocuments({})).toBe(0);
  });

  it('takes names as they come: paths, long ones, none at all', async () => {
    const id = await filed();
    for (const name of ['../../etc/passwd.pdf', '长'.repeat(400), '', '\u0000'])
      expect(await begin(id, { name })).toHaveProperty('id');
  });

  it('keeps ten of one person open at most, also of those that begin at once', async () => {
    const id = await filed();
    const answers = await Promise.all(Array.from({ length: 14 }, () => begin(id)));
    const taken = answers.filter((each) => !isRefusal(each));
    expect(taken).toHaveLength(10);
    expect(answers.filter(isRefusal)).toEqual(Array(4).fill({ refused: 'uploads_open', limit: 10 }));
    const [first] = taken;
    const upload = first && 'id' in first ? first.id : '';
    await put(upload, 0, '0123456789');
    expect(await begin(id)).toMatchObject({ refused: 'uploads_open' });
    await settle(upload);
    expect(await begin(id)).toHaveProperty('id');
  });

  it('counts what is on its way to the case as there', async () => {
    const few = { ...rules, evidence: { maxFiles: 2, maxMb: 50 } };
    const id = await filed();
    const strict = createDesk({
      ...{
        store: rig.store,
        orgAt: datedOrg(org),
        clock: { now: () => now },
        digest,
        rules: few,
        rulesOf: () => few,
        calendar,
      },
    });
    const answers: unknown[] = [];
    for (const n of [1, 2, 3])
      await strict.once({ kind: 'view', id: `few-${n}` }, async (visit) => {
        answers.push(await visit.beginUpload(id, OFFER, person('zhou.min')));
      });
    expect(answers[1]).toHaveProperty('id');
    expect(answers[2]).toEqual({ refused: 'evidence_full', rule: 'R20', limit: 2 });
  });
});

describe('sending a file in chunks (断点续传)', () => {
  it('goes on where it stands, and says where that is', async () => {
    const id = await begun(await filed());
    expect(await put(id, 0, '0123')).toEqual({ offset: 4, state: 'receiving', isTaken: true });
    expect(await put(id, 0, '0123')).toEqual({ offset: 4, state: 'receiving', isTaken: true });
    expect(await put(id, 5, '56')).toEqual({ offset: 4, state: 'receiving', isTaken: false });
    expect(await put(id, 2, '2345')).toEqual({ offset: 4, state: 'receiving', isTaken: false });
    expect(await put(id, 4, '')).toEqual({ offset: 4, state: 'receiving', isTaken: false });
    expect(await put(id, -1, '0')).toEqual({ offset: 4, state: 'receiving', isTaken: false });
    expect(await put(id, 4, '4567890')).toEqual({ refused: 'file_broken' });
    expect(await uploads.look(id, 'zhou.min')).toEqual({ id, state: 'receiving', size: 10, offset: 4 });
    expect(await put(id, 4, '456789')).toEqual({ offset: 10, state: 'checking', isTaken: true });
    expect(await put(id, 4, '456789')).toEqual({ offset: 10, state: 'checking', isTaken: true });
    expect(await uploads.look(id, 'zhou.min')).toEqual({ id, state: 'checking', size: 10, offset: 10 });
  });

  it('is its sender’s alone: to others, and of none, there is no such upload', async () => {
    const id = await begun(await filed());
    const none = { refused: 'upload_unknown' };
    expect(await put(id, 0, '0', 'chen.gang')).toEqual(none);
    expect(await uploads.look(id, 'chen.gang')).toEqual(none);
    expect(await put('nothing', 0, '0')).toEqual(none);
    expect(await uploads.look('nothing', 'zhou.min')).toEqual(none);
  });

  it('takes a MiB at a time and not a byte more', async () => {
    const id = await begun(await filed(), { size: 2 * MAX_CHUNK });
    expect(await put(id, 0, randomBytes(MAX_CHUNK + 1))).toEqual({ refused: 'chunk_too_large' });
    expect(await put(id, 0, randomBytes(MAX_CHUNK))).toMatchObject({ offset: MAX_CHUNK, isTaken: true });
  });

  it('comes out as it went in, however it was cut and repeated, also by two phones at once', async () => {
    const complaintId = await filed();
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 60 }),
        fc.array(fc.record({ at: fc.nat(70), length: fc.nat(30), twice: fc.boolean() }), { maxLength: 8 }),
        async (bytes, chunks) => {
          const whole = Buffer.from(bytes);
          const id = await begun(complaintId, { size: whole.length });
          for (const { at: offset, length, twice } of chunks) {
            const send = () => put(id, offset, whole.subarray(offset, offset + length));
            await Promise.all(twice ? [send(), send()] : [send()]);
          }
          for (;;) {
            const { offset, state } = (await uploads.look(id, 'zhou.min')) as {
              offset: number;
              state: string;
            };
            if (state !== 'receiving') break;
            await put(id, offset, whole.subarray(offset, offset + 7));
          }
          expect(Buffer.concat(await chunksOf(id))).toEqual(whole);
          await settle(id);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('leaves no readable byte of the file, and none of its name, in the store (R26)', async () => {
    const complaintId = await filed();
    const id = await begun(complaintId, { size: 40 });
    await put(id, 0, '卡号6222021234567890123，李小明'.slice(0, 20));
    const raw = Buffer.concat(
      (
        await Promise.all(
          ['uploads', 'upload_chunks'].map((name) =>
            rig.database.connection
              .collection(name)
              .find({}, { raw: true } as never)
              .toArray(),
          ),
        )
      ).flat() as never,
    );
    expect(raw.includes('receiving')).toBe(true);
    for (const word of ['李小明', '6222021234', '流水', '卡号']) expect(raw.includes(word)).toBe(false);
  });

  it('cannot be gone on with when the key of the case is gone (R28)', async () => {
    const complaintId = await filed();
    const id = await begun(complaintId);
    await rig.vault.destroy(complaintId);
    expect(await put(id, 0, '0123')).toEqual({ refused: 'upload_unknown' });
  });
});

describe('a file that was looked at comes to the case', () => {
  it('once, with what was found, and its sender sees under which number', async () => {
    const complaintId = await filed();
    const id = await begun(complaintId);
    expect(await settle(id)).toBe(false);
    await put(id, 0, '0123456789');
    expect(await settle(id)).toBe(true);
    expect(await settle(id)).toBe(false);
    expect((await loaded(complaintId))?.evidence).toMatchObject([{ ...PHOTO, no: 1, by: 'zhou.min' }]);
    expect(await uploads.look(id, 'zhou.min')).toMatchObject({ state: 'kept', no: 1 });
    expect(await put(id, 0, '0123')).toEqual({ offset: 10, state: 'kept', isTaken: true });
  });

  it('once, also when two workers finish it at the same time', async () => {
    const complaintId = await filed();
    const id = await begun(complaintId);
    await put(id, 0, '0123456789');
    const done = await Promise.all([settle(id, { fileId: 'f-1' }), settle(id, { fileId: 'f-2' })]);
    expect([...done].sort()).toEqual([false, true]);
    expect((await loaded(complaintId))?.evidence).toHaveLength(1);
  });

  it('or does not, and its sender sees why', async () => {
    const complaintId = await filed();
    const id = await begun(complaintId);
    await put(id, 0, '0123456789');
    await settle(id, { refused: 'file_broken' });
    expect(await uploads.look(id, 'zhou.min')).toMatchObject({
      state: 'refused',
      refusal: { refused: 'file_broken' },
    });
    expect((await loaded(complaintId))?.evidence).toEqual([]);
  });

  it('not when its sender may not bring it any more', async () => {
    const complaintId = await filed();
    const id = await begun(complaintId);
    await put(id, 0, '0123456789');
    const act = { type: 'withdraw', identity: '核对身份证', proof: '撤回书' } as const;
    await visited((visit) => visit.act(complaintId, act, person('zhou.min')));
    await settle(id);
    expect(await uploads.look(id, 'zhou.min')).toMatchObject({
      state: 'refused',
      refusal: { refused: 'case_closed' },
    });
  });
});

describe('looking at a file (R24, R26)', () => {
  it('is in the access log, as is each try, chained with the others', async () => {
    const complaintId = await filed();
    const id = await begun(complaintId);
    await put(id, 0, '0123456789');
    await settle(id);
    const show = (no: number, by: string, since?: Date) =>
      visited((visit) => visit.showEvidence(complaintId, no, person(by), since && { since }));
    expect(await show(1, 'zhou.min')).toMatchObject({ evidence: { no: 1 } });
    expect(await show(1, 'zhao.lei')).toMatchObject({ evidence: { no: 1 } });
    expect(await show(2, 'zhou.min')).toEqual({ refused: 'no_such_evidence', rule: 'R32' });
    expect(await show(1, 'song.yang')).toEqual({ refused: 'not_found' });
    expect(await show(1, 'zhou.min', MONDAY)).toMatchObject({ evidence: { no: 1 } });
    now = at('2026-03-02 10:00');
    expect(await show(1, 'zhou.min', at('2026-03-02 09:50'))).toMatchObject({ evidence: { no: 1 } });

    const log = await rig.store.transact((tx) => tx.accessLog(complaintId, 100));
    const lines = log.map(({ event }) => [event.by, event.use, event.evidence, event.result]);
    expect(lines).toEqual([
      ['zhou.min', 'view', 1, 'shown'],
      ['zhao.lei', 'view', 1, 'shown'],
      ['zhou.min', 'view', 2, 'denied'],
      ['song.yang', 'view', 1, 'denied'],
      ['zhou.min', 'view', 1, 'shown'],
    ]);
    expect(log.at(-1)?.event.at).toEqual(now);
    expect(brokenLink(log, digest)).toBeUndefined();
  });

  it('of a document needs a right to the personal data it prints, or leave', async () => {
    const complaintId = await filed();
    const no = `${complaintId}-20260302-SL`;
    const show = (by: string, prints: readonly ('name' | 'phone')[], which = no) =>
      visited((visit) => visit.showDocument(complaintId, { no: which, prints }, person(by)));
    expect(await show('zhou.min', ['name', 'phone'])).toHaveProperty('complaint');
    expect(await show('zhao.lei', [])).toHaveProperty('complaint');
    expect(await show('zhao.lei', ['name'])).toEqual({ refused: 'masked_only', rule: 'R32' });
    expect(await show('song.yang', [])).toEqual({ refused: 'not_found' });
    expect(await show('zhou.min', [], `${complaintId}-20260302-FL`)).toEqual({ refused: 'not_found' });
    const log = await rig.store.transact((tx) => tx.accessLog(complaintId, 100));
    expect(log.map(({ event }) => [event.by, event.document, event.result])).toEqual([
      ['zhou.min', no, 'shown'],
      ['zhao.lei', no, 'shown'],
      ['zhao.lei', no, 'denied'],
      ['song.yang', no, 'denied'],
    ]);
    expect(brokenLink(log, digest)).toBeUndefined();
  });
});

async function chunksOf(id: string): Promise<readonly Buffer[]> {
  const rows = await rig.models.uploadChunks.find({ upload: id }).sort({ offset: 1 }).lean();
  const { complaintId = '' } = (await rig.models.uploads.findById(id).lean()) ?? {};
  return Promise.all(
    rows.map(async ({ offset, sealed }) => {
      const plain = await rig.vault.openFile(
        complaintId,
        `upload/${id}/${offset}`,
        Buffer.from(sealed.buffer),
      );
      return plain ?? Buffer.alloc(0);
    }),
  );
}
