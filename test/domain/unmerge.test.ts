import type { Complaint } from '../../src/domain/complaint';
import { play, type Try } from '../support/random-case';

const next: Try = { act: 'fit', minutes: 0, ago: 0 };
const merge: Try = { act: 'own', type: 'merge', minutes: 0, ago: 0 };
const unmerge: Try = { act: 'own', type: 'unmerge', minutes: 0, ago: 0 };
const running = ({ clocks }: Complaint) => clocks.filter(({ stoppedAt }) => !stoppedAt).map(({ id }) => id);

describe('a merge undone (T4)', () => {
  it('lets run again what ran when it was merged, and not what had stopped in the same moment', () => {
    const { steps } = play([next, next, next, next, merge, unmerge]);
    const [before, merged, back] = steps.slice(-3).map(({ after }) => after);
    expect(before?.state).toBe('PLANNING');
    expect(merged?.state).toBe('MERGED');
    expect(back?.state).toBe('PLANNING');
    expect(merged && running(merged)).toEqual([]);
    expect(back && running(back)).toEqual(before && running(before));
    expect(back).not.toHaveProperty('clocksLeft');
  });
});
