import { acknowledge, climb } from '../../src/domain/alert-ladder';
import { askedOf } from '../../src/domain/alert';
import {
  bornIncident,
  foldIncident,
  isIncident,
  isKnown,
  isLeakOver,
  isOnTeam,
  type Incident,
  type IncidentEvent,
  type LeakNotice,
} from '../../src/domain/incident';
import {
  closersAwaited,
  decideOnLeak,
  leads,
  reportLeak,
  type IncidentAct,
} from '../../src/domain/incident-acts';
import { leakAlerts } from '../../src/domain/leak-alerts';
import { leakDues } from '../../src/domain/leak-dues';
import { asOf, type Org, type Person } from '../../src/domain/org';
import { isRefusal, type Refusal } from '../../src/domain/ruling';
import { at, filed, MONDAY, org, person, rules } from '../support/builders';

const usual = asOf(org, MONDAY);
const changed = (changes: Readonly<Record<string, Partial<Person>>>): Org => ({
  ...usual,
  people: new Map([...usual.people].map(([userId, each]) => [userId, { ...each, ...changes[userId] }])),
});
const away = (...userIds: readonly string[]) =>
  changed(Object.fromEntries(userIds.map((userId) => [userId, { isAway: true as const }])));

const ID = 'KFB26000002';
const report = (isAnonymous = false, note?: string) =>
  reportLeak(
    ID,
    { kind: 'outflow', isAnonymous, ...(note !== undefined && { note }) },
    'he.li',
    MONDAY,
    rules.version,
  );
const fresh = report().incident;

function decide(
  incident: Incident,
  act: IncidentAct,
  by = 'jiang.nan',
  now = MONDAY,
  those = usual,
): Incident | Refusal {
  const ruled = decideOnLeak(incident, act, person(by), { at: now, org: those });
  return isRefusal(ruled) ? ruled : ruled.incident;
}
const did = (
  incident: Incident,
  act: IncidentAct,
  by = 'jiang.nan',
  now = MONDAY,
  those = usual,
): Incident => {
  const after = decide(incident, act, by, now, those);
  if (isRefusal(after)) throw new Error(after.refused);
  return after;
};
const no = (...asked: Parameters<typeof decide>) => {
  const ruled = decide(...asked);
  if (!isRefusal(ruled)) return undefined;
  // Who may not know of it does not even learn the rule.
  expect(ruled.rule).toBe(ruled.refused === 'incident_not_found' ? undefined : 'R51');
  return ruled.refused;
};

const OPEN: IncidentAct = { type: 'open_inquiry' };
const HANDLE: IncidentAct = { type: 'handle_leak', facts: { cause: '误发', measures: '已撤回' } };
const CLOSE: IncidentAct = { type: 'close_leak' };
const TELL: IncidentAct = {
  type: 'tell_of_leak',
  of: 'authority',
  authority: '人民银行',
  proof: '记录 3 号',
};
const opened = did(fresh, OPEN);
const handled = did(opened, HANDLE);

describe('reporting a leak (R51)', () => {
  it('gives it a number of type SX (R25), and keeps who reported it, when and what', () => {
    expect(report(false, '发到外部群')).toEqual({
      event: {
        ...{ type: 'reported', at: MONDAY, by: 'he.li', documentNo: `${ID}-20260302-SX` },
        ...{ rulesVersion: rules.version, kind: 'outflow', note: '发到外部群' },
      },
      incident: {
        ...{ id: ID, version: 1, documentNo: `${ID}-20260302-SX`, rulesVersion: rules.version },
        ...{ kind: 'outflow', note: '发到外部群', by: 'he.li', reportedAt: MONDAY, discoveredAt: MONDAY },
        ...{ facts: {}, told: [], reached: [], closings: [] },
      },
    });
  });

  it('anonymously keeps nobody, and no note where none was written', () => {
    const { incident, event } = report(true, ' ');
    expect(JSON.stringify([incident, event])).not.toContain('he.li');
    expect(incident).not.toHaveProperty('by');
    expect(incident).not.toHaveProperty('note');
    expect(event).not.toHaveProperty('note');
  });

  it('is told apart from a case', () => {
    expect(isIncident(fresh)).toBe(true);
    expect(isIncident(filed())).toBe(false);
  });
});

