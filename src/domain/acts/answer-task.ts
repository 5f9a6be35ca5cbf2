import type { Complaint } from '../complaint';
import type { Person } from '../org';
import { isBlank, isRefusal, refuse, rule, type Ruling } from '../ruling';
import type { Context } from './context';
import { handedOn, ownTask } from './own-task';

/** Without a number the only task the person holds is meant. */
export interface AcknowledgeTask {
  readonly type: 'acknowledge_task';
  readonly no?: number;
}
export interface AnswerTask {
  readonly type: 'answer_task';
  readonly no?: number;
  readonly text: string;
}

/** 接收 (R3). */
export function acknowledgeTask(
  complaint: Complaint,
  act: AcknowledgeTask,
  by: Person,
  { at }: Context,
): Ruling {
  const task = ownTask(complaint, act.no, by.userId);
  if (isRefusal(task)) return task;
  if (task.acknowledged) return refuse('task_acknowledged', { rule: 'R3' });
  return rule({ type: 'task_acknowledged', by: by.userId, at, no: task.no });
}

/** 答复 (R37): the task is back with its asker. Who answers has taken it over. */
export function answerTask(complaint: Complaint, act: AnswerTask, by: Person, { at }: Context): Ruling {
  const task = ownTask(complaint, act.no, by.userId);
  if (isRefusal(task)) return task;
  if (isBlank(act.text)) return refuse('text_missing', { rule: 'R37' });
  return rule({
    type: 'task_answered',
    by: by.userId,
    at,
    no: task.no,
    custody: handedOn(task, task.askedBy, at, 'answered'),
    text: act.text,
  });
}
