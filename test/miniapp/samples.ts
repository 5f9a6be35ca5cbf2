import type {
  CallTask,
  CaseLine,
  CaseView,
  Choice,
  DuplicateHint,
  Filed,
  Me,
  NoticeView,
  Page,
  WorkItem,
} from '../../miniapp/src/api/types';

/** 样例 answers of the service, as the pages read them; `at` is now. */
const HOUR = 3_600_000;
const hours = (at: number, count: number) => new Date(at + count * HOUR).toISOString();

export const ID = 'KFB26000001';

export function sampleCase(at: number): CaseView {
  return {
    ...{ id: ID, cycle: 1, state: 'AWAITING_APPROVAL', owner: '吴倩', source: 'hotline' },
    classification: { business: 'credit-card', reason: 'pricing', channel: 'mobile', level: 'major' },
    suggested: { business: 'credit-card', reason: 'pricing' },
    ...{ receivedAt: hours(at, -50), registeredAt: hours(at, -49), claimedFen: 30_000 },
    party: [
      { field: 'name', masked: '王**' },
      { field: 'phone', text: '13812345678', until: hours(at, 20) },
    ],
    steps: [
      { step: '受理', is: 'done', by: '周敏', at: hours(at, -48) },
      { step: '调查', is: 'done', by: '陈刚', at: hours(at, -30), note: '银行责任' },
      { step: '解决', is: 'now', by: '吴倩' },
      { step: '回访', is: 'ahead' },
    ],
    clocks: [
      {
        ...{ id: 'C0-1', kind: 'C0', name: '法定办理期限' },
        ...{ startAt: hours(at, -50), dueAt: hours(at, 310) },
        why: ['3月2日 09:30 收到投诉，限 15 天', '3月2日当天不算，往后 15 天，到 3月17日'],
      },
    ],
    contacts: [{ by: '周敏', at: hours(at, -49), mode: 'phone', note: '已说明处理流程' }],
    finding: { liability: 'bank', grounds: '系统重复计收年费', evidence: '扣费流水截图' },
    plan: {
      ...{ version: 1, hash: 'f'.repeat(64), decision: 'upheld', proposedFen: 30_000 },
      actions: [{ text: '退还年费', amountFen: 30_000 }],
      notice: '三日内退回年费',
    },
    approvals: [
      {
        ...{
          no: 1,
          name: '部门负责人审批',
          hash: 'f'.repeat(64),
          state: 'open',
          mine: true,
          amountFen: 30_000,
        },
        about: [{ label: '决定', text: '支持' }],
        due: { what: '审批', startAt: hours(at, -9), dueAt: hours(at, -1) },
      },
    ],
    ...{ tasks: [], evidence: [], emergencies: [], attempts: [] },
    documents: [{ no: `${ID}-20260302-SL`, type: 'SL', at: hours(at, -49) }],
    acts: ['submit', 'contact', 'extend'],
  };
}

export function sampleWork(at: number): Page<WorkItem> {
  return {
    items: [
      {
        ...{
          caseId: ID,
          todo: 'approve',
          no: 1,
          title: '部门负责人审批',
          about: '信用卡·重大',
          level: 'major',
        },
        due: { what: '审批', startAt: hours(at, -9), dueAt: hours(at, -1) },
      },
    ],
  };
}

export function sampleCases(at: number): Page<CaseLine> {
  return {
    items: [{ id: ID, state: 'AWAITING_APPROVAL', about: '信用卡·重大', registeredAt: hours(at, -49) }],
  };
}

export const SAMPLE_FILED: Filed = { id: 'KFB26000002', no: 'KFB26000002-20260302-SL', dues: [] };

export const SAMPLE_HINTS: { readonly items: readonly DuplicateHint[] } = { items: [] };

export const SAMPLE_CHOICES: { readonly items: readonly Choice[] } = {
  items: [{ id: 'chen.gang', name: '陈刚', note: '调查分析师' }],
};

export const SAMPLE_ME: Me = {
  ...{ userId: 'zhou.min', name: '周敏', position: '投诉受理专员', department: '客户服务部' },
  ...{ may: ['file'], unread: 1 },
};

export function sampleNotices(at: number): Page<NoticeView> {
  return {
    items: [
      { id: 'n1', kind: 'broadcast', title: '重要通知', text: '周五前核对年费扣款', at: hours(at, -3) },
      { id: 'n2', kind: 'case', title: '已改派他人', text: '信用卡·一般', at: hours(at, -9), caseId: ID },
    ],
  };
}

export function sampleCalls(at: number): Page<CallTask> {
  return {
    items: [
      {
        ...{ id: 'c1', no: 1, person: { userId: 'zhao.lei', name: '赵磊' }, about: '法定期限 24 小时内到期' },
        due: { what: '呼叫', startAt: hours(at, -1), dueAt: hours(at, 1) },
      },
    ],
  };
}

export const SAMPLE_REASONS = { items: [{ id: 'churn', name: '扬言销户、转走资金' }], maxFen: 0 };

export const SAMPLE_LINK = { bank: '诉达银行演示分行' };
