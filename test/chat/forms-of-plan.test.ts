import { readChangePlan, readExecute, readPlan } from '../../src/chat/forms';

/** The first words of what is missing: the rest of a label tells how to write it. */
function missingOf(reading: object): readonly string[] {
  return 'missing' in reading
    ? (reading.missing as readonly string[]).map((label) => /^[^（]+/u.exec(label)?.[0] ?? '')
    : [];
}

describe('方案 (R21, R34)', () => {
  const amounts = (measures: string) => {
    const reading = readPlan(`支持；措施：${measures}；答复：三日内退回`, true);
    return 'fields' in reading ? reading.fields.actions.map(({ amountFen }) => amountFen) : 'asked';
  };

  it('reads decision, measures, amounts and what will be told', () => {
    expect(readPlan('部分支持；措施：退还1,234.50元，当面致歉；答复：不支持全退，三日内退回', true)).toEqual({
      fields: {
        decision: 'partly',
        actions: [
          { text: '退还1,234.50元', amountFen: 123_450 },
          { text: '当面致歉', amountFen: 0 },
        ],
        notice: '不支持全退，三日内退回',
      },
    });
  });

  it.each([
    ['支持', 'upheld'],
    ['不支持', 'rejected'],
    ['不予支持', 'rejected'],
    ['驳回', 'rejected'],
    ['部分支持', 'partly'],
  ])('%s is %s', (word, decision) => {
    expect(readPlan(`${word}；措施：书面说明；答复：依合同`, true)).toMatchObject({ fields: { decision } });
  });

  it.each([
    ['退还年费300元、短信致歉', [30_000, 0]],
    ['三个工作日内退还年费300元', [30_000]],
    ['退款三百元', [30_000]],
    ['赔偿伍佰元', [50_000]],
    ['退3.5万元', [3_500_000]],
    ['退还一万二', [1_200_000]],
    ['退还300元5角', [30_050]],
    ['赠送500积分、培训员工3次', [0, 0]],
    ['补偿积分3000分', [0]],
    ['补发卡片、退回材料', [0, 0]],
  ])('%s costs %j fen', (measures, fen) => {
    expect(amounts(measures)).toEqual(fen);
  });

  it.each([
    '退还年费300',
    '退100元再退200元',
    '退1 000元',
    '退几百元',
    '退2000多元',
    '退3w',
    '赔偿5000美元',
    '退500人民币',
    '退还全部年费',
    '赔偿损失',
  ])('%s: a payment whose amount is not clear is asked again, never taken for none (R36)', (measures) => {
    expect(amounts(measures)).toBe('asked');
  });

  it('asks what the matter is about when nobody has said it (R34)', () => {
    const plan = '支持；措施：书面说明；答复：依合同';
    expect(missingOf(readPlan(plan, true))).toEqual([]);
    expect(missingOf(readPlan(plan, false))).toEqual(['涉及金额']);
    expect(readPlan(`${plan}；涉及金额：10万元`, false)).toMatchObject({
      fields: { disputedFen: 10_000_000 },
    });
    expect(readPlan(`${plan}；涉及金额：无`, false)).toMatchObject({ fields: { disputedFen: 0 } });
    expect(missingOf(readPlan(`${plan}；涉及金额：很多`, true))).toEqual(['涉及金额']);
  });

  it.each([
    ['措施：退10万元；答复：x', ['决定']],
    ['支持；措施：；答复：x', ['措施']],
    ['支持；措施：致歉', ['答复意见']],
    ['', ['决定', '措施', '答复意见']],
  ])('%s leaves out %j', (text, labels) => {
    expect(missingOf(readPlan(text, true))).toEqual(labels);
  });
});

describe('执行 (T11, L2)', () => {
  it.each([
    ['凭证：退款流水尾号8821；告知：电话，客户确认收到', 'phone', '客户确认收到'],
    ['凭证：流水，告知：短信已送达', 'sms', '已送达'],
    ['凭证：流水；告知：面谈，签字', 'in-person', '签字'],
    ['凭证：流水；告知：联系不上，三次无人接听', 'unreachable', '联系不上，三次无人接听'],
    ['凭证：流水；告知：电话三次无人接听', 'unreachable', '三次无人接听'],
  ])('%s', (text, mode, proof) => {
    expect(readExecute(text)).toMatchObject({ fields: { notice: { mode, proof } } });
  });

  it.each([
    ['凭证：流水；告知：客户已知悉', ['告知方式']],
    ['凭证：流水；告知：电话', ['告知凭证']],
    ['告知：电话，客户确认', ['执行凭证']],
    ['', ['执行凭证', '告知方式']],
  ])('%s leaves out %j', (text, labels) => {
    expect(missingOf(readExecute(text))).toEqual(labels);
  });
});

describe('变更方案 (T10)', () => {
  it.each(['原因：客户改要积分', '客户改要积分', '理由:客户改要积分。'])('%s', (text) => {
    expect(readChangePlan(text)).toEqual({ fields: { reason: '客户改要积分' } });
  });

  it('needs a reason', () => {
    expect(missingOf(readChangePlan('原因：'))).toEqual(['变更原因']);
  });
});
