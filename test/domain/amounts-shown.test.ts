import { parseYuan, showYuan } from '../../src/domain/money';

describe('an amount as staff read it', () => {
  it.each([
    [0, '0.00元'],
    [5, '0.05元'],
    [30_000, '300.00元'],
    [100_000, '1,000.00元'],
    [123_456_789, '1,234,567.89元'],
    [10_000_001, '100,000.01元'],
  ])('%d fen are %s', (fen, text) => {
    expect(showYuan(fen)).toBe(text);
  });
});

describe('an amount as staff write it', () => {
  it.each([
    ['1.2300', 123, 'zeros behind the fen say nothing'],
    ['1.50000000万', 1_500_000, 'nor behind ten thousand'],
    ['0.00000001亿', 100, 'a yuan is a yuan in any unit'],
    ['人民币300元', 30_000, 'the currency may be named'],
    ['RMB 1 000', 100_000, 'and spaces left in'],
    ['300块钱', 30_000, 'as one speaks'],
    ['1000亿', 10_000_000_000_000, 'the largest'],
  ])('%s is %d fen: %s', (text, fen) => {
    expect(parseYuan(text)).toBe(fen);
  });

  it.each([
    ['1000.0000000001亿', 'more places than there are'],
    ['1000.00000001亿', 'a yuan more than the largest'],
    ['1.2345678万', 'finer than a fen'],
    ['约300元', 'a word before it'],
    ['300元左右', 'a word behind it'],
    ['12,34,567', 'commas in the wrong places'],
    ['1万亿元', 'two units'],
  ])('%s is none: %s', (text) => {
    expect(parseYuan(text)).toBeUndefined();
  });
});
