import type { Complaint } from '../../src/domain/complaint';
import type { Person } from '../../src/domain/org';
import { org } from '../support/builders';
import { complaint, deadline, NOW, recorded, seconds, useStore } from './rig';

const rig = useStore();
const ID = 'KFB26000001';
const HEAD: Person = {
  userId: 'zhao.lei',
  name: '赵磊',
  position: '总经理',
  department: 'service',
  roles: ['HEAD'],
};

const file = (id = ID, more: Partial<Complaint> = {}) =>
  rig.store.transact((tx) => {
    const of = complaint(id, more);
    return tx.commit(undefined, of, [recorded(of)], []);
  });
const load = (id = ID) => rig.store.transact((tx) => tx.load(id));
const count = (name: string) => rig.database.connection.collection(name).countDocuments();

beforeEach(async () => {
  for (const { name } of await rig.database.connection.listCollections()) {
    await rig.database.connection.collection(name).deleteMany({});
  }
});

describe('committing a case', () => {
  it('gives it back as it was, with the end of its chain', async () => {
    const of = complaint(ID, {
      claimedFen: 30_000,
      suggested: { level: 'major' } as never,
      groupId: 'south',
    });
    await rig.store.transact((tx) => tx.commit(undefined, of, [recorded(of)], []));
    expect(await load()).toEqual({ complaint: of, chainHash: 'hash-1' });
  });

  it('writes state, events, outbox and deadlines, or none of them', async () => {
    const of = complaint(ID);
    const run = rig.store.transact(async (tx) => {
      await tx.commit(undefined, of, [recorded(of)], [deadline('due', seconds(10))]);
      await tx.putParty(ID, { phone: '13812345678' });
      await tx.saveDraft('lin', { words: 'x' });
      throw new Error('power cut');
    });
    await expect(run).rejects.toThrow('power cut');
    for (const name of ['complaints', 'events', 'outbox', 'deadlines', 'vault', 'drafts']) {
      expect([name, await count(name)]).toEqual([name, 0]);
    }
  });

  it('puts one row into the outbox for each event', async () => {
    const of = complaint(ID, { version: 2 });
    const events = [recorded(complaint(ID, { version: 1 })), recorded(of)];
    await rig.store.transact((tx) => tx.commit(undefined, of, events, []));
    const rows = await rig.models.outbox.find().sort({ seq: 1 }).lean();
    expect(rows).toMatchObject([
      { _id: `${ID}-1`, complaintId: ID, seq: 1 },
      { _id: `${ID}-2`, complaintId: ID, seq: 2 },
    ]);
  });

  it('refuses to file one number twice', async () => {
    await file();
    await expect(file()).rejects.toThrow(/E11000/);
    expect(await count('events')).toBe(1);
  });

  it('refuses a second event of the same place in the chain', async () => {
    await file();
    const run = rig.models.events.create([recorded(complaint(ID))]);
    await expect(run).rejects.toThrow(/E11000/);
  });

  it('does nothing when nothing happened', async () => {
    await rig.store.transact((tx) => tx.commit(undefined, complaint(ID), [], []));
    expect(await load()).toBeUndefined();
  });
});

describe('two acts on one case', () => {
  /** load → decide → commit, as the desk does; `meanwhile` runs between the two. */
  const move = (note: string, meanwhile?: () => Promise<unknown>) =>
    rig.store.transact(async (tx) => {
      const loaded = await tx.load(ID);
      if (!loaded) throw new Error('not there');
      await meanwhile?.();
      const before = loaded.complaint;
      const after = { ...before, version: before.version + 1, groupId: `${before.groupId ?? ''}${note}` };
      await tx.commit(before, after, [recorded(after)], []);
    });

  it('loses neither: the one that was late runs again on what it now finds', async () => {
    await file();
    let runs = 0;
    const someoneElseMovesIt = () => (runs++ === 0 ? move('a') : Promise.resolve());
    await move('b', someoneElseMovesIt);
    expect(runs).toBe(2);
    expect((await load())?.complaint).toMatchObject({ version: 3, groupId: 'ab' });
    expect(await count('events')).toBe(3);
  });

  it('loses none of twelve that come at once', async () => {
    await file();
    const notes = [...'abcdefghijkl'];
    await Promise.all(notes.map((note) => move(note)));
    const { complaint: after } = (await load()) ?? {};
    expect(after?.version).toBe(13);
    expect([...(after?.groupId ?? '')].sort()).toEqual(notes);
    const seqs = (await rig.models.events.find().lean()).map(({ seq }) => seq).sort((a, b) => a - b);
    expect(seqs).toEqual(Array.from({ length: 13 }, (_, at) => at + 1));
  });

  it('never writes on a version that is no longer the last, were it loaded an act ago', async () => {
    await file();
    const stale = (await load())?.complaint;
    await move('a');
    let tries = 0;
    const late = rig.store.transact(async (tx) => {
      if (++tries > 1) throw new Error('asked to load again');
      const after = complaint(ID, { version: 2, groupId: 'late' });
      await tx.commit(stale, after, [recorded(after)], []);
    });
    await expect(late).rejects.toThrow('asked to load again');
    expect((await load())?.complaint.groupId).toBe('a');
  });
});

