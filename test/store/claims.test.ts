import { LANES, type Lane } from '../../src/desk/ports';
import type { Alert } from '../../src/domain/alert';
import type { DomainEvent } from '../../src/domain/events';
import {
  arrival,
  CALENDAR_NO,
  complaint,
  deadline,
  delivery,
  NOW,
  ofCallback,
  recorded,
  seconds,
  useStore,
} from './rig';

const rig = useStore();
const LEASE_MS = 30_000;
const claim = (lane: Lane, at = NOW, limit = 100) => rig.claims.claim(lane, at, limit, LEASE_MS);
const ids = async (claimed: ReturnType<typeof claim>) => (await claimed).map(({ id }) => id).sort();

const alert: Alert = {
  id: 'alert',
  version: 1,
  complaintId: 'KFB26000001',
  about: { kind: 'major', to: 'zhao.lei' },
  raisedAt: NOW,
  anyHour: true,
  ladder: [{ userId: 'zhao.lei' }],
  callers: ['lin.tao'],
  turn: 1,
  stage: 'card',
  calls: [],
  nextAt: NOW,
};

/** `count` rows that wait in a lane, each after its own manner of coming there. */
const FILL: Readonly<Record<Lane, (count: number) => Promise<unknown>>> = {
  callbacks: (count) => each(count, (name) => rig.inbox.put(arrival(name))),
  events: (count) =>
    rig.store.transact(async (tx) => {
      const events = Array.from({ length: count }, (_, at) =>
        recorded(complaint('KFB26000001', { version: at + 1 })),
      );
      await tx.commit(undefined, complaint('KFB26000001', { version: count }), events, []);
    }),
  urgent_events: (count) =>
    rig.store.transact(async (tx) => {
      const events = Array.from({ length: count }, (_, at) =>
        recorded(complaint('KFB26000001', { version: at + 1 }), raised()),
      );
      await tx.commit(undefined, complaint('KFB26000001', { version: count }), events, []);
    }),
  urgent: (count) =>
    each(count, (name) => rig.ledger.relay('KFB26000001', 9, [delivery(name, { urgent: true })], NOW)),
  messages: (count) => each(count, (name) => rig.ledger.relay('KFB26000001', 9, [delivery(name)], NOW)),
  redraws: async (count) => {
    await FILL.messages(count);
    const names = Array.from({ length: count }, (_, at) => `n${at}`);
    for (const name of names) await rig.ledger.sent(name, { msgId: name, responseCode: 'c' }, NOW);
    await rig.ledger.wantRedraw(names, NOW);
  },
  renewals: async (count) => {
    await FILL.messages(count);
    for (let at = 0; at < count; at++)
      await rig.ledger.sent(`n${at}`, { msgId: `n${at}`, responseCode: 'c', renewAt: NOW }, NOW);
  },
  deadlines: (count) =>
    rig.store.transact(async (tx) => {
      const of = complaint('KFB26000001');
      const wanted = Array.from({ length: count }, (_, at) => deadline(`t${at}`, NOW));
      await tx.commit(undefined, of, [recorded(of)], wanted);
    }),
  alerts: (count) => each(count, (name) => rig.ledger.raise([{ ...alert, id: name }])),
  documents: (count) =>
    rig.store.transact(async (tx) => {
      const events = Array.from({ length: count }, (_, at) =>
        recorded(complaint('KFB26000001', { version: at + 1 }), withDocument(at)),
      );
      await tx.commit(undefined, complaint('KFB26000001', { version: count }), events, []);
    }),
  routines: (count) => rig.routines.arm(routineNames(count), NOW),
  reckonings: (count) => each(count, (name) => behind(name)),
  broadcasts: (count) => each(count, (name) => announced(name, NOW, 0)),
  batches: (count) => announced('TZ', seconds(3_600), count),
  receipts: async (count) => {
    await announced('TZ', seconds(3_600), 1);
    const userIds = routineNames(count);
    const batch = {
      ...{ id: 'TZ-b0', broadcast: 'TZ', userIds, taskId: 'TZ-0' },
      ...{ status: 'pending' as const, createdAt: NOW },
    };
    await rig.broadcasts.tried(batch, { userIds: [], at: NOW }, NOW);
    const tap = { taskId: 'TZ-0', responseCode: 'c' };
    await rig.store.transact(async (tx) => {
      for (const by of userIds) await tx.confirmRead({ ...tap, by }, NOW);
    });
  },
  digests: (count) => each(count, (name) => rig.digests.fold({ id: 'none', to: name, isUrgent: false }, NOW)),
  posts: (count) => each(count, (name) => rig.groupPosts.put({ id: name, body: '{}' }, NOW)),
  uploads: (count) => each(count, (name) => sent(name)),
};