describe('who handles a leak (R51)', () => {
  const team = ['jiang.nan', 'zhao.lei', 'ma.wen'];

  it('is seen by the team and by nobody else', () => {
    const seeing = [...usual.people.values()].filter(isOnTeam).map(({ userId }) => userId);
    expect([...seeing].sort()).toEqual([...team].sort());
    for (const act of [OPEN, HANDLE, TELL, CLOSE])
      expect(no(handled, act, 'lin.tao')).toBe('incident_not_found');
  });

  it('the data officer leads; the head while no data officer is there', () => {
    for (const act of [OPEN, HANDLE, TELL]) {
      expect(no(fresh, act, 'zhao.lei')).toBe('not_permitted');
      expect(no(fresh, act, 'ma.wen')).toBe('not_permitted');
    }
    const alone = away('jiang.nan');
    expect(did(fresh, OPEN, 'zhao.lei', MONDAY, alone).opened).toEqual({ by: 'zhao.lei', at: MONDAY });
    expect(no(fresh, OPEN, 'ma.wen', MONDAY, alone)).toBe('not_permitted');
    expect(leads(person('jiang.nan'), alone)).toBe(true);
    const two = changed({ 'jiang.nan': { isAway: true }, 'cao.ying': { roles: ['DPO'] } });
    expect(leads(person('zhao.lei'), two)).toBe(false);
  });

  it('opens the inquiry once, and only then writes down what it found', () => {
    expect(opened).toMatchObject({ version: 2, opened: { by: 'jiang.nan', at: MONDAY } });
    expect(no(opened, OPEN)).toBe('inquiry_open');
    for (const act of [HANDLE, TELL, CLOSE]) expect(no(fresh, act)).toBe('inquiry_not_open');
  });

  it('keeps the latest of every fact', () => {
    const more = did(handled, { type: 'handle_leak', facts: { people: 120, cause: '误发到群' } });
    expect(more.facts).toEqual({ cause: '误发到群', measures: '已撤回', people: 120 });
    expect(more.discoveredAt).toEqual(MONDAY);
  });

  it('was discovered no later than reported', () => {
    const found = (discoveredAt: Date) => ({ type: 'handle_leak', facts: {}, discoveredAt }) as const;
    expect(no(opened, found(new Date(MONDAY.getTime() + 1)))).toBe('discovered_after_report');
    expect(did(opened, found(MONDAY)).discoveredAt).toEqual(MONDAY);
    expect(did(opened, found(at('2026-03-02 08:00'))).discoveredAt).toEqual(at('2026-03-02 08:00'));
  });

  it('writes down who outside was told, when and by what proof', () => {
    const later = at('2026-03-02 10:00');
    expect(did(opened, TELL, 'jiang.nan', later).told).toEqual([
      { of: 'authority', authority: '人民银行', at: later, by: 'jiang.nan', proof: '记录 3 号' },
    ]);
    const persons = { type: 'tell_of_leak', of: 'persons', proof: '清单', toldAt: MONDAY } as const;
    expect(did(opened, persons, 'jiang.nan', later).told).toEqual([
      { of: 'persons', at: MONDAY, by: 'jiang.nan', proof: '清单' },
    ]);
    expect(no(opened, { ...persons, proof: ' ' })).toBe('proof_missing');
    const before = new Date(MONDAY.getTime() - 1);
    expect(decide(opened, { ...persons, toldAt: before })).toMatchObject({
      ...{ refused: 'moment_impossible', at: MONDAY },
    });
    expect(no(opened, { ...persons, toldAt: new Date(later.getTime() + 1) }, 'jiang.nan', later)).toBe(
      'moment_impossible',
    );
    expect(no(opened, { ...persons, toldAt: later }, 'jiang.nan', later)).toBeUndefined();
  });
});

