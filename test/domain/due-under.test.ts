import { readFileSync } from 'node:fs';
import { parseRules } from '../../config/rules';
import { UncoveredYear } from '../../src/domain/calendar';
import type { Complaint, State } from '../../src/domain/complaint';
import { dueUnder } from '../../src/domain/due-under';
import { onCalendarOf, type Rules } from '../../src/domain/rules';
import { after, ALL_STATES, APOLOGY, at, classify, filed, inState, MONDAY, rules } from '../support/builders';

const TEXT = readFileSync('config/rules.yaml', 'utf8');

function changed(find: string, put: string): Rules {
  if (!TEXT.includes(find)) throw new Error(`the rules file holds no ${find}`);
  return parseRules(TEXT.replace(find, put), 'changed');
}

/** Clock id → due under the rules. */
const dues = (complaint: Complaint, under: Rules): Readonly<Record<string, Date>> =>
  Object.fromEntries(dueUnder(complaint, under).map(({ clock, dueAt }) => [clock.id, dueAt]));

describe('the due time of a running clock under other parameters (R70)', () => {
  it.each(ALL_STATES.flatMap((state) => [[state, 'general'] as const, [state, 'major'] as const]))(
    'is its own under the rules it began by: %s, %s',
    (state, level) => {
      const complaint = inState(state, { level });
      const running = complaint.clocks.filter(({ stoppedAt }) => !stoppedAt);
      expect(dues(complaint, rules)).toEqual(Object.fromEntries(running.map(({ id, dueAt }) => [id, dueAt])));
    },
  );

  const midnightAfter = (date: string): Date => new Date(at(`${date} 00:00`).getTime() + 86_400_000);

  // All began on Monday 2026-03-02, 09:30.
  it.each<[parameter: string, State, find: string, put: string, clock: string, due: Date]>([
    ['statutory.within', 'RECEIVED', 'within: 15d', 'within: 10d', 'C0-1', midnightAfter('2026-03-12')],
    ['response.normal', 'RECEIVED', 'normal: 2wh', 'normal: 1wh', 'C1-1', at('2026-03-02 10:30')],
    ['classify.within', 'RECEIVED', 'within: 4wh', 'within: 8wh', 'C2-1', at('2026-03-03 10:30')],
    ['investigate.within', 'CLASSIFIED', 'within: 5wd', 'within: 2wd', 'C3-1', midnightAfter('2026-03-04')],
    [
      'resolve.within',
      'PLANNING',
      'within: 3wd # 方案',
      'within: 1wd #',
      'C4-1',
      midnightAfter('2026-03-03'),
    ],
    [
      'followup.within',
      'FOLLOW_UP',
      'within: 3wd # 回访',
      'within: 4wd #',
      'C5-1',
      midnightAfter('2026-03-06'),
    ],
    ['approval.head', 'AWAITING_APPROVAL', 'head: 8wh', 'head: 1wh', 'C6-1', at('2026-03-02 10:30')],
    ['work.hours', 'RECEIVED', "'09:00-12:00'", "'09:00-10:00'", 'C1-1', at('2026-03-02 15:00')],
  ])('follows %s', (_parameter, state, find, put, clock, due) => {
    expect(dues(inState(state), changed(find, put))[clock]).toEqual(due);
  });

  it('of a major case follows its own time of first contact (R5)', () => {
    const major = after(filed(), classify('major'), 'zhou.min');
    expect(dues(major, changed('major: 30min', 'major: 10min'))['C1-1']).toEqual(at('2026-03-02 09:40'));
    expect(dues(major, changed('normal: 2wh', 'normal: 1wh'))['C1-1']).toEqual(at('2026-03-02 10:00'));
  });

  it('of a stage never comes after the new statutory limit less its reserve (6.5)', () => {
    const moved = dues(inState('CLASSIFIED'), changed('within: 15d', 'within: 4d'));
    expect(moved['C0-1']).toEqual(midnightAfter('2026-03-06'));
    expect(moved['C3-1']).toEqual(midnightAfter('2026-03-04'));
  });

  it('of an approval is that of whoever is to sign, here the head (R33)', () => {
    const withHead = inState('AWAITING_APPROVAL');
    expect(dues(withHead, changed('fin: 8wh', 'fin: 1wh'))['C6-1']).toEqual(dues(withHead, rules)['C6-1']);
  });

  it('is told of running clocks alone', () => {
    expect(dueUnder(inState('CLOSED', { actions: APOLOGY }), rules)).toEqual([]);
    expect(dues(inState('CLASSIFIED'), rules)).not.toHaveProperty('C2-1');
  });

  it('is not guessed where the new calendar lacks the year', () => {
    const noYear = changed(
      '2026年部分节假日安排的通知\n    verified: true',
      '2026年部分节假日安排的通知\n    verified: false',
    );
    expect(() => dueUnder(inState('RECEIVED', { receivedAt: MONDAY }), noYear)).toThrow(UncoveredYear);
  });
});

describe('the calendar a case is counted by (6.5, R70)', () => {
  it('is the newest, also for a case that began under older parameters; its durations stay', () => {
    const old = changed(
      '2026年部分节假日安排的通知\n    verified: true',
      '2026年部分节假日安排的通知\n    verified: false',
    );
    expect(() => old.calendar.isWorkday('2026-03-02')).toThrow(UncoveredYear);
    const counted = onCalendarOf(rules, { ...old, investigate: { amount: 9, unit: 'wd' } });
    expect(counted.calendar.isWorkday('2026-03-02')).toBe(true);
    expect(counted.investigate).toEqual({ amount: 9, unit: 'wd' });
    expect(counted.version).toBe(old.version);
  });
});
