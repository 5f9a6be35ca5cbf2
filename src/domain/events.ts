import type { Call } from './call';
import type { Classification, Level, MajorReason, Source } from './classification';
import type {
  ApprovalStep,
  ApproverRole,
  ClockKind,
  Contact,
  Custody,
  DocumentRef,
  EmergencyAct,
  Execution,
  Extension,
  Finding,
  FollowUpAttempt,
  Gate,
  Plan,
  Request,
  State,
  Survey,
  Suspension,
  Task,
  Team,
  Telling,
  Tier,
  Verification,
  Withdrawal,
} from './complaint';
import type { LinkKind } from './customer-link';
import type { Addressee } from './stand-in';
import type { Disclosure } from './disclosure';
import type { Evidence } from './evidence';
import type { Duration } from './duration';
import type { CalendarInForce } from './rules';
import type { AskingNotice } from './notice';

/** A clock set going, or set anew (same id) when another limit holds from the same start. */
export interface ClockStart {
  readonly id: string;
  readonly kind: ClockKind;
  readonly startAt: Date;
  readonly duration: Duration;
  readonly dueAt: Date;
  readonly tier?: Tier;
  readonly followsC0?: true;
}

/** A running clock whose due time moved: by a pause that ended, an extension, or another clock it depends on. */
export interface ClockMove {
  readonly id: string;
  readonly dueAt: Date;
  readonly duration?: Duration;
  readonly tier?: Tier;
}

/** 越级: the signature that a level above may give from now on. */
export interface Passes {
  readonly no: number;
  readonly to: ApproverRole;
}

/** What every event says: who did it (`system` for the service itself), when, and what it did to clocks and documents. */
interface Happened {
  readonly by: string;
  readonly at: Date;
  readonly starts?: readonly ClockStart[];
  /** Kinds, or ids where only one of a kind stops. */
  readonly stops?: readonly string[];
  /** 补录: clock ids that stopped, or had stopped already, at an earlier moment than `at`. */
  readonly stopsAt?: Readonly<Record<string, Date>>;
  readonly pauses?: readonly string[];
  readonly resumes?: readonly string[];
  /** Clocks that ended and run on as if they had not: a merge undone. */
  readonly revives?: readonly string[];
  readonly moves?: readonly ClockMove[];
  /** Signatures asked for that are no longer needed. */
  readonly voids?: readonly number[];
  readonly document?: DocumentRef;
}

