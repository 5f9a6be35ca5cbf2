import * as fc from 'fast-check';
import { loadOrg } from '../../config/org';
import {
  readAssign,
  readChangePlan,
  readClassify,
  readContact,
  readExecute,
  readFind,
  readFollowUp,
  readReassign,
  readPlan,
} from '../../src/chat/forms';

const people = [...loadOrg('config/org.demo.yaml').people.values()];

/** The first words of what is missing: the rest of a label tells how to write it. */
function missingOf(reading: object): readonly string[] {
  return 'missing' in reading
    ? (reading.missing as readonly string[]).map((label) => /^[^（]+/u.exec(label)?.[0] ?? '')
    : [];
}

describe('联系 (R5)', () => {
  it.each([
    ['电话 已说明处理流程', 'phone', '已说明处理流程'],
    ['当面，安抚客户', 'in-person', '安抚客户'],
    ['短信通知客户正在处理', 'sms', '通知客户正在处理'],
    ['微信：已告知不接受语音', 'wecom', '已告知不接受语音'],
  ])('%s', (text, mode, note) => {
    expect(readContact(text)).toEqual({ fields: { mode, note } });
  });

  it.each(['电话 无人接听', '电话 客户拒接', '电话没打通，空号', '电话 关机'])(
    '「%s」 is no contact: it does not stop the response clock',
    (text) => {
      expect(missingOf(readContact(text))).toEqual(['联系内容']);
    },
  );

  it('asks for what is left out', () => {
    expect(missingOf(readContact('已说明'))).toEqual(['联系方式']);
    expect(missingOf(readContact(''))).toEqual(['联系方式', '联系内容']);
  });
});

describe('分类 (R19)', () => {
  it.each([
    ['信用卡 定价收费 移动客户端 一般', ['credit-card', 'pricing', 'mobile', 'general']],
    ['理财 误导 重大', ['wealth', 'marketing', 'branch', 'major']],
    ['借记卡 服务 其他前台渠道 复杂', ['debit-card', 'service', 'other-front', 'complex']],
    ['信用卡 债务催收方式和手段', ['credit-card', 'collection-way', 'branch', 'general']],
    ['其他中间业务 信息披露 短信', ['intermediary', 'disclosure', 'sms', 'general']],
    ['其他', ['other', 'other', 'branch', 'general']],
    ['人民币储蓄，服务态度及服务质量，营业现场', ['savings', 'service', 'branch', 'general']],
  ])('%s', (text, [business, reason, channel, level]) => {
    const reading = readClassify(text, {}, people);
    expect(reading).toEqual({
      fields: {
        classification: { business, reason, channel, level },
        conflict: false,
        circumstances: { reasons: [] },
        subjects: [],
      },
    });
  });

  it('keeps what stands suggested of an axis it does not name', () => {
    const reading = readClassify(
      '复杂',
      { business: 'loan', reason: 'pricing', channel: 'telephone' },
      people,
    );
    expect(reading).toMatchObject({
      fields: {
        classification: { business: 'loan', reason: 'pricing', channel: 'telephone', level: 'complex' },
      },
    });
  });

  it.each([
    ['有利害关系', true],
    ['存在利益冲突', true],
    ['需回避', true],
    ['无利害关系', false],
    ['没有利害关系', false],
  ])('信用卡 收费 %s: conflict %s (L4)', (words, conflict) => {
    expect(readClassify(`信用卡 收费 ${words}`, {}, people)).toMatchObject({ fields: { conflict } });
  });

  it('asks for business and reason when nothing tells them', () => {
    expect(missingOf(readClassify('重大', {}, people))).toEqual(['业务类别', '投诉原因']);
  });
});

describe('改派 (T23)', () => {
  it.each([
    ['宋阳 原因：原承办人休假', { to: 'song.yang', note: '原承办人休假' }],
    ['给宋阳，原承办人休假', { to: 'song.yang', note: '原承办人休假' }],
    ['SONG.YANG；交接：材料已移交；还差一份流水', { to: 'song.yang', note: '材料已移交；还差一份流水' }],
  ])('%s', (text, fields) => {
    expect(readReassign(text, people)).toEqual({ fields });
  });

  it.each([
    ['', ['接手人姓名', '交接说明（写「原因：…」）']],
    ['宋阳', ['交接说明（写「原因：…」）']],
    ['张无名 原因：休假', ['接手人姓名']],
    ['宋阳 原因：', ['交接说明（写「原因：…」）']],
  ])('%p leaves something out', (text, missing) => {
    expect(readReassign(text, people)).toEqual({ missing });
  });
});

