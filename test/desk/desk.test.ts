import { datedOrg } from '../../src/domain/org';
import { brokenLink } from '../../src/desk/chain';
import { createDesk, type Desk, type Outcome, type Visit } from '../../src/desk/desk';
import type { RecordedEvent } from '../../src/desk/ports';
import { UncoveredYear } from '../../src/domain/calendar';
import type { Act } from '../../src/domain/decide-act';
import { foldAll, born } from '../../src/domain/fold';
import type { Rules } from '../../src/domain/rules';
import { isRefusal } from '../../src/domain/ruling';
import { arrival, useStore } from '../store/rig';
import * as build from '../support/builders';

const rig = useStore();
const { MONDAY, at, digest, org, person } = build;
let now = MONDAY;
let rules: Rules = build.rules;
const known = new Map([[build.rules.version, build.rules]]);
let desk: Desk;
let letters = 0;

beforeAll(() => {
  const rulesOf = (version: string) => known.get(version) ?? rules;
  desk = createDesk({
    store: rig.store,
    orgAt: datedOrg(org),
    clock: { now: () => now },
    digest,
    get rules() {
      return rules;
    },
    rulesOf,
    calendar: build.calendar,
  });
});

beforeEach(async () => {
  now = MONDAY;
  rules = build.rules;
  for (const { name } of await rig.database.connection.listCollections()) {
    await rig.database.connection.collection(name).deleteMany({});
  }
});

/** One visit for a callback that has arrived. */
async function visited(visit: (visit: Visit) => Promise<Outcome>): Promise<Outcome> {
  const name = `n${++letters}`;
  await rig.inbox.put(arrival(name));
  let outcome: Outcome | undefined;
  await desk.once({ kind: 'callback', id: `envelope-${name}` }, async (each) => {
    outcome = await visit(each);
  });
  if (!outcome) throw new Error('the visit did not take place');
  return outcome;
}

const PARTY = { name: '李小明', phone: '13812345678', facts: '多扣年费', request: '退款' };
const filing = { receivedAt: MONDAY, claimedFen: 30_000, suggested: {} };
const open = (input = filing) => visited((visit) => visit.open(input, PARTY, person('zhou.min')));
const act = (id: string, what: Act, by: string) => visited((visit) => visit.act(id, what, person(by)));

async function filed(): Promise<string> {
  const outcome = await open();
  if (isRefusal(outcome)) throw new Error(outcome.refused);
  return outcome.complaint.id;
}

async function eventsOf(id: string): Promise<readonly RecordedEvent[]> {
  const rows = await rig.models.events.find({ complaintId: id }).sort({ seq: 1 }).lean();
  return rows.map(({ complaintId, seq, causedBy, event, prevHash, hash }) => ({
    complaintId,
    seq,
    causedBy,
    event,
    prevHash,
    hash,
  }));
}

const stored = async (id: string) => (await rig.store.transact((tx) => tx.load(id)))?.complaint;

/** Everything that is written, but the inbox: that a callback was handled is written always. */
async function written(): Promise<readonly number[]> {
  const names = ['complaints', 'events', 'outbox', 'deadlines', 'vault', 'counters'];
  return Promise.all(names.map((name) => rig.database.connection.collection(name).countDocuments()));
}

/** The main path of a small case, each step by whoever's it is. */
async function toExecuting(id: string): Promise<void> {
  await act(id, build.contact, 'zhou.min');
  await act(id, build.classify(), 'zhou.min');
  await act(id, build.assign, 'lin.tao');
  await act(id, build.find, 'chen.gang');
  await act(id, build.submit(), 'wu.qian');
  for (const signer of [build.SIGNS.HEAD, build.SIGNS.FIN]) {
    const complaint = await stored(id);
    if (!complaint) throw new Error('not there');
    await act(id, build.decision(complaint), signer);
  }
}

