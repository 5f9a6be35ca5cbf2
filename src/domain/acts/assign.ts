import type { Complaint } from '../complaint';
import type { Person, Role } from '../org';
import { refuse, rule, type Ruling } from '../ruling';
import { candidates, type Context } from './context';

/** 调查人的岗位. */
export const INVESTIGATORS: readonly Role[] = ['INVEST', 'SENIOR'];

export interface Assign {
  readonly type: 'assign';
  readonly invest: string;
}

/** 分派 (T5): the LEAD names the investigator, who must be free of every other post on this case (L4). */
export function assign(complaint: Complaint, act: Assign, by: Person, { at, org }: Context): Ruling {
  const investigators = INVESTIGATORS.flatMap((role) => candidates(role, complaint, org));
  if (!investigators.some((person) => person.userId === act.invest))
    return refuse('not_a_candidate', { rule: 'L4' });

  return rule({ type: 'assigned', by: by.userId, at, invest: act.invest });
}