/** 事件: what has happened, past tense. No personal data: it stays readable after the vault's key is destroyed (R28). */
export type DomainEvent = Happened &
  (
    | {
        readonly type: 'registered';
        readonly complaintId: string;
        readonly rulesVersion: string;
        readonly receivedAt: Date;
        readonly source?: Source;
        readonly claimedFen?: number;
        readonly suggested: Partial<Classification>;
      }
    | { readonly type: 'contacted'; readonly contact: Contact; readonly first: boolean }
    | {
        readonly type: 'classified';
        readonly classification: Classification;
        readonly groupId: string;
        readonly majorReasons: readonly MajorReason[];
        readonly subjects: readonly string[];
      }
    | { readonly type: 'assigned'; readonly invest: string }
    | {
        readonly type: 'reassigned';
        readonly post: keyof Team;
        readonly from: string;
        readonly to: string;
        readonly note: string;
      }
    | {
        readonly type: 'releveled';
        readonly from: Level;
        readonly to: Level;
        readonly reason: string;
        readonly majorReasons: readonly MajorReason[];
      }
    | { readonly type: 'recused'; readonly userId: string; readonly reason: string }
    | { readonly type: 'linked'; readonly to: string; readonly reason: string }
    | { readonly type: 'papers_awaited'; readonly what: string }
    | { readonly type: 'papers_received' }
    | { readonly type: 'evidence_added'; readonly evidence: Evidence }
    | { readonly type: 'found'; readonly finding: Finding; readonly solve: string }
    | { readonly type: 'submitted'; readonly plan: Plan; readonly disputedFen?: number }
    | {
        readonly type: 'approval_opened';
        readonly no: number;
        readonly step: ApprovalStep;
        readonly hash: string;
        readonly amountFen: number;
        readonly required: readonly Gate[];
        readonly about?: number;
        readonly clockId: string;
      }
    | {
        readonly type: 'approved';
        readonly no: number;
        readonly step: ApprovalStep;
        readonly grants?: readonly string[];
        readonly onBehalfOf?: readonly string[];
      }
    | { readonly type: 'returned'; readonly no: number; readonly step: ApprovalStep; readonly reason: string }
    | {
        readonly type: 'turned_down';
        readonly no: number;
        readonly step: ApprovalStep;
        readonly reason: string;
      }
    | { readonly type: 'gates_changed'; readonly reason: 'level' | 'amount' }
    | { readonly type: 'cleared'; readonly planHash: string }
    | { readonly type: 'plan_changed'; readonly reason: string }
    | { readonly type: 'executed'; readonly execution: Execution; readonly followUp: string }
    | { readonly type: 'followed_up'; readonly attempt: FollowUpAttempt }
    | { readonly type: 'link_given'; readonly kind: LinkKind; readonly until: Date }
    | { readonly type: 'survey_answered'; readonly survey: Survey }
    | { readonly type: 'closed' }
    | { readonly type: 'requested'; readonly request: Request }
    | { readonly type: 'disclosed'; readonly disclosure: Disclosure }
    | { readonly type: 'declined'; readonly no: number; readonly telling: Telling }
    | {
        readonly type: 'merged';
        readonly into: string;
        readonly note: string;
        readonly stateLeft: State;
        /** Who owns the case it was merged into, and is told. */
        readonly ownerInto?: string;
      }
    | { readonly type: 'unmerged'; readonly to: State; readonly reason: string }
    | { readonly type: 'withdrawn'; readonly withdrawal: Withdrawal }
    | { readonly type: 'suspended'; readonly suspension: Suspension }
    | { readonly type: 'resumed'; readonly to: State; readonly result: string }
    | { readonly type: 'extended'; readonly extension: Extension }
    | { readonly type: 'extension_told'; readonly no: number; readonly telling: Telling }
    | { readonly type: 'reopened'; readonly reason: string; readonly materialAt: Date }
    | { readonly type: 'redone'; readonly reason: string }
    | { readonly type: 'verifying'; readonly verification: Verification; readonly stateLeft: State }
    | { readonly type: 'verification_upheld'; readonly reasons: string; readonly notice: Telling }
    | { readonly type: 'verification_overturned'; readonly reasons: string; readonly notice: Telling }
    | { readonly type: 'emergency_acted'; readonly emergency: EmergencyAct }
    | {
        readonly type: 'backfilled';
        readonly no: number;
        readonly form: NonNullable<EmergencyAct['form']>;
        readonly completes?: Pick<EmergencyAct, 'action' | 'witness'>;
      }
    | {
        readonly type: 'emergency_settled';
        readonly no: number;
        readonly result: 'ratified' | 'disallowed';
        readonly opinion?: string;
      }
    | { readonly type: 'regulator_replied'; readonly telling: Telling }
    | {
        readonly type: 'calendar_changed';
        readonly calendar: CalendarInForce;
        /** The clocks that moved, as they were due before. */
        readonly was: readonly { readonly id: string; readonly dueAt: Date }[];
      }
    | { readonly type: 'task_asked'; readonly task: Task }
    | { readonly type: 'task_acknowledged'; readonly no: number }
    | {
        readonly type: 'task_passed';
        readonly no: number;
        readonly custody: Custody;
        readonly acknowledgeDueAt: Date;
      }
    | {
        readonly type: 'task_returned';
        readonly no: number;
        readonly custody: Custody;
        readonly reason: string;
      }
    | {
        readonly type: 'task_answered';
        readonly no: number;
        readonly custody: Custody;
        readonly text: string;
      }
    | {
        readonly type: 'task_overdue';
        readonly no: number;
        readonly threshold: string;
        readonly of: 'acknowledge' | 'answer';
        readonly to: readonly string[];
        readonly dueAt: Date;
      }
    | {
        readonly type: 'alert_passed';
        readonly alert: string;
        readonly from: string;
        readonly to: Addressee;
        readonly calls: readonly Call[];
      }
    | {
        readonly type: 'reached';
        readonly alert: string;
        readonly how: 'acknowledged' | 'spoken' | 'called';
        readonly userId: string;
        readonly calls: readonly Call[];
      }
    | {
        readonly type: 'escalated';
        readonly clockId: string;
        readonly kind: ClockKind;
        readonly threshold: string;
        readonly urgent: boolean;
        readonly breached: boolean;
        readonly to: readonly Addressee[];
        readonly dueAt: Date;
        readonly passes?: Passes;
      }
    /** 未送达: WeCom does not take messages for this member; who is told in their place. */
    | {
        readonly type: 'unreached';
        readonly userId: string;
        readonly about: AskingNotice;
        readonly failure: string;
        readonly to: readonly Addressee[];
        readonly passes?: Passes;
      }
  );

export type EventType = DomainEvent['type'];
export type EventOf<T extends EventType> = Extract<DomainEvent, { type: T }>;
