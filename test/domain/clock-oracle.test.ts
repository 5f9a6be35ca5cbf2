import { CLOCK_PROPERTIES } from '../prove/clock-properties';
import { at } from '../support/builders';
import { oracleDue } from '../support/clock-oracle';

const CASES = 200;

describe('against a clock that counts every minute (6.5)', () => {
  const seed = Date.now() % 2 ** 31;

  it.each(CLOCK_PROPERTIES)(`$says (seed ${seed})`, ({ differs }) => {
    expect(differs({ seed, numRuns: CASES })).toBeUndefined();
  });
});

describe('what the counting clock says of a time with pauses (T15), so that ours can be compared', () => {
  const pause = (from: string, to: string) => ({ from: at(from), to: at(to) });

  it('example 4 of section 8: 13 days of appraisal move the statutory limit by 13 days', () => {
    const appraisal = pause('2026-03-20 10:00', '2026-04-02 16:00');
    expect(oracleDue(at('2026-03-12 10:00'), 15_000, 'd')).toEqual(at('2026-03-28 00:00'));
    expect(oracleDue(at('2026-03-12 10:00'), 15_000, 'd', [appraisal])).toEqual(at('2026-04-10 00:00'));
  });

  it('of working days those after the day of the pause do not count, up to the day it went on', () => {
    const overNewYear = pause('2026-02-13 09:00', '2026-02-25 09:00');
    // The Saturday of 14 February made up for a holiday; then 24 and 25.
    expect(oracleDue(at('2026-02-12 10:00'), 5_000, 'wd')).toEqual(at('2026-02-27 00:00'));
    expect(oracleDue(at('2026-02-12 10:00'), 5_000, 'wd', [overNewYear])).toEqual(at('2026-03-03 00:00'));
  });

  it('a time paused on its last day has that many days left when it goes on', () => {
    const lastDay = pause('2026-03-19 10:00', '2026-03-23 10:00');
    expect(oracleDue(at('2026-03-12 10:00'), 5_000, 'wd', [lastDay])).toEqual(at('2026-03-24 00:00'));
  });

  it('of hours the very minutes do not count, working or elapsed, in as many pauses as there were', () => {
    const pauses = [
      pause('2026-03-02 09:30', '2026-03-02 10:00'),
      pause('2026-03-02 12:30', '2026-03-02 14:00'),
    ];
    expect(oracleDue(at('2026-03-02 09:00'), 4_000, 'wh', pauses)).toEqual(at('2026-03-02 15:30'));
    expect(oracleDue(at('2026-03-02 09:00'), 4_000, 'h', pauses)).toEqual(at('2026-03-02 15:00'));
    expect(oracleDue(at('2026-03-02 09:29:50'), 20_000, 's', pauses)).toEqual(at('2026-03-02 10:00:10'));
  });
});
