import { isTaskForm } from '../src/chat/forms-of-tasks';
import type { Form } from '../src/chat/command';
import type { Complaint, Task } from '../src/domain/complaint';
import type { Act } from '../src/domain/decide-act';
import { openTasksOf } from '../src/domain/tasks';
import { doneText } from '../src/wecom/copy-chat';
import { taskDoneText } from '../src/wecom/copy-tasks';
import type { Conversation } from './conversation';

/** 办好了什么. Who has only a task of the case is told of the task, and not where the case stands (R3). */
export function done(form: Form, act: Act, complaint: Complaint, { by, org }: Conversation): string {
  const task = isTaskForm(form) ? taskOf(act, complaint, by.userId) : undefined;
  return task && isTaskForm(form)
    ? taskDoneText(form, task, complaint.id, org)
    : doneText(form, complaint, org);
}

/** The task an act was about: named, just asked, or the only one the person held. */
function taskOf(act: Act, complaint: Complaint, userId: string): Task | undefined {
  const { tasks } = complaint;
  if ('no' in act && act.no !== undefined) return tasks.find(({ no }) => no === act.no);
  if (act.type === 'ask_department') return tasks.at(-1);
  if (act.type === 'acknowledge_task') return openTasksOf(userId, complaint)[0];
  const given = tasks.filter(({ custody }) => custody.at(-1)?.from === userId);
  return given.reduce<Task | undefined>((latest, task) => {
    const when = ({ custody }: Task) => custody.at(-1)?.at.getTime() ?? 0;
    return !latest || when(task) >= when(latest) ? task : latest;
  }, undefined);
}
