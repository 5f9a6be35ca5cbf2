import chineseDays from 'chinese-days';
import { loadRules } from '../../config/rules';
import { addDays } from '../../src/domain/calendar';

/** chinese-days is kept by others from the same notices of the State Council: two tables that agree are hardly both wrong. */
describe.each(['config/rules.yaml', 'config/rules.fast.yaml'])('the calendar of %s', (file) => {
  const { calendar } = loadRules(file).rules;

  it.each([2025, 2026])('agrees with chinese-days on every day of %d', (year) => {
    const days: string[] = [];
    for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) days.push(day);
    expect(days).toHaveLength(365);
    const differing = days.filter((day) => calendar.isWorkday(day) !== chineseDays.isWorkday(day));
    expect(differing).toEqual([]);
  });
});

describe('days everybody remembers', () => {
  const { calendar } = loadRules('config/rules.yaml').rules;

  it.each([
    ['2026-02-14', true, 'a Saturday, made up for the Spring Festival'],
    ['2026-02-16', false, 'a Monday of the Spring Festival'],
    ['2026-02-23', false, 'the last day of it'],
    ['2026-02-24', true, 'the first day after it'],
    ['2026-10-01', false, 'National Day'],
    ['2026-10-10', true, 'a Saturday, made up for it'],
    ['2026-03-07', false, 'a plain Saturday'],
    ['2026-03-09', true, 'a plain Monday'],
  ])('%s works: %s (%s)', (date, works) => {
    expect(calendar.isWorkday(date)).toBe(works);
  });

  it.each(['2024-12-31', '2027-01-04'])('%s is not guessed at', (date) => {
    expect(() => calendar.isWorkday(date)).toThrow(/工作日历没有 \d{4} 年/u);
  });
});
