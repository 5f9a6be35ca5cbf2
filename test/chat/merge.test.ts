import * as fc from 'fast-check';
import {
  isAnother,
  merge,
  missing,
  NO_CONTACT,
  understandComplaint,
  type Understood,
} from '../../src/chat/understand';

const told = (sentence: string) => understandComplaint(sentence);
const answered = (sentence: string, ...answers: readonly string[]): Understood =>
  answers.reduce(merge, told(sentence));

describe('an answer to what was asked', () => {
  it.each<[what: string, sentence: string, answers: readonly string[], says: Partial<Understood>]>([
    ['a name alone', '13812345678，信用卡被多扣300元，要求退款', ['李强'], { name: '李强' }],
    ['a name with a title', '13812345678，信用卡被多扣300元，要求退款', ['王女士'], { name: '王女士' }],
    ['a foreign name', '13812345678，信用卡被多扣300元，要求退款', ['John Smith'], { name: 'John Smith' }],
    ['a name nobody knows', '13812345678，信用卡被多扣300元，要求退款', ['图雅'], { name: '图雅' }],
    ['no name', '13812345678，信用卡被多扣300元，要求退款', ['不愿留名'], { name: '匿名' }],
    ['a phone alone', '客户李强，信用卡被多扣300元，要求退款', ['138 1234 5678'], { phone: '13812345678' }],
    ['no phone', '客户李强，信用卡被多扣300元，要求退款', ['没有'], { phone: NO_CONTACT }],
    ['a request in its own words', '客户李强，13812345678，信用卡被多扣300元', ['退钱'], { request: '退钱' }],
    [
      'a request with its word',
      '客户李强，13812345678，信用卡被多扣300元',
      ['要求退钱'],
      { request: '退钱' },
    ],
    ['a story, the last thing asked', '客户李强，13812345678，要求道歉', ['柜员骂人'], { facts: '柜员骂人' }],
    [
      'two things in two answers',
      '信用卡被多扣300元，要求退款',
      ['李强', '13812345678'],
      { name: '李强', phone: '13812345678', claimedFen: 30_000 },
    ],
    [
      'two things in one answer',
      '信用卡被多扣300元，要求退款',
      ['李强 13812345678'],
      { name: '李强', phone: '13812345678' },
    ],
  ])('%s', (_what, sentence, answers, says) => {
    const understood = answered(sentence, ...answers);
    expect(understood).toMatchObject(says);
    expect(missing(understood)).toEqual([]);
  });

  it('a thing already there is corrected by words that say so', () => {
    const before = '客户李强，13812345678，信用卡被多扣300元，要求退款';
    expect(answered(before, '姓名写错了，姓名：李刚').name).toBe('李刚');
    expect(answered(before, '电话改成13912345678').phone).toBe('13912345678');
    expect(answered(before, '金额是500元').claimedFen).toBe(50_000);
  });

  it.each(['谢谢', '高兴', '方便'])('a name that stands is not changed by 「%s」', (answer) => {
    expect(answered('客户李强，13812345678，信用卡被多扣300元，要求退款', answer).name).toBe('李强');
  });

  it('a wrong number is told and changes nothing', () => {
    const understood = answered('客户李强，信用卡被多扣300元，要求退款', '电话1381234');
    expect(understood).toMatchObject({ problems: ['phone_digits'], name: '李强' });
    expect(missing(understood)).toEqual(['phone']);
  });

  it('an empty answer changes nothing', () => {
    const before = told('客户李强，信用卡被多扣300元，要求退款');
    expect(answered('客户李强，信用卡被多扣300元，要求退款', '  ')).toEqual(before);
  });

  it('never loses a thing that was there, whatever is answered', () => {
    const before = told('客户李强，13812345678，信用卡被多扣300元，要求退款');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (answer) => {
        expect(missing(merge(before, answer))).toEqual([]);
        expect(() => merge(told(answer), answer)).not.toThrow();
      }),
    );
  });
});

describe('another complaint', () => {
  const whole = told('客户李强，13812345678，信用卡被多扣300元，要求退款');

  it.each([
    ['a story with its own phone', '客户王芳，13912345678，网点排队两小时，要求道歉', true],
    ['the same phone', '客户李强，13812345678，信用卡被多扣300元，要求退款', false],
    ['a correction', '电话写错了，应该是13912345678，信用卡尾号8821', false],
    ['no phone', '网点排队两小时，柜员态度差', false],
  ])('%s: %s', (_what, answer, is) => {
    expect(isAnother(whole, answer)).toBe(is);
  });

  it('is none while something is still asked', () => {
    expect(isAnother(told('客户李强，信用卡被多扣300元'), '客户王芳，13912345678，网点排队两小时')).toBe(
      false,
    );
  });
});
