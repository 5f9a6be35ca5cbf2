import * as fc from 'fast-check';
import { amountsIn, claimedIn } from '../../src/chat/amounts';

describe('an amount in a sentence, in whole fen', () => {
  it.each([
    ['300元', 30_000],
    ['300块', 30_000],
    ['300块钱', 30_000],
    ['3块钱', 300],
    ['￥300', 30_000],
    ['¥1,234.56', 123_456],
    ['1,000元', 100_000],
    ['3.5万元', 3_500_000],
    ['3.5万', 3_500_000],
    ['10万元', 10_000_000],
    ['100000.01元', 10_000_001],
    ['3万5千元', 3_500_000],
    ['2万3', 2_300_000],
    ['1万500元', 1_050_000],
    ['5千元', 500_000],
    ['1.5千元', 150_000],
    ['1亿元', 10_000_000_000],
    ['十元', 1_000],
    ['两百块钱', 20_000],
    ['三千五百元', 350_000],
    ['一百零五元', 10_500],
    ['一千零五十元', 105_000],
    ['十二万元', 12_000_000],
    ['两万三千元', 2_300_000],
    ['被扣三千五，', 350_000],
    ['退还一万二', 1_200_000],
    ['金额五千', 500_000],
    ['金额：5000', 500_000],
    ['伍佰元', 50_000],
    ['壹万贰仟元整', 1_200_000],
    ['300元5角', 30_050],
    ['300元5角8分', 30_058],
    ['三百元五角', 30_050],
    ['3块5', 350],
    ['三块五', 350],
    ['5块2毛', 520],
    ['0元', 0],
  ])('%s is %d', (text, fen) => {
    expect(amountsIn(text).map((amount) => amount.fen)).toEqual([fen]);
  });

  it.each([
    '8月15日',
    '3个月',
    '第三元',
    '2000多元',
    '几百元',
    '百元大钞',
    '13812345678',
    '5000美元',
    '300.555元',
    '12345678901234567元',
    '半年',
    '三百',
  ])('%s is none', (text) => {
    expect(amountsIn(text)).toEqual([]);
  });

  it('a number split by a space is not read by half', () => {
    expect(amountsIn('退1 000元')).toEqual([]);
    expect(amountsIn('13812345678 300元').map(({ fen }) => fen)).toEqual([30_000]);
    expect(amountsIn('扣了2笔 300元').map(({ fen }) => fen)).toEqual([30_000]);
  });

  it('a month after the yuan is no jiao', () => {
    expect(amountsIn('退300元5月到账').map(({ fen }) => fen)).toEqual([30_000]);
    expect(amountsIn('三百元五月').map(({ fen }) => fen)).toEqual([30_000]);
  });

  it.each([
    ['the largest', '先扣100元，又扣200元', 20_000],
    ['the total that was said', '扣100元，又扣200元，一共300元', 30_000],
    ['the total, be it smaller', '存了10万元，共被扣300元', 30_000],
    ['nothing', '服务态度差', undefined],
  ])('what is claimed is %s: %s', (_what, text, fen) => {
    expect(claimedIn(text)).toBe(fen);
  });

  it('every sum of yuan and fen is read back exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000_000_000 }), (fen) => {
        const yuan = `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
        const grouped = yuan.replace(/\B(?=(\d{3})+(?=\.))/gu, ',');
        expect(claimedIn(`多收${yuan}元`)).toBe(fen);
        expect(claimedIn(`多收¥${grouped}，要求退款`)).toBe(fen);
      }),
      { numRuns: 300 },
    );
  });

  it('never throws and never gives part of a fen', () => {
    const letter = fc.constantFrom(...'0123456789.,， 元块角分毛钱万亿千百十一二两三五零¥多几退金额共年月');
    const text = fc.oneof(
      fc.array(letter, { maxLength: 30 }).map((letters) => letters.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, (words) => {
        for (const { fen } of amountsIn(words)) expect(Number.isSafeInteger(fen) && fen >= 0).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
