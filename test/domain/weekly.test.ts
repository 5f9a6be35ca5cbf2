import type { Complaint } from '../../src/domain/complaint';
import type { Act } from '../../src/domain/decide-act';
import { ROLES, type Person, type Role } from '../../src/domain/org';
import { lastWeek, weekUpTo, type Week } from '../../src/domain/week';
import {
  counted,
  EMPTY_TALLY,
  weeklyFor,
  weeklyReaders,
  weeklyScopeOf,
  type Figures,
  type Tally,
} from '../../src/domain/weekly';
import { weeklyGroupText, weeklyText } from '../../src/wecom/copy-weekly';
import { after, at, filed, followUp, inState, org, person, rules, signed } from '../support/builders';
import { approved, did } from '../support/side-states';

const week = (from: string, to: string): Week => ({ from: at(from), to: at(to) });
/** From 28 February, a make-up Saturday, to Friday. */
const WEEK = week('2026-02-28 16:00', '2026-03-06 16:00');
const tally = (cases: readonly Complaint[], of = WEEK): Tally =>
  cases.reduce((sums, complaint) => counted(sums, complaint, of), EMPTY_TALLY);
const figures = (complaint: Complaint, of = WEEK): Figures => tally([complaint], of).bank;
const named = (complaint: Complaint, id: string): Complaint => ({ ...complaint, id });

describe('a week (周)', () => {
  it('goes from one cut-off to the next, so that none is left out and none counted twice', () => {
    expect(lastWeek(at('2026-03-06 16:00'), rules)).toEqual(WEEK);
    expect(lastWeek(at('2026-03-09 08:00'), rules)).toEqual(WEEK);
    expect(lastWeek(at('2026-03-06 15:59'), rules)).toEqual(week('2026-02-14 16:00', '2026-02-28 16:00'));
    expect(weekUpTo(at('2026-03-04 10:00'), rules)).toEqual(week('2026-02-28 16:00', '2026-03-04 10:00'));
    expect(weekUpTo(at('2026-03-06 16:00'), rules)).toEqual(WEEK);
  });
});

