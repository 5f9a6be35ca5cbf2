import type { Complaint, Task } from '../complaint';
import { isBarred } from '../gates';
import { personOf, type Org, type Person } from '../org';
import { isBlank, isRefusal, refuse, rule, type Ruling } from '../ruling';
import { acknowledgeDue } from '../tasks';
import type { Context } from './context';
import { handedOn, ownTask } from './own-task';

/** Without a number the only task the person holds is meant. */
export interface ForwardTask {
  readonly type: 'forward_task';
  readonly no?: number;
  readonly to: string;
}
export interface ReturnTask {
  readonly type: 'return_task';
  readonly no?: number;
  readonly reason: string;
}

/** 可转给的同事: of the department that was asked, there today and without an interest in the case. */
export function colleaguesFor(task: Task, complaint: Complaint, by: Person, org: Org): readonly Person[] {
  return [...org.people.values()].filter(
    ({ department, userId, isAway }) =>
      department === task.toDepartment && userId !== by.userId && !isAway && !isBarred(complaint, userId),
  );
}

/** 转派 (R3): to somebody of the same department, who takes it over anew; the answer is due when it was. */
export function forwardTask(complaint: Complaint, act: ForwardTask, by: Person, context: Context): Ruling {
  const { at, org, rules } = context;
  const task = ownTask(complaint, act.no, by.userId);
  if (isRefusal(task)) return task;
  const to = personOf(org, act.to);
  if (!to || !colleaguesFor(task, complaint, by, org).includes(to))
    return refuse('not_a_colleague', { rule: 'R3' });
  return rule({
    type: 'task_passed',
    by: by.userId,
    at,
    no: task.no,
    custody: handedOn(task, to.userId, at, 'forwarded'),
    acknowledgeDueAt: acknowledgeDue(task.answerDueAt, at, rules),
  });
}

/** 退回 (R3): back to the asker with a reason; what is still wanted is asked anew. */
export function returnTask(complaint: Complaint, act: ReturnTask, by: Person, { at }: Context): Ruling {
  const task = ownTask(complaint, act.no, by.userId);
  if (isRefusal(task)) return task;
  if (isBlank(act.reason)) return refuse('reason_missing', { rule: 'R3' });
  return rule({
    type: 'task_returned',
    by: by.userId,
    at,
    no: task.no,
    custody: handedOn(task, task.askedBy, at, 'returned'),
    reason: act.reason,
  });
}
