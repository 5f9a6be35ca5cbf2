import { voidedBy, type Complaint } from '../complaint';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import type { Context } from './context';

export interface ChangePlan {
  readonly type: 'change_plan';
  readonly reason: string;
}

/**
 * 变更方案 (T10, R21): back to planning; what was approved no longer counts, for the next plan has another hash, and what
 * was still asked for on this one is void.
 */
export function changePlan(complaint: Complaint, act: ChangePlan, by: Person, { at }: Context): Ruling {
  if (isBlank(act.reason)) return refuse('reason_missing', { rule: 'R21' });
  return rule({
    type: 'plan_changed',
    by: by.userId,
    at,
    reason: act.reason,
    ...voidedBy(complaint, ['plan']),
  });
}
