import type { TaskForm } from '../chat/forms-of-tasks';
import { showDue, showMoment } from '../domain/calendar';
import { BUSINESS, LEVEL, REASON } from '../domain/classification';
import type { Complaint, Task } from '../domain/complaint';
import type { Org } from '../domain/org';
import type { TaskNews } from '../domain/notice';
import { nameOf } from './copy';

/** 协办文案: what is said of a task to those who ask and those who are asked. */

/** 退回理由: a card has no free text, so the usual reasons are offered. */
export const TASK_RETURN_REASONS = [
  { id: 'elsewhere', text: '不属于本部门职责' },
  { id: 'unclear', text: '问题不明确' },
  { id: 'too_little', text: '提供的信息不够' },
] as const;

export const TASK_NEWS: Readonly<Record<TaskNews, string>> = {
  answered: '已答复',
  returned: '退回协办',
  not_acknowledged: '逾期未接收协办',
  not_answered: '逾期未答复协办',
};

/** How it is written in chat, with a sentence to imitate, and what it is called. */
export const TASK_EXAMPLE: Readonly<Record<TaskForm, string>> = {
  ask_department: '信息科技部：年费为什么扣了两次',
  acknowledge_task: '协办1',
  forward_task: '罗杰',
  return_task: '不属于本部门职责',
  answer_task: '批处理重复跑了一次，已修复',
};
export const TASK_TITLE: Readonly<Record<TaskForm, string>> = {
  ask_department: '协办',
  acknowledge_task: '接收',
  forward_task: '转派',
  return_task: '退回理由',
  answer_task: '答复',
};

export function departmentName({ departments }: Org, id: string): string {
  return departments.find((department) => department.id === id)?.name ?? id;
}

/** 分类, in so far as another department is told of it. */
export function classOf({ classification: kind }: Complaint): string {
  return kind ? `${BUSINESS[kind.business]} / ${REASON[kind.reason]} / ${LEVEL[kind.level]}` : '待分类';
}

/** What the next step of an open task is, and by when. */
function nextStep({ acknowledged, acknowledgeDueAt, answerDueAt }: Task): string {
  return acknowledged
    ? `待答复，截止 ${showDue(answerDueAt)}`
    : `待接收，截止 ${showDue(acknowledgeDueAt)}（${showDue(answerDueAt)} 前答复）`;
}

/** 查 <编号> by somebody of the other department: the task, and of the case no more than is shared with them (R3). */
export function taskText(task: Task, complaint: Complaint, org: Org): string {
  return [
    `${complaint.id} 协办${task.no}（${departmentName(org, task.toDepartment)}）`,
    `分类：${classOf(complaint)}`,
    `问题：${task.question}`,
    nextStep(task),
  ].join('\n');
}

/** 待办 of who is asked. */
export function taskLine(task: Task, complaintId: string): string {
  const [step, due] = task.acknowledged ? ['待答复', task.answerDueAt] : ['待接收', task.acknowledgeDueAt];
  return `${complaintId} 协办${task.no} ${step} 截止 ${showDue(due)}`;
}

/** 查 <编号> by those who handle the case: each task with whom it lies, or how it ended. */
export function taskLines({ tasks }: Complaint, org: Org): readonly string[] {
  return tasks.map(
    (task) => `协办${task.no} ${departmentName(org, task.toDepartment)}：${standing(task, org)}`,
  );
}

function standing(task: Task, org: Org): string {
  const { answered, returned, assignee } = task;
  if (answered) return `${nameOf(org, answered.by)} 答复（${showMoment(answered.at)}）：${answered.text}`;
  if (returned) return `${nameOf(org, returned.by)} 退回（${showMoment(returned.at)}）：${returned.reason}`;
  return `${nameOf(org, assignee)} ${nextStep(task)}`;
}

/** After an act on a task: what has become of it. The other department is told nothing of the case. */
export function taskDoneText(form: TaskForm, task: Task, complaintId: string, org: Org): string {
  const what = `${complaintId} 协办${task.no}`;
  switch (form) {
    case 'ask_department':
      return `${what} 已发给${departmentName(org, task.toDepartment)} ${nameOf(org, task.assignee)}${standIn(task)}，${nextStep(task)}。`;
    case 'acknowledge_task':
      return `${what} 已接收，请在 ${showDue(task.answerDueAt)} 前答复，例如：答复 ${complaintId} 已查明…`;
    case 'forward_task':
      return `${what} 已转给 ${nameOf(org, task.assignee)}。`;
    case 'return_task':
      return `${what} 已退回，理由会告诉提出人。`;
    case 'answer_task':
      return `${what} 已答复，提出人会收到。`;
  }
}

function standIn({ custody }: Task): string {
  switch (custody[0]?.why) {
    case 'away':
      return '（接口人不在，代为接收）';
    case 'vacant':
      return '（没有接口人，代为接收）';
    default:
      return '';
  }
}
