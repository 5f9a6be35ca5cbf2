import { viewOf } from '../../src/domain/access';
import type { Complaint } from '../../src/domain/complaint';
import { caseSummary } from '../../src/wecom/copy';
import { after, at, decision, filed, inState, MONDAY, org, person } from '../support/builders';
import { approved, did } from '../support/side-states';

const closed = inState('CLOSED', { actions: [{ text: '退还年费', amountFen: 10_000_001 }] });
const read = (userId: string, complaint = closed, now = MONDAY) =>
  caseSummary(complaint, org, viewOf(person(userId), complaint, org), now);

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

  it('counts the files for who reads the evidence, and names none of them', () => {
    const line = (userId: string, complaint: Complaint) =>
      read(userId, complaint)
        .split('\n')
        .filter((each) => each.includes('证据文件'));
    const two = did(did(inState('EXECUTING'), 'add_evidence'), 'add_evidence');
    expect(line('wu.qian', two)).toEqual(['证据文件：2 份']);
    expect(line('qian.feng', two)).toEqual([]);
    expect(line('wu.qian', inState('EXECUTING'))).toEqual([]);
  });

  it('shows what the complainant answered by their link to who reads the survey (R22)', () => {
    const survey = { cycle: 1, at: MONDAY, score: 2, objection: true, remark: '没有人联系我' };
    const answered: Complaint = { ...inState('FOLLOW_UP'), survey };
    expect(read('tang.xin', answered).split('\n')).toContain('在线评价：2 分，有异议');
    const fine: Complaint = { ...answered, survey: { ...survey, objection: false } };
    expect(read('tang.xin', fine).split('\n')).toContain('在线评价：2 分');
    expect(read('qian.feng', answered)).not.toContain('在线评价');
  });

  it('keeps signatures from who may not read the plan', () => {
    const view = { ...viewOf(person('wu.qian'), closed, org), plan: 'none' as const };
    expect(caseSummary(closed, org, view, MONDAY)).not.toMatch(/方案：支持|审批/u);
  });
});

describe('looking a case up shows its emergency (6.2, R35)', () => {
  const line = (complaint: Complaint, now?: Date) =>
    read('zhao.lei', complaint, now)
      .split('\n')
      .filter((each) => /紧急处理|补办/u.test(each));
  const acted = did(filed(), 'emergency');

  it('acted: until when the form is owed, once, and that it is overdue as soon as that has passed', () => {
    expect(line(acted, at('2026-03-03 09:30'))).toEqual(['紧急处理：已先行处理，补办截止 3月3日 09:30']);
    expect(line(acted, at('2026-03-03 09:31'))).toEqual([
      '紧急处理：已先行处理，补办截止 3月3日 09:30（补办逾期）',
    ]);
  });

  it('back-filled, then ratified or not; the mark of a late form stays (T25)', () => {
    const inTime = did(acted, 'backfill');
    expect(line(inTime, at('2026-03-09 09:00'))).toEqual(['紧急处理：已补办，待追认']);
    expect(line(approved(inTime, 'zhao.lei'))).toEqual(['紧急处理：已追认']);
    expect(line(after(inTime, decision(inTime, 'returned', '不符合制度规定'), 'zhao.lei'))).toEqual([
      '紧急处理：未予追认',
    ]);
    const late = did(acted, 'backfill', at('2026-03-03 10:00'));
    expect(line(late)).toEqual(['紧急处理：已补办，待追认（补办逾期）']);
    expect(line(approved(late, 'zhao.lei', at('2026-03-03 11:00')))).toEqual([
      '紧急处理：已追认（补办逾期）',
    ]);
  });

  it('each act of several, by its number; nothing where there was none', () => {
    const twice = did(did(acted, 'backfill'), 'emergency');
    expect(line(twice)).toEqual([
      '紧急处理1：已补办，待追认',
      '紧急处理2：已先行处理，补办截止 3月3日 09:30',
    ]);
    expect(line(filed())).toEqual([]);
  });
});