describe('closing a leak (R51)', () => {
  const names = (incident: Incident, those = usual) =>
    closersAwaited(incident, those).map(({ userId }) => userId);

  it('is refused without cause and remedy', () => {
    const facts = [{}, { cause: '误发' }, { measures: '已撤回' }, { cause: ' ', measures: '已撤回' }];
    for (const each of facts)
      expect(no(did(opened, { type: 'handle_leak', facts: each }), CLOSE)).toBe('cause_or_remedy_missing');
  });

  it('takes the data officer and the head, in either order, and then nothing is changed any more', () => {
    expect(names(handled)).toEqual(['zhao.lei', 'jiang.nan']);
    const one = did(handled, CLOSE);
    expect(one.closings).toEqual([{ office: 'DPO', by: 'jiang.nan', at: MONDAY }]);
    expect(one.closedAt).toBeUndefined();
    expect(names(one)).toEqual(['zhao.lei']);
    expect(no(one, CLOSE)).toBe('closing_agreed');
    expect(no(one, CLOSE, 'ma.wen')).toBe('not_permitted');
    const both = did(one, CLOSE, 'zhao.lei');
    expect(both.closedAt).toEqual(MONDAY);
    expect(did(did(handled, CLOSE, 'zhao.lei'), CLOSE).closedAt).toEqual(MONDAY);
    for (const act of [OPEN, HANDLE, TELL, CLOSE]) expect(no(both, act)).toBe('incident_closed');
  });

  it('takes two persons', () => {
    const double = changed({ 'jiang.nan': { roles: ['DPO', 'HEAD'] } });
    const both = { ...person('jiang.nan'), roles: ['DPO', 'HEAD'] } as const;
    const once = did(handled, CLOSE, 'jiang.nan', MONDAY, double);
    const again = decideOnLeak(once, CLOSE, both, { at: MONDAY, org: double });
    expect(again).toMatchObject({ refused: 'closing_agreed' });
    expect(names(once, double)).toEqual(['zhao.lei']);
  });

  it('the executive stands in for a head on leave, and nobody for the data officer', () => {
    const noHead = away('zhao.lei');
    expect(names(handled, noHead)).toEqual(['zhao.lei', 'jiang.nan', 'ma.wen']);
    const one = did(handled, CLOSE, 'jiang.nan', MONDAY, noHead);
    expect(did(one, CLOSE, 'ma.wen', MONDAY, noHead).closedAt).toEqual(MONDAY);
    expect(names(did(handled, CLOSE, 'zhao.lei'), away('jiang.nan'))).toEqual(['jiang.nan']);
    const stillOne = changed({ 'zhao.lei': { isAway: true }, 'gao.yuan': { roles: ['HEAD'] } });
    expect(names(handled, stillOne)).toEqual(['gao.yuan', 'zhao.lei', 'jiang.nan']);
  });

  it('agreed to before something was added, it is to be agreed to anew', () => {
    const one = did(handled, CLOSE);
    expect(did(one, HANDLE).closings).toEqual([]);
    expect(did(one, TELL).closings).toEqual([]);
  });
});

const notice = (of: LeakNotice['of'], ...offices: LeakNotice['offices']): LeakNotice => ({
  ...{ kind: 'leak', of, to: 'zhao.lei', offices },
});
const reachedBy = (incident: Incident, about: LeakNotice): Incident =>
  foldIncident(incident, {
    ...{ type: 'reached', by: 'zhao.lei', at: MONDAY, alert: 'a', calls: [] },
    ...{ about, userId: 'zhao.lei', how: 'acknowledged' },
  });

describe('the record of a leak', () => {
  it('counts every event, also those that change nothing', () => {
    const passed: IncidentEvent = {
      ...{ type: 'alert_passed', by: 'system', at: MONDAY, alert: 'a', calls: [] },
      ...{ from: 'jiang.nan', to: { userId: 'zhao.lei' } },
    };
    expect(foldIncident(fresh, passed)).toEqual({ ...fresh, version: 2 });
    const again = report().event as IncidentEvent & { type: 'reported' };
    expect(foldIncident(bornIncident(ID, again), again)).toEqual({ ...fresh, version: 2 });
  });

  it('says who was reached of what, and when', () => {
    expect(reachedBy(fresh, notice('reported', 'HEAD')).reached).toEqual([
      { about: notice('reported', 'HEAD'), userId: 'zhao.lei', at: MONDAY, how: 'acknowledged' },
    ]);
  });

  it('is known when both offices were reached of the report, by whoever answers for them', () => {
    const head = reachedBy(fresh, notice('reported', 'HEAD'));
    expect([fresh, head].map(isKnown)).toEqual([false, false]);
    expect(isKnown(reachedBy(head, notice('unopened', 'DPO')))).toBe(false);
    expect(isKnown(reachedBy(head, notice('reported', 'DPO')))).toBe(true);
    expect(isKnown(reachedBy(fresh, notice('reported', 'DPO', 'HEAD')))).toBe(true);
  });

  it('has notices that are over with what they are about', () => {
    const known = reachedBy(fresh, notice('reported', 'DPO', 'HEAD'));
    const closed = did(did(handled, CLOSE), CLOSE, 'zhao.lei');
    const over = (of: LeakNotice['of']) =>
      [fresh, known, opened, closed].map((incident) => isLeakOver(notice(of), incident));
    expect(over('reported')).toEqual([false, false, false, true]);
    expect(over('unreached')).toEqual([false, true, false, true]);
    expect(over('unopened')).toEqual([false, false, true, true]);
  });
});

