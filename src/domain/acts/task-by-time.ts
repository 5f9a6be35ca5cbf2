import { ownerOf, type Complaint, type Task } from '../complaint';
import { isBarred } from '../gates';
import { nextInLine } from '../interface-persons';
import { personOf, type Department } from '../org';
import { refuse, rule, type Ruling } from '../ruling';
import { acknowledgeDue, meaningOf, openTasks } from '../tasks';
import type { TimeContext } from './context';
import { handedOn } from './own-task';

/** 协办到时 (R2, R3, R37): not taken over, it goes to the next in line; not answered, the head of the department hears of it. */
export function taskByTime(
  complaint: Complaint,
  no: number,
  threshold: string,
  context: TimeContext,
): Ruling {
  const task = openTasks(complaint).find((each) => each.no === no);
  const of = task && meaningOf(threshold, task);
  if (!task || !of) return refuse('clock_stopped');

  const { org } = context;
  const department = org.departments.find(({ id }) => id === task.toDepartment);
  const hands = task.custody.map(({ to }) => to);
  const next =
    of === 'acknowledge' && department
      ? nextInLine(department, org, hands, (userId) => !isBarred(complaint, userId))
      : undefined;
  return next === undefined
    ? overdue(complaint, task, { threshold, of }, department, context)
    : fallsTo(next, task, context);
}

function fallsTo(next: string, task: Task, { at, org, rules }: TimeContext): Ruling {
  const why = personOf(org, task.assignee)?.isAway ? 'away' : 'not_acknowledged';
  return rule({
    type: 'task_passed',
    by: 'system',
    at,
    no: task.no,
    custody: handedOn(task, next, at, why),
    acknowledgeDueAt: acknowledgeDue(task.answerDueAt, at, rules),
  });
}

/** Told once to the head of the department, the asker and whoever owns the case by now. The task stays where it is. */
function overdue(
  complaint: Complaint,
  task: Task,
  which: { readonly threshold: string; readonly of: 'acknowledge' | 'answer' },
  department: Department | undefined,
  { at }: TimeContext,
): Ruling {
  const people = [department?.head, task.askedBy, ownerOf(complaint)];
  return rule({
    type: 'task_overdue',
    by: 'system',
    at,
    no: task.no,
    ...which,
    to: [...new Set(people.filter((userId): userId is string => userId !== undefined))],
    dueAt: which.of === 'answer' ? task.answerDueAt : task.acknowledgeDueAt,
  });
}