describe('opening a case (T1)', () => {
  it('numbers it, keeps the party in the vault alone and arms its clocks', async () => {
    const id = await filed();
    expect(id).toBe('KFB26000001');
    expect(await rig.vault.read(id, ['name', 'phone', 'facts', 'request'])).toEqual(PARTY);
    const raw = JSON.stringify([
      await rig.database.connection.collection('complaints').find().toArray(),
      await rig.database.connection.collection('events').find().toArray(),
    ]);
    for (const word of Object.values(PARTY)) expect(raw).not.toContain(word);
    const armed = await rig.models.deadlines.find({ complaintId: id }).lean();
    expect(new Set(armed.map(({ clockId }) => clockId))).toEqual(new Set(['C0-1', 'C1-1', 'C2-1']));
  });

  it('refused, writes nothing and costs no number (R25)', async () => {
    const early = await open({ ...filing, receivedAt: at('2026-03-02 09:31') });
    expect(early).toMatchObject({ refused: 'received_in_future' });
    const stranger = await visited((visit) => visit.open(filing, PARTY, person('lin.tao')));
    expect(stranger).toMatchObject({ refused: 'not_permitted' });
    const uncovered = await open({ ...filing, receivedAt: at('2024-03-01 09:00') });
    expect(uncovered).toEqual({ refused: 'calendar_uncovered', year: 2024 });
    expect(await written()).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await filed()).toBe('KFB26000001');
  });

  it('numbers by the year of filing, in Shanghai', async () => {
    now = at('2026-01-01 00:00:01');
    expect(await open({ ...filing, receivedAt: at('2025-12-31 16:00') })).toMatchObject({
      complaint: { id: 'KFB26000001' },
    });
    now = at('2025-12-31 23:59:59');
    expect(await open({ ...filing, receivedAt: now })).toMatchObject({ complaint: { id: 'KFB25000001' } });
  });

  it('twenty at once get twenty numbers without a gap', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => open()));
    const ids = outcomes.map((outcome) => (isRefusal(outcome) ? outcome.refused : outcome.complaint.id));
    const expected = Array.from({ length: 20 }, (_, n) => `KFB26${String(n + 1).padStart(6, '0')}`);
    expect(ids.sort()).toEqual(expected);
  });
});

describe('an act on a case', () => {
  it('counts once for its cause, however often it comes', async () => {
    const id = await filed();
    await rig.inbox.put(arrival('twice'));
    const cause = { kind: 'callback', id: 'envelope-twice' } as const;
    const contact = (visit: Visit) => visit.act(id, build.contact, person('zhou.min')).then(() => undefined);
    const taken = await Promise.all([desk.once(cause, contact), desk.once(cause, contact)]);
    expect(taken.sort()).toEqual([false, true]);
    expect(await desk.once(cause, contact)).toBe(false);
    expect((await stored(id))?.contacts).toHaveLength(1);
    expect(
      (await eventsOf(id)).filter(({ causedBy }) => causedBy === 'callback-envelope-twice'),
    ).toHaveLength(1);
  });

  it('refused, writes nothing', async () => {
    const id = await filed();
    const before = [await written(), await stored(id)];
    for (const [what, by, refused] of [
      [build.assign, 'lin.tao', 'not_permitted'],
      [build.find, 'he.li', 'not_permitted'],
      [build.classify(), 'xu.jing', 'not_permitted'],
      [{ ...build.classify(), conflict: true } as Act, 'zhou.min', 'conflict_of_interest'],
    ] as const) {
      expect(await act(id, what, by)).toMatchObject({ refused });
    }
    expect([await written(), await stored(id)]).toEqual(before);
  });

  it('on a case nobody filed is not found', async () => {
    expect(await act('KFB26009999', build.contact, 'zhou.min')).toEqual({ refused: 'not_found' });
  });

  it('that needs a year without a calendar is refused and says which', async () => {
    const id = await filed();
    now = at('2026-12-31 10:00');
    expect(await act(id, build.classify(), 'zhou.min')).toEqual({
      refused: 'calendar_uncovered',
      year: 2027,
    });
    expect((await stored(id))?.state).toBe('RECEIVED');
  });

  it('leaves nothing behind when the visit fails after it', async () => {
    const id = await filed();
    const before = [await written(), await stored(id)];
    await rig.inbox.put(arrival('cut'));
    const cause = { kind: 'callback', id: 'envelope-cut' } as const;
    const cut = desk.once(cause, async (visit) => {
      await visit.act(id, build.contact, person('zhou.min'));
      throw new Error('power cut');
    });
    await expect(cut).rejects.toThrow('power cut');
    expect([await written(), await stored(id)]).toEqual(before);
    // The callback is still to be worked off.
    expect(await desk.once(cause, () => Promise.resolve())).toBe(true);
  });

  it('keeps the rules the case began under (decision 9)', async () => {
    const id = await filed();
    rules = { ...build.rules, version: 'stricter', investigate: { amount: 1, unit: 'wd' } };
    await act(id, build.classify(), 'zhou.min');
    const second = await filed();
    await act(second, build.classify(), 'zhou.min');
    const dueOf = async (each: string) =>
      (await stored(each))?.clocks.find(({ kind }) => kind === 'C3')?.dueAt;
    expect([await dueOf(id), await dueOf(second)]).toEqual([at('2026-03-10 00:00'), at('2026-03-04 00:00')]);
  });

  it('sends work to whoever has least of it', async () => {
    for (let n = 0; n < 3; n++) {
      const id = await filed();
      await act(id, build.contact, 'zhou.min');
      await act(id, build.classify(), 'zhou.min');
      await act(id, build.assign, 'lin.tao');
      await act(id, build.find, 'chen.gang');
    }
    const solvers = (await rig.models.complaints.find().sort({ _id: 1 }).lean()).map(({ _id }) =>
      String(_id),
    );
    const teams = await Promise.all(solvers.map(async (id) => (await stored(id))?.team.solve));
    expect(teams).toEqual(['wu.qian', 'deng.chao', 'wu.qian']);
  });
});

