import { UncoveredYear } from '../../src/domain/calendar';
import { nextAt } from '../../src/domain/recurrence';
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
