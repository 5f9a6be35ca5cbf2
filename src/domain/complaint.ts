import type { Classification, MajorReason, Source } from './classification';
import type { Disclosure } from './disclosure';
import type { Evidence } from './evidence';
import type { DocumentType } from './number';
import type {
  Approval,
  ApprovalSubject,
  Clock,
  ClockKind,
  Contact,
  EmergencyAct,
  Execution,
  Extension,
  Finding,
  FollowUpAttempt,
  PaperWait,
  Plan,
  Request,
  Survey,
  Suspension,
  Task,
  Telling,
  Verification,
  Withdrawal,
} from './records';
import { END_STATES, type State } from './vocabulary';

export * from './records';
export * from './vocabulary';

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
  /** 轮次: 1, and one more with every reopening (T13, T14, T20). */
  readonly cycle: number;
  readonly state: State;
  /** The state a side state goes back to (T16), and a merge undone. */
  readonly stateLeft?: State;
  /** The clocks that ran when it was merged, and run again when that is undone. */
  readonly clocksLeft?: readonly string[];
  readonly rulesVersion: string;
  /** 来源: by which way the complaint came in (R18). */
  readonly source?: Source;
  readonly receivedAt: Date;
  readonly registeredAt: Date;
  /** 投诉人主张的金额, fen. */
  readonly claimedFen?: number;
  /** 争议金额, fen: found when the plan was made, and asked for when nothing was claimed (R34). */
  readonly disputedFen?: number;
  /** Guessed from the clerk's sentence; the clerk decides at T2. */
  readonly suggested: Partial<Classification>;
  readonly classification?: Classification;
  /** 重大情形 (R23) that were found; each raises the level once, HEAD's downgrade stands against it (T22). */
  readonly majorReasons: readonly MajorReason[];
  readonly groupId?: string;
  readonly team: Team;
  /** 曾经办: who held a handling post here and gave it up; they sign nothing here either (section 3). */
  readonly formerHandlers: readonly string[];
  /** 被投诉人员 and those who declared an interest: none of them takes a post or signs here (L4). */
  readonly subjects: readonly string[];
  readonly recused: readonly string[];
  /** 关联案件: other cases of the same matter; their amounts are summed (R34). */
  readonly linkedTo: readonly string[];
  readonly mergedInto?: string;
  readonly contacts: readonly Contact[];
  readonly waitsForPapers?: PaperWait;
  /** 证据 (R20), in the order of their numbers. */
  readonly evidence: readonly Evidence[];
  readonly finding?: Finding;
  readonly plan?: Plan;
  readonly planCount: number;
  readonly approvals: readonly Approval[];
  readonly requests: readonly Request[];
  /** 披露 (G6): leave that was given, in force or not. */
  readonly disclosures: readonly Disclosure[];
  readonly suspension?: Suspension;
  readonly extensions: readonly Extension[];
  readonly emergencies: readonly EmergencyAct[];
  readonly execution?: Execution;
  readonly attempts: readonly FollowUpAttempt[];
  /** The latest; of an earlier cycle until it is answered anew. */
  readonly survey?: Survey;
  readonly verification?: Verification;
  readonly withdrawal?: Withdrawal;
  readonly declined?: Telling;
  /** 协办: questions to other departments (R3). */
  readonly tasks: readonly Task[];
  readonly clocks: readonly Clock[];
  readonly documents: readonly DocumentRef[];
  readonly closedAt?: Date;
}

/** The signatures that are waited for, in the order they were asked for. */
export function openApprovals({ approvals }: Complaint): readonly Approval[] {
  return approvals.filter(({ decided, voidedAt }) => !decided && !voidedAt);
}

/** The signature of one subject that is waited for, if one is. */
export function openApproval(
  complaint: Complaint,
  ...subjects: readonly ApprovalSubject[]
): Approval | undefined {
  return openApprovals(complaint).find(({ subject }) => subjects.includes(subject));
}

/** The running clock of a kind; a paused one runs, it only does not count. */
export function runningClock(complaint: Complaint, kind: ClockKind): Clock | undefined {
  return complaint.clocks.find((clock) => clock.kind === kind && !clock.stoppedAt);
}

/**
 * 作废: the signatures of these subjects that are waited for, with their clocks; when none is named, of all that concern
 * the handling, as a disclosure does not.
 */
export function voidedBy(
  complaint: Complaint,
  subjects?: readonly ApprovalSubject[],
): { readonly voids: readonly number[]; readonly stops: readonly string[] } {
  const open = openApprovals(complaint).filter(({ subject }) =>
    subjects ? subjects.includes(subject) : subject !== 'disclose',
  );
  return { voids: open.map(({ no }) => no), stops: open.map(({ clockId }) => clockId) };
}

/** 暂停中. */
export function isPaused(clock: Clock): boolean {
  return clock.pauses.some(({ to }) => to === undefined);
}

/** 最近到期的时钟: of those that count, the first to be due. */
export function nextClock({ clocks }: Complaint): Clock | undefined {
  return clocks
    .filter((clock) => !clock.stoppedAt && !isPaused(clock))
    .reduce<Clock | undefined>(
      (best, clock) => (!best || clock.dueAt < best.dueAt ? clock : best),
      undefined,
    );
}

export function isEnded({ state }: Pick<Complaint, 'state'>): boolean {
  return END_STATES.includes(state);
}

/** 未了结的先行处理 (R35): acted and not yet ratified or disallowed. A case with one cannot close. */
export function openEmergencies({ emergencies }: Complaint): readonly EmergencyAct[] {
  return emergencies.filter(({ settled }) => !settled);
}

export type EmergencyState = 'ACTED' | 'BACKFILLED' | 'RATIFIED' | 'DISALLOWED';

/** 先行处理的状态 (6.2), the overlay over the case's state: one for each act, for each owes its own form. */
export function emergencyState({ settled, form }: EmergencyAct): EmergencyState {
  if (settled) return settled.result === 'ratified' ? 'RATIFIED' : 'DISALLOWED';
  return form ? 'BACKFILLED' : 'ACTED';
}

/** 补办逾期: filed after its clock's due, or not filed and past it. A mark, not a state: it stays when the act is ratified. */
export function isBackfillOverdue(complaint: Complaint, act: EmergencyAct, now: Date): boolean {
  const dueAt = complaint.clocks.find(({ id }) => id === act.clockId)?.dueAt;
  return dueAt !== undefined && (act.form?.at ?? now).getTime() > dueAt.getTime();
}

/** The post whose holder owns the case in its state; undefined for one that ended or is under verification. */
export function ownerPost({
  state,
  stateLeft,
}: Pick<Complaint, 'state' | 'stateLeft'>): keyof Team | undefined {
  switch (state === 'SUSPENDED' ? stateLeft : state) {
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
    default:
      return undefined;
  }
}

/** 当前责任人 (R3): at every moment a case that has not ended has exactly one owner; under verification it is the reviewer. */
export function ownerOf(complaint: Complaint): string | undefined {
  if (complaint.state === 'VERIFYING') return complaint.verification?.reviewer;
  const post = ownerPost(complaint);
  return post && complaint.team[post];
}
