import { deadlinesOf, type Deadline } from '../../src/domain/escalation';
import { born } from '../../src/domain/fold';
import type { Complaint } from '../../src/domain/complaint';
import type { DomainEvent, EventOf } from '../../src/domain/events';
import { UncoveredYear } from '../../src/domain/calendar';
import { filed as aCase, rules } from '../support/builders';
import { play } from '../support/random-case';
import { arrival, complaint, delivery, NOW, seconds, useStore } from '../store/rig';
import { filed, found, lookAt, relayed } from './rig';

const rig = useStore();
const ID = 'KFB26000001';
const DAY = 86_400;

const at = (now: Date) => lookAt(rig, { now });
const rows = (name: string) => rig.database.connection.collection(name);

beforeEach(async () => {
  for (const { name } of await rig.database.connection.listCollections()) await rows(name).deleteMany({});
});

const deadline = (dueAt: Date): Deadline => ({ clockId: 'C0-1', threshold: 'due', dueAt });
const registered = (): EventOf<'registered'> => {
  const { first } = play([]);
  if (first.type !== 'registered') throw new Error('not a registration');
  // Printed elsewhere.
  const { document: _document, ...event } = first;
  return event;
};

/** A case that was just registered, and that its clerk is to be told of. */
async function registeredCase(deadlines?: readonly Deadline[]): Promise<Complaint> {
  const event = registered();
  const of = { ...born(event), version: 1 };
  await filed(rig, of, [event], deadlines ?? deadlinesOf(of, rules));
  return of;
}
const told = (id: string) => [{ ...delivery(id), taskId: `task-${id}` }];

describe('a look at a service that keeps its time', () => {
  it('finds nothing, however much is open', async () => {
    const of = await registeredCase([deadline(seconds(3_600))]);
    await relayed(rig, of, NOW, told);
    await rig.ledger.sent(`${ID}-1-0`, { msgId: 'm' }, NOW);
    const { findings, events } = await at(seconds(600));
    expect({ findings, events }).toEqual({ findings: [], events: 1 });
  });

  it('finds nothing in an empty database', async () => {
    expect((await at(NOW)).findings).toEqual([]);
  });
});