describe('分派 (T5)', () => {
  it.each(['陈刚', '给陈刚', '由陈刚。', 'chen.gang', 'CHEN.GANG'])('%s', (text) => {
    expect(readAssign(text, people)).toEqual({ fields: { invest: 'chen.gang' } });
  });

  it('asks when nobody, or more than one, is called so', () => {
    expect(missingOf(readAssign('张三', people))).toEqual(['调查人姓名']);
    expect(missingOf(readAssign('', people))).toEqual(['调查人姓名']);
    const twins = people.map((person) => ({ ...person, name: '陈刚' }));
    expect(missingOf(readAssign('陈刚', twins))).toEqual(['调查人姓名']);
  });
});

describe('结论 (R20)', () => {
  it.each([
    ['银行责任；依据：系统重复扣费；证据：扣费流水', ['bank', '系统重复扣费', '扣费流水']],
    ['银行责任，依据：系统重复扣费，证据：扣费流水', ['bank', '系统重复扣费', '扣费流水']],
    ['银行责任\n依据：重复扣费，多次\n证据：流水', ['bank', '重复扣费，多次', '流水']],
    ['员工责任;依据:服务差;证据:录像', ['staff', '服务差', '录像']],
    ['第三方责任；理由：商户重复请款；凭证：请款记录', ['third_party', '商户重复请款', '请款记录']],
    ['客户责任；依据：银行责任一节不成立；证据：录音', ['customer', '银行责任一节不成立', '录音']],
    ['依据：系统不支持；证据：日志；无责任', ['none', '系统不支持', '日志；无责任']],
  ])('%s', (text, [liability, grounds, evidence]) => {
    expect(readFind(text)).toEqual({ fields: { liability, grounds, evidence } });
  });

  it('takes a written reason in place of evidence', () => {
    expect(readFind('无责任；依据：客户误解；无证据：只有口头陈述')).toEqual({
      fields: { liability: 'none', grounds: '客户误解', noEvidenceReason: '只有口头陈述' },
    });
  });

  it.each([
    ['依据：x；证据：y', ['责任']],
    ['银行责任；证据：流水', ['依据']],
    ['银行责任；依据：x', ['证据']],
    ['银行责任；依据：x；无证据：', ['证据']],
    ['', ['责任', '依据', '证据']],
  ])('%s leaves out %j', (text, labels) => {
    expect(missingOf(readFind(text))).toEqual(labels);
  });
});

describe('回访 (R22)', () => {
  it.each([
    ['非常满意', 5],
    ['很满意，谢谢', 5],
    ['满意', 4],
    ['满意度一般', 3],
    ['不满意', 2],
    ['不太满意', 2],
    ['谈不上满意', 2],
    ['很不满意', 1],
    ['非常不满意 不接受', 1],
    ['5分', 5],
    ['2 分', 2],
    ['电话，等了3分钟，满意', 4],
  ])('%s is %d', (text, score) => {
    expect(readFollowUp(text)).toMatchObject({ fields: { attempt: { reached: true, score } } });
  });

  it.each(['没有联系上', '未接通', '无人接听', '客户拒接', '空号', '关机', '不接电话'])(
    '「%s」 is an attempt that reached nobody',
    (text) => {
      expect(readFollowUp(text)).toMatchObject({ fields: { attempt: { reached: false } } });
    },
  );

  it.each([
    ['2分 有异议 嫌退得慢', true],
    ['不满意，不认可方案', true],
    ['满意，不同意结论', true],
    ['满意 无异议', false],
    ['满意', false],
  ])('%s: objects %s', (text, objection) => {
    expect(readFollowUp(text)).toMatchObject({ fields: { attempt: { objection } } });
  });

  it.each(['', '挺好的', '没接受方案', '等了15分钟'])('「%s」 tells no satisfaction', (text) => {
    expect(missingOf(readFollowUp(text))).toEqual(['满意度']);
  });
});

describe('whatever is typed', () => {
  const letter = fc.constantFrom(
    ...'措施答复凭证告知依据涉及金额支持不满意电话退元万1234567890.,，；：: \n、角块',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(letter, { maxLength: 60 }).map((letters) => letters.join('')),
  );

  it('no form throws, and no plan holds part of a fen', () => {
    fc.assert(
      fc.property(text, (words) => {
        readContact(words);
        readClassify(words, {}, people);
        readAssign(words, people);
        readFind(words);
        readExecute(words);
        readChangePlan(words);
        readFollowUp(words);
        const plan = readPlan(words, true);
        if ('missing' in plan) return;
        for (const { amountFen } of plan.fields.actions) expect(Number.isSafeInteger(amountFen)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
