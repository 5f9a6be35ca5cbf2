import type { Org, Person, Role } from '../org';
import { peopleWith } from '../org';
import type { Rules } from '../rules';
import type { Complaint } from '../complaint';
import { hasSigned, holdsHandlingPost } from '../gates';

/** What a decision may know besides the case: the moment, the rules, the people. All of it is handed in. */
export interface Context {
  readonly at: Date;
  readonly rules: Rules;
  readonly org: Org;
  /** Open cases a person is handling now: assignment goes to the least loaded. */
  readonly load: (userId: string) => number;
  /** Fingerprint of a text (SHA-256, hex): the plan's hash. */
  readonly digest: (text: string) => string;
}

/**
 * 可担任某岗位的人 on this case: has the post, works in the case's group or in none, holds no other handling post
 * here and has signed nothing here (standing rules of section 3, L4).
 */
export function candidates(role: Role, complaint: Complaint, org: Org): readonly Person[] {
  return peopleWith(org, role).filter(
    (person) =>
      (person.group === undefined || complaint.groupId === undefined || person.group === complaint.groupId) &&
      person.userId !== complaint.team.intake &&
      !holdsHandlingPost(complaint, person.userId) &&
      !hasSigned(complaint, person.userId),
  );
}

/** The least loaded candidate; the first by the org file when equal. */
export function leastLoaded(role: Role, complaint: Complaint, context: Context): Person | undefined {
  const people = candidates(role, complaint, context.org);
  return people.reduce<Person | undefined>(
    (best, person) => (!best || context.load(person.userId) < context.load(best.userId) ? person : best),
    undefined,
  );
}
