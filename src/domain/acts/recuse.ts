import { isStuck } from '../authority';
import { isEnded, type Complaint } from '../complaint';
import type { DomainEvent } from '../events';
import { foldAll } from '../fold';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import type { Context } from './context';

export interface Recuse {
  readonly type: 'recuse';
  readonly reason: string;
}

/** 申请回避 (L4): who has an interest handles and signs nothing here any more; a case keeps its owner until it is reassigned. */
export function recuse(complaint: Complaint, act: Recuse, by: Person, { at, org }: Context): Ruling {
  if (isEnded(complaint)) return refuse('case_closed');
  if (isBlank(act.reason)) return refuse('reason_missing', { rule: 'L4' });
  if (complaint.recused.includes(by.userId)) return refuse('asked_already', { rule: 'L4' });

  const event: DomainEvent = { type: 'recused', by: by.userId, at, userId: by.userId, reason: act.reason };
  return isStuck(foldAll(complaint, [event]), org) ? refuse('nobody_eligible', { rule: 'L4' }) : rule(event);
}
