import type { Classification } from './classification';
import type {
  ApprovalStep,
  ClockKind,
  Contact,
  DocumentRef,
  Execution,
  Finding,
  FollowUpAttempt,
  Plan,
  Team,
} from './complaint';
import type { Duration } from './duration';

/** A clock set going, or set anew (same id) when its due time moves. */
export interface ClockStart {
  readonly id: string;
  readonly kind: ClockKind;
  readonly startAt: Date;
  readonly duration: Duration;
  readonly dueAt: Date;
}

/** What every event says: who did it (`system` for the service itself), when, and what it did to clocks and documents. */
interface Happened {
  readonly by: string;
  readonly at: Date;
  readonly starts?: readonly ClockStart[];
  readonly stops?: readonly ClockKind[];
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
        readonly claimedFen?: number;
        readonly suggested: Partial<Classification>;
      }
    | { readonly type: 'contacted'; readonly contact: Contact; readonly first: boolean }
    | { readonly type: 'classified'; readonly classification: Classification; readonly groupId: string }
    | { readonly type: 'assigned'; readonly invest: string }
    | {
        readonly type: 'reassigned';
        readonly post: keyof Team;
        readonly from: string;
        readonly to: string;
        readonly note: string;
      }
    | { readonly type: 'found'; readonly finding: Finding; readonly solve: string }
    | { readonly type: 'submitted'; readonly plan: Plan; readonly disputedFen?: number }
    | {
        readonly type: 'approval_opened';
        readonly no: number;
        readonly step: ApprovalStep;
        readonly planHash: string;
      }
    | { readonly type: 'approved'; readonly no: number; readonly step: ApprovalStep }
    | { readonly type: 'returned'; readonly no: number; readonly step: ApprovalStep; readonly reason: string }
    | { readonly type: 'cleared'; readonly planHash: string }
    | { readonly type: 'plan_changed'; readonly reason: string }
    | { readonly type: 'executed'; readonly execution: Execution; readonly followUp: string }
    | { readonly type: 'followed_up'; readonly attempt: FollowUpAttempt }
    | { readonly type: 'closed' }
    | {
        readonly type: 'escalated';
        readonly clockId: string;
        readonly kind: ClockKind;
        readonly threshold: string;
        readonly urgent: boolean;
        readonly breached: boolean;
        readonly to: readonly string[];
        readonly dueAt: Date;
      }
  );

export type EventType = DomainEvent['type'];
export type EventOf<T extends EventType> = Extract<DomainEvent, { type: T }>;
