import {
  addDays,
  calendarOf,
  shanghaiDate,
  shanghaiMidnight,
  showDue,
  showMoment,
  UncoveredYear,
} from '../../src/domain/calendar';
import { at } from '../support/builders';

const YEAR = {
  year: 2026,
  notice: '国务院办公厅关于2026年部分节假日安排的通知',
  verified: true,
  off: new Set(['2026-03-04', '2026-03-07']),
  makeUp: new Set(['2026-03-07', '2026-03-08']),
};
const calendar = (more: Partial<typeof YEAR> = {}) =>
  calendarOf({ version: 'v1', workHours: [[540, 720]], years: [{ ...YEAR, ...more }] });

describe('the working calendar (工作日历)', () => {
  it.each([
    ['2026-03-02', true, 'a Monday'],
    ['2026-03-06', true, 'a Friday'],
    ['2026-03-14', false, 'a Saturday'],
    ['2026-03-15', false, 'a Sunday'],
    ['2026-03-04', false, 'a Wednesday off'],
    ['2026-03-08', true, 'a Sunday that makes up for it'],
    ['2026-03-07', true, 'a day both off and made up for: the later word counts'],
  ])('%s works: %s (%s)', (date, works) => {
    expect(calendar().isWorkday(date)).toBe(works);
  });

  it('knows its version and its hours', () => {
    expect(calendar()).toMatchObject({ version: 'v1', workHours: [[540, 720]] });
  });

  it.each([
    ['is not entered', {}, '2027-03-02', 2027],
    ['is entered, but nobody has checked it', { verified: false }, '2026-03-02', 2026],
  ])('a year that %s is refused by its number (6.5)', (_what, more, date, year) => {
    expect(() => calendar(more).isWorkday(date)).toThrow(UncoveredYear);
    expect(() => calendar(more).isWorkday(date)).toThrow(
      expect.objectContaining({ name: 'UncoveredYear', year }) as Error,
    );
  });
});

describe('dates of Shanghai', () => {
  it('begin eight hours before those of Greenwich', () => {
    expect(shanghaiDate(new Date('2026-03-02T15:59:59.999Z'))).toBe('2026-03-02');
    expect(shanghaiDate(new Date('2026-03-02T16:00:00Z'))).toBe('2026-03-03');
    expect(shanghaiMidnight('2026-03-03')).toEqual(new Date('2026-03-02T16:00:00Z'));
  });

  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-03-01', 0, '2026-03-01'],
  ])('%s and %d days are %s', (date, days, sum) => {
    expect(addDays(date, days)).toBe(sum);
  });
});

describe('moments as staff read them', () => {
  it.each([
    ['2026-11-24 09:30', '11月24日 09:30'],
    ['2026-03-02 00:05', '3月2日 00:05'],
    ['2026-03-02 23:59', '3月2日 23:59'],
  ])('%s is %s', (moment, text) => {
    expect(showMoment(at(moment))).toBe(text);
  });

  it.each([
    ['2026-11-25 00:00', '11月24日 24:00'],
    ['2026-03-01 00:00', '2月28日 24:00'],
    ['2026-11-24 09:30', '11月24日 09:30'],
    ['2026-11-24 00:01', '11月24日 00:01'],
  ])('a limit that ends %s is read as %s', (moment, text) => {
    expect(showDue(at(moment))).toBe(text);
  });
});
