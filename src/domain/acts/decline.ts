import type { Complaint, DeclineGround, Telling } from '../complaint';
import { voidedBy } from '../complaint';
import { nextDocument } from '../documents';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
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

export interface Tell {
  readonly type: 'tell';
  readonly mode: Telling['mode'];
  readonly proof: string;
}

/** 告知 (L1, L8): that the complaint is not taken up, which ends it (T3); or that its term was extended (T21). */
export function tell(complaint: Complaint, act: Tell, by: Person, context: Context): Ruling {
  const { at } = context;
  if (isBlank(act.proof)) return refuse('proof_missing', { rule: 'L2' });
  const telling: Telling = { mode: act.mode, proof: act.proof, at };
  const declined = confirmedDecline(complaint);
  if (declined !== undefined) {
    return (
      debtOf(complaint) ??
      rule({
        type: 'declined',
        by: by.userId,
        at,
        no: declined,
        telling,
        ...ending(complaint),
        document: nextDocument(complaint, 'GZ', at),
      })
    );
  }
  const untold = complaint.extensions.find(({ told }) => !told);
  if (!untold) return refuse('nothing_to_tell', { rule: 'L1' });
  return rule({ type: 'extension_told', by: by.userId, at, no: untold.no, telling });
}

/** The number of the decline the LEAD has confirmed, while there is still something to decline. */
export function confirmedDecline({ state, approvals }: Complaint): number | undefined {
  if (state !== 'RECEIVED' && state !== 'CLASSIFIED') return undefined;
  return approvals.find(({ subject, decided }) => subject === 'decline' && decided?.result === 'approved')
    ?.no;
}

/** 终止 (T3, T4, T17): every clock stops and nothing is waited for any more; what an emergency owes goes on. */
export function ending(complaint: Complaint): {
  readonly voids: readonly number[];
  readonly stops: readonly string[];
} {
  const owed = complaint.approvals
    .filter(({ subject }) => subject === 'backfill')
    .map(({ clockId }) => clockId);
  const { voids } = voidedBy(complaint, ['plan', 'closing', 'decline', 'suspend', 'extend']);
  const stops = complaint.clocks
    .filter(({ id, kind, stoppedAt }) => !stoppedAt && kind !== 'C7' && !owed.includes(id))
    .map(({ id }) => id);
  return { voids, stops };
}
