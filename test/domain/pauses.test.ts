import type { Clock, Pause } from '../../src/domain/complaint';
import type { DurationUnit } from '../../src/domain/duration';
import { explain, type WhyLine } from '../../src/domain/why';
import { dueAfter, workingMs } from '../../src/domain/working-time';
import { at, filed, rules } from '../support/builders';

/** `3 10:00` is the 3rd of March 2026, the 2nd being a Monday; a pause without an end is open. */
const march = (moment: string): Date => {
  const [day = '', time = ''] = moment.split(' ');
  return at(`2026-03-${day.padStart(2, '0')} ${time}`);
};
const pause = ([from, to]: readonly [string, string?]): Pause => ({
  from: march(from),
  ...(to !== undefined && { to: march(to) }),
});
const HOUR = 3_600_000;

interface Told {
  readonly due: Date;
  /** Of working time or elapsed time: the stretches that counted. */
  readonly counted: readonly (readonly [Date, Date])[];
  /** What each pause gave back: hours, or days (and working days among them). */
  readonly credits: readonly (number | readonly number[])[];
  readonly lines: readonly WhyLine[];
}

function clockOf(
  amount: number,
  unit: DurationUnit,
  start: string,
  pauses: readonly (readonly [string, string?])[],
): Told {
  const all = pauses.map(pause);
  const startAt = march(start);
  const duration = { amount, unit };
  const dueAt = dueAfter(startAt, duration, rules.calendar, all);
  const clock: Clock = { ...{ id: 'C5-1', kind: 'C5', startAt, duration, dueAt, fired: [] }, pauses: all };
  const lines = explain({ ...filed(), clocks: [clock] }, rules)[0]?.lines ?? [];
  return {
    due: dueAt,
    counted: lines.flatMap((line) => (line.is === 'stretch' ? [[line.from, line.to] as const] : [])),
    credits: lines.flatMap((line): readonly (number | readonly number[])[] => {
      if (line.is !== 'pause') return [];
      const { credit } = line;
      if (credit.unit === 'ms') return [credit.ms / HOUR];
      return [[credit.days, ...(credit.workdays === undefined ? [] : [credit.workdays])]];
    }),
    lines,
  };
}

const spans = (...pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([from, to]) => [march(from), march(to)]);

describe('working hours (wh) under pauses: 4 from Monday 09:00, lunch from 12:00 to 13:30', () => {
  const four = (...pauses: readonly (readonly [string, string?])[]) => clockOf(4, 'wh', '2 09:00', pauses);

  it('without one they end at 14:30', () => {
    const { due, counted, credits } = four();
    expect(due).toEqual(march('2 14:30'));
    expect(counted).toEqual(spans(['2 09:00', '2 12:00'], ['2 13:30', '2 14:30']));
    expect(credits).toEqual([]);
  });

  it('one within gives back its working time', () => {
    const { due, counted, credits } = four(['2 10:00', '2 11:00']);
    expect(due).toEqual(march('2 15:30'));
    expect(counted).toEqual(spans(['2 09:00', '2 10:00'], ['2 11:00', '2 12:00'], ['2 13:30', '2 15:30']));
    expect(credits).toEqual([1]);
  });

  it('one over lunch gives back no lunch', () => {
    const { due, counted, credits } = four(['2 11:00', '2 14:00']);
    expect(due).toEqual(march('2 16:00'));
    expect(counted).toEqual(spans(['2 09:00', '2 11:00'], ['2 14:00', '2 16:00']));
    expect(credits).toEqual([1.5]);
  });

  it('one that began before the clock gives back what lies after its start; one that was over by then nothing', () => {
    expect(four(['2 08:00', '2 10:00'])).toMatchObject({ due: march('2 15:30'), credits: [1] });
    expect(four(['2 07:00', '2 09:00'])).toMatchObject({ due: march('2 14:30'), credits: [] });
    expect(four(['1 07:00', '1 20:00'])).toMatchObject({ due: march('2 14:30'), credits: [] });
  });

  it('one that begins when the time is used up gives back nothing', () => {
    expect(four(['2 14:30', '2 16:00'])).toMatchObject({ due: march('2 14:30'), credits: [] });
    expect(four(['2 15:00', '2 16:00'])).toMatchObject({ due: march('2 14:30'), credits: [] });
  });

  it('several are counted in the order of time, however they stand', () => {
    const { due, counted } = four(['2 13:30', '2 14:00'], ['2 10:00', '2 10:30']);
    expect(due).toEqual(march('2 15:30'));
    expect(counted).toEqual(spans(['2 09:00', '2 10:00'], ['2 10:30', '2 12:00'], ['2 14:00', '2 15:30']));
  });

  it('one that is open says what was counted until then, and what is left', () => {
    const { lines, counted, credits } = four(['2 10:00', '2 11:00'], ['2 13:40']);
    expect(counted).toEqual(spans(['2 09:00', '2 10:00'], ['2 11:00', '2 12:00'], ['2 13:30', '2 13:40']));
    expect(credits).toEqual([1]);
    expect(lines.at(-1)).toEqual({ is: 'waiting', since: march('2 13:40'), left: HOUR + 50 * 60_000 });
  });

  it('of two moments counts what lies in none', () => {
    const pauses = [pause(['2 10:00', '2 11:00']), pause(['2 17:00', '3 09:30']), pause(['3 11:00'])];
    expect(workingMs(march('2 09:00'), march('3 12:00'), rules.calendar, pauses)).toBe(8 * HOUR);
    expect(workingMs(march('2 10:00'), march('2 11:00'), rules.calendar, pauses)).toBe(0);
    expect(workingMs(march('2 12:00'), march('2 13:30'), rules.calendar)).toBe(0);
  });
});

