import { UncoveredYear } from '../../src/domain/calendar';
import { startStageClock } from '../../src/domain/clocks';
import { runningClock } from '../../src/domain/complaint';
import { parseDuration, type Duration } from '../../src/domain/duration';
import { afterQuietHours, atShare, dueAfter, minusDuration, workingMs } from '../../src/domain/working-time';
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
    const inEight = startStageClock(complaint, 'C4', start, duration('8wd'), rules);
    expect(inEight.dueAt).toEqual(midnightAfter('2026-10-13'));
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

describe('a share of the time', () => {
  const shareOf = (start: string, length: string, share: number): Date =>
    atShare(at(start), due(start, length), share, duration(length).unit, calendar);

  it.each([
    ['half of four working hours over lunch', '2026-03-02 10:00', '4wh', 0.5, '2026-03-02 12:00'],
    [
      'four fifths of a working day and the rest of today',
      '2026-03-02 15:30',
      '1wd',
      0.8,
      '2026-03-03 15:42',
    ],
    [
      'half of ten days, of which the day of receipt is none',
      '2026-03-02 15:00',
      '10d',
      0.5,
      '2026-03-08 00:00',
    ],
    ['half of half an hour by the clock', '2026-03-07 02:00', '30min', 0.5, '2026-03-07 02:15'],
    ['all of it', '2026-03-02 09:00', '2wh', 1, '2026-03-02 11:00'],
  ])('%s', (_what, start, length, share, moment) => {
    expect(shareOf(start, length, share)).toEqual(at(moment));
  });

  it.each(['wd', 'wh', 'd', 'h'] as const)(
    'of a time that was over before it began (%s) is its end',
    (unit) => {
      const start = at('2026-03-02 10:00');
      for (const end of [start, at('2026-02-25 00:00')]) {
        expect(atShare(start, end, 0.5, unit, calendar)).toEqual(end);
      }
    },
  );

  it('is never after a due that was cut to the day of the start', () => {
    const [start, end] = [at('2026-03-02 10:00'), at('2026-03-02 20:00')];
    expect(atShare(start, end, 0.5, 'd', calendar)).toEqual(end);
    expect(atShare(at('2026-03-02 18:00'), end, 0.5, 'wd', calendar)).toEqual(end);
  });

  it('of a time that ends with the last day of the calendar asks nothing of the next year', () => {
    expect(shareOf('2026-12-30 09:00', '1wd', 0.5)).toEqual(at('2026-12-30 17:30'));
  });
});

describe('working time between two moments', () => {
  it.each([
    ['a morning', '2026-03-02 09:00', '2026-03-02 12:00', 180],
    ['a day, its lunch left out', '2026-03-02 00:00', '2026-03-03 00:00', 420],
    ['Friday evening to Monday morning', '2026-03-06 17:00', '2026-03-09 09:10', 40],
    ['the whole Spring Festival, between two make-up days', '2026-02-14 17:30', '2026-02-24 09:00', 0],
    ['a lunch', '2026-03-02 12:00', '2026-03-02 13:30', 0],
    ['no time at all', '2026-03-02 10:00', '2026-03-02 10:00', 0],
    ['backwards', '2026-03-02 11:00', '2026-03-02 10:00', 0],
  ])('%s', (_what, from, to, minutes) => {
    expect(workingMs(at(from), at(to), calendar)).toBe(minutes * 60_000);
  });
});

describe('a calendar in which nobody ever works', () => {
  const idle = { ...calendar, isWorkday: () => false };

  it.each(['1wh', '1wd'])('has no end of %s, and says so instead of counting for ever', (length) => {
    const count = () => dueAfter(at('2026-03-02 09:00'), duration(length), idle);
    expect(count).toThrow('working time beyond the calendar');
  });
});

describe('the statutory limit less the reserve', () => {
  it.each([
    ['2d', '2026-03-15 00:00'],
    ['12h', '2026-03-16 12:00'],
    ['30s', '2026-03-16 23:59:30'],
  ])('%s earlier', (reserve, moment) => {
    expect(minusDuration(at('2026-03-17 00:00'), duration(reserve))).toEqual(at(moment));
  });
});
