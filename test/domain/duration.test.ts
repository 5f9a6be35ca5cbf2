import { elapsedAfter, elapsedMs, parseDuration } from '../../src/domain/duration';

describe('a length of time as the rules file writes it (时限长度)', () => {
  it.each([
    ['5wd', 5, 'wd'],
    ['2wh', 2, 'wh'],
    ['0.5wh', 0.5, 'wh'],
    ['15d', 15, 'd'],
    ['24h', 24, 'h'],
    ['1.125h', 1.125, 'h'],
    ['30min', 30, 'min'],
    ['20s', 20, 's'],
    [' 20s ', 20, 's'],
    ['999999s', 999_999, 's'],
  ])('%s is %d %s', (text, amount, unit) => {
    expect(parseDuration(text)).toEqual({ amount, unit });
  });

  it.each([
    ['0wd', 'no time'],
    ['0.0h', 'no time either'],
    ['-1h', 'backwards'],
    ['1.5wd', 'a broken working day'],
    ['0.5d', 'a broken day'],
    ['5', 'without a unit'],
    ['h', 'without a number'],
    ['5 wd', 'with a gap'],
    ['5w', 'in weeks'],
    ['5wds', 'with something behind'],
    ['x5wd', 'with something before'],
    ['.5h', 'without a nought'],
    ['1.h', 'with a point and nothing behind'],
    ['1.1234h', 'finer than a thousandth'],
    ['1000000s', 'with too many digits'],
    ['', 'empty'],
  ])('%p is none: %s', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it.each([
    ['2d', 172_800_000],
    ['1.5h', 5_400_000],
    ['30min', 1_800_000],
    ['20s', 20_000],
  ])('%s of the clock are %d ms', (text, ms) => {
    expect(elapsedMs(parseDuration(text) ?? { amount: 0, unit: 's' })).toBe(ms);
  });

  it.each(['wd', 'wh'] as const)('%s has no length of its own: it takes a calendar to say', (unit) => {
    expect(elapsedMs({ amount: 1, unit })).toBeUndefined();
  });
});

describe('the moment a length of time later', () => {
  it('is told by the clock, and working time is none of it', () => {
    const from = new Date('2026-03-02T01:30:00Z');
    expect(elapsedAfter(from, { amount: 90, unit: 'min' })).toEqual(new Date('2026-03-02T03:00:00Z'));
    expect(elapsedAfter(from, { amount: 4, unit: 'wh' })).toEqual(from);
  });
});
