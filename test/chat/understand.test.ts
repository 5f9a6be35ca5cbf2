import * as fc from 'fast-check';
import { missing, NO_CONTACT, understandComplaint, type Understood } from '../../src/chat/understand';

const PHONE = '13812345678';

/** Sentences as clerks write them, and what they say. */
const SENTENCES: readonly (readonly [sentence: string, says: Partial<Understood>])[] = [
  [
    '投诉 客户李小明，手机13812345678，信用卡年费被重复扣了300元，要求退还年费',
    {
      name: '李小明',
      phone: PHONE,
      facts: '信用卡年费被重复扣了300元',
      request: '退还年费',
      claimedFen: 30_000,
    },
  ],
  [
    '投诉：张建国 13812345678 在我行网点办理存款排队两小时，柜员态度恶劣，要求道歉',
    {
      name: '张建国',
      phone: PHONE,
      facts: '在我行网点办理存款排队两小时，柜员态度恶劣',
      request: '道歉',
    },
  ],
  [
    '客户王女士来电反映，手机银行转账5万元一直未到账，手机138-1234-5678，希望尽快查明原因',
    { name: '王女士', phone: PHONE, request: '希望尽快查明原因', claimedFen: 5_000_000 },
  ],
  [
    '客户姓名：欧阳娜娜；联系电话：010-62345678；卡号6222 0212 3456 7890 123；8月15日ATM吞卡，取款2000元未吐钞，要求退款2000元',
    {
      name: '欧阳娜娜',
      phone: '01062345678',
      account: '6222021234567890123',
      facts: '8月15日ATM吞卡，取款2000元未吐钞',
      request: '退款2000元',
      claimedFen: 200_000,
    },
  ],
  [
    '李强,１３８１２３４５６７８,信用卡被盗刷３.５万元,要求赔偿',
    { name: '李强', phone: PHONE, request: '赔偿', claimedFen: 3_500_000 },
  ],
  [
    '客户匿名投诉网点服务态度差，不愿留电话，希望整改',
    { name: '匿名', phone: NO_CONTACT, facts: '投诉网点服务态度差', request: '希望整改' },
  ],
  [
    '客户刘洋（身份证11010519491231002X）反映个人信息泄露，电话13812345678，要求给个说法',
    { name: '刘洋', idNo: '11010519491231002X', phone: PHONE, request: '给个说法' },
  ],
  [
    '投诉 陈大爷 0571-88881234 买理财亏损十二万元，说没有告知风险，要求赔本金',
    { name: '陈大爷', phone: '057188881234', claimedFen: 12_000_000, request: '赔本金' },
  ],
  [
    '😡😡客户孙悦手机13812345678，被大堂经理骂了，要求道歉🙏',
    { name: '孙悦', phone: PHONE, request: '道歉🙏' },
  ],
  [
    '客户周杰，电话13812345678，扣费100元，又扣了200元，共300元，要求退还',
    { name: '周杰', phone: PHONE, claimedFen: 30_000, request: '退还' },
  ],
  [
    '客户 John Smith 手机 +86 138 1234 5678 外汇购汇被拒，要求解释',
    { name: 'John Smith', phone: PHONE, request: '解释' },
  ],
  [
    '客户阿依古丽·买买提，13812345678，支行不给换零钞，要求办理',
    { name: '阿依古丽·买买提', phone: PHONE, facts: '支行不给换零钞', request: '办理' },
  ],
  [
    '客户吴芳尾号8821的信用卡被扣年费五百元，13812345678，要求退',
    { name: '吴芳', facts: '尾号8821的信用卡被扣年费五百元', claimedFen: 50_000, request: '退' },
  ],
  [
    '\u202e客户赵敏，138\u200b1234\u200b5678，网银登录不上，要求修复\u202c',
    { name: '赵敏', phone: PHONE, facts: '网银登录不上', request: '修复' },
  ],
  [
    '收到时间2026-03-02 09:30，客户马超来信，13812345678，反映催收恐吓，要求停止骚扰',
    { name: '马超', phone: PHONE, receivedAt: '2026-03-02T01:30:00.000Z', request: '停止骚扰' },
  ],
  [
    '客户郑爽说3万元存款不翼而飞，手机号13812345678，诉求：查清楚并赔偿',
    { name: '郑爽', claimedFen: 3_000_000, request: '查清楚并赔偿' },
  ],
  [
    '客户李娟，13812345678，房贷提前还款要收违约金8千元，不认可，要求免收',
    { name: '李娟', claimedFen: 800_000, request: '免收' },
  ],
  [
    '客户何军。手机13812345678。扣了两千块。要求退款。',
    { name: '何军', claimedFen: 200_000, request: '退款' },
  ],
];

