import { OPEN_STATES, ownerOf, type Complaint } from '../complaint';
import { movedClocks } from '../clocks';
import type { DomainEvent } from '../events';
import { foldAll } from '../fold';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import { debtOf } from './close';
import type { Context } from './context';
import { ending } from './ending';
import { signatureAgain } from './regate';
import { raisedByAmount } from './relevel';

export interface Merge {
  readonly type: 'merge';
  readonly into: string;
  /** 同一投诉人、同一事项: what shows it. */
  readonly note: string;
  /** 有新事实、新理由: then it is no repetition, and the term starts anew (L6). */
  readonly hasNewFacts: boolean;
}

/** 合并 (T4, L6): the same complaint again, with nothing new, goes on in the case that is open already. */
export function merge(complaint: Complaint, act: Merge, by: Person, { at, other }: Context): Ruling {
  if (isBlank(act.note)) return refuse('reason_missing', { rule: 'T4' });
  if (act.hasNewFacts) return refuse('new_facts', { rule: 'L6' });
  const parent = other?.complaint;
  if (!parent || parent.id !== act.into) return refuse('not_found');
  if (parent.id === complaint.id || !OPEN_STATES.includes(parent.state))
    return refuse('parent_unusable', { rule: 'T4' });
  if (other.samePerson === false) return refuse('other_person', { rule: 'L6' });
  const debt = debtOf(complaint);
  if (debt) return debt;

  const ownerInto = ownerOf(parent);
  return rule({
    type: 'merged',
    by: by.userId,
    at,
    into: parent.id,
    note: act.note,
    stateLeft: complaint.state === 'SUSPENDED' ? (complaint.stateLeft ?? 'RECEIVED') : complaint.state,
    ...(ownerInto !== undefined && { ownerInto }),
    ...ending(complaint),
  });
}

export interface Unmerge {
  readonly type: 'unmerge';
  readonly reason: string;
}

/**
 * 撤销合并: it was another matter after all. The clocks run as if they had never stopped, for the law counts from receipt;
 * the signature its plan waited for is asked for anew.
 */
export function unmerge(complaint: Complaint, act: Unmerge, by: Person, context: Context): Ruling {
  const { stateLeft, clocksLeft = [] } = complaint;
  if (isBlank(act.reason)) return refuse('reason_missing', { rule: 'T4' });
  if (!stateLeft) return refuse('wrong_state', { rule: 'T4' });
  const signing = complaint.approvals.map(({ clockId }) => clockId);
  const revives = clocksLeft.filter((id) => !signing.includes(id));
  const event: DomainEvent = {
    type: 'unmerged',
    by: by.userId,
    at: context.at,
    to: stateLeft,
    reason: act.reason,
    revives,
  };
  const moved = { ...event, moves: movedClocks(foldAll(complaint, [event]), context.rules) };
  const back = foldAll(complaint, [moved]);
  const raised = raisedByAmount(back, context);
  return rule(moved, ...raised, ...signatureAgain(foldAll(back, raised), context));
}