const routineNames = (count: number) => Array.from({ length: count }, (_, at) => `n${at}`);

/** An upload whose bytes are all here. */
const sent = (_id: string) =>
  rig.models.uploads.create([
    {
      ...{ _id, complaintId: 'KFB26000001', by: 'lin', sealedName: Buffer.from('x'), kind: 'pdf', size: 1 },
      ...{ source: 'file', state: 'checking', offset: 1, touchedAt: NOW, completeAt: NOW, claimedUntil: NOW },
    },
  ]);

const announced = (id: string, confirmBy: Date, batches: number) =>
  rig.store.transact((tx) =>
    tx.announce(
      { id, version: 1, by: 'zhao.lei', at: NOW, audience: 'all', text: 'x', count: 1, confirmBy },
      Array.from({ length: batches }, (_, no) => ({ userIds: ['lin'], taskId: `${id}-${no}` })),
    ),
  );

const behind = (name: string, calendarNo = CALENDAR_NO - 1) =>
  rig.models.reckonings.create([{ _id: name, calendarNo, version: 7 }]);

const raised = (): DomainEvent => ({
  ...{ type: 'releveled', by: 'lin.tao', at: NOW, from: 'general', to: 'major' },
  ...{ reason: '媒体到场', majorReasons: [] },
});

const withDocument = (at: number): DomainEvent => {
  const document = { no: `KFB26000001-20260302-SP${at}`, type: 'SP', at: NOW } as const;
  return { type: 'closed', by: 'lin', at: NOW, document };
};

async function each(count: number, run: (name: string) => Promise<unknown>): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, at) => run(`n${at}`)));
}

beforeEach(async () => {
  for (const name of [
    'inbox',
    'outbox',
    'deadlines',
    'alerts',
    'deliveries',
    'complaints',
    'events',
    'paperwork',
    'routines',
    'reckonings',
    'digests',
    'broadcasts',
    'broadcast_batches',
    'receipts',
    'group_posts',
    'uploads',
  ]) {
    await rig.database.connection.collection(name).deleteMany({});
  }
});

describe.each(LANES)('claiming from the lane %s (认领)', (lane) => {
  it('gives each row to one of several claimers at once, and every row to somebody', async () => {
    await FILL[lane](60);
    const shares = await Promise.all(Array.from({ length: 6 }, () => claim(lane, NOW, 20)));
    const taken = shares.flat().map(({ id }) => id);
    expect(new Set(taken).size).toBe(taken.length);

    // Claimers that looked at the same rows leave some over; the next look takes them.
    for (let more = await claim(lane); more.length > 0; more = await claim(lane)) {
      taken.push(...more.map(({ id }) => id));
    }
    expect(new Set(taken).size).toBe(60);
    expect(taken).toHaveLength(60);
  });

  it('gives nothing twice while the lease runs, and all again when it is over', async () => {
    await FILL[lane](3);
    const first = await ids(claim(lane));
    expect(first).toHaveLength(3);
    expect(await claim(lane, new Date(NOW.getTime() + LEASE_MS - 1))).toEqual([]);
    expect(await ids(claim(lane, new Date(NOW.getTime() + LEASE_MS)))).toEqual(first);
  });

  it('gives again at once what was given back, and never what was claimed anew since', async () => {
    await FILL[lane](3);
    const first = await ids(claim(lane));
    const leasedUntil = new Date(NOW.getTime() + LEASE_MS);
    await rig.claims.giveBack(lane, first.slice(0, 2), leasedUntil, seconds(1));
    expect(await claim(lane, new Date(seconds(1).getTime() - 1))).toEqual([]);
    expect(await ids(claim(lane, seconds(1)))).toEqual(first.slice(0, 2));
    await rig.claims.giveBack(lane, first.slice(0, 2), leasedUntil, seconds(1));
    expect(await claim(lane, seconds(2))).toEqual([]);
  });

  it('takes no more than asked for', async () => {
    await FILL[lane](5);
    expect(await claim(lane, NOW, 2)).toHaveLength(2);
    expect(await claim(lane, NOW, 2)).toHaveLength(2);
    expect(await claim(lane, NOW, 2)).toHaveLength(1);
  });

  it('fences: an older claim is told apart from the one that took over', async () => {
    await FILL[lane](1);
    await claim(lane);
    const before = await tokens(lane);
    await claim(lane, new Date(NOW.getTime() + LEASE_MS));
    expect(await tokens(lane)).not.toEqual(before);
  });
});

