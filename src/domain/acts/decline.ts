import type { Complaint, DeclineGround } from '../complaint';
import type { Person } from '../org';
import { isBlank, refuse, type Ruling } from '../ruling';
import { debtOf } from './close';
import type { Context } from './context';
import { ask } from './request';

export interface Decline {
  readonly type: 'decline';
  readonly ground: DeclineGround;
  readonly reason: string;
}

/** 提请不予办理 (T3, L8): INTAKE says why, LEAD confirms. */
export function decline(complaint: Complaint, act: Decline, by: Person, context: Context): Ruling {
  if (isBlank(act.reason)) return refuse('ground_missing', { rule: 'L8' });
  const { ground, reason } = act;
  return (
    debtOf(complaint) ??
    ask(complaint, { kind: 'decline', ground, reason }, { gates: [], role: 'LEAD' }, by, context)
  );
}

/** The decline the LEAD has confirmed, and when, while there is still something to decline. */
export function confirmedDecline({
  state,
  approvals,
}: Complaint): { readonly no: number; readonly at: Date } | undefined {
  if (state !== 'RECEIVED' && state !== 'CLASSIFIED') return undefined;
  const [confirmed] = approvals.flatMap(({ no, subject, decided }) =>
    subject === 'decline' && decided?.result === 'approved' ? [{ no, at: decided.at }] : [],
  );
  return confirmed;
}
