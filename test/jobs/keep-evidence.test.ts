import { datedOrg } from '../../src/domain/org';
import { createHash } from 'node:crypto';
import { keepEvidence } from '../../jobs/keep-evidence';
import type { JobParts } from '../../jobs/parts';
import { createDesk, type Desk } from '../../src/desk/desk';
import type { Keeping } from '../../src/desk/evidence-ports';
import { isRefusal } from '../../src/domain/ruling';
import { createExamine } from '../../src/evidence/examine';
import { createEvidenceStore } from '../../src/store/evidence-store';
import { createGridFsBlobs } from '../../src/store/gridfs-blobs';
import { createKeeping } from '../../src/store/keeping';
import { createUploads } from '../../src/store/uploads';
import { useStore } from '../store/rig';
import { calendar, digest, MONDAY, org, person, rules } from '../support/builders';
import { startClamd } from '../support/clamd-server';
import * as sample from '../support/evidence-samples';

const rig = useStore();
let desk: Desk;
let keeping: Keeping;
let visits = 0;
const logged: string[] = [];
const now = () => MONDAY;
const files = () => rig.database.connection.collection('evidence.files');
const uploads = () =>
  createUploads({ connection: rig.database.connection, models: rig.models, vault: rig.vault, now });
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const places = () => ({ gridfs: createGridFsBlobs(rig.database.connection) });

beforeAll(() => {
  desk = createDesk({
    store: rig.store,
    orgAt: datedOrg(org),
    clock: { now },
    digest,
    rules,
    rulesOf: () => rules,
    calendar,
  });
  keeping = createKeeping({
    models: rig.models,
    vault: rig.vault,
    places: places(),
    writesTo: 'gridfs',
    now,
  });
});
beforeEach(() => files().deleteMany({}));

/** The parts this job uses, with some of them another way. */
const run = (id: string, more: Partial<JobParts> = {}) => {
  const log = {
    info: (facts: object, message: string) => logged.push(`${message} ${JSON.stringify(facts)}`),
  };
  const parts = { desk, keeping, examine: createExamine(undefined), log, ...more };
  return keepEvidence.run({ id }, parts as unknown as JobParts);
};

async function sent(bytes: Buffer, mime: string, name = '王女士.jpg') {
  let [complaintId, id] = ['', ''];
  await desk.once({ kind: 'view', id: `k${++visits}` }, async (visit) => {
    const party = { name: '王女士', phone: '13812345678', facts: '多扣年费', request: '退款' };
    const filed = await visit.open({ receivedAt: MONDAY, suggested: {} }, party, person('zhou.min'));
    if (isRefusal(filed)) throw new Error(filed.refused);
    complaintId = filed.complaint.id;
  });
  await desk.once({ kind: 'view', id: `k${++visits}` }, async (visit) => {
    const offer = { name, size: bytes.length, mime, source: 'camera' as const, takenAt: MONDAY };
    const begun = await visit.beginUpload(complaintId, offer, person('zhou.min'));
    if (isRefusal(begun)) throw new Error(begun.refused);
    id = begun.id;
  });
  await uploads().put(id, 0, bytes, 'zhou.min');
  return { complaintId, id };
}
const namesIn = (complaintId: string, fileIds: readonly string[]) =>
  rig.store.transact((tx) => tx.fileNames(complaintId, fileIds));
const look = (id: string) => uploads().look(id, 'zhou.min');
const evidenceOf = async (id: string) => (await rig.store.transact((tx) => tx.load(id)))?.complaint.evidence;

