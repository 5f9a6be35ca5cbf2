import * as fc from 'fast-check';
import { likeness } from '../../src/domain/likeness';

/** One matter told by two clerks, or by the complainant twice. */
const SAME: readonly (readonly [string, string])[] = [
  ['信用卡年费重复扣了300元', '我的信用卡年费被重复扣了两次，多扣300元'],
  ['信用卡年费重复扣了300元', '年费扣重了，信用卡，共多扣300.00元'],
  ['手机银行转账2万元三天没到账', '转账20,000元已经三天了还没到账，手机银行操作的'],
  ['城东支行柜员态度差，排队两小时', '在城东支行排队排了两个小时，柜员态度恶劣'],
  ['理财经理说保本，结果亏损5万元', '买理财时经理承诺保本，现在亏了5万元'],
  ['催收公司天天打电话骚扰家人', '催收每天给我家人打电话骚扰'],
];
/** Other matters, some of the same business. */
const OTHER: readonly (readonly [string, string])[] = [
  ['信用卡年费重复扣了300元', '信用卡额度被无故降低，无法消费'],
  ['信用卡年费重复扣了300元', '手机银行转账2万元三天没到账'],
  ['信用卡年费重复扣了300元', '信用卡被盗刷3000元'],
  ['城东支行柜员态度差，排队两小时', '城西支行ATM吞卡，三天没人处理'],
  ['理财经理说保本，结果亏损5万元', '理财产品到期三天没到账'],
  ['房贷提前还款被收违约金', '房贷利率上浮没有告知'],
];

describe('the likeness of two complaints (R18, 重复投诉)', () => {
  it.each(SAME)('「%s」 and 「%s」 are one matter', (one, other) => {
    expect(likeness(one, other)).toBeGreaterThan(0.4);
  });

  it.each(OTHER)('「%s」 and 「%s」 are two', (one, other) => {
    expect(likeness(one, other)).toBeLessThan(0.35);
  });

  it.each([
    ['signs and full-width letters', 'ATM吞卡，300元没吐', 'ａｔｍ吞卡！３００元没吐……'],
    ['the order of the clauses', '柜员态度差；排队两小时', '排队两小时；柜员态度差'],
    ['words that every complaint has', '客户反映年费重复扣费', '投诉人表示年费重复扣费'],
    ['how an amount is written', '少退 2万元', '少退20,000.00元'],
  ])('does not look at %s', (_what, one, other) => {
    expect(likeness(one, other)).toBe(1);
  });

  it('takes a number as a whole: 300 is not a part of 3000, and 「300，400」 are two', () => {
    expect(likeness('300元', '3000元')).toBe(0);
    expect(likeness('扣了300，400元', '扣了300元')).toBeGreaterThan(0);
  });

  it('gives more for a number both name than for a pair of characters', () => {
    const told = '年费重复扣了300元';
    expect(likeness(told, '账单三月300元')).toBeGreaterThan(likeness(told, '账单三月年费'));
  });

  it.each(['', '，。！', '的了是', '😀'])('finds nothing to compare in 「%s」', (nothing) => {
    expect(likeness(nothing, nothing)).toBe(0);
    expect(likeness(nothing, '信用卡年费')).toBe(0);
  });
});

describe('whatever two texts say', () => {
  const letter = fc.constantFrom(...'信用卡年费扣重退款柜员态度3000,.万元ATM的了，。 😀');
  // Made when it is asked for: all of Unicode takes a second.
  const texts = () =>
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(letter, { maxLength: 60 }).map((letters) => letters.join('')),
    );

  it('their likeness is the same both ways and lies between 0 and 1', () => {
    fc.assert(
      fc.property(texts(), texts(), (one, other) => {
        const found = likeness(one, other);
        expect(found).toBe(likeness(other, one));
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1_000 },
    );
  });

  it('a text is wholly like itself, unless it says nothing', () => {
    fc.assert(
      fc.property(texts(), (one) => {
        expect([0, 1]).toContain(likeness(one, one));
        expect(likeness(`年费${one}`, `年费${one}`)).toBe(1);
      }),
      { numRuns: 1_000 },
    );
  });
});
