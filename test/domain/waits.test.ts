import * as fc from 'fast-check';
import { isEnded } from '../../src/domain/complaint';
import { asOf, type Grant } from '../../src/domain/org';
import { todosOf, type Todo } from '../../src/domain/todo';
import { waitKeysOf, waitsFor } from '../../src/domain/waits';
import { inState, org, person } from '../support/builders';
import { play, tries } from '../support/random-case';

describe('by what a waiting case is found (等谁)', () => {
  it('whatever happens, whoever a case waits for finds it under one of their keys', () => {
    const seen = new Set<Todo>();
    fc.assert(
      fc.property(tries, (list) => {
        for (const { after, now } of play(list).steps) {
          if (isEnded(after)) continue;
          const then = asOf(org, now);
          const keys = waitsFor(after);
          for (const someone of then.people.values()) {
            const todos = todosOf(someone, after, then);
            todos.forEach((todo) => seen.add(todo));
            if (todos.length > 0)
              expect(waitKeysOf(someone, then).some((key) => keys.includes(key))).toBe(true);
          }
        }
      }),
      { numRuns: 150 },
    );
    for (const todo of ['classify', 'assign', 'find', 'plan', 'approve', 'cooperate', 'follow_up'] as const)
      expect(seen).toContain(todo);
  });

  it('who stands apart has no key of a case that waits for somebody else', () => {
    const keys = waitsFor(inState('INVESTIGATING'));
    expect(keys).toEqual(['user:chen.gang']);
    expect(waitKeysOf(person('zhou.min'), org)).not.toContain('user:chen.gang');
  });

  it('an ended case waits for nobody', () => {
    expect(waitsFor({ ...inState('INVESTIGATING'), state: 'WITHDRAWN' })).toEqual([]);
  });

  it('who signs for others looks under the keys of every office and every group', () => {
    const clerk = person('zhou.min');
    const grant = { from: 'jiang.nan', to: clerk.userId } as Grant;
    const keys = waitKeysOf(clerk, { ...org, grants: [grant] });
    for (const key of ['role:HEAD', 'role:EXEC', 'lead:', ...org.groups.map(({ id }) => `lead:${id}`)])
      expect(keys).toContain(key);
    expect(waitKeysOf(clerk, { ...org, grants: [] })).not.toContain('role:HEAD');
  });
});