describe('one free sentence (R18)', () => {
  it.each(SENTENCES)('%s', (sentence, says) => {
    const understood = understandComplaint(sentence);
    expect(understood).toMatchObject(says);
    expect(missing(understood)).toEqual([]);
    expect(understood.problems).toEqual([]);
  });

  it.each(SENTENCES)('keeps no phone and no id number in the story: %s', (sentence) => {
    const { facts = '', phone = '-', idNo = '-' } = understandComplaint(sentence);
    expect(facts.replace(/[\s-]/gu, '')).not.toContain(phone);
    expect(facts).not.toContain(idNo);
  });

  it('of no shape at all tells only its story, and the rest is asked for in order', () => {
    const understood = understandComplaint('有位客户来投诉说柜台排队太久');
    expect(understood.facts).toContain('柜台排队太久');
    expect(missing(understood)).toEqual(['name', 'phone', 'request']);
  });
});

describe('numbers that are none', () => {
  it.each([
    ['dates are no phone', '客户2026-03-01来行，20260301账单多收，13812345678', { phone: PHONE }],
    [
      'two dates are no account',
      '客户李强，20260301 20260305多收利息',
      { account: undefined, phone: undefined },
    ],
    ['a case number is no phone', '李强，KFB26000001-20260302-SL的事还没办完', { phone: undefined }],
    [
      'an account is no phone',
      '李强，卡号6222021381234567890被锁',
      { account: '6222021381234567890', phone: undefined },
    ],
    ['a hotline is no phone', '李强打95588没人接', { phone: undefined }],
  ])('%s', (_what, sentence, says) => {
    const understood = understandComplaint(sentence);
    for (const [key, value] of Object.entries(says)) {
      expect([key, understood[key as keyof Understood]]).toEqual([key, value]);
    }
  });

  it.each([
    ['客户赵敏，手机1381234567，网银登录不上', 'phone_digits'],
    ['客户赵敏，电话138123456789，网银登录不上', 'phone_digits'],
    ['客户刘洋身份证110105194912310021，反映征信有误', 'id_check_digit'],
  ] as const)('%s is told as %s', (sentence, problem) => {
    expect(understandComplaint(sentence).problems).toContain(problem);
  });

  it('an id number is taken only with its check digit (GB 11643)', () => {
    const idOf = (idNo: string) => understandComplaint(`客户刘洋，身份证${idNo}，征信有误`).idNo;
    expect(idOf('11010519491231002x')).toBe('11010519491231002X');
    for (const last of '0123456789') expect(idOf(`11010519491231002${last}`)).toBeUndefined();
  });
});

describe('the true time of receipt (R5)', () => {
  it.each([
    ['收到时间2026-03-02 09:30', '2026-03-02T01:30:00.000Z'],
    ['收到日期：2026年3月2日', '2026-03-01T16:00:00.000Z'],
    ['收到时间2026/3/2 下午3点', '2026-03-02T07:00:00.000Z'],
    ['收到时间2026-03-02 中午12点', '2026-03-02T04:00:00.000Z'],
    ['收到时间2026-02-30 09:30', undefined],
    ['收到时间2026-13-01', undefined],
    ['收到时间2026-03-02 25:00', undefined],
    ['收到2026-03-02的账单', undefined],
  ])('%s is %s', (words, moment) => {
    expect(understandComplaint(`${words}，客户李强来信`).receivedAt).toBe(moment);
  });
});

describe('names', () => {
  it.each([
    '谢谢',
    '客户向我行反映',
    '高度重视',
    '金额五千',
    '严重不满',
    '方案不行',
    '单位代发工资没到账',
    '任何人都不理',
    '万元存款',
  ])('%s is nobody', (sentence) => {
    expect(understandComplaint(sentence).name).toBeUndefined();
  });

  it.each([
    ['客户欧阳修，', '欧阳修'],
    ['投诉人：司马光，', '司马光'],
    ['一位李先生，', '李先生'],
    ['客户姓名：O’Neil，', undefined],
    ['客户未留名，', '匿名'],
    ['不愿透露姓名，', '匿名'],
  ])('%s is %s', (sentence, name) => {
    expect(understandComplaint(`${sentence}扣费有误`).name).toBe(name);
  });
});

describe('whatever is typed', () => {
  const han = fc.constantFrom(
    ...'客户投诉要求姓名手机电话身份证卡号金额元万退款匿名收到时间，。；：、1386２３-./ 年月日X·',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(han, { maxLength: 80 }).map((letters) => letters.join('')),
  );

  it('is read without throwing, in a moment, and gives no amount but whole fen', () => {
    fc.assert(
      fc.property(text, (sentence) => {
        const { claimedFen = 0, receivedAt } = understandComplaint(sentence);
        expect(Number.isSafeInteger(claimedFen) && claimedFen >= 0).toBe(true);
        if (receivedAt !== undefined) expect(new Date(receivedAt).toISOString()).toBe(receivedAt);
      }),
      { numRuns: 1_500 },
    );
  });

  it.each([
    ['digits', '1'.repeat(20_000)],
    ['digits and spaces', '1 '.repeat(10_000)],
    ['one letter', '客'.repeat(20_000)],
    ['requests', '要求'.repeat(10_000)],
    ['tens of thousands', '万'.repeat(20_000)],
  ])('a very long row of %s costs no more than a moment', (_what, sentence) => {
    const start = performance.now();
    understandComplaint(sentence);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
