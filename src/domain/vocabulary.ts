/** 状态 (requirements.md 6.2). */
export const STATES = {
  RECEIVED: '已登记',
  CLASSIFIED: '已分类',
  INVESTIGATING: '调查中',
  PLANNING: '方案制定',
  AWAITING_APPROVAL: '待审批',
  EXECUTING: '执行中',
  FOLLOW_UP: '回访中',
  CLOSED: '已办结',
  SUSPENDED: '中止',
  VERIFYING: '核查中',
  WITHDRAWN: '已撤回',
  DECLINED: '不予办理',
  MERGED: '已合并',
} as const;
export type State = keyof typeof STATES;

/** 四个环节 (R17), in their order. */
export const STEPS = ['受理', '调查', '解决', '回访'] as const;

/** The step a state belongs to; the side states and the ends have words of their own. */
export const STEP_OF: Readonly<Record<State, '受理' | '调查' | '解决' | '回访' | '办结' | '中止' | '核查'>> =
  {
    RECEIVED: '受理',
    CLASSIFIED: '受理',
    INVESTIGATING: '调查',
    PLANNING: '解决',
    AWAITING_APPROVAL: '解决',
    EXECUTING: '解决',
    FOLLOW_UP: '回访',
    CLOSED: '办结',
    SUSPENDED: '中止',
    VERIFYING: '核查',
    WITHDRAWN: '办结',
    DECLINED: '办结',
    MERGED: '办结',
  };

/** 投诉人信息: the fields of the vault (R18, R54). */
export const PARTY_FIELDS = ['name', 'phone', 'idNo', 'account', 'proxy', 'facts', 'request'] as const;
export type PartyField = (typeof PARTY_FIELDS)[number];

/** 披露 (G6, R32): what one may ask leave for. */
export const DISCLOSURE_KIND = { unmask: '看原文', crossGroup: '跨组查阅', export: '导出' } as const;
export type DisclosureKind = keyof typeof DISCLOSURE_KIND;

/** 在办: somebody handles it and its clocks may run. A case under verification is the reviewer's, and not among them. */
export const OPEN_STATES: readonly State[] = [
  'RECEIVED',
  'CLASSIFIED',
  'INVESTIGATING',
  'PLANNING',
  'AWAITING_APPROVAL',
  'EXECUTING',
  'FOLLOW_UP',
  'SUSPENDED',
];

/** 终态: no further handling, unless a verification is accepted (T18) or a merge undone. */
export const END_STATES: readonly State[] = ['CLOSED', 'WITHDRAWN', 'DECLINED', 'MERGED'];

export const CONTACT_MODE = {
  phone: '电话',
  sms: '短信',
  'in-person': '当面',
  wecom: '微信',
  mail: '邮件',
  letter: '信函',
} as const;
export type ContactMode = keyof typeof CONTACT_MODE;

/** 处理记录 of a case, 访问记录 of it, 泄露事件的经过: each a chain of its own (R24). */
export type RecordKind = 'events' | 'access' | 'incidents';
