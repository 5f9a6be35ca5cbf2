import type { Complaint, Custody, Task } from '../complaint';
import { refuse, type Refusal } from '../ruling';
import { openTasksOf } from '../tasks';

/** 手里的协办: the one that is meant, by its number or because it is the only one; a foreign one reads as none. */
export function ownTask(complaint: Complaint, no: number | undefined, userId: string): Task | Refusal {
  const own = openTasksOf(userId, complaint);
  const [task] = no === undefined ? own : own.filter((each) => each.no === no);
  if (!task) return refuse('not_permitted', { rule: 'R3' });
  return no === undefined && own.length > 1 ? refuse('which_task', { rule: 'R3' }) : task;
}

/** The next entry of its custody: from the hand it lies in. */
export function handedOn(task: Task, to: string, at: Date, why: Custody['why']): Custody {
  return { from: task.assignee, to, at, why };
}
