import { readFileSync } from 'node:fs';
import { parseRules } from '../../config/rules';
import { Fault } from '../../src/errors';

const TEXT = readFileSync('config/rules.yaml', 'utf8');

/** What loading says of the file with one row of a table written another way, the row's line after it. */
function faultOf(
  row: string,
  written: string,
  table = 'C1:',
): { readonly says: string; readonly line: number } {
  const from = TEXT.indexOf(`  ${table}`);
  const at = TEXT.indexOf(row, from);
  const text = `${TEXT.slice(0, at)}${written}${TEXT.slice(at + row.length)}`;
  const line = TEXT.slice(0, at).split('\n').length;
  try {
    parseRules(text, 'rules.yaml');
  } catch (error) {
    if (error instanceof Fault) return { says: error.message, line };
  }
  return { says: '', line };
}

describe('the escalation table in the rules file (section 7)', () => {
  it('is read row by row: when, how, whom', () => {
    const { escalation } = parseRules(TEXT, 'rules.yaml');
    expect(escalation.C1).toEqual([
      { id: '80%', at: { kind: 'share', share: 0.8 }, mode: 'card', to: ['INTAKE', 'LEAD'] },
      { id: 'due', at: { kind: 'due' }, mode: 'card', to: ['LEAD', 'HEAD'] },
      {
        id: '+1wh',
        at: { kind: 'after', duration: { amount: 1, unit: 'wh' }, every: true },
        mode: 'card',
        to: ['HEAD'],
      },
    ]);
    expect(escalation['C0-extended'][2]).toEqual({
      id: '-72h',
      at: { kind: 'before', duration: { amount: 72, unit: 'h' } },
      mode: 'call',
      to: ['HEAD', 'EXEC'],
    });
    expect(escalation.C0[0]?.at).toEqual({ kind: 'share', share: 7 / 15 });
  });

  it('is part of the version a case keeps', () => {
    const another = TEXT.replace('- 11/15 card LEAD HEAD', '- 11/15 card LEAD');
    expect(parseRules(another, 'a').version).not.toBe(parseRules(TEXT, 'a').version);
  });

  it.each([
    ['a threshold after the due time', '80% card INTAKE LEAD', '120% card INTAKE', '「120%」到了期限或更晚'],
    ['the due time as a share', '80% card INTAKE LEAD', '15/15 card INTAKE', '「15/15」到了期限或更晚'],
    ['an unknown post', '80% card INTAKE LEAD', '80% card INTAKE BOSS', '没有「BOSS」这个收件人'],
    ['a row twice', '80% card INTAKE LEAD', 'due card INTAKE', '「due」写了两次'],
    ['nobody to tell', '80% card INTAKE LEAD', '80% card', '要写成「时间 card 收件人」'],
    ['neither card nor call', '80% card INTAKE LEAD', '80% mail INTAKE', '要写成「时间 card 收件人」'],
    ['a time that is none', '80% card INTAKE LEAD', 'soon card INTAKE', '时间要写成 50%'],
    ['no time at all', '80% card INTAKE LEAD', '0% card INTAKE', '时间要写成 50%'],
    ['a broken share', '80% card INTAKE LEAD', '1/0 card INTAKE', '「1/0」到了期限或更晚'],
    [
      'working time before the due time',
      '80% card INTAKE LEAD',
      '-1wh card INTAKE',
      '到期前只能用 d、h、min、s',
    ],
    ['a round before the due time', '80% card INTAKE LEAD', '80% every card INTAKE', 'every 只用在到期以后'],
  ])('is refused with its line: %s', (_what, row, written, says) => {
    const fault = faultOf(row, written);
    expect(fault.says).toContain(says);
    expect(fault.says).toMatch(
      new RegExp(`escalation\\.C1\\.\\d（第 ${fault.line + (says.includes('两次') ? 1 : 0)} 行）`),
    );
  });

  it('is refused when the end of a clock is told to nobody, and when a clock has no table', () => {
    expect(faultOf('    - due card LEAD HEAD\n', '').says).toMatch(
      /escalation\.C1（第 \d+ 行）：缺少 due 一行：到期了没有人知道/u,
    );
    expect(faultOf('  C9:', '  C10:', 'C9:').says).toMatch(/escalation\.C9（第 \d+ 行）：没有写/u);
  });

  it('is refused where a row would come before its clock begins', () => {
    expect(faultOf('-24h call HEAD', '-15d call HEAD', 'C0:').says).toContain('「-15d」比期限本身还长');
    expect(faultOf('-24h call HEAD', '-14d call HEAD', 'C0:').says).toBe('');
    // Of an approval the shortest term counts; working days are not compared with hours.
    expect(faultOf('due call approver', '-99h call approver\n    - due call approver', 'C6:').says).toBe('');
  });
});
