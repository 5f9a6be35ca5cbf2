import { ownerOf, type Complaint, type Task } from './complaint';
import type { DomainEvent } from './events';
import { handOf, openTasks } from './tasks';
import type { TaskNews, TaskNotice } from './notice';

export type TaskEvent = Extract<DomainEvent, { type: `task_${string}` }>;

/** 告知 (R3, R37): `complaint` is the case after the event. */
export function taskNotices(
  event: TaskEvent,
  complaint: Complaint,
): readonly (TaskNotice & { readonly to: string })[] {
  const no = event.type === 'task_asked' ? event.task.no : event.no;
  const task = complaint.tasks.find((each) => each.no === no);
  if (!task) return [];
  switch (event.type) {
    case 'task_asked':
    case 'task_passed':
      return [cardFor(task, 'acknowledge')];
    case 'task_acknowledged':
      return [cardFor(task, 'answer')];
    case 'task_returned':
      return news('returned', task, askers(task, complaint));
    case 'task_answered':
      return news('answered', task, askers(task, complaint));
    case 'task_overdue':
      return news(event.of === 'answer' ? 'not_answered' : 'not_acknowledged', task, event.to);
  }
}

/** Over when the task is, when it went to another hand, and a call to take it over when that was done. */
export function isCooperationOver(
  { no, hand, ask }: TaskNotice & { kind: 'cooperation' },
  complaint: Complaint,
): boolean {
  const task = openTasks(complaint).find((each) => each.no === no);
  if (!task || handOf(task) !== hand) return true;
  return ask === 'acknowledge' && task.acknowledged !== undefined;
}

function cardFor(task: Task, ask: 'acknowledge' | 'answer'): TaskNotice & { readonly to: string } {
  return { kind: 'cooperation', to: task.assignee, no: task.no, hand: handOf(task), ask };
}

/** Who asked, and who owns the case by now: the answer is of use to them. */
function askers({ askedBy }: Task, complaint: Complaint): readonly string[] {
  const owner = ownerOf(complaint);
  return owner === undefined || owner === askedBy ? [askedBy] : [askedBy, owner];
}

function news(
  of: TaskNews,
  { no }: Task,
  people: readonly string[],
): readonly (TaskNotice & { readonly to: string })[] {
  return people.map((to) => ({ kind: 'cooperation_news', to, no, of }));
}
