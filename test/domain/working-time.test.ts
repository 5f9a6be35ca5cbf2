import * as fc from 'fast-check';
import { UncoveredYear } from '../../src/domain/calendar';
import { runningClock } from '../../src/domain/complaint';
import { parseDuration, type Duration } from '../../src/domain/duration';
import { afterQuietHours, atShare, dueAfter, workingMs } from '../../src/domain/working-time';
import { after, assign, at, classify, contact, filed, find, rules } from '../support/builders';

const { calendar } = rules;
const due = (start: string, length: string): Date => dueAfter(at(start), duration(length), calendar);
const midnightAfter = (date: string): Date => new Date(at(`${date} 00:00`).getTime() + 86_400_000);

function duration(text: string): Duration {
  const parsed = parseDuration(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

describe('the worked examples of section 8', () => {
  it('1: around New Year both stages end two days before the statutory limit', () => {
    const start = at('2026-02-13 16:00');
    let complaint = after(filed({ receivedAt: start }), contact, 'zhou.min', start);
    complaint = after(complaint, classify(), 'zhou.min', start);
    expect(due('2026-02-13 16:00', '5wd')).toEqual(midnightAfter('2026-02-27'));
    expect(runningClock(complaint, 'C0')?.dueAt).toEqual(midnightAfter('2026-02-28'));
    expect(runningClock(complaint, 'C3')?.dueAt).toEqual(midnightAfter('2026-02-26'));

    const found = at('2026-02-26 17:00');
    complaint = after(after(complaint, assign, 'lin.tao', start), find, 'chen.gang', found);
    expect(due('2026-02-27 17:00', '3wd')).toEqual(midnightAfter('2026-03-03'));
    expect(runningClock(complaint, 'C4')?.dueAt).toEqual(midnightAfter('2026-02-26'));
  });

  it('2: in ordinary weeks the stages keep their own limits', () => {
    const start = at('2026-03-12 10:00');
    let complaint = after(filed({ receivedAt: start }), contact, 'zhou.min', start);
    complaint = after(complaint, classify(), 'zhou.min', start);
    expect(runningClock(complaint, 'C3')?.dueAt).toEqual(midnightAfter('2026-03-19'));
    expect(runningClock(complaint, 'C0')?.dueAt).toEqual(midnightAfter('2026-03-27'));

    const found = at('2026-03-19 15:00');
    complaint = after(after(complaint, assign, 'lin.tao', start), find, 'chen.gang', found);
    expect(runningClock(complaint, 'C4')?.dueAt).toEqual(midnightAfter('2026-03-24'));
  });

  it('3: around the National Day the later stage is cut by the statutory limit', () => {
    const start = at('2026-09-30 09:00');
    const complaint = after(filed({ receivedAt: start }), classify(), 'zhou.min', start);
    expect(runningClock(complaint, 'C0')?.dueAt).toEqual(midnightAfter('2026-10-15'));
    expect(due('2026-09-30 09:00', '8wd')).toEqual(midnightAfter('2026-10-16'));
  });
});

describe('working hours (工作小时)', () => {
  it.each([
    ['runs on within the morning', '2026-03-02 09:00', '2wh', '2026-03-02 11:00'],
    ['stops for lunch', '2026-03-02 11:30', '1wh', '2026-03-02 14:00'],
    ['begins after lunch when it starts during it', '2026-03-02 12:40', '1wh', '2026-03-02 14:30'],
    ['goes over to the next day', '2026-03-02 16:30', '2wh', '2026-03-03 10:00'],
    ['begins in the morning when it starts in the night', '2026-03-02 03:00', '1wh', '2026-03-02 10:00'],
    ['counts a case of Friday 17:30 from Monday (R5)', '2026-03-06 17:30', '2wh', '2026-03-09 11:00'],
    ['counts the Saturday that makes up for a holiday', '2026-02-27 17:00', '1wh', '2026-02-28 09:30'],
    ['leaves a holiday out', '2026-04-03 17:00', '1wh', '2026-04-07 09:30'],
    [
      'ends at the last minute of the day, not at the first of the next',
      '2026-03-02 16:30',
      '1wh',
      '2026-03-02 17:30',
    ],
  ])('%s', (_what, start, length, end) => {
    expect(due(start, length)).toEqual(at(end));
  });
});

describe('days', () => {
  it.each([
    [
      'a natural day ends at 24:00, the day of receipt not counted (C0)',
      '2026-03-02 09:00',
      '15d',
      '2026-03-17',
    ],
    ['a late receipt gains nothing and loses nothing', '2026-03-02 23:59', '15d', '2026-03-17'],
    ['a working day likewise', '2026-03-02 09:00', '1wd', '2026-03-03'],
    ['a weekend is no working day', '2026-03-06 09:00', '1wd', '2026-03-09'],
    ['a make-up Saturday is one', '2026-02-27 09:00', '1wd', '2026-02-28'],
  ])('%s', (_what, start, length, last) => {
    expect(due(start, length)).toEqual(midnightAfter(last));
  });

  it.each([
    ['30min', '2026-03-07 02:30'],
    ['24h', '2026-03-08 02:00'],
    ['20s', '2026-03-07 02:00:20'],
  ])('%s of the clock runs on a Saturday night too', (length, end) => {
    expect(due('2026-03-07 02:00', length)).toEqual(at(end));
  });
});

describe('a year nobody has entered (6.5)', () => {
  it('fails loudly and says what to do', () => {
    expect(() => due('2026-12-31 09:00', '2wd')).toThrow(UncoveredYear);
    expect(() => due('2027-01-04 09:00', '1wh')).toThrow(/2027.*国务院办公厅.*verified: true/u);
  });

  it('is not asked for natural days: the law knows no calendar', () => {
    expect(due('2026-12-25 09:00', '15d')).toEqual(midnightAfter('2027-01-09'));
  });
});

describe('quiet hours (免打扰)', () => {
  it.each([
    ['2026-03-02 21:59', '2026-03-02 21:59'],
    ['2026-03-02 22:00', '2026-03-03 07:00'],
    ['2026-03-02 00:00', '2026-03-02 07:00'],
    ['2026-03-02 06:59', '2026-03-02 07:00'],
    ['2026-03-02 07:00', '2026-03-02 07:00'],
  ])('what falls on %s is told at %s', (moment, told) => {
    expect(afterQuietHours(at(moment))).toEqual(at(told));
  });
});

describe('against a clock that counts every minute', () => {
  const MINUTE = 60_000;
  const isWorking = (time: number): boolean => {
    const shanghai = new Date(time + 8 * 3_600_000);
    const minute = shanghai.getUTCHours() * 60 + shanghai.getUTCMinutes();
    return (
      calendar.isWorkday(shanghai.toISOString().slice(0, 10)) &&
      ((minute >= 540 && minute < 720) || (minute >= 810 && minute < 1050))
    );
  };
  const first = at('2025-01-01 00:00').getTime();
  const last = at('2026-11-01 00:00').getTime();
  const minute = fc.integer({ min: 0, max: (last - first) / MINUTE }).map((n) => first + n * MINUTE);

  it('working hours end where the minutes do', () => {
    fc.assert(
      fc.property(minute, fc.integer({ min: 1, max: 24 }), (start, quarters) => {
        let left = quarters * 15;
        let now = start;
        for (; left > 0; now += MINUTE) if (isWorking(now)) left--;
        expect(dueAfter(new Date(start), { amount: quarters / 4, unit: 'wh' }, calendar).getTime()).toBe(now);
      }),
      { numRuns: 600 },
    );
  });

  it('working days are counted one by one', () => {
    fc.assert(
      fc.property(minute, fc.integer({ min: 1, max: 12 }), (start, days) => {
        let left = days;
        let day = Math.floor((start + 8 * 3_600_000) / 86_400_000);
        while (left > 0) {
          day += 1;
          if (calendar.isWorkday(new Date(day * 86_400_000).toISOString().slice(0, 10))) left--;
        }
        const end = (day + 1) * 86_400_000 - 8 * 3_600_000;
        expect(dueAfter(new Date(start), { amount: days, unit: 'wd' }, calendar).getTime()).toBe(end);
      }),
      { numRuns: 2_000 },
    );
  });

  it('a share of the time is never before the start, never after the due, and grows', () => {
    const unit = fc.constantFrom('wh' as const, 'wd' as const, 'd' as const, 'min' as const);
    fc.assert(
      fc.property(minute, fc.integer({ min: 1, max: 9 }), unit, (start, amount, each) => {
        const from = new Date(start);
        const end = dueAfter(from, { amount, unit: each }, calendar);
        const [half, most] = [0.5, 0.8].map((share) => atShare(from, end, share, each, calendar).getTime());
        expect(start).toBeLessThanOrEqual(half ?? NaN);
        expect(half).toBeLessThanOrEqual(most ?? NaN);
        expect(most).toBeLessThanOrEqual(end.getTime());
        if (each === 'wh') expect(workingMs(from, new Date(half ?? NaN), calendar)).toBe(amount * 1_800_000);
      }),
      { numRuns: 500 },
    );
  });
});
