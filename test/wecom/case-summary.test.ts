import { viewOf } from '../../src/domain/access';
import { caseSummary } from '../../src/wecom/copy';
import { inState, org, person } from '../support/builders';

const closed = inState('CLOSED', { actions: [{ text: '退还年费', amountFen: 10_000_001 }] });
const read = (userId: string, complaint = closed) =>
  caseSummary(complaint, org, viewOf(person(userId), complaint, org));

const FINDING = '结论：银行责任；系统重复计收';
const PLAN = '方案：支持；退还年费 100,000.01元';
const SURVEY = '满意度：5 分';

describe('looking a case up shows what 6.6 lets the reader see (R32)', () => {
  it.each<[string, string, readonly string[]]>([
    ['the clerk', 'zhou.min', [FINDING, PLAN, SURVEY]],
    ['the investigator', 'chen.gang', [FINDING, PLAN, SURVEY]],
    ['the solver', 'wu.qian', [FINDING, PLAN, SURVEY]],
    ['the lead', 'lin.tao', [FINDING, PLAN, SURVEY]],
    ['the head', 'zhao.lei', [FINDING, PLAN, SURVEY]],
    ['the executive who signed', 'ma.wen', [FINDING, PLAN, SURVEY]],
    ['the follow-up officer, without the finding', 'tang.xin', [PLAN, SURVEY]],
    ['finance, with the plan alone', 'qian.feng', [PLAN]],
  ])('%s', (_who, userId, shown) => {
    const lines = read(userId).split('\n');
    expect([FINDING, PLAN, SURVEY].filter((line) => lines.includes(line))).toEqual(shown);
    expect(read(userId)).toContain('财务费用审批：钱峰 同意');
  });

  it('says nothing of what is not there yet', () => {
    expect(read('zhao.lei', inState('RECEIVED'))).not.toMatch(/结论|方案：|满意度/u);
  });

  it('keeps signatures from who may not read the plan', () => {
    const view = { ...viewOf(person('wu.qian'), closed, org), plan: 'none' as const };
    expect(caseSummary(closed, org, view)).not.toMatch(/方案：支持|审批/u);
  });
});
