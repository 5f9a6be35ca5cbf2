import { approversOf } from './authority';
import { openApprovals, type Complaint } from './complaint';
import { isTaskFor, type TaskKind } from './notices';
import type { Org, Person } from './org';

/** What is owed beside the step comes after it. */
const ORDER: readonly TaskKind[] = [
  'classify',
  'assign',
  'find',
  'plan',
  'execute',
  'follow_up',
  'tell_declined',
  'tell_extension',
  'backfill',
  'reassign',
];

/** 待办: all that a case waits for from this person, the most pressing first. */
export function todosOf(
  { userId }: Person,
  complaint: Complaint,
  org: Org,
): readonly (TaskKind | 'approve')[] {
  const isSigner = openApprovals(complaint).some((approval) =>
    approversOf(approval, complaint, org).some((person) => person.userId === userId),
  );
  const tasks = ORDER.filter((kind) => isTaskFor(kind, userId, complaint, org));
  return isSigner ? ['approve', ...tasks] : tasks;
}

/** 最要紧的一件; undefined when the case waits for somebody else. */
export function todoOf(person: Person, complaint: Complaint, org: Org): TaskKind | 'approve' | undefined {
  return todosOf(person, complaint, org)[0];
}
