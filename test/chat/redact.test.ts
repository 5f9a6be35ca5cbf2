import * as fc from 'fast-check';
import { maskName, maskPhone, redact } from '../../src/chat/redact';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const gap = fc.constantFrom('', ' ', '-', ' - ', '  ', '\u00a0', '\t', '—', '–', '·', '_', '/', '\u200b');

/** The number cut into groups, as people type it. */
function grouped(number: fc.Arbitrary<string>, ...layouts: readonly (readonly number[])[]) {
  return fc.tuple(number, fc.constantFrom(...layouts), gap).map(([whole, sizes, between]) => {
    let at = 0;
    const groups = sizes.map((size) => whole.slice(at, (at += size)));
    return { whole, typed: [...groups, whole.slice(at)].filter(Boolean).join(between) };
  });
}

const fullWidth = (text: string) =>
  text.replace(/[0-9]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

const phone = grouped(
  fc.tuple(fc.constantFrom('13', '15', '17', '18', '19'), digits(9)).map((parts) => parts.join('')),
  [3, 4],
  [3, 3],
  [4, 4],
  [4, 3],
  [5],
  [11],
  [3, 2, 2, 2],
);
const idNo = grouped(
  fc
    .tuple(digits(6), fc.constantFrom('19', '20'), digits(9), fc.constantFrom('0', '7', 'X', 'x'))
    .map((parts) => parts.join('')),
  [18],
  [6, 8],
  [6, 4, 4],
);
const card = grouped(
  fc
    .tuple(fc.constantFrom('62', '43', '52'), fc.constantFrom(14, 17).chain(digits))
    .map((parts) => parts.join('')),
  [19],
  [4, 4, 4, 4],
  [6],
  [8, 4],
);
const personal = fc.oneof(phone, idNo, card);
const around = fc.constantFrom('', '客户电话', '，', '：', '（', ' ', '号码是', '😡', '\n');

/** Every digit of the text in order: what a reader could still put together. */
const digitsOf = (text: string) => text.replace(/\D/gu, '');

describe('redacting what people type (R54)', () => {
  it('leaves no phone, identity or card number, however it is grouped', () => {
    fc.assert(
      fc.property(personal, around, around, fc.boolean(), ({ whole, typed }, before, after, isFullWidth) => {
        const clean = redact(before + (isFullWidth ? fullWidth(typed) : typed) + after);
        expect(clean).toContain('****');
        expect(digitsOf(clean).length).toBeLessThanOrEqual(8);
        expect(digitsOf(clean)).not.toContain(digitsOf(whole));
      }),
      { numRuns: 2_000 },
    );
  });

  it('says the same when it is asked again', () => {
    const piece = fc.oneof(
      personal.map(({ typed }) => typed),
      digits(5),
      around,
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const once = redact(pieces.join(''));
        expect(redact(once)).toBe(once);
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes any string', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof redact(text) === 'string'));
  });

  it('takes a long row of digits and gaps in no time', () => {
    const start = performance.now();
    for (const unit of ['1 ', '1-', '1', '1 - ', '0 1', '(0']) redact(unit.repeat(1_000));
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it.each([
    ['138 1234 5678', '138****5678'],
    ['138-123-45678', '138****5678'],
    ['１３８１２３４５６７８', '138****5678'],
    ['\u202d13812345678\u202c', '138****5678'],
    ['+86 138 1234 5678', '8613****5678'],
    ['013812345678', '013****5678'],
    ['138.1234.5678', '138****5678'],
    ['tel13812345678abc', 'tel138****5678abc'],
    ['010-88886666', '010****6666'],
    ['（021）8888 6666', '021****6666'],
    ['0755 8888 6666', '075****6666'],
    ['110105 19491231 002X', '1101****002X'],
    ['ID110105194912310021', 'ID1101****0021'],
    ['6222 0212 3456 7890 123', '6222****0123'],
    ['6222.0212.3456.7890.123', '6222****0123'],
    ['账号622202123456', '账号622****3456'],
    ['账号6222021234567', '账号6222****4567'],
    ['0200 0041 0920 0123 456', '0200****3456'],
    ['622202 13812345678', '6222****5678'],
    ['010-88886666，13812345678', '010****6666，138****5678'],
    ['13812345678 13912345678', '138****5678 139****5678'],
    ['卡号NO6222021234567890123', '卡号NO6222****0123'],
    ['13812345678、13912345678', '138****5678、139****5678'],
    ['li.ming+1@mail.bank.cn', '***'],
  ])('reads %s as %s', (typed, clean) => {
    expect(redact(typed)).toBe(clean);
  });

  it.each([
    'KFB26000001',
    'KFB26000001-20261123-SL',
    'KFB26000001-20261123-FA02',
    '客户投诉 KFB26000001-20261123-SL，退还1,234.56元',
    '年费300元重复扣了两次，共600元',
    '退150.00 3000.00元',
    '涉及1.5万元和￥1,234,567.89',
    '2026-03-01 14:30 取款',
    '2026-03-01 2026-03-05',
    '流水20260301-20260305',
    '尾号8821',
    '拨打95588',
  ])('lets %s stand', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('keeps the amount beside a number', () => {
    expect(redact('13812345678 5000元')).toBe('138****5678 5000元');
    expect(redact('KFB26000001 13812345678')).toBe('KFB26000001 138****5678');
  });

  it('keeps every amount and case number among personal ones', () => {
    const amount = fc.integer({ min: 1, max: 9_999_999 }).map((fen) => `${fen / 100}元`);
    const caseNo = digits(8).map((serial) => `KFB${serial}-20261123-SL`);
    fc.assert(
      fc.property(amount, caseNo, personal, (sum, number, { typed }) => {
        const clean = redact(`${number}：客户${typed}要求退${sum}`);
        expect(clean).toContain(number);
        expect(clean).toContain(`退${sum}`);
      }),
    );
  });

  it('calls a known name 投诉人, and a single letter nothing', () => {
    expect(redact('已致电王小明，王小明认可', ['王小明', '王'])).toBe('已致电投诉人，投诉人认可');
  });
});

describe('masks', () => {
  it.each([
    ['王小明', '王**'],
    ['欧阳娜娜', '欧***'],
    ['𠮷田', '𠮷*'],
    ['王女士', '王女士'],
    ['匿名', '匿名'],
  ])('show %s as %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it('show the ends of a number', () => {
    expect(maskPhone('13812345678')).toBe('138****5678');
    expect(maskPhone('01088886666')).toBe('010****6666');
  });
});
