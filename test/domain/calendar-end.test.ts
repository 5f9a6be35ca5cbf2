import { calendarOf } from '../../src/domain/calendar';
import { calendarEnd, warningRound } from '../../src/domain/calendar-end';
import { at, rules } from '../support/builders';

const { calendar } = rules;
const round = (moment: string) => warningRound(calendarEnd(at(moment), calendar));

describe('the end of the calendar (6.5)', () => {
  it('is the first year not entered, counted in days of Shanghai', () => {
    expect(calendarEnd(at('2026-03-02 09:30'), calendar)).toEqual({ year: 2027, daysLeft: 305 });
    expect(calendarEnd(at('2026-12-31 23:59'), calendar)).toEqual({ year: 2027, daysLeft: 1 });
    expect(calendarEnd(at('2027-01-01 00:00'), calendar)).toEqual({ year: 2027, daysLeft: 0 });
    expect(calendarEnd(at('2027-02-01 00:00'), calendar)).toEqual({ year: 2027, daysLeft: -31 });
  });

  it('a year that nobody has verified is not there, and one after a gap does not help', () => {
    const year = (number: number, verified = true) => ({
      ...{ year: number, notice: '通知', verified, off: new Set<string>(), makeUp: new Set<string>() },
    });
    const years = [year(2026), year(2027, false), year(2028)];
    const gap = calendarOf({ version: 'v1', workHours: [[540, 720]], years });
    expect(calendarEnd(at('2026-03-02 09:30'), gap).year).toBe(2027);
    const whole = calendarOf({ version: 'v1', workHours: [[540, 720]], years: [year(2026), year(2027)] });
    expect(calendarEnd(at('2026-03-02 09:30'), whole).year).toBe(2028);
  });

  it('is not spoken of 61 days before, then once a week, and daily in the last ten days and after', () => {
    expect(round('2026-11-01 08:30')).toBeUndefined();
    expect(round('2026-11-02 08:30')).toBe('week0');
    expect(round('2026-11-08 08:30')).toBe('week0');
    expect(round('2026-11-09 08:30')).toBe('week1');
    expect(round('2026-12-21 08:30')).toBe('week7');
    expect(round('2026-12-22 08:30')).toBe('day10');
    expect(round('2026-12-23 08:30')).toBe('day9');
    expect(round('2027-01-02 08:30')).toBe('day-1');
  });
});
