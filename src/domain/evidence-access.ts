import { may, seesWhole } from './access';
import type { Complaint } from './complaint';
import type { Evidence } from './evidence';
import type { Org, Person } from './org';
import { refuse, type Refusal } from './ruling';
import { openTasksOf } from './tasks';

/** 可看的证据 (6.6, row Evidence): all of the case's, or those of the tasks the person holds. */
export function evidenceFor(person: Person, complaint: Complaint, org: Org): readonly Evidence[] {
  if (may(person, 'R', 'evidence', complaint, org)) return complaint.evidence;
  const tasks = openTasksOf(person.userId, complaint).map(({ no }) => no);
  // Whoever a task was passed on to stands where 6.6 has the interface person.
  const holder: Person = { ...person, roles: [...person.roles, 'IFP'] };
  if (tasks.length === 0 || !may(holder, 'R', 'evidence', complaint, org, 'files')) return [];
  return complaint.evidence.filter(({ task }) => task !== undefined && tasks.includes(task));
}

/** 看得到: the case, or a question about it (R3). */
export function isInReach(person: Person, complaint: Complaint, org: Org): boolean {
  return seesWhole(person, complaint, org) || openTasksOf(person.userId, complaint).length > 0;
}

/** 看一份证据. Who may not see the case is answered as if there were none, and a file out of reach as if it were not there. */
export function evidenceToShow(
  no: number,
  person: Person,
  complaint: Complaint,
  org: Org,
): Evidence | Refusal {
  if (!isInReach(person, complaint, org)) return refuse('not_found');
  const found = evidenceFor(person, complaint, org).find((each) => each.no === no);
  return found ?? refuse('no_such_evidence', { rule: 'R32' });
}
