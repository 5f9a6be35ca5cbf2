import { capitalYuan } from '../../src/documents/capital-yuan';

describe('an amount in capital characters (大写金额, R36)', () => {
  it.each([
    [0, '零元整'],
    [1, '壹分'],
    [10, '壹角整'],
    [15, '壹角伍分'],
    [100, '壹元整'],
    [30_000, '叁佰元整'],
    [30_005, '叁佰元零伍分'],
    [30_050, '叁佰元伍角整'],
    [101_000, '壹仟零壹拾元整'],
    [100_100, '壹仟零壹元整'],
    [1_000_000, '壹万元整'],
    [1_000_300, '壹万零叁元整'],
    // The rules leave a zero at the ten thousands unsaid before a thousand, or let it be said.
    [10_500_000, '壹拾万伍仟元整'],
    [10_000_500_000, '壹亿零伍仟元整'],
    [10_000_001, '壹拾万元零壹分'],
    [10_010_000, '壹拾万零壹佰元整'],
    [2_000_000_000_000, '贰佰亿元整'],
    [10_000_000_100, '壹亿零壹元整'],
    [12_345_678_912, '壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元壹角贰分'],
  ])('%i fen is %s', (fen, said) => {
    expect(capitalYuan(fen)).toBe(said);
  });
});
