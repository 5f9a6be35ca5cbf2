import { isStuck } from '../authority';
import { ownerPost, type Complaint, type Team } from '../complaint';
import type { DomainEvent } from '../events';
import { foldAll } from '../fold';
import type { Org, Person, Role } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import { candidates, type Context } from './context';

export interface Reassign {
  readonly type: 'reassign';
  readonly to: string;
  /** 交接说明: why, and what the new handler has to know. */
  readonly note: string;
}

const ROLES_OF: Readonly<Record<keyof Team, readonly Role[]>> = {
  intake: ['INTAKE'],
  invest: ['INVEST', 'SENIOR'],
  solve: ['SOLVE'],
  followUp: ['FOLLOW'],
};

/** 可接手的人: for the post whose holder owns the case now. */
export function successors(complaint: Complaint, org: Org): readonly Person[] {
  const post = ownerPost(complaint);
  return post ? ROLES_OF[post].flatMap((role) => candidates(role, complaint, org)) : [];
}

/** 改派 (T23, L4): the LEAD hands the case, in the state it is in, to somebody free of every other post on it; no clock stops. */
export function reassign(complaint: Complaint, act: Reassign, by: Person, { at, org }: Context): Ruling {
  const post = ownerPost(complaint);
  if (!post) return refuse('case_closed');
  if (isBlank(act.note)) return refuse('text_missing', { rule: 'T23' });
  if (!successors(complaint, org).some(({ userId }) => userId === act.to))
    return refuse('not_a_candidate', { rule: 'L4' });

  const from = complaint.team[post] ?? '';
  const { to, note } = act;
  const event: DomainEvent = { type: 'reassigned', by: by.userId, at, post, from, to, note };
  // Who takes the case over signs nothing on it: not whoever is the last that may.
  const isLastSigner = !isStuck(complaint, org) && isStuck(foldAll(complaint, [event]), org);
  return isLastSigner ? refuse('last_signer', { rule: 'T23' }) : rule(event);
}