describe('the record of a case (R24)', () => {
  it('is chained from the first event to the last, and folds to what is stored', async () => {
    const id = await filed();
    await toExecuting(id);
    const events = await eventsOf(id);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(brokenLink(events, digest)).toBeUndefined();

    const [first, ...rest] = events.map(({ event }) => event);
    if (first?.type !== 'registered') throw new Error('a case begins with its registration');
    const complaint = await stored(id);
    expect({ ...foldAll(born(first), rest), version: events.length }).toEqual(complaint);
    expect(complaint?.state).toBe('EXECUTING');
  });

  it('shows one byte changed behind our back, where it was changed', async () => {
    const id = await filed();
    await toExecuting(id);
    await rig.database.connection
      .collection('events')
      .updateOne({ complaintId: id, seq: 4 }, { $set: { 'event.by': 'somebody.else' } });
    expect(brokenLink(await eventsOf(id), digest)).toBe(4);
  });

  it('shows an event taken out of the middle', async () => {
    const id = await filed();
    await toExecuting(id);
    await rig.database.connection.collection('events').deleteOne({ complaintId: id, seq: 3 });
    expect(brokenLink(await eventsOf(id), digest)).toBe(4);
  });
});

describe('a deadline', () => {
  const due = async (id: string, threshold: string) => {
    const row = await rig.models.deadlines.findById(`${id}-${threshold}`).lean();
    if (!row) throw new Error(`${threshold} is not armed`);
    return { kind: 'deadline', id: `${id}-${threshold}`, version: row.version } as const;
  };
  const remind = (id: string) => (visit: Visit) =>
    visit.remind(id, { type: 'remind', clockId: 'C1-1', threshold: '80%' }).then(() => undefined);

  it('is told once, and not armed again', async () => {
    const id = await filed();
    const cause = await due(id, 'C1-1-80%');
    now = at('2026-03-02 11:06');
    expect(await desk.once(cause, remind(id))).toBe(true);
    expect(await desk.once(cause, remind(id))).toBe(false);
    expect((await eventsOf(id)).map(({ event }) => event.type)).toEqual(['registered', 'escalated']);
    expect(await rig.models.deadlines.exists({ _id: cause.id })).toBeNull();
  });

  it('is told without asking how many cases everybody has in hand', async () => {
    const id = await filed();
    const cause = await due(id, 'C1-1-80%');
    const { db } = rig.database.connection;
    await db?.command({ profile: 2 });
    await desk.once(cause, remind(id));
    await db?.command({ profile: 0 });
    const asked = await db
      ?.collection('system.profile')
      .countDocuments({ 'command.aggregate': 'complaints' });
    await db?.collection('system.profile').drop();
    expect(asked).toBe(0);
  });

  it('of a clock that was stopped in the meantime says nothing', async () => {
    const id = await filed();
    const cause = await due(id, 'C1-1-80%');
    await act(id, build.contact, 'zhou.min');
    expect(await desk.once(cause, remind(id))).toBe(false);
    expect((await eventsOf(id)).map(({ event }) => event.type)).toEqual(['registered', 'contacted']);
  });

  it('that cannot be worked out for want of a calendar stays armed', async () => {
    const id = await filed();
    const cause = await due(id, 'C1-1-+1wh-1');
    known.set(build.rules.version, {
      ...build.rules,
      calendar: {
        ...build.rules.calendar,
        isWorkday: () => {
          throw new UncoveredYear(2027);
        },
      },
    });
    const run = desk.once(cause, (visit) =>
      visit.remind(id, { type: 'remind', clockId: 'C1-1', threshold: '+1wh-1' }).then(() => undefined),
    );
    await expect(run).rejects.toThrow(/2027/u);
    known.set(build.rules.version, build.rules);
    expect(await rig.models.deadlines.exists({ _id: cause.id })).not.toBeNull();
  });
});