describe('the serial number (流水号, R25)', () => {
  const take = () => rig.store.transact((tx) => tx.nextSerial('KFB', '26'));

  it('begins at 1, apart for each organisation and year', async () => {
    expect(await take()).toBe(1);
    expect(await take()).toBe(2);
    expect(await rig.store.transact((tx) => tx.nextSerial('KFB', '27'))).toBe(1);
    expect(await rig.store.transact((tx) => tx.nextSerial('CSB', '26'))).toBe(1);
  });

  it('is given back when its transaction fails', async () => {
    await take();
    const failed = rig.store.transact(async (tx) => {
      await tx.nextSerial('KFB', '26');
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await take()).toBe(2);
  });

  it('has no gap and no twin under 200 at once, every fifth of which fails', async () => {
    const filing = (index: number) =>
      rig.store.transact(async (tx) => {
        const serial = await tx.nextSerial('KFB', '26');
        if (index % 5 === 4) throw new Error('refused');
        await tx.saveDraft(`u${index}`, { serial });
        return serial;
      });
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, (_, index) => filing(index)));
    const serials = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const reasons = outcomes.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
    expect(new Set(reasons)).toEqual(new Set(['Error: refused']));
    expect(serials.sort((a, b) => a - b)).toEqual(Array.from({ length: 160 }, (_, index) => index + 1));
  });
});

describe('lists', () => {
  beforeEach(async () => {
    await file('KFB26000001', { receivedAt: seconds(1) });
    await file('KFB26000002', { receivedAt: seconds(2), team: { intake: 'wang' } });
    await file('KFB26000003', { receivedAt: seconds(0) });
    await file('KFB26000004', { receivedAt: seconds(3), state: 'CLOSED', team: { intake: 'lin' } });
    await file('KFB26000005', {
      receivedAt: seconds(4),
      state: 'EXECUTING',
      team: { intake: 'lin', solve: 'zhou' },
    });
  });

  it('what a clerk filed, newest first, closed ones too', async () => {
    const filed = await rig.store.transact((tx) => tx.filedBy('lin', 3));
    expect(filed.map(({ id }) => id)).toEqual(['KFB26000005', 'KFB26000004', 'KFB26000001']);
  });

  it('what is open, oldest first', async () => {
    const open = await rig.store.transact((tx) => tx.open(HEAD, org, 10));
    expect(open.map(({ id }) => id)).toEqual(['KFB26000003', 'KFB26000001', 'KFB26000002', 'KFB26000005']);
    expect(open[0]).toEqual(complaint('KFB26000003', { receivedAt: seconds(0) }));
  });

  it('how many open cases each person has in hand', async () => {
    const loads = await rig.store.transact((tx) => tx.loads());
    expect(Object.fromEntries(loads)).toEqual({ lin: 2, wang: 1, zhou: 1 });
  });
});

describe('a draft (草稿)', () => {
  const draft = { step: 'asking', facts: '王女士 13812345678' };

  it('is kept for its writer until it is cleared', async () => {
    await rig.store.transact((tx) => tx.saveDraft('lin', draft));
    await rig.store.transact((tx) => tx.saveDraft('lin', { ...draft, step: 'confirming' }));
    expect(await rig.store.transact((tx) => tx.draft('lin'))).toEqual({ ...draft, step: 'confirming' });
    expect(await rig.store.transact((tx) => tx.draft('wang'))).toBeUndefined();
    await rig.store.transact((tx) => tx.clearDraft('lin'));
    expect(await rig.store.transact((tx) => tx.draft('lin'))).toBeUndefined();
  });

  it('is sealed, and opens for nobody else', async () => {
    await rig.store.transact((tx) => tx.saveDraft('lin', draft));
    const rows = rig.database.connection.collection('drafts');
    const row = await rows.findOne({ _id: 'lin' as never });
    const { buffer } = row?.['sealed'] as { readonly buffer: Uint8Array };
    expect(Buffer.from(buffer).toString('latin1')).not.toContain('13812345678');
    await rows.insertOne({ _id: 'wang' as never, sealed: Buffer.from(buffer), updatedAt: NOW });
    await expect(rig.store.transact((tx) => tx.draft('wang'))).rejects.toThrow('seal_broken');
  });

  it('is forgotten a day after the last word, by the clock of the database that removes it', async () => {
    await rig.store.transact((tx) => tx.saveDraft('lin', draft));
    const row = await rig.models.drafts.findById('lin').lean();
    expect(Math.abs(Date.now() - (row?.updatedAt.getTime() ?? 0))).toBeLessThan(60_000);
    const indexes = await rig.models.drafts.collection.listIndexes().toArray();
    expect(indexes).toContainEqual(
      expect.objectContaining({ key: { updatedAt: 1 }, expireAfterSeconds: 86_400 }),
    );
  });
});
