import { signaturesOf } from './authority';
import type { Complaint } from './complaint';
import type { TaskKind } from './notice';
import { isTaskFor } from './notices';
import type { Org, Person } from './org';
import { openTasksOf } from './tasks';

/** `cooperate`: a question of another department's case (R3). */
export type Todo = TaskKind | 'approve' | 'cooperate';

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
export function todosOf(person: Person, complaint: Complaint, org: Org): readonly Todo[] {
  const { userId } = person;
  const isSigner = signaturesOf(person, complaint, org).length > 0;
  const tasks: readonly Todo[] = ORDER.filter((kind) => isTaskFor(kind, userId, complaint, org));
  const asked: readonly Todo[] = openTasksOf(userId, complaint).map(() => 'cooperate');
  return [...(isSigner ? ['approve' as const] : []), ...tasks, ...asked];
}
