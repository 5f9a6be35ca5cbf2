import { voidedBy, type Complaint } from '../complaint';

/**
 * 终止 (T3, T4, T17): every clock stops and nothing is waited for any more. What an emergency owes goes on, and so does a
 * disclosure, which may be asked for at any time (6.4).
 */
export function ending(complaint: Complaint): {
  readonly voids: readonly number[];
  readonly stops: readonly string[];
} {
  const owed = complaint.approvals
    .filter(({ subject }) => subject === 'backfill' || subject === 'disclose')
    .map(({ clockId }) => clockId);
  const { voids } = voidedBy(complaint, ['plan', 'closing', 'decline', 'suspend', 'extend']);
  const stops = complaint.clocks
    .filter(({ id, kind, stoppedAt }) => !stoppedAt && kind !== 'C7' && !owed.includes(id))
    .map(({ id }) => id);
  return { voids, stops };
}
