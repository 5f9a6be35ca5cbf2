import * as fc from 'fast-check';
import { isPaused, type Clock, type ClockKind, type Complaint } from '../../src/domain/complaint';
import type { DurationUnit } from '../../src/domain/duration';
import { explain, type WhyLine } from '../../src/domain/why';
import { dueAfter } from '../../src/domain/working-time';
import { lines, sumOf } from '../support/adding-up';
import {
  after,
  assign,
  at,
  classify,
  contact,
  execute,
  filed,
  find,
  inState,
  MONDAY,
  rules,
  signed,
  submit,
} from '../support/builders';
import { play, tries } from '../support/random-case';
import { approved, SAMPLES } from '../support/side-states';

describe('the lines add up', () => {
  it('for every running clock of any case to exactly its due', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(tries, (list) => {
        for (const { after } of play(list).steps) {
          const running = after.clocks.filter(({ stoppedAt }) => !stoppedAt);
          const explained = explain(after, rules);
          expect(explained.map(({ clock }) => clock)).toEqual(running);
          for (const each of explained) {
            const { clock } = each;
            expect([clock.id, sumOf(each)]).toEqual([clock.id, isPaused(clock) ? undefined : clock.dueAt]);
            for (const line of each.lines) seen.add(line.is);
            seen.add(clock.kind);
          }
        }
      }),
      // Always the same runs, for what they reached is looked at below; random ones follow.
      { numRuns: 300, seed: 20_260_303 },
    );
    // The runs are worth something: every kind of clock and of line was there, but a due that was not counted anew.
    expect([...seen].sort()).toEqual(
      [
        ...['C0', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9'],
        ...[
          'cap',
          'days',
          'due',
          'extended',
          'follows',
          'limit',
          'own',
          'pause',
          'start',
          'stretch',
          'waiting',
        ],
      ].sort(),
    );
  });

  it('for any start, any limit and any pauses', () => {
    const minute = fc.integer({
      min: at('2025-01-01 00:00').getTime() / 60_000,
      max: at('2026-09-01 00:00').getTime() / 60_000,
    });
    const unit = fc.constantFrom<DurationUnit>('d', 'wd', 'wh', 'h', 'min', 's');
    const spans = fc.array(fc.tuple(fc.integer({ min: 1, max: 9_000 }), fc.integer({ min: 1, max: 9_000 })), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        minute,
        unit,
        fc.integer({ min: 1, max: 30 }),
        spans,
        fc.boolean(),
        (start, each, amount, gaps, waits) => {
          let now = start;
          const pauses = gaps.map(([gap, length]) => {
            const from = now + gap;
            now = from + length;
            return { from: new Date(from * 60_000), to: new Date(now * 60_000) };
          });
          const open = waits ? [{ from: new Date((now + 5) * 60_000) }] : [];
          const startAt = new Date(start * 60_000);
          const duration = { amount, unit: each };
          const clock: Clock = {
            ...{ id: 'C5-1', kind: 'C5', startAt, duration, pauses: [...pauses, ...open], fired: [] },
            dueAt: dueAfter(startAt, duration, rules.calendar, pauses),
          };
          const [explained] = explain({ ...filed(), clocks: [clock] }, rules);
          expect(explained && sumOf(explained)).toEqual(waits ? undefined : clock.dueAt);
          expect(explained && lines(explained, 'recorded')).toEqual([]);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

/** The lines of a running clock without its start and limit. */
function why(complaint: Complaint, kind: ClockKind): readonly WhyLine[] {
  const found = explain(complaint, rules).find(({ clock }) => clock.kind === kind);
  if (!found) throw new Error(`${kind} does not run`);
  return found.lines.filter((line) => line.is !== 'start' && line.is !== 'limit');
}

const midnightAfter = (date: string): Date => new Date(at(`${date} 00:00`).getTime() + 86_400_000);
const DAYS = { is: 'days', makeUp: 0, weekend: 0, holiday: 0, paused: 0 } as const;
const own = (date: string): WhyLine => ({ is: 'own', at: midnightAfter(date) });
const cap = (c0: string, date: string): WhyLine => ({
  ...{ is: 'cap', c0: midnightAfter(c0), reserve: { amount: 2, unit: 'd' }, at: midnightAfter(date) },
});
const due = (by: 'own' | 'cap' | 'follows', date: string): WhyLine => ({
  is: 'due',
  at: midnightAfter(date),
  by,
});

function assigned(start: Date): Complaint {
  const complaint = after(filed({ receivedAt: start }), contact, 'zhou.min', start);
  return after(after(complaint, classify(), 'zhou.min', start), assign, 'lin.tao', start);
}

describe('the worked examples of section 8', () => {
  const ONE = at('2026-02-13 16:00');
  const TWO = at('2026-03-12 10:00');

  it('1: five working days over New Year, two of them make-up days; the statutory limit comes first', () => {
    expect(why(assigned(ONE), 'C3')).toEqual([
      // 14, 24, 25, 26, 27; off 15–23, of which 15, 21 and 22 are a Saturday or Sunday.
      { ...DAYS, from: '2026-02-13', counted: 5, makeUp: 1, weekend: 3, holiday: 6, last: '2026-02-27' },
      own('2026-02-27'),
      cap('2026-02-28', '2026-02-26'),
      due('cap', '2026-02-26'),
    ]);
    // Accepted on their due day, the findings leave nothing of the three days: 28 February is a working Saturday.
    const found = after(assigned(ONE), find, 'chen.gang', at('2026-02-27 15:00'));
    expect(why(found, 'C4')).toEqual([
      { ...DAYS, from: '2026-02-27', counted: 3, makeUp: 1, weekend: 1, last: '2026-03-03' },
      own('2026-03-03'),
      cap('2026-02-28', '2026-02-26'),
      due('cap', '2026-02-26'),
    ]);
    expect(why(found, 'C0')).toEqual([
      { ...DAYS, from: '2026-02-13', counted: 15, last: '2026-02-28' },
      own('2026-02-28'),
      due('own', '2026-02-28'),
    ]);
  });

  it('2: in ordinary weeks the stage keeps its own limit', () => {
    expect(why(assigned(TWO), 'C3')).toEqual([
      { ...DAYS, from: '2026-03-12', counted: 5, weekend: 2, last: '2026-03-19' },
      own('2026-03-19'),
      cap('2026-03-27', '2026-03-25'),
      due('own', '2026-03-19'),
    ]);
    expect(why(after(assigned(TWO), find, 'chen.gang', at('2026-03-19 15:00')), 'C4')).toEqual([
      { ...DAYS, from: '2026-03-19', counted: 3, weekend: 2, last: '2026-03-24' },
      own('2026-03-24'),
      cap('2026-03-27', '2026-03-25'),
      due('own', '2026-03-24'),
    ]);
  });

  it('3: over the National Day the statutory limit comes first', () => {
    const start = at('2026-09-30 09:00');
    // 8, 9, 10 (a working Saturday), 12, 13: the holiday ended on the 7th, and the 11th is a Sunday.
    expect(why(assigned(start), 'C3')).toEqual([
      { ...DAYS, from: '2026-09-30', counted: 5, makeUp: 1, weekend: 3, holiday: 5, last: '2026-10-13' },
      own('2026-10-13'),
      cap('2026-10-15', '2026-10-13'),
      due('own', '2026-10-13'),
    ]);
    const found = after(assigned(start), find, 'chen.gang', at('2026-10-13 15:00'));
    expect(why(found, 'C4')).toEqual([
      { ...DAYS, from: '2026-10-13', counted: 3, last: '2026-10-16' },
      own('2026-10-16'),
      cap('2026-10-15', '2026-10-13'),
      due('cap', '2026-10-13'),
    ]);
  });

  it('4: thirteen days of suspension are given back, and new facts begin the term anew', () => {
    const left = at('2026-03-20 09:00');
    const back = at('2026-04-02 10:00');
    const suspend = { ...SAMPLES.suspend.act, until: at('2026-04-30 18:00') };
    let complaint = after(assigned(TWO), find, 'chen.gang', at('2026-03-19 15:00'));
    complaint = approved(after(complaint, suspend, 'wu.qian', left), 'lin.tao', left);
    // Counted so far: 13–20 March, eight of fifteen days; one of three working days.
    expect(why(complaint, 'C0')).toEqual([
      { ...DAYS, from: '2026-03-12', counted: 8, last: '2026-03-20' },
      { is: 'waiting', since: left, left: 7 },
    ]);
    expect(why(complaint, 'C4')).toEqual([
      { ...DAYS, from: '2026-03-19', counted: 1, last: '2026-03-20' },
      { is: 'waiting', since: left, left: 2 },
    ]);

    complaint = after(complaint, SAMPLES.resume.act, 'lin.tao', back);
    const pause = { is: 'pause', from: left, to: back } as const;
    expect(why(complaint, 'C0')).toEqual([
      { ...pause, credit: { unit: 'days', days: 13 } },
      { ...DAYS, from: '2026-03-12', counted: 15, paused: 13, last: '2026-04-09' },
      own('2026-04-09'),
      due('own', '2026-04-09'),
    ]);
    // 20 March and 3 and 7 April; 4–6 April are off.
    expect(why(complaint, 'C4')).toEqual([
      { ...pause, credit: { unit: 'days', days: 13, workdays: 9 } },
      { ...DAYS, from: '2026-03-19', counted: 3, weekend: 2, holiday: 1, paused: 13, last: '2026-04-07' },
      own('2026-04-07'),
      cap('2026-04-09', '2026-04-07'),
      due('own', '2026-04-07'),
    ]);

    const facts = at('2026-04-07 09:00');
    complaint = signed(after(complaint, submit(), 'wu.qian', back), back);
    complaint = after(complaint, execute, 'wu.qian', back);
    complaint = after(complaint, { type: 'reopen', reason: '补交流水', materialAt: facts }, 'lin.tao', facts);
    expect(why(complaint, 'C0')).toEqual([
      { ...DAYS, from: '2026-04-07', counted: 15, last: '2026-04-22' },
      own('2026-04-22'),
      due('own', '2026-04-22'),
    ]);
  });
});

describe('what else is said of a clock', () => {
  it('working hours, stretch by stretch over lunch and night', () => {
    expect(why(filed({ receivedAt: at('2026-03-02 16:30') }), 'C2')).toEqual([
      { is: 'stretch', from: at('2026-03-02 16:30'), to: at('2026-03-02 17:30') },
      { is: 'stretch', from: at('2026-03-03 09:00'), to: at('2026-03-03 12:00') },
      { is: 'own', at: at('2026-03-03 12:00') },
      { is: 'due', at: at('2026-03-03 12:00'), by: 'own' },
    ]);
  });

  it('who extended the statutory limit, and when (T21)', () => {
    const asked = after(inState('INVESTIGATING'), SAMPLES.extend.act, 'chen.gang');
    const extended = approved(asked, 'zhao.lei', at('2026-03-03 10:00'));
    expect(why(extended, 'C0')).toEqual([
      { is: 'extended', tier: 2, at: at('2026-03-03 10:00'), by: 'zhao.lei' },
      { ...DAYS, from: '2026-03-02', counted: 30, last: '2026-04-01' },
      own('2026-04-01'),
      due('own', '2026-04-01'),
    ]);
  });

  it('that the due in force was counted under another calendar, where it was', () => {
    const complaint = assigned(MONDAY);
    const calendar = { ...rules.calendar, isWorkday: (date: string) => date !== '2026-03-04' };
    const [c3] = explain(complaint, { ...rules, calendar }).filter(({ clock }) => clock.kind === 'C3');
    expect(c3?.lines.slice(-2)).toEqual([
      due('own', '2026-03-08'),
      { is: 'recorded', at: midnightAfter('2026-03-09') },
    ]);
  });

  it('the longest term was reached by two extensions, each by its own signature, if need be on behalf of another', () => {
    const [complaint] = [inState('INVESTIGATING')];
    const [c0] = complaint.clocks.filter(({ kind }) => kind === 'C0');
    if (!c0) throw new Error('no C0');
    const extension = (no: number, tier: 2 | 3, day: string) => ({
      ...{ no, tier, at: at(`${day} 10:00`), reason: '待外部鉴定' },
    });
    const approval = (no: number, decided: object | undefined) => ({ no, ...(decided && { decided }) });
    const extended = {
      ...complaint,
      clocks: [{ ...c0, tier: 3, duration: { amount: 60, unit: 'd' } }],
      extensions: [
        ...[extension(1, 2, '2026-03-03'), extension(2, 2, '2026-03-05')],
        ...[extension(3, 3, '2026-03-09'), extension(4, 3, '2026-03-10')],
      ],
      approvals: [
        approval(1, { by: 'zhao.lei' }),
        approval(2, { by: 'gao.yuan', onBehalfOf: ['zhao.lei'] }),
        approval(3, { by: 'zhao.lei' }),
        approval(4, undefined),
      ],
    } as unknown as Complaint;
    const lines = (of: Complaint) => why(of, 'C0').filter(({ is }) => is === 'extended');
    const second = {
      ...{ is: 'extended', tier: 2, at: at('2026-03-05 10:00'), by: 'gao.yuan', onBehalfOf: ['zhao.lei'] },
    };
    // The newest of each term counts; one that nobody signed says nothing.
    expect(lines(extended)).toEqual([second]);
    const signedAlso = {
      ...extended,
      approvals: extended.approvals.map((each) =>
        each.no === 4 ? { ...each, decided: { by: 'zhao.lei' } } : each,
      ),
    } as Complaint;
    expect(lines(signedAlso)).toEqual([
      second,
      { is: 'extended', tier: 3, at: at('2026-03-10 10:00'), by: 'zhao.lei' },
    ]);
    const inSecond = { ...signedAlso, clocks: [{ ...c0, tier: 2 as const }] };
    expect(lines(inSecond)).toEqual([second]);
    expect(lines({ ...signedAlso, approvals: [] })).toEqual([]);
  });

  it('of a clock that only follows C0: so much before it, wherever that is (C9)', () => {
    const start = MONDAY;
    const clock = (kind: ClockKind, more: Partial<Clock>): Clock => ({
      ...{ id: `${kind}-1`, kind, startAt: start, pauses: [], fired: [], dueAt: at('2026-03-18 00:00') },
      ...{ duration: { amount: 15, unit: 'd' } as const },
      ...more,
    });
    const c9 = (more: Partial<Clock> = {}) =>
      clock('C9', {
        followsC0: true,
        duration: { amount: 3, unit: 'd' },
        dueAt: at('2026-03-15 00:00'),
        ...more,
      });
    const of = (...clocks: readonly Clock[]) => why({ ...filed(), clocks }, 'C9');
    const follows = (c0: Date, moment: Date): readonly WhyLine[] => [
      { is: 'follows', c0, reserve: { amount: 3, unit: 'd' }, at: moment },
      { is: 'due', at: moment, by: 'follows' },
    ];
    expect(of(clock('C0', {}), c9())).toEqual(follows(at('2026-03-18 00:00'), at('2026-03-15 00:00')));
    // C0 waits: by the due it had. It has stopped: by the last it had.
    const moved = at('2026-03-20 00:00');
    const recorded = { is: 'recorded', at: at('2026-03-15 00:00') };
    const later = [...follows(moved, at('2026-03-17 00:00')), recorded];
    expect(of(clock('C0', { dueAt: moved, pauses: [{ from: start }] }), c9())).toEqual(later);
    const stopped = { stoppedAt: at('2026-03-10 09:00') };
    expect(of(clock('C0', stopped), clock('C0', { id: 'C0-2', dueAt: moved, ...stopped }), c9())).toEqual(
      later,
    );
    // A stage that stopped is no C0, and without one there is only the due itself.
    expect(of(clock('C3', { dueAt: moved, ...stopped }), c9())).toEqual([
      { is: 'due', at: at('2026-03-15 00:00'), by: 'follows' },
    ]);
    const since = at('2026-03-04 10:00');
    expect(of(clock('C0', {}), c9({ pauses: [{ from: since }] }))).toEqual([{ is: 'waiting', since }]);
  });

  it('that days off were changed, by whom, and from which due to which', () => {
    const moved = {
      ...{ at: at('2026-03-04 10:00'), by: 'han.xu', version: 'r2' },
      ...{ from: at('2026-03-08 00:00'), to: at('2026-03-10 00:00') },
    };
    const complaint = assigned(MONDAY);
    const clocks = complaint.clocks.map((clock) =>
      clock.kind === 'C3' ? { ...clock, recounts: [moved] } : clock,
    );
    expect(why({ ...complaint, clocks }, 'C3')[0]).toEqual({ is: 'recounted', ...moved });
  });

  it('nothing of a clock that has stopped', () => {
    expect(explain(inState('CLOSED'), rules)).toEqual([]);
  });
});
