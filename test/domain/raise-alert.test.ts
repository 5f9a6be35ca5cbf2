import type { Clock, ClockKind, Complaint } from '../../src/domain/complaint';
import { asOf, type Org, type Person } from '../../src/domain/org';
import { alertOn, asksAnswer, ladderFrom } from '../../src/domain/raise-alert';
import type { UrgentNotice } from '../../src/domain/urgent-notice';
import { at, inState, MONDAY, org, rules } from '../support/builders';

const usual = asOf(org, MONDAY);
const changed = (changes: Readonly<Record<string, Partial<Person>>>): Org => ({
  ...usual,
  people: new Map([...usual.people].map(([userId, each]) => [userId, { ...each, ...changes[userId] }])),
});
const complaint = inState('INVESTIGATING');
const raised = (about: UrgentNotice, of: Complaint = complaint, those = usual) =>
  alertOn(about, 'a1', of, { at: MONDAY, org: those, rules: rules.call });

const MAJOR: UrgentNotice = { kind: 'major', to: 'zhao.lei' };
const reminder = (clockId: string, more: { readonly insteadOf?: string } = {}): UrgentNotice => ({
  ...{ kind: 'reminder', to: 'lin.tao', clockId, threshold: 'due' },
  ...{ urgent: true, breached: true, dueAt: MONDAY },
  ...more,
});
const withClock = (kind: ClockKind): Complaint => {
  const clock: Clock = {
    ...{ id: `${kind}-7`, kind, startAt: MONDAY, dueAt: MONDAY, pauses: [], fired: [] },
    duration: { amount: 1, unit: 'h' },
  };
  return { ...complaint, clocks: [...complaint.clocks, clock] };
};

describe('raising an urgent notice (发起紧急通知, R63)', () => {
  it('begins with a card to who is told, and asks again after the time the rules give', () => {
    expect(raised(MAJOR)).toEqual({
      ...{ id: 'a1', complaintId: complaint.id, about: MAJOR, version: 1 },
      ...{ raisedAt: MONDAY, turn: 1, stage: 'card', calls: [], anyHour: true },
      ladder: [{ userId: 'zhao.lei' }, { userId: 'ma.wen' }],
      // The owner, the clerk and the lead, each once.
      callers: ['chen.gang', 'zhou.min', 'lin.tao'],
      nextAt: at('2026-03-02 09:35'),
    });
  });

  it('climbs from a handler to the lead, the head and the executive', () => {
    expect(ladderFrom({ userId: 'chen.gang' }, complaint.groupId, usual).map(({ userId }) => userId)).toEqual(
      ['chen.gang', 'lin.tao', 'zhao.lei', 'ma.wen'],
    );
    const noLead = changed({ 'lin.tao': { isAway: true } });
    expect(
      ladderFrom({ userId: 'chen.gang' }, complaint.groupId, noLead).map(({ userId }) => userId),
    ).not.toContain('lin.tao');
    expect(ladderFrom({ userId: 'ma.wen' }, undefined, usual)).toEqual([{ userId: 'ma.wen' }]);
  });

  it('says for whom somebody stands in, and why', () => {
    const first = (about: UrgentNotice) => raised(about).ladder[0];
    expect(first(reminder('C1-1'))).toEqual({ userId: 'lin.tao' });
    expect(first(reminder('C1-1', { insteadOf: 'gao.yuan' }))).toEqual({
      ...{ userId: 'lin.tao', insteadOf: 'gao.yuan', why: 'on_leave' },
    });
    expect(first(reminder('C1-1', { insteadOf: 'gone.away' }))).toEqual({
      ...{ userId: 'lin.tao', insteadOf: 'gone.away', why: 'left' },
    });
  });

  it('is for any hour: what is major or an emergency, and the clocks of the law, of the first contact and of the regulator', () => {
    const anyHour = (['C0', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9'] as const).filter(
      (kind) => raised(reminder(`${kind}-7`), withClock(kind)).anyHour,
    );
    expect(anyHour).toEqual(['C0', 'C1', 'C7']);
    expect(raised(reminder('C1-9')).anyHour).toBe(false);
    expect(raised({ kind: 'emergency', to: 'zhao.lei', no: 1 }).anyHour).toBe(true);
  });

  it('is passed on by telephone by those who are there', () => {
    const noClerk = changed({ 'zhou.min': { isAway: true }, 'chen.gang': { isAway: true } });
    expect(raised(MAJOR, complaint, noClerk).callers).toEqual(['lin.tao']);
    // A colleague of whom the organisation file no longer knows is still in the bank's WeCom.
    const { owner: _, ...rest } = { ...complaint, owner: undefined };
    expect(raised(MAJOR, { ...rest, team: { ...rest.team, intake: 'former.clerk' } }).callers).toContain(
      'former.clerk',
    );
  });

  it('is of what asks for an answer, and of nothing else', () => {
    expect(asksAnswer(MAJOR)).toBe(true);
    expect(asksAnswer({ kind: 'emergency', to: 'zhao.lei', no: 1 })).toBe(true);
    expect(asksAnswer(reminder('C1-1'))).toBe(true);
    expect(asksAnswer({ ...reminder('C1-1'), urgent: false } as never)).toBe(false);
    expect(asksAnswer({ kind: 'closed', to: 'zhao.lei' })).toBe(false);
  });
});