describe('what waits too long (迟了)', () => {
  const fresh = (name: string) =>
    rows(name).insertOne({ _id: 'x' as never, createdAt: NOW, claimedUntil: NOW });
  const row = (more: object) => ({ _id: 'x' as never, ...more });

  it.each([
    [
      'deadlines',
      10,
      () => rows('deadlines').insertOne(row({ complaintId: ID, dueAt: NOW, claimedUntil: NOW })),
    ],
    ['events', 10, () => fresh('outbox')],
    ['documents', 300, () => fresh('paperwork')],
    ['alerts', 10, () => rows('alerts').insertOne(row({ waits: true, nextAt: NOW, claimedUntil: NOW }))],
    ['digests', 10, () => rows('digests').insertOne(row({ stale: true, claimedUntil: NOW }))],
    ['posts', 300, () => rig.groupPosts.put({ id: 'x', body: '{}' }, NOW)],
    [
      'uploads',
      300,
      () => rows('uploads').insertOne(row({ state: 'checking', completeAt: NOW, claimedUntil: NOW })),
    ],
    ['routines', 3_600, () => rows('routines').insertOne(row({ dueAt: NOW, claimedUntil: NOW }))],
    ['callbacks', 10, () => rig.inbox.put(arrival('x'))],
  ] as const)('%s, after %i seconds and not before', async (kind, grace, make) => {
    await make();
    expect(found(await at(seconds(grace)))).toEqual({});
    const late = found(await at(new Date(seconds(grace).getTime() + 1)));
    expect(Object.keys(late)).toEqual([kind]);
    expect(late[kind]).toHaveLength(1);
  });

  it('callbacks that were handled or given up wait no longer', async () => {
    await rig.inbox.put(arrival('a'));
    await rig.inbox.put(arrival('b'));
    await rig.store.transact((tx) => tx.take({ kind: 'callback', id: 'envelope-a' }));
    await rig.inbox.failed('envelope-b');
    expect(found(await at(seconds(60)))).toEqual({});
  });

  it('a deadline that is claimed again and again and never done is late all the same', async () => {
    await registeredCase([deadline(NOW)]);
    await relayed(rig, complaint(ID), NOW, told);
    await rig.claims.claim('deadlines', seconds(12), 10, 15_000);
    expect(found(await at(seconds(13)))['deadlines']).toEqual([`${ID}-C0-1-due`]);
  });

  it('messages that nobody takes, 10 seconds after the lease of whoever did', async () => {
    await rig.ledger.tell(delivery('m'), NOW);
    await rig.claims.claim('messages', NOW, 10, 15_000);
    expect(found(await at(seconds(25)))).toEqual({});
    expect(found(await at(seconds(26)))).toEqual({ messages: ['m'] });
  });

  it('messages that are taken and do not go out, after two minutes: WeCom may have refused them for a while', async () => {
    await rig.ledger.tell(delivery('m'), NOW);
    await rig.claims.claim('messages', seconds(119), 10, 15_000);
    expect(found(await at(seconds(120)))).toEqual({});
    expect(found(await at(seconds(121)))).toEqual({ unsent: ['m'] });
  });

  it('no message that was sent, given up or needed no more', async () => {
    for (const id of ['a', 'b', 'c']) await rig.ledger.tell(delivery(id), NOW);
    await rig.ledger.sent('a', { msgId: 'm' }, NOW);
    await rig.ledger.dropped('b', 'failed', 'errcode_60011');
    await rig.ledger.dropped('c', 'moot', 'over');
    expect(found(await at(seconds(DAY)))).toEqual({});
  });
});

describe('a lost deadline (补)', () => {
  const due = async () => {
    const of = await registeredCase();
    await relayed(rig, of, NOW, told);
    await rig.ledger.sent(`${ID}-1-0`, { msgId: 'm' }, NOW);
    const [first] = [...deadlinesOf(of, rules)].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
    if (!first) throw new Error('nothing is armed');
    return { of, dueAt: first.dueAt };
  };
  const armed = () => rig.models.deadlines.find({ complaintId: ID }).sort({ dueAt: 1 }).lean();

  it('is found by its case ten seconds after it was due, and armed anew', async () => {
    const { of, dueAt } = await due();
    const before = await armed();
    await rows('deadlines').deleteMany({});
    expect(found(await at(seconds(10, dueAt)))).toEqual({});
    const seen = await at(seconds(11, dueAt));
    expect(seen.findings).toEqual([{ kind: 'lost_deadlines', ids: [ID], repaired: 1 }]);
    const after = await armed();
    expect(after.map(({ _id, dueAt: when }) => [_id, when])).toEqual(
      before.map(({ _id, dueAt: when }) => [_id, when]),
    );
    // Another job than any the lost row had.
    expect(new Set(after.map(({ version }) => version))).toEqual(new Set([of.version + 1]));
    expect(await rows('complaints').findOne({ _id: ID as never })).toMatchObject({
      rearmedAt: seconds(11, dueAt),
    });
  });

  it('is none while its row stands: then it is late', async () => {
    const { dueAt } = await due();
    expect(Object.keys(found(await at(seconds(11, dueAt))))).toEqual(['deadlines']);
  });

  it('is found when only the nearest is gone, or stands for a later day', async () => {
    const { dueAt } = await due();
    const [nearest] = await armed();
    await rig.models.deadlines.updateOne(
      { _id: nearest?._id ?? '' },
      { $set: { dueAt: seconds(DAY, dueAt) } },
    );
    expect(found(await at(seconds(11, dueAt)))).toEqual({ lost_deadlines: [ID] });
    expect((await armed())[0]).toMatchObject({ dueAt, version: 2 });
  });

  it('is put back once by two auditors who find it at once', async () => {
    const { dueAt } = await due();
    await rows('deadlines').deleteMany({});
    const looks = await Promise.all([1, 2, 3].map(() => at(seconds(11, dueAt))));
    const repaired = looks
      .flatMap(({ findings }) => findings)
      .filter(({ kind }) => kind === 'lost_deadlines');
    expect(repaired).toEqual([{ kind: 'lost_deadlines', ids: [ID], repaired: 1 }]);
  });

  it('whose case is due no more is none: what the case says is put right', async () => {
    const { dueAt } = await due();
    await rows('deadlines').deleteMany({});
    const later = { ...deadline(seconds(DAY, dueAt)) };
    await rig.models.complaints.updateOne({ _id: ID }, { $set: { clocks: [] } });
    expect(found(await at(seconds(11, dueAt)))).toEqual({ lost_deadlines: [ID] });
    expect(found(await at(seconds(12, later.dueAt)))).toEqual({});
    expect(await rows('complaints').findOne({ _id: ID as never })).not.toHaveProperty('nextDueAt');
  });

  it('that cannot be reckoned is named and not called repaired, and the others are', async () => {
    const { dueAt } = await due();
    const other = { ...aCase(), id: 'KFB26000002', version: 1, rulesVersion: 'lost' };
    await filed(
      rig,
      other,
      [{ type: 'contacted', by: 'x', at: NOW } as unknown as DomainEvent],
      [deadline(dueAt)],
    );
    await rows('outbox').deleteMany({});
    await rows('deadlines').deleteMany({});
    const told: string[] = [];
    const seen = await lookAt(rig, {
      now: seconds(11, dueAt),
      rulesOf: (version) => {
        if (version === 'lost') throw new UncoveredYear(2031);
        return rules;
      },
      onError: (id) => told.push(id),
    });
    expect(told).toEqual(['KFB26000002']);
    expect(seen.findings).toEqual([
      { kind: 'lost_deadlines', ids: expect.arrayContaining([ID, 'KFB26000002']) as unknown, repaired: 1 },
    ]);
  });
});

