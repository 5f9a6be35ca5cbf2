import type { Duration } from './duration';
import { ROLES, type Role } from './org';
import type { ClockKind } from './records';

/** Who is told, by post or by relation to the case; `next_up` is the level above the approver. */
export const RECIPIENTS = [...ROLES, 'owner', 'approver', 'next_up'] as const;
export type Recipient = Role | 'owner' | 'approver' | 'next_up';

/** When: a share of the time, the due moment, before or after it; `every` goes on until the clock stops. */
export type Moment =
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'before'; readonly duration: Duration }
  | { readonly kind: 'due' }
  | { readonly kind: 'after'; readonly duration: Duration; readonly every?: true };

/** 升级节点: one row of a clock's table. */
export interface Threshold {
  /** Its name in the record, unlike every other of its table: `80%`, `due`, `+2wd`. */
  readonly id: string;
  readonly at: Moment;
  /** `call` is urgent. */
  readonly mode: 'card' | 'call';
  readonly to: readonly Recipient[];
}

/** Tables by clock; C0 and C1 have another for a longer term and for a major case. */
export const ESCALATION_TABLES = [
  'C0',
  'C0-extended',
  'C1',
  'C1-major',
  'C2',
  'C3',
  'C4',
  'C5',
  'C6',
  'C7',
  'C8',
  'C9',
] as const satisfies readonly (ClockKind | 'C0-extended' | 'C1-major')[];
export type EscalationTableName = (typeof ESCALATION_TABLES)[number];

/** 催办升级表 (section 7), as the rules file writes it; a case keeps that of the parameters it began under. */
export type EscalationTable = Readonly<Record<EscalationTableName, readonly Threshold[]>>;
