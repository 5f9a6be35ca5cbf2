import fc from 'fast-check';
import { accountOf, type Expected, type Shown } from './account';

const expected = (count: number): Expected[] =>
  Array.from({ length: count }, (_, at) => ({ to: 'lin', about: `case ${at}`, dueAt: 1_000 + at }));
const shown = (rows: readonly Expected[], lateMs: (at: number) => number): Shown[] =>
  rows.map(({ to, about, dueAt }, at) => ({ to, about, at: dueAt + lateMs(at) }));

describe('the drill counts', () => {
  it('what came, what did not, and how late by nearest rank', () => {
    const rows = expected(200);
    const came = shown(rows, (at) => at).slice(0, 100);
    expect(accountOf(rows, came)).toEqual({
      ...{ expected: 200, delivered: 100, duplicates: 0, early: 0 },
      lateMs: { p50: 49, p99: 98, max: 99 },
    });
  });

  it('every message beyond the first as a duplicate, and is late by the first', () => {
    const [row] = expected(1) as [Expected];
    const came = [90, 10, 50].map((lateMs) => ({ to: row.to, about: row.about, at: row.dueAt + lateMs }));
    const { delivered, duplicates, lateMs } = accountOf([row], came);
    expect([delivered, duplicates, lateMs.max]).toEqual([1, 2, 10]);
  });

  it('the same case told to two people as two, and what nobody waits for not at all', () => {
    const rows = [...expected(1), { to: 'chen', about: 'case 0', dueAt: 1_000 }];
    const came = [...shown(rows, () => 5), { to: 'lin', about: 'another', at: 1 }];
    expect(accountOf(rows, came)).toMatchObject({ expected: 2, delivered: 2, duplicates: 0, early: 0 });
  });

  it('a message before its moment as early', () => {
    const rows = expected(3);
    expect(
      accountOf(
        rows,
        shown(rows, (at) => at - 1),
      ).early,
    ).toBe(1);
  });

  it('what fell due while a store was away as late from its return, and nothing else', () => {
    const due = [1_000, 3_000, 6_000];
    const rows = due.map((dueAt, at) => ({ to: 'lin', about: `case ${at}`, dueAt }));
    const came = [1_100, 5_200, 6_050].map((at, index) => ({ to: 'lin', about: `case ${index}`, at }));
    // 100 late before it went, 200 after it came back at 5,000, and 50 late long after.
    const { lateMs } = accountOf(rows, came, { from: 2_000, to: 5_000 });
    expect(lateMs).toEqual({ p50: 100, p99: 200, max: 200 });
  });

  it('nothing as no time at all', () => {
    expect(accountOf(expected(2), [])).toEqual({
      ...{ expected: 2, delivered: 0, duplicates: 0, early: 0 },
      lateMs: { p50: NaN, p99: NaN, max: NaN },
    });
  });

  it('each message once, in whatever order they came', () => {
    const rows = expected(5);
    const messages = fc.array(fc.nat({ max: 4 }), { maxLength: 30 });
    fc.assert(
      fc.property(messages, (cases) => {
        const came = cases.map((at) => ({ to: 'lin', about: `case ${at}`, at: 2_000 + at }));
        const { delivered, duplicates } = accountOf(rows, came);
        expect(delivered).toBe(new Set(cases).size);
        expect(delivered + duplicates).toBe(cases.length);
      }),
    );
  });
});
