import { datedOrg } from '../../src/domain/org';
import { createDesk, type Desk, type Outcome, type Visit } from '../../src/desk/desk';
import type { Cause } from '../../src/desk/ports';
import { deadlinesOf } from '../../src/domain/escalation';
import { onCalendarOf, type Rules } from '../../src/domain/rules';
import { isRefusal } from '../../src/domain/ruling';
import { createStore } from '../../src/store/store';
import { arrival, CALENDAR_NO, useStore } from '../store/rig';
import { at, calendar, classify, contact, digest, MONDAY, org, person, rules } from '../support/builders';

const rig = useStore();
let letters = 0;
/** Thursday the 5th became a day off. */
const OFF = '2026-03-05';
const changed: Rules = onCalendarOf(
  {
    ...rules,
    calendar: { ...rules.calendar, isWorkday: (day) => day !== OFF && rules.calendar.isWorkday(day) },
  },
  rules,
);

const deskBy = (store: typeof rig.store, by: Rules, no: number): Desk =>
  createDesk({
    ...{ store, orgAt: datedOrg(org), clock: { now: () => MONDAY }, digest },
    ...{ rules: by, rulesOf: () => by, calendar: { ...calendar, no } },
  });
/** A process started before the change … */
const before = () => {
  const { connection } = rig.database;
  const { models, vault, sealer } = rig;
  const inbox = connection.collection('inbox');
  const store = createStore({ connection, models, inbox, vault, sealer, calendarNo: CALENDAR_NO - 1 });
  return deskBy(store, rules, CALENDAR_NO - 1);
};
/** … and one after it. */
const since = () => deskBy(rig.store, changed, CALENDAR_NO);

async function visited(desk: Desk, visit: (visit: Visit) => Promise<Outcome>): Promise<string> {
  const key = `n${++letters}`;
  await rig.inbox.put(arrival(key));
  let outcome: Outcome | undefined;
  await desk.once({ kind: 'callback', id: `envelope-${key}` }, async (each) => {
    outcome = await visit(each);
  });
  if (!outcome || isRefusal(outcome)) throw new Error(outcome?.refused ?? 'nothing was done');
  return outcome.complaint.id;
}

async function classified(desk: Desk): Promise<string> {
  const id = await visited(desk, (visit) =>
    visit.open({ receivedAt: MONDAY, suggested: {} }, { name: '李小明' }, person('zhou.min')),
  );
  await visited(desk, (visit) => visit.act(id, contact, person('zhou.min')));
  return visited(desk, (visit) => visit.act(id, classify(), person('zhou.min')));
}

const cause = (id: string): Cause => ({ kind: 'calendar', id, version: CALENDAR_NO });
const recount = (id: string, desk = since()) => desk.once(cause(id), (visit) => visit.recount(id));
const dueOf = async (id: string) =>
  (await rig.ledger.complaint(id))?.clocks.find((clock) => clock.id === 'C3-1')?.dueAt;
const changes = (id: string) =>
  rig.models.events.countDocuments({ complaintId: id, 'event.type': 'calendar_changed' });
const markOf = async (id: string) => (await rig.models.reckonings.findById(id).lean())?.calendarNo;
const [OLD, NEW] = [at('2026-03-10 00:00'), at('2026-03-11 00:00')];

describe('a case whose dues were reckoned by an older calendar (6.5)', () => {
  it('is claimed, recounted once by however many, and its deadlines are armed anew', async () => {
    const id = await classified(before());
    const waiting = async () => (await rig.claims.claim('reckonings', MONDAY, 10, 0)).map((each) => each.id);
    expect(await waiting()).toContain(id);
    expect(await dueOf(id)).toEqual(OLD);

    const done = await Promise.all([recount(id), recount(id), recount(id)]);
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await dueOf(id)).toEqual(NEW);
    expect(await changes(id)).toBe(1);
    expect(await waiting()).not.toContain(id);

    const complaint = await rig.ledger.complaint(id);
    const armed = await rig.models.deadlines.find({ complaintId: id }).lean();
    const wanted = complaint ? deadlinesOf(complaint, changed) : [];
    expect(armed.map(({ threshold, dueAt }) => [threshold, dueAt]).sort()).toEqual(
      wanted.map(({ threshold, dueAt }) => [threshold, dueAt]).sort(),
    );
  });

  it('waits on when the process died in the middle', async () => {
    const id = await classified(before());
    const died = since().once(cause(id), async (visit) => {
      await visit.recount(id);
      throw new Error('killed');
    });
    await expect(died).rejects.toThrow('killed');
    expect([await dueOf(id), await changes(id), await markOf(id)]).toEqual([OLD, 0, CALENDAR_NO - 1]);
    expect(await recount(id)).toBe(true);
    expect(await dueOf(id)).toEqual(NEW);
  });

  it('is behind again after an act of an older process, and recounting it then makes no event', async () => {
    const id = await classified(before());
    await recount(id);
    await visited(before(), (visit) => visit.act(id, contact, person('zhou.min')));
    expect(await markOf(id)).toBe(CALENDAR_NO - 1);
    expect(await recount(id)).toBe(true);
    expect([await dueOf(id), await changes(id), await markOf(id)]).toEqual([NEW, 1, CALENDAR_NO]);
  });

  it('is not made current by an ordinary act, which recounts nothing', async () => {
    const id = await classified(before());
    await visited(since(), (visit) => visit.act(id, contact, person('zhou.min')));
    expect([await dueOf(id), await markOf(id)]).toEqual([OLD, CALENDAR_NO - 1]);
  });

  it('is left alone by a process of the older calendar', async () => {
    const id = await classified(since());
    const older = { ...cause(id), version: CALENDAR_NO - 1 } as Cause;
    expect(await before().once(older, (visit) => visit.recount(id))).toBe(false);
    expect(await dueOf(id)).toEqual(NEW);
  });

  it('is marked no more when no clock runs', async () => {
    const id = await classified(before());
    await visited(since(), (visit) =>
      visit.act(id, { type: 'withdraw', identity: '核对身份证', proof: '撤回书' }, person('zhou.min')),
    );
    expect(await markOf(id)).toBeUndefined();
    expect(await recount(id)).toBe(false);
  });
});
