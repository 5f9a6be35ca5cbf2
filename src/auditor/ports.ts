import type { Complaint } from '../domain/complaint';
import type { Deadline } from '../domain/escalation';
import type { DomainEvent } from '../domain/events';
import type { WaitingRows } from './waiting';

/** An event by its place in the record of its case. */
export interface EventPlace {
  readonly complaintId: string;
  readonly seq: number;
}

/** An event that waits for nobody and of which no message stands in the ledger. Most were nobody's to hear of. */
export interface UntoldEvent extends EventPlace {
  readonly event: DomainEvent;
  /** The case as it is now. */
  readonly complaint: Complaint;
}

/** 审计所见: what the auditor asks of the store, and what it may put back. It touches nothing else. */
export interface Audit {
  /** Ids of what has waited since before this moment, oldest first, up to a thousand. */
  late(rows: WaitingRows, before: Date): Promise<readonly string[]>;
  /** Open cases that were due before this moment and of which no such deadline is armed, up to a thousand. */
  unarmed(before: Date): Promise<readonly string[]>;
  /** Arms a case anew from its own state. False when nothing was missing. */
  rearm(
    complaintId: string,
    wanted: (complaint: Complaint) => readonly Deadline[],
    at: Date,
  ): Promise<boolean>;
  /** Up to where events were compared with the ledger; undefined before the first time. */
  comparedTo(): Promise<Date | undefined>;
  /** Never back. */
  compared(to: Date): Promise<void>;
  /** Events later than `after` and not later than `to`, some at a time: how many, and those nobody was told of. */
  events(
    after: Date,
    to: Date,
  ): AsyncIterable<{ readonly count: number; readonly untold: readonly UntoldEvent[] }>;
  /** The case as it was right after an event, and after every one since. */
  statesSince(place: EventPlace): Promise<readonly Complaint[]>;
  /** Puts an event back into the outbox. False when it is there or was told meanwhile. */
  putBack(place: EventPlace, at: Date): Promise<boolean>;
}

/** What was looked at. */
export interface Looked {
  /** How many events were compared with the ledger. */
  readonly events: number;
  readonly tookMs: number;
}

/** 心跳 in the database, by its own clock. */
export interface Heartbeats {
  /** Gives the moment it was written, and whether the alarm still stands. */
  beat(looked: Looked): Promise<{ readonly at: Date; readonly isAlarmed: boolean }>;
  /** How old the last one is, in milliseconds; undefined when there was none. */
  ageMs(): Promise<number | undefined>;
  isAlarmed(): Promise<boolean>;
  alarmed(isAlarmed: boolean): Promise<void>;
}
