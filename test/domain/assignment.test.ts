import { asOf, type Org } from '../../src/domain/org';
import { after, classify, filed, find, inState, MONDAY, org, rules } from '../support/builders';
import { did } from '../support/side-states';

describe('assignment by load, roster and leave (R19, T5)', () => {
  const withPeople = (change: Readonly<Record<string, object>>): Org => ({
    ...org,
    people: new Map([...org.people].map(([id, each]) => [id, { ...each, ...change[id] }])),
  });
  const solver = (dated: Org, load: Readonly<Record<string, number>> = {}) =>
    after(inState('INVESTIGATING'), find, 'chen.gang', MONDAY, {
      org: asOf(dated, MONDAY),
      load: (id) => load[id] ?? 0,
    }).team.solve;

  it('goes to whoever has least to do, the first by the file when equal', () => {
    expect(solver(org)).toBe('wu.qian');
    expect(solver(org, { 'wu.qian': 2, 'deng.chao': 1 })).toBe('deng.chao');
  });

  it('passes over who is on leave, on its first and last day too', () => {
    for (const leave of [
      { from: '2026-03-02', to: '2026-03-06' },
      { from: '2026-02-24', to: '2026-03-02' },
    ])
      expect(solver(withPeople({ 'wu.qian': { leave: [leave] } }))).toBe('deng.chao');
    expect(solver(withPeople({ 'wu.qian': { leave: [{ from: '2026-03-03', to: '2026-03-06' }] } }))).toBe(
      'wu.qian',
    );
  });

  it('prefers who is on duty that weekday, however busy, and takes who is not when nobody else is left', () => {
    const offMonday = { dutyDays: [2, 3, 4, 5] };
    expect(solver(withPeople({ 'wu.qian': offMonday }), { 'deng.chao': 9 })).toBe('deng.chao');
    expect(
      solver(
        withPeople({
          'wu.qian': offMonday,
          'deng.chao': { leave: [{ from: '2026-03-01', to: '2026-03-09' }] },
        }),
      ),
    ).toBe('wu.qian');
  });

  it('T5 by the rule, where the bank wants it: classified and assigned in one', () => {
    const byRule = { rules: { ...rules, assign: 'rule' as const } };
    const complaint = after(did(filed(), 'contact'), classify(), 'zhou.min', MONDAY, byRule);
    expect(complaint).toMatchObject({ state: 'INVESTIGATING', team: { invest: 'chen.gang' } });
    const nobody = withPeople(
      Object.fromEntries(
        ['chen.gang', 'song.yang'].map((id) => [id, { leave: [{ from: '2026-03-01', to: '2026-03-09' }] }]),
      ),
    );
    const left = after(did(filed(), 'contact'), classify(), 'zhou.min', MONDAY, {
      ...byRule,
      org: asOf(nobody, MONDAY),
    });
    expect(left.state).toBe('CLASSIFIED');
  });
});