describe('the figures of a week (周报, R31)', () => {
  it('count what was filed after the last cut-off and up to this one, by when it was entered', () => {
    const at1 = (now: string) => figures(filed({ receivedAt: at('2026-02-20 10:00'), now: at(now) })).filed;
    expect(at1('2026-02-28 16:00')).toBe(0);
    expect(at1('2026-02-28 16:01')).toBe(1);
    expect(at1('2026-03-06 16:00')).toBe(1);
    expect(at1('2026-03-06 16:01')).toBe(0);
  });

  it('count what was closed, the natural days from receipt and the score', () => {
    const begun = inState('FOLLOW_UP', { receivedAt: at('2026-03-02 09:30') });
    const closed = after(begun, followUp(4), 'tang.xin', at('2026-03-04 21:30'));
    expect(figures(closed)).toMatchObject({ closed: 1, closedDays: 2.5, scored: 1, scores: 4, open: 0 });
    const later = week('2026-03-06 16:00', '2026-03-13 16:00');
    expect(figures(closed, later)).toMatchObject({ closed: 0, closedDays: 0, scored: 0, scores: 0 });
    expect(figures(begun)).toMatchObject({ closed: 0, scored: 0, open: 1 });
  });

  it('count a case closed without a score, for nobody was reached (R22)', () => {
    const closed = inState('CLOSED');
    const silent = { ...closed, attempts: closed.attempts.map(({ score: _, ...each }) => each) };
    expect(figures(silent)).toMatchObject({ closed: 1, scored: 0, scores: 0 });
  });

  it('count the last score of a case that was asked again', () => {
    const closed = inState('CLOSED');
    const [attempt] = closed.attempts;
    const asked = attempt ? [{ ...attempt, score: 2 }, attempt] : [];
    expect(figures({ ...closed, attempts: asked })).toMatchObject({ scored: 1, scores: 5 });
  });

  it('count no second closing when a verification upholds the first (T19)', () => {
    const verifying = did(inState('CLOSED', { receivedAt: at('2026-02-25 09:30') }), 'verify');
    expect(figures(verifying)).toMatchObject({ closed: 0, open: 0 });
    const upheld = did(verifying, 'uphold', at('2026-03-05 10:00'));
    expect(upheld.state).toBe('CLOSED');
    expect(figures(upheld)).toMatchObject({ closed: 0, open: 0 });
  });

  it('count what was withdrawn or declined apart, and nothing of what was merged', () => {
    const open = inState('INVESTIGATING');
    expect(figures(did(open, 'withdraw'))).toMatchObject({ dropped: 1, closed: 0, open: 0 });
    expect(figures(did(open, 'merge'))).toMatchObject({ dropped: 0, closed: 0, open: 0 });
    const declined = did(approved(did(inState('CLASSIFIED'), 'decline'), 'lin.tao'), 'tell');
    expect(figures(declined)).toMatchObject({ dropped: 1, closed: 0 });
    expect(figures(inState('CLOSED'))).toMatchObject({ dropped: 0, closed: 1 });
  });

  it('count a decline that was told earlier in the week in which that was entered (R58)', () => {
    const begun = at('2026-02-27 10:00');
    const asked = did(inState('CLASSIFIED', { receivedAt: begun }), 'decline', begun);
    const told: Act = { type: 'tell', mode: 'phone', proof: '通话录音', happenedAt: at('2026-02-28 11:00') };
    const declined = after(
      approved(asked, 'lin.tao', at('2026-02-28 10:00')),
      told,
      'zhou.min',
      at('2026-03-02 10:00'),
    );
    expect(declined.closedAt).toEqual(at('2026-02-28 11:00'));
    expect(figures(declined)).toMatchObject({ dropped: 1 });
    expect(figures(declined, week('2026-02-14 16:00', '2026-02-28 16:00'))).toMatchObject({ dropped: 0 });
  });

  it('count what is open, and the major ones among them', () => {
    expect(figures(inState('INVESTIGATING', { level: 'major' }))).toMatchObject({ open: 1, majorOpen: 1 });
    expect(figures(inState('INVESTIGATING'))).toMatchObject({ open: 1, majorOpen: 0 });
    expect(figures(filed())).toMatchObject({ open: 1, majorOpen: 0 });
    expect(figures(signed(inState('CLOSED', { level: 'major' })))).toMatchObject({ open: 0, majorOpen: 0 });
  });

  it('count limits that are past at the cut-off, from the moment itself on', () => {
    const open = inState('INVESTIGATING');
    const due = open.clocks.find(({ kind }) => kind === 'C3')?.dueAt ?? at('2026-01-01 00:00');
    expect(due).toEqual(at('2026-03-10 00:00'));
    const upTo = (to: Date) => figures(open, { from: WEEK.from, to });
    expect(upTo(new Date(due.getTime() - 1))).toMatchObject({ lateStage: 0, dueStage: 1 });
    expect(upTo(due)).toMatchObject({ lateStage: 1, dueStage: 0, lateStatutory: 0 });
    expect(upTo(at('2026-03-18 00:00'))).toMatchObject({ lateStage: 1, lateStatutory: 1, dueStatutory: 0 });
    expect(upTo(at('2026-03-17 23:59'))).toMatchObject({ lateStatutory: 0, dueStatutory: 1 });
  });

  it('count what is due in the seven days after, and not later', () => {
    const open = inState('INVESTIGATING');
    expect(figures(open, week('2026-02-28 16:00', '2026-03-03 00:00'))).toMatchObject({ dueStage: 1 });
    expect(figures(open, week('2026-02-28 16:00', '2026-03-02 23:59'))).toMatchObject({ dueStage: 0 });
    expect(figures(open)).toMatchObject({ dueStage: 1, dueStatutory: 0 });
  });

  it('leave out clocks that stopped, that are paused, and that are no stage', () => {
    const to = week('2026-02-28 16:00', '2026-04-10 16:00');
    const suspended = approved(did(inState('INVESTIGATING'), 'suspend'), 'lin.tao');
    expect(figures(suspended, to)).toMatchObject({ open: 1, lateStatutory: 0, lateStage: 0 });
    expect(tally([suspended], to).late).toEqual([]);
    expect(figures(filed(), to)).toMatchObject({ lateStatutory: 1, lateStage: 0 });
    expect(tally([filed()], to).late).toEqual([]);
    const closed = inState('CLOSED');
    expect(figures(closed, to)).toMatchObject({ lateStatutory: 0, lateStage: 0, dueStage: 0 });
    expect(tally([closed], to).late).toEqual([]);
  });

  it('are summed for the bank and for each group; a case without a group is the bank’s alone', () => {
    const { bank, groups } = tally([inState('INVESTIGATING'), inState('CLOSED'), filed()]);
    expect(bank).toMatchObject({ filed: 3, open: 2, closed: 1 });
    expect([...groups.keys()]).toEqual(['card']);
    expect(groups.get('card')).toMatchObject({ filed: 2, open: 1, closed: 1, scores: 5 });
  });
});

