import type { Classification } from './classification';
import type { Duration } from './duration';
import type { DocumentType } from './number';

/** 状态 (requirements.md 6.2), the stages of the main path. */
export const STATES = {
  RECEIVED: '已登记',
  CLASSIFIED: '已分类',
  INVESTIGATING: '调查中',
  PLANNING: '方案制定',
  AWAITING_APPROVAL: '待审批',
  EXECUTING: '执行中',
  FOLLOW_UP: '回访中',
  CLOSED: '已办结',
} as const;
export type State = keyof typeof STATES;

/** 四个环节 (R17): the step a state belongs to. */
export const STEP_OF: Readonly<Record<State, '受理' | '调查' | '解决' | '回访' | '办结'>> = {
  RECEIVED: '受理',
  CLASSIFIED: '受理',
  INVESTIGATING: '调查',
  PLANNING: '解决',
  AWAITING_APPROVAL: '解决',
  EXECUTING: '解决',
  FOLLOW_UP: '回访',
  CLOSED: '办结',
};

/** 时钟 (6.5). C7–C9 belong to acts that the main path does not have. */
export type ClockKind = 'C0' | 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'C6';

/** One running or stopped clock. `dueAt` is the effective due: never later than C0 minus the reserve for C3, C4. */
export interface Clock {
  /** Unique within the case, e.g. `C6-2`: a clock may run more than once. */
  readonly id: string;
  readonly kind: ClockKind;
  readonly startAt: Date;
  readonly duration: Duration;
  readonly dueAt: Date;
  readonly stoppedAt?: Date;
  /** Ids of the thresholds of section 7 that were reached and told. */
  readonly fired: readonly string[];
}

/** 联系记录 (R5): a person spoke or wrote to the complainant. An automatic acknowledgement is none. */
export interface Contact {
  readonly at: Date;
  readonly by: string;
  readonly mode: ContactMode;
  readonly note: string;
}
export const CONTACT_MODE = {
  phone: '电话',
  sms: '短信',
  'in-person': '当面',
  wecom: '微信',
  mail: '邮件',
  letter: '信函',
} as const;
export type ContactMode = keyof typeof CONTACT_MODE;

/** 责任认定 (R20). */
export const LIABILITY = {
  bank: '银行责任',
  staff: '员工责任',
  third_party: '第三方责任',
  customer: '客户责任',
  none: '无责任',
} as const;
export type Liability = keyof typeof LIABILITY;

/** 调查结论 (R20): tied to evidence, or to a written reason why there is none. */
export interface Finding {
  readonly liability: Liability;
  readonly grounds: string;
  readonly evidence?: string;
  readonly noEvidenceReason?: string;
}

/** 处理决定 (R21). */
export const DECISION = { upheld: '支持', partly: '部分支持', rejected: '不支持' } as const;
export type Decision = keyof typeof DECISION;

export interface PlanAction {
  readonly text: string;
  /** Integer fen; 0 when the action costs nothing. */
  readonly amountFen: number;
}

/** 处理方案 (R21). `hash` is what approvals bind to: any change of decision, action, amount or notice gives another. */
export interface Plan {
  readonly version: number;
  readonly hash: string;
  readonly decision: Decision;
  readonly actions: readonly PlanAction[];
  readonly proposedFen: number;
  readonly notice: string;
  readonly documentNo: string;
}

/** 关口 (6.4). */
export type Gate = 'G0' | 'G1' | 'G2' | 'G3';
export type ApproverRole = 'HEAD' | 'EXEC' | 'FIN';

/** 审批环节: one signature, perhaps for two gates at once (HEAD signs G0 and G1 of a major plan together). */
export interface ApprovalStep {
  readonly gates: readonly Gate[];
  readonly role: ApproverRole;
  /** `plan` before execution (T7–T9), `closing` for the second signature of a major case (R23, T12). */
  readonly subject: 'plan' | 'closing';
}

export interface Approval extends ApprovalStep {
  /** Unique within the case: the number of the signature asked for. */
  readonly no: number;
  readonly planHash: string;
  readonly openedAt: Date;
  readonly decided?: {
    readonly by: string;
    readonly at: Date;
    readonly result: 'approved' | 'returned';
    readonly reason?: string;
  };
}

/** 回访 (R22): one attempt; `score` 1–5 when the complainant answered. */
export interface FollowUpAttempt {
  readonly at: Date;
  readonly by: string;
  readonly reached: boolean;
  readonly mode: ContactMode;
  readonly score?: number;
  readonly remark?: string;
  readonly objection?: boolean;
}

/** 执行 (R21, T11): proof that every action was done, and how the decision was told (L2). */
export interface Execution {
  readonly at: Date;
  readonly by: string;
  readonly proof: string;
  readonly notice: { readonly mode: ContactMode | 'unreachable'; readonly proof: string; readonly at: Date };
  readonly documentNo: string;
}

export interface DocumentRef {
  readonly no: string;
  readonly type: DocumentType;
  readonly at: Date;
}

/** 经办团队: who holds which post on this case (standing rules of section 3: no two posts for one person). */
export interface Team {
  readonly intake: string;
  readonly invest?: string;
  readonly solve?: string;
  readonly followUp?: string;
}

/** 投诉: the case. Holds no personal data: names, numbers and the story are in the vault (R26, R54). */
export interface Complaint {
  /** 项目编号, e.g. `KFB26000001` (R25). */
  readonly id: string;
  readonly version: number;
  readonly cycle: number;
  readonly state: State;
  readonly rulesVersion: string;
  readonly receivedAt: Date;
  readonly registeredAt: Date;
  /** 投诉人主张的金额, fen. */
  readonly claimedFen?: number;
  /** 争议金额, fen: found when the plan was made, and asked for when nothing was claimed (R34). */
  readonly disputedFen?: number;
  /** Guessed from the clerk's sentence; the clerk decides at T2. */
  readonly suggested: Partial<Classification>;
  readonly classification?: Classification;
  readonly groupId?: string;
  readonly team: Team;
  readonly contacts: readonly Contact[];
  readonly finding?: Finding;
  readonly plan?: Plan;
  readonly planCount: number;
  readonly approvals: readonly Approval[];
  readonly execution?: Execution;
  readonly attempts: readonly FollowUpAttempt[];
  readonly clocks: readonly Clock[];
  readonly documents: readonly DocumentRef[];
  readonly closedAt?: Date;
}

/** The approval that waits for a signature, if one does. */
export function openApproval(complaint: Complaint): Approval | undefined {
  return complaint.approvals.find((approval) => !approval.decided);
}

/** The running clock of a kind. */
export function runningClock(complaint: Complaint, kind: ClockKind): Clock | undefined {
  return complaint.clocks.find((clock) => clock.kind === kind && !clock.stoppedAt);
}

/** The post whose holder owns the case in its state; undefined for a closed one. */
export function ownerPost({ state }: Complaint): keyof Team | undefined {
  switch (state) {
    case 'RECEIVED':
    case 'CLASSIFIED':
      return 'intake';
    case 'INVESTIGATING':
      return 'invest';
    case 'PLANNING':
    case 'AWAITING_APPROVAL':
    case 'EXECUTING':
      return 'solve';
    case 'FOLLOW_UP':
      return 'followUp';
    case 'CLOSED':
      return undefined;
  }
}

/** 当前责任人 (R3): at every moment an open case has exactly one owner. Undefined only for a closed case or a vacant post. */
export function ownerOf(complaint: Complaint): string | undefined {
  const post = ownerPost(complaint);
  return post && complaint.team[post];
}
