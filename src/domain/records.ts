import type { ContactMode, DisclosureKind, PartyField, State } from './vocabulary';
import type { Duration } from './duration';

/** 案卷记录: what a case keeps of each thing that was done on it. No personal data: that is in the vault (R26, R54). */

/** When it happened; and when it was entered, where that was later (补录, R58). */
interface Happened {
  readonly at: Date;
  readonly enteredAt?: Date;
}

/** 联系记录 (R5): a person spoke or wrote to the complainant. An automatic acknowledgement is none. */
export interface Contact extends Happened {
  readonly by: string;
  readonly mode: ContactMode;
  readonly note: string;
}

/** 告知 (L2): how somebody was told, with the proof of it. */
export interface Telling extends Happened {
  readonly mode: ContactMode | 'unreachable';
  readonly proof: string;
}

/** 责任认定 (R20). */
export const LIABILITY = {
  bank: '银行责任',
  staff: '员工责任',
  third_party: '第三方责任',
  customer: '客户责任',
  none: '无责任',
} as const;
export type Liability = keyof typeof LIABILITY;

/** 调查结论 (R20): tied to evidence, in words or by its numbers, or to a written reason why there is none. */
export interface Finding {
  readonly liability: Liability;
  readonly grounds: string;
  readonly evidence?: string;
  readonly evidenceNos?: readonly number[];
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
export type Gate = 'G0' | 'G1' | 'G2' | 'G3' | 'G4' | 'G5' | 'G6';
export type ApproverRole = 'LEAD' | 'HEAD' | 'EXEC' | 'FIN' | 'DPO';

/** What a signature is about: the plan (T7–T9), the closing of a major case (R23), a request (T3, T15, T21, G6) or an emergency act (T25). */
export type ApprovalSubject = 'plan' | 'closing' | 'decline' | 'suspend' | 'extend' | 'disclose' | 'backfill';

/** 审批环节: one signature, perhaps for two gates at once (HEAD signs G0 and G1 of a major plan together). */
export interface ApprovalStep {
  readonly gates: readonly Gate[];
  readonly role: ApproverRole;
  readonly subject: ApprovalSubject;
}

export interface Approval extends ApprovalStep {
  /** Unique within the case: the number of the signature asked for. */
  readonly no: number;
  /** Fingerprint of what is signed: of the plan, the request or the back-fill form. */
  readonly hash: string;
  /** 涉及金额 when it was asked for, fen, linked cases included (R34). */
  readonly amountFen: number;
  /** All gates the plan had to pass when this one was opened: with other gates the signature counts no longer (T22). */
  readonly required: readonly Gate[];
  /** Number of the emergency act that is to be ratified. */
  readonly about?: number;
  /** 越级: who may sign as well, now that the approver stayed silent. */
  readonly passedTo?: ApproverRole;
  readonly openedAt: Date;
  readonly clockId: string;
  readonly decided?: {
    readonly by: string;
    readonly at: Date;
    readonly result: 'approved' | 'returned';
    readonly reason?: string;
    /** 代: the grants by which the right came to the signer, and those it came from, from the office down (R38). */
    readonly grants?: readonly string[];
    readonly onBehalfOf?: readonly string[];
  };
  /** 作废: asked for, and no longer needed. */
  readonly voidedAt?: Date;
}

/** 回访 (R22): one attempt; `score` 1–5 when the complainant answered. */
export interface FollowUpAttempt extends Happened {
  readonly by: string;
  readonly cycle: number;
  readonly reached: boolean;
  readonly mode: ContactMode;
  readonly score?: number;
  readonly remark?: string;
  readonly objection?: boolean;
}

/** 投诉人在线评价 (R22): what they said by the link, redacted; the follow-up is FOLLOW's to record. */
export interface Survey {
  readonly cycle: number;
  readonly at: Date;
  /** 1–5. */
  readonly score: number;
  readonly remark?: string;
  readonly objection: boolean;
}

/** 执行 (R21, T11): proof that every action was done, and how the decision was told (L2). */
export interface Execution extends Happened {
  readonly by: string;
  readonly proof: string;
  readonly notice: Telling;
  readonly documentNo: string;
}

/** 不予办理的理由 (L8): who raised it is none of these three. */
export const DECLINE_GROUND = {
  not_a_party: '不是投诉人本人、监护人或代理人提出',
  no_authority: '代理人没有授权',
  not_a_complaint: '不属于消费投诉',
} as const;
export type DeclineGround = keyof typeof DECLINE_GROUND;

/** 中止的理由 (L3, T15). */
export const SUSPENSION_GROUND = { appraisal: '鉴定、检测、评估', mediation: '调解' } as const;
export type SuspensionGround = keyof typeof SUSPENSION_GROUND;

/** 延期档次 (L1, T21): 2 is up to 30 days, 3 up to 60. */
export type Tier = 1 | 2 | 3;

/** 请示 (G5, G6, T3): what somebody asks leave for. `no` is the number of the signature it waits for. */
export type Request = {
  readonly no: number;
  readonly by: string;
  readonly at: Date;
  readonly hash: string;
} & (
  | { readonly kind: 'decline'; readonly ground: DeclineGround; readonly reason: string }
  | {
      readonly kind: 'suspend';
      readonly ground: SuspensionGround;
      /** 依据材料: the paper that says so. */
      readonly paper: string;
      readonly until: Date;
      readonly told: Telling;
    }
  | { readonly kind: 'extend'; readonly tier: 2 | 3; readonly ground: string }
  | {
      readonly kind: 'disclose';
      readonly what: DisclosureKind;
      readonly fields: readonly PartyField[];
      readonly reason: string;
    }
);

/** 中止 (T15, T16). */
export interface Suspension {
  readonly no: number;
  readonly ground: SuspensionGround;
  readonly from: Date;
  readonly until: Date;
  readonly stateLeft: State;
  readonly resumedAt?: Date;
  readonly result?: string;
}

/** 延期 (T21): the complainant is to be told the same day (L1). */
export interface Extension {
  readonly no: number;
  readonly tier: 2 | 3;
  readonly at: Date;
  /** When C0 was due before, and is due now. */
  readonly dueBefore: Date;
  readonly dueAt: Date;
  readonly told?: Telling;
}

/** 先行处理 (R35, T24): done first, papers later. */
export interface EmergencyAct {
  readonly no: number;
  /** One of the listed reasons, by id and in the words of the rules then in force. */
  readonly reason: string;
  readonly reasonName: string;
  /** Absent, as is the witness, until the form tells them: it was done by one tap. */
  readonly action?: string;
  /** Integer fen, at most emergency.maxYuan. */
  readonly costFen: number;
  readonly actedAt: Date;
  readonly by: string;
  readonly witness?: string;
  readonly clockId: string;
  readonly form?: {
    readonly at: Date;
    readonly by: string;
    readonly text: string;
    readonly documentNo: string;
  };
  readonly settled?: {
    readonly at: Date;
    readonly by: string;
    readonly result: 'ratified' | 'disallowed';
    readonly opinion?: string;
  };
}

/** 核查 (L5, T18–T20): by somebody of the superior organisation who had no part in the case. */
export interface Verification {
  readonly appliedAt: Date;
  readonly acceptedAt: Date;
  readonly reviewer: string;
  readonly proof: string;
  readonly result?: 'upheld' | 'overturned';
  readonly reasons?: string;
  readonly notice?: Telling;
}

/** 撤回 (L7, T17). */
export interface Withdrawal {
  readonly at: Date;
  readonly by: string;
  /** 身份核验: how it was checked who withdraws. */
  readonly identity: string;
  readonly proof: string;
}

/** 等投诉人补充材料 (6.5): stops C3 or C4, never C0. */
export interface PaperWait {
  readonly from: Date;
  readonly what: string;
}

/** 协办时共享的信息 (R3): only these, and never anything of the complainant. */
export type SharedFact = 'number' | 'classification' | 'question';

/** 交接记录: why a task went from one hand to another; `from` is where the entry before it ended. */
export interface Custody {
  readonly from: string;
  readonly to: string;
  readonly at: Date;
  readonly why: 'asked' | 'vacant' | 'away' | 'not_acknowledged' | 'forwarded' | 'returned' | 'answered';
}

/**
 * 协办 (R3, R37): a question to another department. While it is open it lies in exactly one hand: `assignee`, who is
 * where the last entry of the custody ends. The asker's question and the answer are redacted before they come here.
 */
export interface Task {
  /** Unique within the case. */
  readonly no: number;
  readonly cycle: number;
  readonly toDepartment: string;
  readonly assignee: string;
  readonly question: string;
  readonly shared: readonly SharedFact[];
  readonly askedBy: string;
  readonly askedAt: Date;
  /** By when the present assignee is to take it over, and by when it is to be answered. */
  readonly acknowledgeDueAt: Date;
  readonly answerDueAt: Date;
  readonly acknowledged?: { readonly by: string; readonly at: Date };
  readonly answered?: { readonly by: string; readonly at: Date; readonly text: string };
  readonly returned?: { readonly by: string; readonly at: Date; readonly reason: string };
  readonly custody: readonly Custody[];
  /** Names of the deadlines that passed and were told. */
  readonly told: readonly string[];
}

/** 暂停: from the one moment to the other a clock does not count. Open while `to` is missing. */
export interface Pause {
  readonly from: Date;
  readonly to?: Date;
}

/** 时钟 (6.5). */
export type ClockKind = 'C0' | 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'C6' | 'C7' | 'C8' | 'C9';

/** 日历变更重算 (6.5): a due that moved because days off were changed; by whom, when, with which rule set. */
export interface Recount {
  readonly at: Date;
  readonly by: string;
  readonly version: string;
  readonly from: Date;
  readonly to: Date;
}

/** One running or stopped clock. `dueAt` is the effective due: never later than C0 minus the reserve for C3, C4. */
export interface Clock {
  /** Unique within the case, e.g. `C6-2`: a clock may run more than once. */
  readonly id: string;
  readonly kind: ClockKind;
  readonly startAt: Date;
  readonly duration: Duration;
  readonly dueAt: Date;
  readonly pauses: readonly Pause[];
  /** C0 only: which of the three statutory terms runs (L1). */
  readonly tier?: Tier;
  /** C9 without a date of its own: due `duration` before C0. */
  readonly followsC0?: true;
  readonly stoppedAt?: Date;
  /** 补录: when the stop was entered, where that was later than it happened. */
  readonly enteredAt?: Date;
  readonly recounts?: readonly Recount[];
  /** Ids of the thresholds of section 7 that were reached and told. */
  readonly fired: readonly string[];
}
