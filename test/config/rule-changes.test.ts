import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { changesBetween } from '../../config/rule-changes';
import { parseRules } from '../../config/rules';

const TEXT = readFileSync('config/rules.yaml', 'utf8');

const versionOf = (text: string): string => parseRules(text, 'rules.yaml').version;

function edited(...changes: readonly (readonly [find: string, put: string])[]): string {
  return changes.reduce((text, [find, put]) => {
    if (!text.includes(find)) throw new Error(`the rules file holds no ${find}`);
    return text.replace(find, put);
  }, TEXT);
}

describe('what changed between two versions of the parameters (section 2: old, new)', () => {
  it('is named by path, with both values as the files write them', () => {
    const after = edited(['head: 8wh', 'head: 6wh'], ['limitWan: 10', 'limitWan: 12.5'], ['KFB', 'TSB']);
    expect(changesBetween(TEXT, after)).toEqual([
      { path: 'approval.head', from: '8wh', to: '6wh' },
      { path: 'amount.limitWan', from: 10, to: 12.5 },
      { path: 'number.orgCode', from: 'KFB', to: 'TSB' },
    ]);
  });

  it('holds a list as a whole, for its order and its rest matter too', () => {
    expect(changesBetween(TEXT, edited(['13:30-17:30', '13:30-18:00']))).toEqual([
      {
        path: 'work.hours',
        from: ['09:00-12:00', '13:30-17:30'],
        to: ['09:00-12:00', '13:30-18:00'],
      },
    ]);
  });

  it('knows a year that came and a year that went', () => {
    const added = `${TEXT}  2027:\n    notice: 通知\n    verified: true\n    off: ['2027-01-01']\n    makeUp: []\n`;
    expect(changesBetween(TEXT, added)).toEqual([
      { path: 'calendar.2027.notice', to: '通知' },
      { path: 'calendar.2027.verified', to: true },
      { path: 'calendar.2027.off', to: ['2027-01-01'] },
      { path: 'calendar.2027.makeUp', to: [] },
    ]);
    expect(changesBetween(added, TEXT).map(({ path, from, to }) => [path, from !== undefined, to])).toEqual([
      ['calendar.2027.notice', true, undefined],
      ['calendar.2027.verified', true, undefined],
      ['calendar.2027.off', true, undefined],
      ['calendar.2027.makeUp', true, undefined],
    ]);
  });

  it.each([
    ['a comment', 'head: 8wh', 'head: 8wh # 另一句说明'],
    ['another notation of the same time', 'head: 8wh', 'head: 8.0wh'],
  ])('is not %s, which makes no new version either', (_what, find, put) => {
    expect(changesBetween(TEXT, edited([find, put]))).toEqual([]);
    expect(versionOf(edited([find, put]))).toBe(versionOf(TEXT));
  });

  it('read backwards is the same with old and new exchanged', () => {
    const limits = ['head: 8wh', 'exec: 16wh', 'attempts: 3', 'normal: 2wh', 'reserve: 2d', 'limitWan: 10'];
    fc.assert(
      fc.property(fc.subarray(limits), fc.integer({ min: 1, max: 9 }), (names, n) => {
        const after = edited(...names.map((name) => [name, name.replace(/\d+/u, `1${n}`)] as const));
        const there = changesBetween(TEXT, after);
        const back = changesBetween(after, TEXT);
        expect(there.length === 0).toBe(versionOf(after) === versionOf(TEXT));
        expect(back.map(({ path, from, to }) => ({ path, from: to, to: from }))).toEqual(there);
      }),
      { numRuns: 30 },
    );
  });

  it('cannot be told of a file that is broken', () => {
    expect(() => changesBetween(TEXT, edited(['head: 8wh', 'head: soon']))).toThrow(/rules_invalid/u);
  });
});