describe('a lost event (补)', () => {
  /** Registered, and neither in the outbox nor in the ledger. */
  const lost = async (): Promise<Complaint> => {
    const of = await registeredCase([]);
    await rows('outbox').deleteMany({});
    return of;
  };
  const EVENT = `${ID}-1`;

  it('that somebody was to be told of goes back to the outbox, a minute and a half later', async () => {
    await lost();
    expect(found(await at(seconds(89)))).toEqual({});
    const seen = await at(seconds(90));
    expect(seen.findings).toEqual([{ kind: 'lost_events', ids: [EVENT], repaired: 1 }]);
    expect(await rig.models.outbox.findById(EVENT).lean()).toEqual({
      ...{ _id: EVENT, complaintId: ID, seq: 1 },
      ...{ createdAt: seconds(90), claimedUntil: seconds(90), putBackAt: seconds(90) },
    });
    expect(await rig.claims.claim('events', seconds(90), 10, 1_000)).toEqual([
      { id: EVENT, complaintId: ID, seq: 1, version: seconds(90).getTime() },
    ]);
  });

  it('is looked at once: put back and led to nothing, it is left alone', async () => {
    await lost();
    await at(seconds(90));
    await rows('outbox').deleteMany({});
    const { findings, events } = await at(seconds(105));
    expect({ findings, events }).toEqual({ findings: [], events: 0 });
  });

  it('is none while it waits in the outbox: then it is late', async () => {
    await registeredCase([]);
    expect(found(await at(seconds(90)))).toEqual({ events: [EVENT] });
  });

  it('is none when its message stands in the ledger', async () => {
    const of = await registeredCase([]);
    await relayed(rig, of, NOW, told);
    await rig.ledger.sent(`${EVENT}-0`, { msgId: 'm' }, NOW);
    expect(found(await at(seconds(90)))).toEqual({});
  });

  it('is none when what it asked for is over', async () => {
    const of = await lost();
    await rig.models.complaints.updateOne({ _id: of.id }, { $set: { state: 'CLOSED' } });
    expect(found(await at(seconds(90)))).toEqual({});
  });

  it('is none when nobody is told of such events', async () => {
    const contact = play([{ act: 'fit', minutes: 0, ago: 0 }]).steps[0];
    expect(contact?.events.map(({ type }) => type)).toEqual(['contacted']);
    const before = await registeredCase([]);
    await relayed(rig, before, NOW, told);
    await rig.ledger.sent(`${EVENT}-0`, { msgId: 'm' }, NOW);
    await filed(rig, contact?.after as Complaint, contact?.events ?? [], [], before);
    await rows('outbox').deleteMany({});
    expect(await at(seconds(90))).toMatchObject({ findings: [], events: 2 });
  });

  it('is none when it may have been relayed while what it asked for was over, though it is open again', async () => {
    // Classified and then declined: by now it is RECEIVED, as if it had been undone.
    const event = registered();
    const first = { ...born(event), version: 1 };
    await filed(rig, first, [event], []);
    const merged: DomainEvent = {
      ...{ type: 'merged', by: 'zhou.min', at: NOW, into: 'KFB26000009', note: '同一件' },
      ...{ stateLeft: 'RECEIVED' },
    };
    const unmerged: DomainEvent = {
      type: 'unmerged',
      by: 'lin.tao',
      at: NOW,
      to: 'RECEIVED',
      reason: '不是',
    };
    await filed(rig, { ...first, version: 2, state: 'MERGED' }, [merged], [], first);
    await filed(rig, { ...first, version: 3 }, [unmerged], [], { ...first, version: 2 });
    await relayed(rig, complaint(ID, { version: 3 }), NOW);
    // The merging and its undoing told their own people.
    for (const seq of [2, 3]) await rig.ledger.tell(delivery(`${ID}-${seq}-0`), NOW);
    await rig.models.deliveries.updateMany({}, { $set: { status: 'sent' } });
    expect(found(await at(seconds(90)))).toEqual({});
  });

  it('that cannot be judged is named and not called repaired, once', async () => {
    await lost();
    const told: string[] = [];
    const seen = await lookAt(rig, {
      now: seconds(90),
      orgAt: () => {
        throw new Error('no organisation');
      },
      onError: (id) => told.push(id),
    });
    expect(told).toEqual([EVENT]);
    expect(seen.findings).toEqual([{ kind: 'lost_events', ids: [EVENT], repaired: 0 }]);
    expect((await at(seconds(105))).findings).toEqual([]);
  });

  it('is put back once by two auditors who find it at once', async () => {
    await lost();
    const looks = await Promise.all([1, 2, 3].map(() => at(seconds(90))));
    const repaired = looks.flatMap(({ findings }) => findings).filter(({ kind }) => kind === 'lost_events');
    expect(repaired).toEqual([{ kind: 'lost_events', ids: [EVENT], repaired: 1 }]);
    expect(await rig.models.outbox.countDocuments({})).toBe(1);
  });

  it('is looked for among many, some hundred at a time', async () => {
    const event = registered();
    for (let n = 1; n <= 450; n += 150) {
      await Promise.all(
        Array.from({ length: 150 }, (_, more) => `KFB2600${String(n + more).padStart(4, '0')}`).map((id) =>
          filed(rig, { ...born(event), id, version: 1 }, [event]),
        ),
      );
    }
    await rows('outbox').deleteMany({});
    await rows('complaints').updateMany(
      { _id: { $gt: 'KFB26000002' } as never },
      { $set: { state: 'CLOSED' } },
    );
    const { findings, events } = await at(seconds(90));
    expect(events).toBe(450);
    expect(findings).toMatchObject([{ kind: 'lost_events', repaired: 2 }]);
    expect([...findings[0]!.ids].sort()).toEqual(['KFB26000001-1', 'KFB26000002-1']);
  });
});
