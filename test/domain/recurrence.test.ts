import { UncoveredYear } from '../../src/domain/calendar';
import { lastWeekly, nextAt, nextWeekly } from '../../src/domain/recurrence';
import { at, rules } from '../support/builders';

const HALF_PAST_EIGHT = 8 * 60 + 30;
const { isWorkday } = rules.calendar;

describe('when what recurs comes next (例行时刻)', () => {
  it.each([
    ['later the same day', '2026-03-02 08:29', '2026-03-02 08:30'],
    ['the next day from the moment itself on', '2026-03-02 08:30', '2026-03-03 08:30'],
    ['the next day when that is a Saturday', '2026-03-06 09:00', '2026-03-07 08:30'],
    ['by the day in Shanghai, not in Greenwich', '2026-03-03 00:10', '2026-03-03 08:30'],
  ])('every day: %s', (_what, after, next) => {
    expect(nextAt(at(after), HALF_PAST_EIGHT)).toEqual(at(next));
  });

  it.each([
    ['over a weekend', '2026-03-06 08:30', '2026-03-09 08:30'],
    ['on a Saturday that is worked', '2026-02-27 08:30', '2026-02-28 08:30'],
    ['over the Spring Festival', '2026-02-14 08:30', '2026-02-24 08:30'],
  ])('every working day: %s', (_what, after, next) => {
    expect(nextAt(at(after), HALF_PAST_EIGHT, isWorkday)).toEqual(at(next));
  });

  it('on the last day of the calendar still that day, and after it no guess (6.5)', () => {
    expect(nextAt(at('2026-12-31 08:00'), HALF_PAST_EIGHT, isWorkday)).toEqual(at('2026-12-31 08:30'));
    expect(() => nextAt(at('2026-12-31 08:30'), HALF_PAST_EIGHT, isWorkday)).toThrow(UncoveredYear);
    expect(nextAt(at('2026-12-31 08:30'), HALF_PAST_EIGHT)).toEqual(at('2027-01-01 08:30'));
  });
});

describe('the last working day of each week (每周例行时刻, R31)', () => {
  const FOUR = 16 * 60;
  const next = (after: string) => nextWeekly(at(after), FOUR, rules.calendar);
  const last = (until: string) => lastWeekly(at(until), FOUR, rules.calendar);

  it.each([
    ['a Friday', '2026-03-02 09:30', '2026-03-06 16:00'],
    ['the same day, until the moment itself', '2026-03-06 15:59', '2026-03-06 16:00'],
    ['the next week from the moment itself on', '2026-03-06 16:00', '2026-03-13 16:00'],
    ['the next week on a Sunday, which ends its week', '2026-03-08 23:59', '2026-03-13 16:00'],
    ['by the day in Shanghai, not in Greenwich', '2026-03-09 00:10', '2026-03-13 16:00'],
    ['Thursday when Friday is off (1 May)', '2026-04-27 09:00', '2026-04-30 16:00'],
    ['Wednesday before the National Day', '2026-09-28 09:00', '2026-09-30 16:00'],
    ['the Saturday that is made up after it', '2026-09-30 16:00', '2026-10-10 16:00'],
    ['a Sunday that is made up', '2026-09-14 09:00', '2026-09-20 16:00'],
    ['that Sunday itself, which ends its week', '2026-09-20 12:00', '2026-09-20 16:00'],
    ['the Saturday before the Spring Festival', '2026-02-09 09:00', '2026-02-14 16:00'],
    ['no day of the week of the Spring Festival', '2026-02-14 16:00', '2026-02-28 16:00'],
  ])('%s', (_what, after, moment) => {
    expect(next(after)).toEqual(at(moment));
  });

  it.each([
    ['the moment itself', '2026-03-06 16:00', '2026-03-06 16:00'],
    ['the week before, until the moment', '2026-03-06 15:59', '2026-02-28 16:00'],
    ['over a weekend', '2026-03-08 12:00', '2026-03-06 16:00'],
    ['over a week without a working day', '2026-02-25 12:00', '2026-02-14 16:00'],
  ])('the latest: %s', (_what, until, moment) => {
    expect(last(until)).toEqual(at(moment));
  });

  it('is not guessed at when the week reaches into a year nobody entered (6.5)', () => {
    expect(next('2026-12-21 09:00')).toEqual(at('2026-12-25 16:00'));
    expect(() => next('2026-12-25 16:00')).toThrow(UncoveredYear);
    expect(() => last('2026-12-30 12:00')).toThrow(UncoveredYear);
  });
});
