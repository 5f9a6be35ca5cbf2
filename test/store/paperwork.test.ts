import { createHash } from 'node:crypto';
import type { DocumentFile } from '../../src/desk/paperwork-ports';
import { chain } from '../../src/desk/chain';
import { ruleOn, type Act } from '../../src/domain/decide-act';
import type { Complaint } from '../../src/domain/complaint';
import type { DomainEvent } from '../../src/domain/events';
import { born, foldAll } from '../../src/domain/fold';
import * as story from '../support/builders';
import { registration } from '../support/registration';
import { NOW, seconds, useStore } from './rig';

const rig = useStore();
const ID = 'KFB26000001';
const PDF = Buffer.from('%PDF-1.3 王女士 13812345678');
const file = (suffix: string, more: Partial<DocumentFile> = {}): DocumentFile => ({
  no: `${ID}-20260302-${suffix}`,
  complaintId: ID,
  type: 'SL',
  templateVersion: 'SL-1',
  pdf: PDF,
  ...more,
});
const files = () => rig.models.documentFiles.collection;
const waiting = async () =>
  (await rig.models.paperwork.find({}).sort({ seq: 1 }).lean()).map(({ _id }) => _id);

beforeEach(async () => {
  for (const name of [
    'complaints',
    'events',
    'outbox',
    'deadlines',
    'reckonings',
    'paperwork',
    'document_files',
    'vault',
  ]) {
    await rig.database.connection.collection(name).deleteMany({});
  }
  await rig.vault.put(ID, { name: '王女士', phone: '13812345678' });
});

