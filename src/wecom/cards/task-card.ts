import { showDue, showMoment } from '../../domain/calendar';
import { BUSINESS, LEVEL, REASON } from '../../domain/classification';
import type { Complaint, Task } from '../../domain/complaint';
import type { Notice } from '../../domain/notice';
import type { Org } from '../../domain/org';
import { APP_NAME, nameOf } from '../copy';
import { departmentName, TASK_NEWS, TASK_RETURN_REASONS } from '../copy-tasks';
import { buttonInteraction, type CardRow } from './builders';
import { KEY, optionId, QUESTION } from './keys';
import type { InteractiveCard } from './template-card';

type TaskNotice = Notice & { readonly kind: 'cooperation' | 'cooperation_news' };

const LOOK = { text: '看进展', key: KEY.look, style: 2 } as const;

/** 协办卡片 (R3): the number, the classification and the question; nothing else of the case goes to another department. */
export function taskCard(
  notice: TaskNotice,
  complaint: Complaint,
  org: Org,
  taskId: string,
): InteractiveCard {
  const task = complaint.tasks.find(({ no }) => no === notice.no);
  if (!task) return buttonInteraction({ taskId, title: `${complaint.id} 协办`, buttons: [LOOK] });
  if (notice.kind === 'cooperation_news') return newsCard(notice, task, complaint, org, taskId);
  return notice.ask === 'acknowledge'
    ? acknowledgeCard(task, complaint, org, taskId)
    : answerCard(task, complaint, org, taskId);
}

function acknowledgeCard(task: Task, complaint: Complaint, org: Org, taskId: string): InteractiveCard {
  const { id } = complaint;
  return buttonInteraction({
    ...head(task, complaint, org, taskId, '请接收'),
    desc: cameBy(task, org) ?? `点「接收」，或选理由退回；转派回复「转派 ${id} 姓名」`,
    rows: [
      ...rowsOf(task, complaint, org),
      { label: '接收', value: `${showDue(task.acknowledgeDueAt)}前` },
      { label: '答复', value: `${showDue(task.answerDueAt)}前` },
    ],
    selection: {
      questionKey: QUESTION.why,
      title: '退回理由',
      options: TASK_RETURN_REASONS.map(({ id: reason, text }) => ({
        id: optionId(QUESTION.why, reason),
        text,
      })),
    },
    buttons: [
      { text: '接收', key: KEY.acknowledge, style: 1 },
      { text: '退回', key: KEY.return, style: 3 },
      LOOK,
    ],
  });
}

function answerCard(task: Task, complaint: Complaint, org: Org, taskId: string): InteractiveCard {
  return buttonInteraction({
    ...head(task, complaint, org, taskId, '请答复'),
    desc: `回复「答复 ${complaint.id} …」，或点「填写答复」`,
    rows: [...rowsOf(task, complaint, org), { label: '答复', value: `${showDue(task.answerDueAt)}前` }],
    buttons: [{ text: '填写答复', key: KEY.write, style: 1 }, LOOK],
  });
}

function head(task: Task, { id }: Complaint, org: Org, taskId: string, ask: string) {
  return {
    taskId,
    source: { text: `${APP_NAME} · 协办` },
    title: `${id} ${departmentName(org, task.toDepartment)}协办，${ask}`,
    subTitle: `问题：${task.question}`,
  };
}

/** Why it came from somebody of the own department; undefined when it came straight from the asker. */
function cameBy({ custody }: Task, org: Org): string | undefined {
  const last = custody.at(-1);
  if (!last || custody.length === 1) return undefined;
  const from = nameOf(org, last.from);
  switch (last.why) {
    case 'forwarded':
      return `${from} 转给您，请接收`;
    case 'away':
      return `${from} 不在，转由您办，请接收`;
    default:
      return `${from} 逾期未接收，转由您办`;
  }
}

function newsCard(
  notice: TaskNotice & { readonly kind: 'cooperation_news' },
  task: Task,
  complaint: Complaint,
  org: Org,
  taskId: string,
): InteractiveCard {
  const { of } = notice;
  const isLate = of === 'not_answered' || of === 'not_acknowledged';
  const said =
    of === 'answered' ? `答复：${task.answered?.text ?? ''}` : `理由：${task.returned?.reason ?? ''}`;
  return buttonInteraction({
    taskId,
    source: { text: `${APP_NAME} · 协办`, color: isLate ? 'red' : 'grey' },
    title: `${complaint.id} ${departmentName(org, task.toDepartment)}${TASK_NEWS[of]}`,
    desc: `问题：${task.question}`,
    ...(!isLate && { subTitle: said }),
    rows: [
      ...rowsOf(task, complaint, org),
      { label: '办理人', value: nameOf(org, task.assignee) },
      ...(isLate ? [{ label: '截止', value: showDue(dueOf(of, task)) }] : []),
    ],
    buttons: [{ ...LOOK, style: 1 }],
  });
}

function dueOf(of: 'not_answered' | 'not_acknowledged', task: Task): Date {
  return of === 'not_answered' ? task.answerDueAt : task.acknowledgeDueAt;
}

function rowsOf({ askedBy }: Task, { classification: kind }: Complaint, org: Org): readonly CardRow[] {
  return [
    ...(kind
      ? [
          { label: '业务', value: BUSINESS[kind.business] },
          { label: '原因', value: REASON[kind.reason] },
          { label: '级别', value: LEVEL[kind.level] },
        ]
      : []),
    { label: '提出人', value: nameOf(org, askedBy) },
  ];
}

/** 卡片结果: what has become of the task since the card went out. */
export function taskOutcome(
  { no, hand }: Notice & { kind: 'cooperation' },
  complaint: Complaint,
  org: Org,
): string {
  const task = complaint.tasks.find((each) => each.no === no);
  const next = task?.custody[hand];
  if (!next) return task?.acknowledged ? `已接收 ${showMoment(task.acknowledged.at)}` : '不用再办';
  switch (next.why) {
    case 'answered':
      return `已答复 ${showMoment(next.at)}`;
    case 'returned':
      return `已退回 ${showMoment(next.at)}`;
    default:
      return `已转给 ${nameOf(org, next.to)}`;
  }
}
