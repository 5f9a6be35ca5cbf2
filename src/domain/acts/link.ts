import type { Complaint } from '../complaint';
import type { DomainEvent } from '../events';
import { foldAll } from '../fold';
import { countsInMatter } from '../matter';
import type { Person } from '../org';
import { isBlank, isRefusal, refuse, rule, type Ruling } from '../ruling';
import type { Context } from './context';
import { regate } from './regate';
import { raisedByAmount } from './relevel';

export interface Link {
  readonly type: 'link';
  readonly to: string;
  readonly reason: string;
}

/** 关联 (R34): cases of one matter; their amounts are summed, so that splitting opens no way around a gate. */
export function link(complaint: Complaint, act: Link, by: Person, context: Context): Ruling {
  const { at, other, linked } = context;
  if (isBlank(act.reason)) return refuse('reason_missing', { rule: 'R34' });
  const found = other?.complaint;
  if (!found || found.id !== act.to) return refuse('not_found');
  // Of one matter already, be it over a case that counts no more.
  const isKnown = complaint.linkedTo.includes(found.id) || other.linked.some(({ id }) => id === complaint.id);
  if (found.id === complaint.id || isKnown) return refuse('linked_already', { rule: 'R34' });

  const event: DomainEvent = { type: 'linked', by: by.userId, at, to: found.id, reason: act.reason };
  const after = matterChanged(foldAll(complaint, [event]), {
    ...context,
    linked: [...linked, found, ...other.linked].filter(countsInMatter),
  });
  return isRefusal(after) ? after : rule(event, ...after.events);
}

/** 金额变动 (R23, R34): the amounts of the matter are other ones now; the level and the signatures follow. */
export function matterChanged(complaint: Complaint, context: Context): Ruling {
  const raised = raisedByAmount(complaint, context);
  const gates = regate(foldAll(complaint, raised), 'amount', context);
  return isRefusal(gates) ? gates : rule(...raised, ...gates.events);
}