describe('the weekly agenda (周议题, section 7)', () => {
  const TO = week('2026-02-28 16:00', '2026-03-20 16:00');
  const late = (complaint: Complaint, of = TO) => tally([complaint], of).late;

  it('has the stages that are late: investigation, plan, follow-up, by days begun', () => {
    expect(late(inState('INVESTIGATING'))).toMatchObject([{ kind: 'C3', days: 11 }]);
    expect(late(inState('PLANNING'))).toMatchObject([{ kind: 'C4' }]);
    expect(late(inState('FOLLOW_UP'))).toMatchObject([{ kind: 'C5' }]);
    expect(late(filed())).toEqual([]);
    const days = (to: string) => late(inState('INVESTIGATING'), week('2026-02-28 16:00', to))[0]?.days;
    expect(days('2026-03-09 23:59')).toBeUndefined();
    expect(days('2026-03-10 00:00')).toBe(1);
    expect(days('2026-03-11 00:00')).toBe(1);
    expect(days('2026-03-11 00:01')).toBe(2);
  });

  const cases = [
    named(inState('PLANNING', { receivedAt: at('2026-03-03 09:30') }), 'KFB26000003'),
    named(inState('INVESTIGATING'), 'KFB26000002'),
    named(inState('INVESTIGATING'), 'KFB26000001'),
    named({ ...inState('INVESTIGATING'), groupId: 'general' }, 'KFB26000004'),
  ];
  const listed = (userId: string, more: Partial<Person> = {}) =>
    weeklyFor({ ...person(userId), ...more }, tally(cases, TO), org)?.lateCases.map(({ complaint }) =>
      complaint.id.slice(-1),
    );

  it('shows the longest late first, then by number, to those who may list the case (6.6) and to no other', () => {
    expect(listed('zhao.lei')).toEqual(['3', '1', '2', '4']);
    expect(listed('lin.tao')).not.toContain('4');
    expect(listed('gao.yuan')).toEqual(['4']);
    expect(listed('ma.wen')).toEqual([]);
    expect(listed('jiang.nan')).toEqual([]);
    expect(listed('zhou.min')).toBeUndefined();
  });
  it('keeps a lead to the own group, though a case without a group is every lead’s to list', () => {
    const { groupId: _, ...ungrouped } = inState('INVESTIGATING');
    const view = weeklyFor(person('lin.tao'), tally([ungrouped], TO), org);
    expect(view).toMatchObject({ groupId: 'card', figures: { open: 0 }, lateCases: [] });
    expect(weeklyFor(person('zhao.lei'), tally([ungrouped], TO), org)?.lateCases).toHaveLength(1);
  });

  it('hides a case from a head who has an interest in it, and counts it all the same (L4)', () => {
    const view = weeklyFor(
      person('zhao.lei'),
      tally([{ ...inState('INVESTIGATING'), recused: ['zhao.lei'] }], TO),
      org,
    );
    expect(view).toMatchObject({ figures: { lateStage: 1 }, lateCases: [] });
  });
});