describe('who is called of a leak (section 7)', () => {
  const alerts = (those = usual, incident = fresh) => leakAlerts(incident, { at: MONDAY, org: those, rules });
  const plan = (those = usual) =>
    alerts(those).map(({ about, nextAt, ladder }) => [
      about.kind === 'leak' ? `${about.of} ${about.offices.join('+')}` : about.kind,
      ladder.map(({ userId }) => userId).join(' > '),
      ((nextAt?.getTime() ?? 0) - MONDAY.getTime()) / 60_000,
    ]);

  it('data officer and head at once, the executive after half an hour, the inquiry after two', () => {
    expect(plan()).toEqual([
      ['reported DPO', 'jiang.nan > zhao.lei > ma.wen', 0],
      ['reported HEAD', 'zhao.lei > ma.wen', 0],
      ['unreached EXEC', 'ma.wen', 30],
      ['unopened DPO', 'jiang.nan > zhao.lei > ma.wen', 120],
      ['unopened HEAD', 'zhao.lei > ma.wen', 120],
    ]);
    expect(new Set(alerts().map(({ id }) => id)).size).toBe(5);
    expect(alerts()[0]).toMatchObject({
      ...{ id: `${ID}-reported-0`, incidentId: ID, anyHour: true, stage: 'held', version: 1, turn: 1 },
      ...{ raisedAt: MONDAY, calls: [], about: { to: 'jiang.nan' } },
    });
    expect(alerts()[0]).not.toHaveProperty('complaintId');
  });

  it('who takes the place of somebody on leave is told once, for both', () => {
    expect(plan(away('jiang.nan')).slice(0, 2)).toEqual([
      ['reported DPO+HEAD', 'zhao.lei > ma.wen', 0],
      ['unreached EXEC', 'ma.wen', 30],
    ]);
    const [first] = alerts(away('jiang.nan'));
    expect(first && askedOf(first)).toMatchObject({ userId: 'zhao.lei', insteadOf: 'jiang.nan' });
  });

  it('is rung by who reported it, if that is known, and by the others of the team who are there', () => {
    expect(alerts()[0]?.callers).toEqual(['he.li', 'jiang.nan', 'zhao.lei', 'ma.wen']);
    expect(alerts(usual, report(true).incident)[0]?.callers).toEqual(['jiang.nan', 'zhao.lei', 'ma.wen']);
    expect(alerts(away('ma.wen', 'he.li'))[0]?.callers).toEqual(['jiang.nan', 'zhao.lei']);
    expect(alerts(usual, { ...fresh, by: 'guest' })[0]?.callers).toEqual(['jiang.nan', 'zhao.lei', 'ma.wen']);
    expect(alerts(usual, { ...fresh, by: 'zhao.lei' })[0]?.callers).toEqual([
      'zhao.lei',
      'jiang.nan',
      'ma.wen',
    ]);
  });

  it('begins with the first card, and goes on like any other', () => {
    const [first] = alerts();
    if (!first) throw new Error('nobody is called');
    const begun = climb(first, { at: MONDAY, rules: rules.call, voice: 'on' });
    expect(begun.deeds).toEqual([{ kind: 'card', to: { userId: 'jiang.nan' }, isSecond: false }]);
    expect(begun.alert).toEqual({ ...first, stage: 'card', nextAt: at('2026-03-02 09:35') });
    expect(acknowledge(begun.alert, 'jiang.nan', MONDAY)).toMatchObject({ end: { how: 'acknowledged' } });
  });
});

describe('what a leak is counted down to (R51, PIPL 57)', () => {
  const leak = {
    report: { amount: 30, unit: 'min' },
    open: { amount: 2, unit: 'h' },
    outside: [
      { within: { amount: 72, unit: 'h' }, to: '人民银行', ground: '实施办法' },
      { within: { amount: 1, unit: 'h' }, to: '网信部门', ground: '管理办法' },
    ],
  } as const;

  it('the earliest first; the inquiry from the report, the others from the discovery', () => {
    const found = did(opened, { type: 'handle_leak', facts: {}, discoveredAt: at('2026-03-02 09:00') });
    expect(leakDues(found, { leak })).toEqual([
      { what: 'outside', to: '网信部门', ground: '管理办法', dueAt: at('2026-03-02 10:00') },
      { what: 'inquiry', dueAt: at('2026-03-02 11:30'), doneAt: MONDAY },
      { what: 'outside', to: '人民银行', ground: '实施办法', dueAt: at('2026-03-05 09:00') },
    ]);
    expect(leakDues(fresh, { leak }).find(({ what }) => what === 'inquiry')).not.toHaveProperty('doneAt');
  });

  it('is done by the earliest report to that authority', () => {
    const late = at('2026-03-02 12:00');
    const twice = did(did(opened, TELL, 'jiang.nan', late), { ...TELL, toldAt: MONDAY });
    const done = leakDues(twice, { leak }).map(({ to, doneAt }) => [to, doneAt]);
    expect(done).toEqual([
      ['网信部门', undefined],
      [undefined, MONDAY],
      ['人民银行', MONDAY],
    ]);
  });
});