describe('what waits, and what no longer does', () => {
  it('callbacks until they are handled or given up', async () => {
    await each(3, (name) => rig.inbox.put(arrival(name)));
    await rig.store.transact((tx) => tx.take(ofCallback('n0')));
    await rig.inbox.failed('envelope-n1');
    expect(await ids(claim('callbacks'))).toEqual(['envelope-n2']);
  });

  it('messages until they are sent or dropped, the urgent ones in a lane of their own', async () => {
    const reminder = {
      kind: 'reminder',
      to: 'qian',
      clockId: 'C0-1',
      threshold: 'due',
      breached: true,
      dueAt: NOW,
    } as const;
    const about = { to: 'qian', alert: 'a', about: { kind: 'major', to: 'qian' } } as const;
    await rig.ledger.relay(
      'KFB26000001',
      1,
      [
        ...['sent', 'failed', 'moot', 'waits'].map((name) => delivery(name)),
        delivery('major', { notice: { kind: 'alert', ...about, isSecond: false } }),
        delivery('call', { notice: { kind: 'call_task', ...about, call: 1, callee: 'ma' } }),
        delivery('card', { notice: { ...reminder, urgent: false } }),
        delivery('alarm', { urgent: true }),
      ],
      NOW,
    );
    await rig.ledger.sent('sent', { msgId: 'm' }, NOW);
    await rig.ledger.dropped('failed', 'failed', '81013');
    await rig.ledger.dropped('moot', 'moot', 'nobody needs it');
    expect(await ids(claim('urgent'))).toEqual(['alarm', 'call', 'major']);
    const ordinary = await claim('messages');
    expect([...ordinary].sort((a, b) => a.id.localeCompare(b.id))).toEqual([
      { id: 'card', version: 0 },
      { id: 'waits', version: 0 },
    ]);
  });

  it('deadlines from the moment they are due, not a millisecond earlier', async () => {
    const of = complaint('KFB26000001');
    const wanted = [deadline('day8', seconds(10)), deadline('due', seconds(20))];
    await rig.store.transact((tx) => tx.commit(undefined, of, [recorded(of)], wanted));
    expect(await rig.claims.nearestDeadline()).toEqual(seconds(10));
    expect(await claim('deadlines', new Date(seconds(10).getTime() - 1))).toEqual([]);
    expect(await claim('deadlines', seconds(10))).toEqual([
      { id: 'KFB26000001-C0-1-day8', complaintId: 'KFB26000001', version: 1, dueAt: seconds(10) },
    ]);
    expect(await rig.claims.nearestDeadline()).toEqual(seconds(20));
  });

  it('no deadline at all where none is armed', async () => {
    expect(await rig.claims.nearestDeadline()).toBeUndefined();
  });

  it('cases whose dues were reckoned by an older calendar, and none by this one or a newer (6.5)', async () => {
    await behind('old');
    await behind('now', CALENDAR_NO);
    await behind('newer', CALENDAR_NO + 1);
    expect(await claim('reckonings')).toEqual([
      { id: 'old', complaintId: 'old', version: 7, calendarNo: CALENDAR_NO },
    ]);
  });

  it('redraws once for each time they are asked for', async () => {
    await FILL.redraws(1);
    expect(await claim('redraws')).toEqual([{ id: 'n0', version: 1 }]);
    await rig.ledger.redrawn('n0', 'c', 'done');
    expect(await claim('redraws', seconds(3_600))).toEqual([]);
    await rig.ledger.wantRedraw(['n0'], seconds(3_600));
    expect(await claim('redraws', seconds(3_600))).toEqual([{ id: 'n0', version: 2 }]);
  });
});

const COLLECTION: Readonly<Record<Lane, string>> = {
  ...{
    callbacks: 'inbox',
    events: 'outbox',
    urgent_events: 'outbox',
    urgent: 'deliveries',
    messages: 'deliveries',
    redraws: 'deliveries',
    renewals: 'deliveries',
    deadlines: 'deadlines',
    alerts: 'alerts',
    documents: 'paperwork',
    routines: 'routines',
    reckonings: 'reckonings',
    digests: 'digests',
    broadcasts: 'broadcasts',
    batches: 'broadcast_batches',
    receipts: 'receipts',
    posts: 'group_posts',
    uploads: 'uploads',
  },
};

async function tokens(lane: Lane): Promise<readonly unknown[]> {
  const rows = await rig.database.connection.collection(COLLECTION[lane]).find({}).toArray();
  return rows.map((row) => row['claimedBy'] as unknown);
}