describe('who reads it', () => {
  const of = (...roles: readonly Role[]): Person => ({ ...person('lin.tao'), roles });

  it('is HEAD, EXEC and DPO for the bank, LEAD for the own group, and nobody else', () => {
    const wanted = { LEAD: { groupId: 'card' }, HEAD: 'all', EXEC: 'all', DPO: 'all' };
    const found = Object.fromEntries(
      ROLES.flatMap((role) => {
        const scope = weeklyScopeOf(of(role));
        return scope === undefined ? [] : [[role, scope]];
      }),
    );
    expect(found).toEqual(wanted);
    expect(weeklyScopeOf(of('LEAD', 'HEAD'))).toBe('all');
    const { group: _, ...nowhere } = of('LEAD');
    expect(weeklyScopeOf(nowhere)).toBeUndefined();
    expect(weeklyReaders(org).map(({ userId }) => userId)).toEqual([
      ...['lin.tao', 'gao.yuan', 'zhao.lei', 'jiang.nan', 'ma.wen'],
    ]);
  });

  it('a lead whose group had nothing reads noughts', () => {
    const view = weeklyFor(person('gao.yuan'), tally([inState('INVESTIGATING')]), org);
    expect(view?.figures).toEqual(EMPTY_TALLY.bank);
  });
});

describe('the words', () => {
  const TO = week('2026-03-06 16:00', '2026-03-13 16:00');

  it('are the figures, then the agenda', () => {
    const cases = [inState('INVESTIGATING'), named(inState('CLOSED'), 'KFB26000002')];
    const view = weeklyFor(person('zhao.lei'), tally(cases, TO), org);
    expect(view && weeklyText(view, TO, org)).toBe(
      [
        '投诉周报（全行）3月6日 16:00 至 3月13日 16:00',
        '新登记 0 件，办结 0 件，撤回、不予办理 0 件',
        '在办 1 件，其中重大 0 件',
        '超时：法定期限 0 件，环节 1 件',
        '办结的满意度：还没有',
        '今后 7 天到期：法定期限 1 件，环节 0 件',
        '周议题，超时的环节：',
        '· KFB26000001 调查 陈刚 超时 4 天',
      ].join('\n'),
    );
    const sums = tally([named(inState('CLOSED'), 'KFB26000002')]);
    expect(weeklyGroupText(sums.bank, WEEK)).toContain('办结 1 件（平均 0.0 天）');
    expect(weeklyGroupText(sums.bank, WEEK)).toContain('办结的满意度：5.0 分（1 件）');
    expect(weeklyGroupText(sums.bank, WEEK)).not.toContain('KFB');
  });

  it('name ten cases at most and count the rest, and fit a message', () => {
    const cases = Array.from({ length: 13 }, (_, n) =>
      named(inState('INVESTIGATING'), `KFB26${String(n + 1).padStart(6, '0')}`),
    );
    const sums = tally(cases, TO);
    const head = weeklyFor(person('zhao.lei'), sums, org);
    const text = head ? weeklyText(head, TO, org) : '';
    expect(text.match(/· KFB/gu)).toHaveLength(10);
    expect(text).toContain('……另有 3 件。');
    expect(Buffer.byteLength(text)).toBeLessThan(2048);
    const exec = weeklyFor(person('ma.wen'), sums, org);
    expect(exec && weeklyText(exec, TO, org)).not.toMatch(/KFB|另有|周议题/u);
    const lead = weeklyFor(person('lin.tao'), sums, org);
    expect(lead && weeklyText(lead, TO, org)).toContain('投诉周报（银行卡组）');
  });
});
