import type { Complaint, Custody, Task } from './complaint';
import type { DomainEvent } from './events';

/** 协办 (R3): every event that takes a task from one hand to another leaves an entry in its custody. */
export function onTasks(complaint: Complaint, event: DomainEvent): Complaint {
  const { by, at } = event;
  switch (event.type) {
    case 'task_asked':
      return { ...complaint, tasks: [...complaint.tasks, event.task] };
    case 'task_acknowledged':
      return onTask(complaint, event.no, (task) => ({ ...task, acknowledged: { by, at } }));
    case 'task_passed':
      return onTask(complaint, event.no, ({ acknowledged: _before, ...task }) => ({
        ...handed(task, event.custody),
        assignee: event.custody.to,
        acknowledgeDueAt: event.acknowledgeDueAt,
      }));
    case 'task_returned':
      return onTask(complaint, event.no, (task) => ({
        ...handed(task, event.custody),
        returned: { by, at, reason: event.reason },
      }));
    case 'task_answered':
      return onTask(complaint, event.no, (task) => ({
        acknowledged: { by, at },
        ...handed(task, event.custody),
        answered: { by, at, text: event.text },
      }));
    case 'task_overdue':
      return onTask(complaint, event.no, (task) => ({ ...task, told: [...task.told, event.threshold] }));
    default:
      return complaint;
  }
}

function handed(task: Task, custody: Custody): Task {
  return { ...task, custody: [...task.custody, custody] };
}

function onTask(complaint: Complaint, no: number, change: (task: Task) => Task): Complaint {
  return { ...complaint, tasks: complaint.tasks.map((task) => (task.no === no ? change(task) : task)) };
}
