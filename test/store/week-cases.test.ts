import type { Complaint } from '../../src/domain/complaint';
import type { DomainEvent } from '../../src/domain/events';
import { born, foldAll } from '../../src/domain/fold';
import type { Week } from '../../src/domain/week';
import { weekCases } from '../../src/store/week-cases';
import { recorded, seconds, useStore } from './rig';

const rig = useStore();

/** From an hour before NOW to an hour after it. */
const WEEK: Week = { from: seconds(-3_600), to: seconds(3_600) };
const BEFORE = seconds(-7_200);
const INSIDE = seconds(0);
const AFTER = seconds(7_200);

const registered = (id: string, at: Date): DomainEvent & { type: 'registered' } => ({
  ...{
    type: 'registered',
    by: 'lin',
    at,
    complaintId: id,
    rulesVersion: 'r1',
    receivedAt: at,
    suggested: {},
  },
});
const withdrawn = (at: Date): DomainEvent => ({
  type: 'withdrawn',
  by: 'lin',
  at,
  withdrawal: { at, by: 'lin', identity: '核对身份证', proof: '撤回书' },
});

/** A case with these events on record, as they leave it. */
async function has(
  first: DomainEvent & { type: 'registered' },
  ...rest: readonly DomainEvent[]
): Promise<void> {
  const after: Complaint = { ...foldAll(born(first), rest), version: rest.length + 1 };
  await rig.store.transact((tx) =>
    tx.commit(
      undefined,
      after,
      [first, ...rest].map((event, at) => recorded({ ...after, version: at + 1 }, event)),
      [],
    ),
  );
}

async function read(week = WEEK): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for await (const { id, state } of weekCases(rig.models, week)) found[id] = state;
  return found;
}

beforeEach(async () => {
  for (const name of ['complaints', 'events', 'outbox', 'paperwork', 'reckonings'])
    await rig.database.connection.collection(name).deleteMany({});
});

describe('the cases of a week (一周的投诉)', () => {
  it('are those open at its end, and those on which something was done in it', async () => {
    await has(registered('open', BEFORE));
    await has(registered('new', INSIDE));
    await has(registered('ended', BEFORE), withdrawn(INSIDE));
    await has(registered('long ago', BEFORE), withdrawn(BEFORE));
    expect(await read()).toEqual({ open: 'RECEIVED', new: 'RECEIVED', ended: 'WITHDRAWN' });
  });

  it('are as they stood at its end, whatever has happened since', async () => {
    await has(registered('ended later', BEFORE), withdrawn(AFTER));
    await has(registered('came later', AFTER));
    await has(registered('on the moment', BEFORE), withdrawn(WEEK.to));
    expect(await read()).toEqual({ 'ended later': 'RECEIVED', 'on the moment': 'WITHDRAWN' });
    expect(await read({ from: WEEK.to, to: AFTER })).toEqual({
      ...{ 'ended later': 'WITHDRAWN', 'came later': 'RECEIVED' },
    });
  });

  it('are read the same within an act', async () => {
    await has(registered('ended later', BEFORE), withdrawn(AFTER));
    await rig.store.transact(async (tx) => {
      for await (const each of tx.weekCases(WEEK)) expect(each).toMatchObject({ state: 'RECEIVED' });
    });
  });

  it('are found by indexes, however many are closed', async () => {
    const closed = Array.from({ length: 500 }, (_, n) => ({
      ...{ _id: `closed-${n}`, state: 'CLOSED', chainHash: 'h', version: 1, clocks: [] },
    }));
    await rig.database.connection.collection('complaints').insertMany(closed as never[]);
    await has(registered('open', BEFORE));
    const { db } = rig.database.connection;
    if (!db) throw new Error('not connected');
    await db.command({ profile: 2 });
    expect(await read()).toEqual({ open: 'RECEIVED' });
    await db.command({ profile: 0 });
    const profiled = await db
      .collection('system.profile')
      .find({ planSummary: { $exists: true } })
      .toArray();
    const plans = profiled.map((each) => [each['planSummary'] as string, each['docsExamined'] as number]);
    expect(plans.length).toBeGreaterThanOrEqual(2);
    for (const [plan, docs] of plans)
      expect([plan, docs]).toEqual([expect.stringMatching(/^IXSCAN/u), expect.any(Number)]);
    expect(plans.every(([, docs]) => Number(docs) <= 2)).toBe(true);
  });
});
