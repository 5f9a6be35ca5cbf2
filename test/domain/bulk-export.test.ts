import { leavesFor } from '../../src/domain/access-log';
import {
  askBulkExport,
  awaited,
  coversCase,
  decideBulkExport,
  isBulkOver,
  type BulkExport,
  type BulkScope,
} from '../../src/domain/bulk-export';
import { asOf, type Org, type Person } from '../../src/domain/org';
import { isRefusal, type Refusal } from '../../src/domain/ruling';
import { at, after, digest, filed, inState, MONDAY, org, person, rules } from '../support/builders';
import { approved } from '../support/side-states';

const PERIOD: BulkScope = { kind: 'period', from: '2026-03-01', to: '2026-03-02' };
const usual = asOf(org, MONDAY);
const bank = (changes: Readonly<Record<string, Partial<Person>>>): Org => ({
  ...usual,
  people: new Map([...usual.people].map(([userId, each]) => [userId, { ...each, ...changes[userId] }])),
});
const ask = (by = 'fang.yu', scope: BulkScope = PERIOD, those = usual, reason = '审计抽样') =>
  askBulkExport({ id: 'export-26-1', scope, reason }, person(by), { at: MONDAY, org: those, digest });
const must = <T extends object>(made: T | Refusal): T => {
  if (isRefusal(made)) throw new Error(made.refused);
  return made;
};
const decide = (request: BulkExport, by: string, more = {}, those = usual) =>
  decideBulkExport(request, { hash: request.hash, result: 'approved', ...more }, person(by), {
    ...{ at: MONDAY, org: those, rules },
  });
/** The rule a no names. */
const RULE: Readonly<Record<string, string>> = {
  ...{ not_the_approver: 'G6', reason_missing: 'G6', request_over: 'G6', nobody_eligible: 'G6' },
  ...{ ground_missing: 'R32', end_date_invalid: 'R32' },
};
const refusedOf = (made: BulkExport | Refusal) => {
  if (!isRefusal(made)) return 'done';
  expect([made.refused, made.rule]).toEqual([made.refused, RULE[made.refused]]);
  return made.refused;
};
const people = (request: BulkExport, those = usual) =>
  awaited(request, those).map(({ office, people }) => [office, people.map(({ userId }) => userId)]);

describe('exporting many cases (G6: DPO and HEAD, both)', () => {
  it('waits for both, in either order, and counts from the second yes', () => {
    for (const [first, second] of [
      ['jiang.nan', 'zhao.lei'],
      ['zhao.lei', 'jiang.nan'],
    ] as const) {
      const request = must(ask());
      expect(people(request)).toEqual([
        ['DPO', ['jiang.nan']],
        ['HEAD', ['zhao.lei']],
      ]);
      const half = must(decide(request, first));
      expect([half.granted, isBulkOver(half), half.version]).toEqual([undefined, false, 2]);
      expect(coversCase(half, filed(), person('fang.yu'), MONDAY)).toBe(false);
      const whole = must(decide(half, second));
      expect(whole).toMatchObject({
        version: 3,
        granted: { at: MONDAY, until: at('2026-03-03 09:30'), roles: ['AUDIT'] },
      });
      expect([isBulkOver(whole), people(whole)]).toEqual([true, []]);
    }
  });

  it('is decided once by each, on what was shown, by nobody else, and a no needs a reason', () => {
    const request = must(ask());
    expect(refusedOf(decide(request, 'lin.tao'))).toBe('not_the_approver');
    expect(refusedOf(decide(request, 'zhao.lei', { hash: 'another' }))).toBe('plan_changed');
    expect(refusedOf(decide(request, 'zhao.lei', { result: 'returned' }))).toBe('reason_missing');
    const half = must(decide(request, 'zhao.lei'));
    expect(decide(half, 'zhao.lei')).toEqual({
      ...{ refused: 'already_decided', by: 'zhao.lei', at: MONDAY, result: 'approved' },
    });
    const no = must(decide(request, 'zhao.lei', { result: 'returned', reason: '用不到' }));
    expect([isBulkOver(no), no.decisions[0]?.reason]).toEqual([true, '用不到']);
    expect(refusedOf(decide(no, 'jiang.nan'))).toBe('request_over');
    const hashes = [request, must(ask('ma.wen')), must(ask('fang.yu', PERIOD, usual, '别的'))].map(
      ({ hash }) => hash,
    );
    expect(new Set(hashes).size).toBe(3);
  });

  it('is never decided by who asks, nor by one person for both; the executive stands in for the head alone', () => {
    expect(people(must(ask('zhao.lei')))).toEqual([
      ['DPO', ['jiang.nan']],
      ['HEAD', ['ma.wen']],
    ]);
    expect(refusedOf(ask('jiang.nan'))).toBe('nobody_eligible');
    const away = bank({ 'zhao.lei': { isAway: true } });
    expect(people(must(ask('fang.yu', PERIOD, away)), away)).toEqual([
      ['DPO', ['jiang.nan']],
      ['HEAD', ['zhao.lei', 'ma.wen']],
    ]);
    const both = bank({ 'zhao.lei': { roles: ['HEAD', 'DPO'] } });
    const half = must(decide(must(ask('fang.yu', PERIOD, both)), 'zhao.lei', {}, both));
    expect(half.decisions[0]?.office).toBe('DPO');
    expect(people(half, both)).toEqual([['HEAD', ['ma.wen']]]);
  });

  it('needs a reason and a period that is over or today', () => {
    expect(refusedOf(ask('fang.yu', PERIOD, usual, ' '))).toBe('ground_missing');
    for (const [from, to, is] of [
      ['2026-03-02', '2026-03-01', 'end_date_invalid'],
      ['2026-03-01', '2026-03-03', 'end_date_invalid'],
      ['2026-03-02', '2026-03-02', 'done'],
    ] as const)
      expect(refusedOf(ask('fang.yu', { kind: 'period', from, to }))).toBe(is);
  });

  it('covers the cases received on its days, or its numbers, for who asked, while it counts', () => {
    const granted = (scope: BulkScope) =>
      must(decide(must(decide(must(ask('fang.yu', scope)), 'zhao.lei')), 'jiang.nan'));
    const request = granted(PERIOD);
    const fang = person('fang.yu');
    const on = (day: string) => filed({ receivedAt: at(day), now: MONDAY });
    for (const [day, is] of [
      ['2026-02-28 23:59', false],
      ['2026-03-01 00:00', true],
      ['2026-03-02 09:00', true],
    ] as const)
      expect([day, coversCase(request, on(day), fang, MONDAY)]).toEqual([day, is]);
    const early = granted({ kind: 'period', from: '2026-02-01', to: '2026-03-01' });
    expect(coversCase(early, on('2026-03-01 23:59'), fang, MONDAY)).toBe(true);
    expect(coversCase(early, on('2026-03-02 00:00'), fang, MONDAY)).toBe(false);
    expect(coversCase(request, filed(), person('zhao.lei'), MONDAY)).toBe(false);
    expect(coversCase(request, filed(), { ...fang, roles: ['HEAD'] }, MONDAY)).toBe(false);
    expect(coversCase(request, filed(), fang, at('2026-03-03 09:30'))).toBe(false);
    const named = granted({ kind: 'cases', ids: ['KFB26000001'] });
    expect(coversCase(named, filed(), fang, MONDAY)).toBe(true);
    expect(coversCase(named, { ...filed(), id: 'KFB26000002' }, fang, MONDAY)).toBe(false);
  });
});

