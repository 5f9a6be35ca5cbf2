import { explore } from '../support/approvals-model';
import { WORLDS } from '../support/approvals-worlds';

describe('approvals, in every order and by everybody (R33, R34, R36, R38, T7–T11, T22, L4)', () => {
  it.each(WORLDS)('keep every invariant: %s', (_name, world, depth, least) => {
    const { states, seen, broken } = explore(world, { depth, plans: 2 });
    expect(broken).toBeUndefined();
    // The search is worth something: it got far, and everywhere.
    expect(states).toBeGreaterThanOrEqual(least);
    for (const name of [
      'approved',
      'returned',
      'cleared',
      'executed',
      'plan_changed',
      'gates_changed',
      'FOLLOW_UP',
    ])
      expect(seen).toContain(name);
  });

  it('cannot even begin where the only head made the plan', () => {
    const [, plain] = WORLDS[0] ?? [];
    if (!plain) throw new Error('no world');
    const { seen, broken, isWhole } = explore({ ...plain, solver: 'zhao.lei' }, { depth: 8, plans: 2 });
    expect([broken, isWhole, seen.has('submitted')]).toEqual([undefined, true, false]);
  });
});
