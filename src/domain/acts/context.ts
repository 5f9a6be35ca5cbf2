import type { Complaint } from '../complaint';
import { hasSigned, holdsHandlingPost, isBarred } from '../gates';
import type { Org, Person, Role } from '../org';
import { peopleWith } from '../org';
import type { Rules } from '../rules';

/** The other case an act names, with the cases linked to it. */
export interface OtherCase {
  readonly complaint: Complaint;
  readonly linked: readonly Complaint[];
  /** Undefined when neither phone nor id number can tell. */
  readonly samePerson?: boolean;
}

/** What a decision may know besides the case: the moment, the rules, the people. All of it is handed in. */
export interface Context {
  readonly at: Date;
  readonly rules: Rules;
  /** As of this moment: see `asOf` in org.ts. */
  readonly org: Org;
  /** Open cases a person is handling now: assignment goes to the least loaded. */
  readonly load: (userId: string) => number;
  /** Fingerprint of a text (SHA-256, hex): the plan's hash. */
  readonly digest: (text: string) => string;
  /** 关联案件: the other cases of this matter (R34). */
  readonly linked: readonly Complaint[];
  /** The other case an act names: what it is merged into or linked to, and whether it is the same complainant's. */
  readonly other?: OtherCase;
}

/** What time may know: it assigns nobody, so it is not told who has how much in hand. */
export type TimeContext = Omit<Context, 'load'>;

/**
 * 可担任某岗位的人 on this case: has the post, is not on leave, works in the case's group or in none, holds no other
 * handling post here, has signed nothing here and has no interest in it (standing rules of section 3, L4).
 */
export function candidates(role: Role, complaint: Complaint, org: Org): readonly Person[] {
  return peopleWith(org, role).filter(
    (person) =>
      !person.isAway &&
      (person.group === undefined || complaint.groupId === undefined || person.group === complaint.groupId) &&
      person.userId !== complaint.team.intake &&
      !holdsHandlingPost(complaint, person.userId) &&
      !hasSigned(complaint, person.userId) &&
      !isBarred(complaint, person.userId),
  );
}

/** 分派的先后: on duty before off duty, then the least loaded, as the org file names them when equal. */
export function byPreference(
  roles: readonly Role[],
  complaint: Complaint,
  { org, load }: Pick<Context, 'org' | 'load'>,
): readonly Person[] {
  const people = new Set(roles.flatMap((role) => candidates(role, complaint, org)));
  const duty = ({ isOffDuty }: Person) => (isOffDuty ? 1 : 0);
  return [...people].sort((a, b) => duty(a) - duty(b) || load(a.userId) - load(b.userId));
}

/** Who takes a post by the rule. */
export function leastLoaded(
  roles: readonly Role[],
  complaint: Complaint,
  context: Pick<Context, 'org' | 'load'>,
): Person | undefined {
  return byPreference(roles, complaint, context)[0];
}

/** The holder of a post stays in the next cycle, unless they have to stand aside or are away (T13, T14). */
export function keptOrLeastLoaded(
  post: 'solve' | 'followUp',
  role: Role,
  complaint: Complaint,
  context: Pick<Context, 'org' | 'load'>,
): Person | undefined {
  const holder = peopleWith(context.org, role).find(({ userId }) => userId === complaint.team[post]);
  if (holder && !holder.isAway && !isBarred(complaint, holder.userId)) return holder;
  return leastLoaded([role], complaint, context);
}