describe('a document waits to be written (R25)', () => {
  it('from the act that numbered it on, in the same transaction', async () => {
    await acted(story.contact, 'zhou.min', await registered());
    expect(await waiting()).toEqual([`${ID}-20260302-SL`]);
    const failed = rig.store.transact(async (tx) => {
      const before = (await tx.load(ID))?.complaint;
      const after = { ...story.filed(), version: 9 };
      await tx.commit(before, after, recorded(after, [withDocument('FL')]), []);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await waiting()).toEqual([`${ID}-20260302-SL`]);
  });

  it('until its file is stored, and not when an event carries none', async () => {
    await acted(story.classify(), 'zhou.min', await acted(story.contact, 'zhou.min', await registered()));
    expect(await waiting()).toEqual([`${ID}-20260302-SL`, `${ID}-20260302-FL`]);
    await rig.paperwork.store(file('SL'), NOW);
    expect(await waiting()).toEqual([`${ID}-20260302-FL`]);
  });
});

describe('the case a document is printed from', () => {
  it('is as it was right after the event, whatever has happened since', async () => {
    const filed = await registered();
    const contacted = await acted(story.contact, 'zhou.min', filed);
    const classified = await acted(story.classify('major'), 'zhou.min', contacted);
    const then = await rig.paperwork.event(ID, 1);
    expect(then?.event).toMatchObject({ type: 'registered', document: { type: 'SL' } });
    expect(then?.complaint).toEqual(filed);
    expect((await rig.paperwork.event(ID, contacted.version))?.complaint).toEqual(contacted);
    expect((await rig.paperwork.event(ID, classified.version))?.complaint).toEqual(classified);
  });

  it('is none where the event is none', async () => {
    await registered();
    expect(await rig.paperwork.event(ID, 7)).toBeUndefined();
    expect(await rig.paperwork.event('KFB26000002', 1)).toBeUndefined();
  });
});

describe('a stored document (R26)', () => {
  it('comes back as it was printed, with its hash, and in the list of its case', async () => {
    await rig.paperwork.store(file('SL'), NOW);
    await rig.paperwork.store(file('FL', { type: 'FL', templateVersion: 'FL-1' }), seconds(5));
    const sha256 = createHash('sha256').update(PDF).digest('hex');
    const { pdf: _pdf, ...entry } = file('SL');
    expect(await rig.paperwork.open(file('SL').no)).toEqual({ ...entry, sha256, createdAt: NOW, pdf: PDF });
    expect(await rig.paperwork.list(ID)).toEqual([
      { ...entry, sha256, createdAt: NOW },
      expect.objectContaining({ no: `${ID}-20260302-FL`, templateVersion: 'FL-1' }),
    ]);
    expect(await rig.paperwork.list('KFB26000002')).toEqual([]);
    expect(await rig.paperwork.open('KFB26000002-20260302-SL')).toBeUndefined();
  });

  it('is stored once: written again, also by two at once, the first one stays', async () => {
    await Promise.all([1, 2, 3].map(() => rig.paperwork.store(file('SL'), NOW)));
    const [before] = await files().find({}).toArray();
    await rig.paperwork.store(file('SL', { pdf: Buffer.from('%PDF other') }), seconds(60));
    expect(await files().find({}).toArray()).toEqual([before]);
  });

  it('stands in the raw store without a readable word', async () => {
    await rig.paperwork.store(file('SL'), NOW);
    const raw = Buffer.concat(
      (await files()
        .find({}, { raw: true } as never)
        .toArray()) as never,
    );
    expect(raw.includes('SL-1')).toBe(true);
    for (const word of ['%PDF', '王女士', '13812345678']) expect(raw.includes(word)).toBe(false);
  });

  it('opens under its own number and case only', async () => {
    await rig.paperwork.store(file('SL'), NOW);
    await rig.vault.put('KFB26000002', { name: '李先生' });
    await rig.paperwork.store(file('FL'), NOW);
    const [sl] = await files()
      .find({ _id: file('SL').no as never })
      .toArray();
    await files().updateOne({ _id: file('FL').no as never }, { $set: { sealed: sl?.['sealed'] as unknown } });
    await expect(rig.paperwork.open(file('FL').no)).rejects.toThrow('seal_broken');
    await files().updateOne({ _id: file('SL').no as never }, { $set: { complaintId: 'KFB26000002' } });
    await expect(rig.paperwork.open(file('SL').no)).rejects.toThrow('seal_broken');
  });

  it('cannot be read any more once the key of its case is destroyed (R28)', async () => {
    await rig.paperwork.store(file('SL'), NOW);
    await rig.vault.destroy(ID);
    expect(await rig.paperwork.open(file('SL').no)).toBeUndefined();
    expect(await rig.paperwork.list(ID)).toHaveLength(1);
    await rig.vault.put(ID, { name: '另一把钥匙' });
    await expect(rig.paperwork.open(file('SL').no)).rejects.toThrow('seal_broken');
  });

  it('is not written any more for a case whose key was destroyed, and nothing waits for it', async () => {
    await registered();
    await rig.vault.destroy(ID);
    await rig.paperwork.store(file('SL'), NOW);
    expect(await files().countDocuments()).toBe(0);
    expect(await waiting()).toEqual([]);
    expect(await rig.vault.read(ID, ['name'])).toEqual({});
  });
});

function withDocument(type: 'FL'): DomainEvent {
  return { type: 'closed', by: 'lin', at: NOW, document: { no: `${ID}-20260302-${type}`, type, at: NOW } };
}

function recorded(after: Complaint, events: readonly DomainEvent[]) {
  return chain(ID, after.version - events.length, '', 'callback-x', events, story.digest);
}

async function registered(): Promise<Complaint> {
  const event = registration();
  const complaint = { ...born(event), version: 1 };
  await rig.store.transact((tx) => tx.commit(undefined, complaint, recorded(complaint, [event]), []));
  return complaint;
}

async function acted(act: Act, by: string, before: Complaint): Promise<Complaint> {
  const events = story.eventsOf(ruleOn(before, act, story.person(by), story.context()));
  const after = { ...foldAll(before, events), version: before.version + events.length };
  await rig.store.transact((tx) => tx.commit(before, after, recorded(after, events), []));
  return after;
}