describe('by what leave a person reads (R24, R32)', () => {
  const planning = inState('PLANNING');
  const given = (what: 'unmask' | 'export', by: string, from = planning) =>
    approved(after(from, { type: 'disclose', what, reason: what }, by), 'lin.tao');
  const leaves = (
    by: string,
    complaint = planning,
    use: 'view' | 'export' = 'view',
    those = usual,
    bulk: readonly BulkExport[] = [],
  ) => {
    const found = leavesFor(person(by), complaint, those, { fields: ['phone'], use }, bulk);
    return isRefusal(found) ? found.refused : found.map(({ no }) => no);
  };

  it('is none for whose post reads, the leave for whom it unmasks, and no for everybody else', () => {
    expect(leaves('zhou.min')).toEqual([]);
    expect(leaves('chen.gang')).toEqual([]);
    expect(leaves('wu.qian')).toBe('masked_only');
    expect(leaves('gao.yuan')).toBe('not_found');
    expect(leaves('jiang.nan')).toBe('not_found');
    expect(leaves('wu.qian', given('unmask', 'wu.qian'))).toEqual([1]);
    expect(leaves('wu.qian', given('unmask', 'wu.qian'), 'view', asOf(org, at('2026-03-03 09:30')))).toBe(
      'masked_only',
    );
    expect(leaves('zhou.min', given('unmask', 'wu.qian'))).toEqual([]);
  });

  it('to export is a leave of its own, besides the right to read', () => {
    expect(leaves('zhou.min', planning, 'export')).toBe('export_not_granted');
    expect(leaves('zhou.min', given('export', 'zhou.min'), 'export')).toEqual([1]);
    expect(leaves('zhou.min', given('export', 'zhou.min'), 'export', asOf(org, at('2026-03-03 09:30')))).toBe(
      'export_not_granted',
    );
    expect(leaves('wu.qian', given('export', 'wu.qian'), 'export')).toBe('masked_only');
    const both = given('export', 'wu.qian', given('unmask', 'wu.qian'));
    expect(leaves('wu.qian', both, 'export')).toEqual([1, 2]);
    const bulk = must(decide(must(decide(must(ask('zhou.min')), 'zhao.lei')), 'jiang.nan'));
    expect(leaves('zhou.min', planning, 'export', usual, [bulk])).toEqual(['export-26-1']);
    expect(leaves('chen.gang', planning, 'export', usual, [bulk])).toBe('export_not_granted');
  });
});
