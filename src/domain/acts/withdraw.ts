import type { Complaint } from '../complaint';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import type { Context } from './context';
import { ending } from './ending';

export interface Withdraw {
  readonly type: 'withdraw';
  /** 身份核验: how it was made sure that it is the complainant, or somebody with authority. */
  readonly identity: string;
  readonly proof: string;
}

/** 撤回 (T17, L7): ends the handling on the day it arrives. What an emergency act owes is still owed (R35). */
export function withdraw(complaint: Complaint, act: Withdraw, by: Person, { at }: Context): Ruling {
  if (isBlank(act.identity)) return refuse('text_missing', { rule: 'L7' });
  if (isBlank(act.proof)) return refuse('proof_missing', { rule: 'L7' });
  const { identity, proof } = act;
  return rule({
    type: 'withdrawn',
    by: by.userId,
    at,
    withdrawal: { at, by: by.userId, identity, proof },
    ...ending(complaint),
  });
}
