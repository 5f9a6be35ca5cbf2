import { runningClock, type Complaint, type State, type Task } from './complaint';
import type { Rules } from './rules';
import { afterQuietHours, dueAfter, earlier } from './working-time';

/** 协办 (R3): which tasks of a case are open, whose they are, and by when something is to happen. */

/** A question is over with the handling it was asked for: a decision carried out, a case that ended. */
export const TASK_STATES: readonly State[] = [
  'INVESTIGATING',
  'PLANNING',
  'AWAITING_APPROVAL',
  'EXECUTING',
  'SUSPENDED',
];

/** 未了结的协办: neither answered nor returned, in the cycle of handling they were asked in. */
export function openTasks({ tasks, state, cycle }: Complaint): readonly Task[] {
  if (!TASK_STATES.includes(state)) return [];
  return tasks.filter((task) => !task.answered && !task.returned && task.cycle === cycle);
}

/** 某人手里的协办. */
export function openTasksOf(userId: string, complaint: Complaint): readonly Task[] {
  return openTasks(complaint).filter(({ assignee }) => assignee === userId);
}

/** 第几手: grows whenever the task changes hands, so that a card or a deadline of an earlier hand is told apart. */
export function handOf({ custody }: Task): number {
  return custody.length;
}

/** 答复时限 (R37): rules.task.answer, and not later than the asking stage's own due while that is still to come. */
export function answerDue(complaint: Complaint, at: Date, rules: Rules): Date {
  const own = dueAfter(at, rules.task.answer, rules.calendar);
  const stage = runningClock(complaint, 'C3') ?? runningClock(complaint, 'C4');
  return stage ? soonerIfAhead(own, stage.dueAt, at) : own;
}

/** 接收时限 (R3): anew for every hand. */
export function acknowledgeDue(answerDueAt: Date, at: Date, rules: Rules): Date {
  return soonerIfAhead(dueAfter(at, rules.task.acknowledge, rules.calendar), answerDueAt, at);
}

/** A limit that has passed already shortens nothing: the task would be overdue as it is given. */
function soonerIfAhead(own: Date, limit: Date, at: Date): Date {
  return limit.getTime() > at.getTime() ? earlier(own, limit) : own;
}

const ANSWER = 'answer';

/** `ack-2`: one name a hand, for a deadline of the same name would be taken for the one before. */
export function acknowledgeThreshold(task: Task): string {
  return `ack-${handOf(task)}`;
}

/** Which of the two a deadline's name means for a task as it is now; undefined when it means none any more. */
export function meaningOf(threshold: string, task: Task): 'acknowledge' | 'answer' | undefined {
  if (task.told.includes(threshold)) return undefined;
  if (threshold === ANSWER) return 'answer';
  return threshold === acknowledgeThreshold(task) && !task.acknowledged ? 'acknowledge' : undefined;
}

/** Stands where a clock's id stands, `K-3` for task 3: a task has deadlines and no clock of 6.5. */
export function taskNoOf(clockId: string): number | undefined {
  const no = /^K-(\d+)$/.exec(clockId)?.[1];
  return no === undefined ? undefined : Number(no);
}

/** 协办的待触发时限: to be taken over, and to be answered; each once, and not in quiet hours. */
export function taskDeadlines(
  complaint: Complaint,
): readonly { readonly clockId: string; readonly threshold: string; readonly dueAt: Date }[] {
  return openTasks(complaint).flatMap((task) =>
    [
      { threshold: acknowledgeThreshold(task), dueAt: task.acknowledgeDueAt },
      { threshold: ANSWER, dueAt: task.answerDueAt },
    ]
      .filter(({ threshold }) => meaningOf(threshold, task) !== undefined)
      .map(({ threshold, dueAt }) => ({
        clockId: `K-${task.no}`,
        threshold,
        dueAt: afterQuietHours(dueAt),
      })),
  );
}