describe('keeping what was sent (keep-evidence)', () => {
  it('brings it to the case, looked through and sealed, and leaves nothing of it behind', async () => {
    const photo = await sample.photo();
    const { complaintId, id } = await sent(photo, 'image/jpeg');
    await run(id);
    expect(await look(id)).toMatchObject({ state: 'kept', no: 1 });
    const [evidence] = (await evidenceOf(complaintId)) ?? [];
    if (!evidence) throw new Error('nothing came to the case');
    expect(evidence).toMatchObject({ kind: 'image', mime: 'image/jpeg', source: 'camera', by: 'zhou.min' });
    expect(evidence.sourceSha256).toBe(sha256(photo));
    const store = createEvidenceStore({ models: rig.models, vault: rig.vault, places: places() });
    const kept: Buffer[] = [];
    for await (const chunk of (await store.read(complaintId, evidence)) ?? []) kept.push(chunk);
    const bytes = Buffer.concat(kept);
    expect([bytes.length, sha256(bytes)]).toEqual([evidence.size, evidence.sha256]);
    expect(bytes.includes('SudaPhone')).toBe(false);
    expect(await namesIn(complaintId, [evidence.fileId])).toEqual(new Map([[evidence.fileId, '王女士.jpg']]));
    expect(await rig.models.uploadChunks.countDocuments({ upload: id })).toBe(0);
    expect(JSON.stringify(await rig.models.events.find({ complaintId }).lean())).not.toContain('王女士');
  });

  it('run twice, also at the same time, is run once', async () => {
    const { complaintId, id } = await sent(await sample.photo(), 'image/jpeg');
    await Promise.all([run(id), run(id)]);
    await run(id);
    expect(await evidenceOf(complaintId)).toHaveLength(1);
    expect(await files().countDocuments()).toBe(1);
  });

  it('goes on after a worker died in the middle of it, and what that one wrote is cleared in a day', async () => {
    const { complaintId, id } = await sent(await sample.photo(), 'image/jpeg');
    const dies: Keeping = {
      ...keeping,
      store: async (...given) => {
        await keeping.store(...given);
        throw new Error('killed');
      },
    };
    await expect(run(id, { keeping: dies })).rejects.toThrow('killed');
    expect(await look(id)).toMatchObject({ state: 'checking' });
    await run(id);
    expect(await evidenceOf(complaintId)).toHaveLength(1);
    expect(await files().countDocuments()).toBe(2);
    await keeping.clearAbandoned(new Date(MONDAY.getTime() + 86_400_001));
    const [evidence] = (await evidenceOf(complaintId)) ?? [];
    expect((await files().find({}).toArray()).map(({ _id }) => String(_id))).toEqual([evidence?.fileId]);
  });

  it('tells its sender why it is not kept, and keeps nothing of it', async () => {
    const { complaintId, id } = await sent(Buffer.from('<html>王女士</html>'), 'image/png');
    await run(id);
    expect(await look(id)).toMatchObject({
      state: 'refused',
      refusal: { refused: 'file_disguised', rule: 'R26' },
    });
    expect(await evidenceOf(complaintId)).toEqual([]);
    expect([
      await files().countDocuments(),
      await rig.models.uploadChunks.countDocuments({ upload: id }),
    ]).toEqual([0, 0]);
    expect(logged.join('\n')).toContain('file_disguised');
    expect(logged.join('\n')).not.toContain('王女士');
  });

  it('keeps nothing for a case that ended meanwhile', async () => {
    const { complaintId, id } = await sent(await sample.pdf(), 'application/pdf');
    await desk.once({ kind: 'view', id: `k${++visits}` }, async (visit) => {
      await visit.act(
        complaintId,
        { type: 'withdraw', identity: '核对身份证', proof: '撤回书' },
        person('zhou.min'),
      );
    });
    await run(id);
    expect(await look(id)).toMatchObject({ state: 'refused', refusal: { refused: 'case_closed' } });
    expect(await files().countDocuments()).toBe(0);
  });

  it('waits while the scanner is away, and lets nothing pass', async () => {
    const { id } = await sent(sample.amr(), 'audio/amr');
    const away = createExamine({ host: '127.0.0.1', port: 9 });
    await expect(run(id, { examine: away })).rejects.toThrow('clamd_unreachable');
    expect(await look(id)).toMatchObject({ state: 'checking' });
    const clamd = await startClamd();
    await run(id, { examine: createExamine(clamd.address) });
    expect(await look(id)).toMatchObject({ state: 'kept' });
    await clamd.stop();
  });
});
