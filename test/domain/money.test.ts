import * as fc from 'fast-check';
import { parseYuan, showYuan } from '../../src/domain/money';

describe('money is whole fen', () => {
  it.each([
    ['300', 30_000],
    ['300元', 30_000],
    ['￥1,234.56', 123_456],
    ['0.1', 10],
    ['0.3元', 30],
    ['10万元', 10_000_000],
    ['10.0001万', 10_000_100],
    ['1.5亿', 15_000_000_000],
    ['１２３元', 12_300],
    ['100000.01', 10_000_001],
    ['0', 0],
  ])('%s is %d fen', (text, fen) => {
    expect(parseYuan(text)).toBe(fen);
  });

  it.each([
    '',
    '元',
    '-5',
    '1.234',
    '1,23',
    '1e3',
    '12.3.4',
    '１０元５',
    '99999999999999999',
    '0.0000001万',
    'NaN',
  ])('%p is no amount', (text) => {
    expect(parseYuan(text)).toBeUndefined();
  });

  it('is read back as it was shown, to the fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000_000 }), (fen) => {
        expect(parseYuan(showYuan(fen))).toBe(fen);
      }),
    );
  });

  it('0.1 and 0.2 are 0.3', () => {
    expect((parseYuan('0.1') ?? 0) + (parseYuan('0.2') ?? 0)).toBe(parseYuan('0.3'));
  });
});
