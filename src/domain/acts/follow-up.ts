import { shanghaiDate } from '../calendar';
import { openApproval, type Complaint, type FollowUpAttempt } from '../complaint';
import type { EventOf } from '../events';
import { foldAll } from '../fold';
import { CLOSING_STEP } from '../gates';
import { nextDocument } from '../documents';
import { impossible, later, momentsOf, type HappenedAt } from '../late-entry';
import type { Person } from '../org';
import { isRefusal, refuse, rule, type Ruling } from '../ruling';
import type { Rules } from '../rules';
import type { Context } from './context';
import { closed, debtOf } from './close';
import { openApprovalStep } from './open-approval';

export interface FollowUp extends HappenedAt {
  readonly type: 'follow_up';
  readonly attempt: Omit<FollowUpAttempt, 'at' | 'enteredAt' | 'by' | 'cycle'>;
}

/** 满意度 (R22), worst to best. */
const SCORES: readonly unknown[] = [1, 2, 3, 4, 5];

/** 回访 (T12, R22): an answer, or attempts used up, ends the case; a major case waits for HEAD's second signature (R23). */
export function followUp(complaint: Complaint, act: FollowUp, by: Person, context: Context): Ruling {
  const { at } = context;
  if (openApproval(complaint, 'closing')) return refuse('waits_for_signature', { rule: 'R23' });
  if (act.attempt.reached && !SCORES.includes(act.attempt.score))
    return refuse('score_missing', { rule: 'R22' });

  const { receivedAt, execution } = complaint;
  const since = execution ? later(execution.at, execution.notice.at) : receivedAt;
  const refusal = impossible(act, since, at, 'R22');
  if (refusal) return refusal;

  const recorded: EventOf<'followed_up'> = {
    type: 'followed_up',
    by: by.userId,
    at,
    attempt: { ...act.attempt, ...momentsOf(act, at), by: by.userId, cycle: complaint.cycle },
    document: nextDocument(complaint, 'HF', at),
  };
  const made = foldAll(complaint, [recorded]);
  const last = made.attempts
    .filter(({ cycle }) => cycle === complaint.cycle)
    .reduce((latest, attempt) => later(latest, attempt.at), since);
  const end = endOfFollowUp(made, context, last);
  return isRefusal(end) ? end : rule(recorded, ...end.events);
}

/**
 * What follows once the survey is done: nothing while an emergency act is unsettled (R35), HEAD's signature, or the end.
 * `doneAt`: when that was, where it is entered later.
 */
export function endOfFollowUp(complaint: Complaint, context: Context, doneAt = context.at): Ruling {
  const { state, classification, plan } = complaint;
  if (state !== 'FOLLOW_UP' || !isFollowedUp(complaint, context.rules) || debtOf(complaint)) return rule();
  const end = closed(complaint, context, doneAt);
  if (isRefusal(end) || classification?.level !== 'major') return end;

  const signature = openApprovalStep(complaint, CLOSING_STEP, { hash: plan?.hash ?? '' }, context);
  return signature ? rule(signature) : refuse('nobody_eligible', { rule: 'R23' });
}

/**
 * 回访完成: the complainant answered, or followUp.attempts on followUp.days different days failed (R22). When HEAD returned
 * the closing, only what was done since counts.
 */
export function isFollowedUp(complaint: Complaint, rules: Pick<Rules, 'followUp'>): boolean {
  const returnedAt = complaint.approvals
    .filter(({ subject, decided }) => subject === 'closing' && decided?.result === 'returned')
    .at(-1)?.decided?.at;
  const attempts = complaint.attempts.filter(
    ({ at, cycle }) => cycle === complaint.cycle && (!returnedAt || at >= returnedAt),
  );
  if (attempts.some((attempt) => attempt.reached)) return true;
  const days = new Set(attempts.map((attempt) => shanghaiDate(attempt.at)));
  return attempts.length >= rules.followUp.attempts && days.size >= rules.followUp.days;
}
