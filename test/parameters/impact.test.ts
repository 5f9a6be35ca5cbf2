import { readFileSync } from 'node:fs';
import { parseRules } from '../../config/rules';
import { impactOn, NOTHING, plus } from '../../src/parameters/impact';
import { changeLines, impactLines, summaryLine } from '../../src/parameters/words';
import { at, filed, inState } from '../support/builders';

const TEXT = readFileSync('config/rules.yaml', 'utf8');

function changed(find: string, put: string) {
  if (!TEXT.includes(find)) throw new Error(`the rules file holds no ${find}`);
  return parseRules(TEXT.replace(find, put), 'changed');
}

const impact = (find: string, put: string, now: string) => impactOn(filed(), changed(find, put), at(now));
const firstContact = (...args: Parameters<typeof impact>) =>
  impactLines(impact(...args)).find((line) => line.includes('首次联系'));

// Registered on Monday 2026-03-02, 09:30: first contact is due at 11:30.
describe('what a change would do to an open case', () => {
  it.each([
    ['in time either way', '1wh', '10:00', '3月2日 11:30 → 3月2日 10:30  早 1 小时'],
    [
      'late at once, the very moment too',
      '1wh',
      '10:30',
      '3月2日 11:30 → 3月2日 10:30  早 1 小时，改用就超时',
    ],
    ['late already', '1wh', '12:00', '3月2日 11:30 → 3月2日 10:30  早 1 小时，已超时'],
    ['late no longer', '4wh', '12:00', '3月2日 11:30 → 3月2日 15:00  晚 3 小时 30 分，不再超时'],
    ['a day later', '26h', '10:00', '3月2日 11:30 → 3月3日 11:30  晚 1 天'],
  ])('%s', (_what, put, now, line) => {
    expect(firstContact('normal: 2wh', `normal: ${put}`, `2026-03-02 ${now}`)).toBe(`    首次联系  ${line}`);
  });

  it('is nothing to the clocks it does not touch', () => {
    expect(firstContact('head: 8wh', 'head: 1wh', '2026-03-02 10:00')).toBe(
      '    首次联系  3月2日 11:30  不变',
    );
  });

  it('cannot be told where the new calendar lacks the year, and the next case is', () => {
    const title = '2026年部分节假日安排的通知\n    verified: ';
    const unverified = changed(`${title}true`, `${title}false`);
    const unknown = impactOn(inState('PLANNING'), unverified, at('2026-03-02 10:00'));
    expect(impactLines(unknown)[1]).toContain('工作日历没有 2026 年');
    const sum = [unknown, impact('normal: 2wh', 'normal: 1wh', '2026-03-02 11:00')].reduce(plus, NOTHING);
    expect(summaryLine(sum)).toBe('在办 2 件，1 个时限会变，其中 1 个改用就超时。另有 1 件算不出来。');
  });
});

describe('a changed parameter in words', () => {
  it.each([
    ['8wh', '6wh', '8wh → 6wh'],
    [10, 12.5, '10 → 12.5'],
    [undefined, true, '（没有） → true'],
    ['KFB', undefined, 'KFB → （没有）'],
    [['a', 'b'], ['b', 'c', 'd'], '去掉 a，加上 c，加上 d'],
    [['a', 'b'], ['b', 'a'], 'a、b → b、a'],
    [undefined, [], '（没有） → （空）'],
  ])('%j to %j', (from, to, words) => {
    const change = { path: 'x.y', ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    expect(changeLines([change])).toEqual([`  x.y：${words}`]);
  });
});