describe('hours by the clock (h) under pauses: 5 from Monday 09:00', () => {
  const five = (...pauses: readonly (readonly [string, string?])[]) => clockOf(5, 'h', '2 09:00', pauses);

  it('give back all of the time', () => {
    const { due, counted, credits } = five(['2 10:00', '2 12:00']);
    expect(due).toEqual(march('2 16:00'));
    expect(counted).toEqual(spans(['2 09:00', '2 10:00'], ['2 12:00', '2 16:00']));
    expect(credits).toEqual([2]);
  });

  it('but not what lies before the start, nor what begins at the end', () => {
    expect(five(['2 08:00', '2 10:00'])).toMatchObject({ due: march('2 15:00'), credits: [1] });
    expect(five(['2 08:00', '2 09:00'])).toMatchObject({ due: march('2 14:00'), credits: [] });
    expect(five(['2 14:00', '2 15:00'])).toMatchObject({ due: march('2 14:00'), credits: [] });
    expect(five(['2 13:59', '2 15:00']).due).toEqual(march('2 15:01'));
  });

  it('one pause may bring the next within the time', () => {
    const { due, counted, credits } = five(['2 13:00', '2 14:30'], ['2 15:00', '2 16:00']);
    expect(due).toEqual(march('2 16:30'));
    expect(counted).toEqual(spans(['2 09:00', '2 13:00'], ['2 14:30', '2 15:00'], ['2 16:00', '2 16:30']));
    expect(credits).toEqual([1.5, 1]);
  });

  it('and while one is open wait for its end', () => {
    const { counted, lines } = five(['2 11:00']);
    expect(counted).toEqual(spans(['2 09:00', '2 11:00']));
    expect(lines.at(-1)).toEqual({ is: 'waiting', since: march('2 11:00'), left: 3 * HOUR });
  });
});

describe('days under pauses: 3 after Monday', () => {
  const days = (unit: 'd' | 'wd', ...pauses: readonly (readonly [string, string?])[]) =>
    clockOf(3, unit, '2 09:00', pauses);
  const line = ({ lines }: Told) => lines.find(({ is }) => is === 'days');
  const paused = (last: string, count: number) => ({
    ...{ is: 'days', from: '2026-03-02', counted: 3, makeUp: 0, weekend: 0, holiday: 0, paused: count, last },
  });

  it('the day a pause began counts, those after it up to its last do not', () => {
    const one = days('d', ['3 10:00', '4 10:00']);
    expect(one).toMatchObject({ due: march('7 00:00'), credits: [[1]] });
    expect(line(one)).toEqual(paused('2026-03-06', 1));
    expect(days('d', ['3 10:00', '3 15:00'])).toMatchObject({ due: march('6 00:00'), credits: [] });
  });

  it('one on the very last day moves the end to its own last day', () => {
    const one = days('d', ['5 10:00', '7 10:00']);
    expect(one).toMatchObject({ due: march('8 00:00'), credits: [[2]] });
    expect(line(one)).toEqual(paused('2026-03-07', 2));
    expect(days('d', ['6 10:00', '7 10:00'])).toMatchObject({ due: march('6 00:00'), credits: [] });
  });

  it('and the next that begins on that day moves it again', () => {
    const two = days('d', ['5 10:00', '6 10:00'], ['6 15:00', '7 15:00']);
    expect(two).toMatchObject({ due: march('8 00:00'), credits: [[1], [1]] });
    expect(line(two)).toEqual(paused('2026-03-07', 2));
  });

  it('of working days only those of the pause that would have counted', () => {
    // Friday the 6th; Saturday and Sunday give nothing.
    const one = days('wd', ['5 10:00', '8 10:00']);
    expect(one).toMatchObject({ due: march('7 00:00'), credits: [[1, 1]] });
    expect(line(one)).toEqual(paused('2026-03-06', 1));
    // From Tuesday to Sunday: the 4th, 5th and 6th are given back.
    const two = days('wd', ['3 10:00', '8 10:00']);
    expect(two).toMatchObject({ due: march('11 00:00'), credits: [[5, 3]] });
    expect(line(two)).toEqual(paused('2026-03-10', 5));
  });

  it('and while one is open say how many are left', () => {
    const waiting = days('d', ['3 10:00']);
    expect(waiting.lines.slice(-2)).toEqual([
      { ...paused('2026-03-03', 0), counted: 1 },
      { is: 'waiting', since: march('3 10:00'), left: 2 },
    ]);
  });
});
