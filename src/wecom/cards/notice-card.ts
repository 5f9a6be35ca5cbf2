import { showDue, showMoment } from '../../domain/calendar';
import { BUSINESS, CHANNEL, LEVEL, REASON, type Business, type Reason } from '../../domain/classification';
import { runningClock, STATES, STEP_OF, type ClockKind, type Complaint } from '../../domain/complaint';
import { INVESTIGATORS } from '../../domain/acts/assign';
import { byPreference } from '../../domain/acts/context';
import { isBreachCorrected } from '../../domain/late-entry';
import type { CardNotice, Notice, TaskKind } from '../../domain/notice';
import { isHandedOver } from '../../domain/notices';
import type { Org } from '../../domain/org';
import { APP_NAME, CLOCK_NAME, nameOf, PROGRESS, signerName, TASK } from '../copy';
import { noticeName, UNREACHED_ASK } from '../copy-notices';
import { alertCard } from './alert-card';
import { approvalCard } from './approval-card';
import { rowsOf } from './case-rows';
import { disclosedCard } from './disclosure-card';
import { KEY, optionId, QUESTION } from './keys';
import { buttonInteraction, multipleInteraction, voteInteraction } from './builders';
import { surveyedCard } from './surveyed-card';
import { taskCard as cooperationCard, taskOutcome } from './task-card';
import type { InteractiveCard } from './template-card';

/** 满意度 (R22): 5 to 1, and an attempt that reached nobody. */
export const SCORES = [
  { id: '5', text: '非常满意' },
  { id: '4', text: '满意' },
  { id: '3', text: '一般' },
  { id: '2', text: '不满意' },
  { id: '1', text: '很不满意' },
  { id: 'unreached', text: '这次没有联系上' },
] as const;

const MAX_OPTIONS = 10;

/** 在办件数: open cases in a person's hands. */
type Load = (userId: string) => number;
const CLOCK_OF: Readonly<Record<TaskKind, ClockKind | undefined>> = {
  classify: 'C2',
  assign: 'C3',
  find: 'C3',
  plan: 'C4',
  execute: 'C4',
  follow_up: 'C5',
  tell_declined: undefined,
  tell_extension: undefined,
  backfill: 'C7',
  reassign: undefined,
};

/** 通知卡片: the card for one notice. No personal data: the case number, its class, amounts and times (R54). */
export function noticeCard(
  notice: CardNotice,
  complaint: Complaint,
  org: Org,
  taskId: string,
  load: Load,
): InteractiveCard {
  switch (notice.kind) {
    case 'task':
      return taskCard(notice, complaint, org, taskId, load);
    case 'approval':
      return approvalCard(notice.no, complaint, org, taskId) ?? plainCard('待审批', complaint, org, taskId);
    case 'alert':
    case 'call_task':
      return alertCard(notice, complaint, org, taskId);
    case 'closed':
      return plainCard('投诉已办结', complaint, org, taskId);
    case 'progress':
      return plainCard(PROGRESS[notice.of], complaint, org, taskId, notice.reason);
    case 'surveyed':
      return surveyedCard(notice, complaint, org, taskId);
    case 'disclosed':
      return disclosedCard(notice, complaint, org, taskId);
    case 'cooperation':
    case 'cooperation_news':
      return cooperationCard(notice, complaint, org, taskId);
    case 'reminder':
      return reminderCard(notice, complaint, org, taskId);
    case 'unreached':
      return unreachedCard(notice, complaint, org, taskId);
  }
}

function taskCard(
  notice: Notice & { kind: 'task' },
  complaint: Complaint,
  org: Org,
  taskId: string,
  load: Load,
): InteractiveCard {
  const { title, ask } = TASK[notice.task];
  const clock = CLOCK_OF[notice.task];
  const due = clock && runningClock(complaint, clock)?.dueAt;
  const head = {
    taskId,
    source: { text: `${APP_NAME} · ${STEP_OF[complaint.state]}` },
    title: `${complaint.id} ${title}`,
    desc: notice.returnedReason === undefined ? ask : `被退回：${notice.returnedReason}。${ask}`,
  };
  switch (notice.task) {
    case 'classify':
      return classifyCard(head, complaint);
    case 'assign':
      return assignCard(head, complaint, org, load);
    case 'follow_up':
      return voteInteraction({
        ...head,
        title: `${complaint.id} 回访`,
        desc: `${ask}${due ? `。${showDue(due)}前完成` : ''}`,
        question: {
          questionKey: QUESTION.score,
          mode: 'single',
          options: SCORES.map(({ id, text }) => ({ id: optionId(QUESTION.score, id), text })),
        },
        submit: { text: '提交回访', key: KEY.followUp },
      });
    case 'find':
    case 'plan':
    case 'execute':
    case 'tell_declined':
    case 'tell_extension':
    case 'backfill':
    case 'reassign':
      return buttonInteraction({
        ...head,
        rows: rowsOf(complaint, org, due),
        buttons: [
          {
            text: WRITE[notice.task],
            key: KEY.write,
            style: 1,
          },
          // The complainant is to be spoken to before there is a conclusion (R20).
          ...(notice.task === 'find' && complaint.contacts.length === 0
            ? [{ text: '已电话联系', key: KEY.contacted, style: 2 as const }]
            : []),
          { text: '看进展', key: KEY.look, style: 2 },
        ],
      });
  }
}

const WRITE = {
  find: '填写结论',
  plan: '填写方案',
  execute: '填写执行',
  tell_declined: '填写告知',
  tell_extension: '填写告知',
  backfill: '填写补办',
  reassign: '填写改派',
} as const;

type Head = {
  readonly taskId: string;
  readonly source: { readonly text: string };
  readonly title: string;
  readonly desc: string;
};

/** The likeliest first: what the clerk's own sentence spoke of. The rest is one chat sentence away. */
function classifyCard(head: Head, complaint: Complaint): InteractiveCard {
  const { suggested } = complaint;
  const level = suggested.level ?? 'general';
  const list = <Id extends string>(
    question: string,
    title: string,
    table: Readonly<Record<Id, string>>,
    guess?: Id,
  ) => {
    const ids = (Object.keys(table) as Id[]).sort((a, b) => Number(b === guess) - Number(a === guess));
    return {
      questionKey: question,
      title,
      options: ids.slice(0, MAX_OPTIONS).map((id) => ({ id: optionId(question, id), text: table[id] })),
      ...(guess !== undefined && { selectedId: optionId(question, guess) }),
    };
  };
  return multipleInteraction({
    ...head,
    desc: `渠道：${CHANNEL[suggested.channel ?? 'branch']}。提交即声明与本案无利害关系；有利害关系或要改渠道，回复「分类 ${complaint.id} …」`,
    selects: [
      list<Business>(QUESTION.business, '业务类别', BUSINESS, suggested.business),
      list<Reason>(QUESTION.reason, '投诉原因', REASON, suggested.reason),
      list(QUESTION.level, '级别', LEVEL, level),
    ],
    submit: { text: '确认分类', key: KEY.classify },
  });
}

/** Whom the rule would take comes first, each with what lies in their hands now (T5). */
function assignCard(head: Head, complaint: Complaint, org: Org, load: Load): InteractiveCard {
  const people = byPreference(INVESTIGATORS, complaint, { org, load }).slice(0, MAX_OPTIONS);
  if (people.length === 0) {
    return buttonInteraction({
      ...head,
      desc: '没有可以调查本案的人，请联系部门负责人',
      buttons: [{ text: '看进展', key: KEY.look }],
    });
  }
  return multipleInteraction({
    ...head,
    selects: [
      {
        questionKey: QUESTION.invest,
        title: '调查人',
        options: people.map(({ userId, name }) => ({
          id: optionId(QUESTION.invest, userId),
          text: `${name}（在办 ${load(userId)} 件）`,
        })),
      },
    ],
    submit: { text: '确认分派', key: KEY.assign },
  });
}

function reminderCard(
  notice: Notice & { kind: 'reminder' },
  complaint: Complaint,
  org: Org,
  taskId: string,
): InteractiveCard {
  const kind = complaint.clocks.find(({ id }) => id === notice.clockId)?.kind ?? 'C0';
  const what = notice.breached ? `${CLOCK_NAME[kind]}已超时` : `${CLOCK_NAME[kind]}临近截止`;
  return buttonInteraction({
    taskId,
    source: { text: `${APP_NAME} · 催办`, color: notice.breached ? 'red' : 'grey' },
    title: `${complaint.id} ${what}`,
    desc: [
      `${CLOCK_NAME[kind]}截止 ${showDue(notice.dueAt)}`,
      ...(notice.insteadOf === undefined ? [] : [`代${nameOf(org, notice.insteadOf)}接收`]),
    ].join('。'),
    rows: rowsOf(complaint, org, undefined),
    buttons: [{ text: '看进展', key: KEY.look, style: 1 }],
  });
}

function unreachedCard(
  { of, about }: Notice & { kind: 'unreached' },
  complaint: Complaint,
  org: Org,
  taskId: string,
): InteractiveCard {
  return buttonInteraction({
    taskId,
    source: { text: `${APP_NAME} · 未送达`, color: 'red' },
    title: `${complaint.id} ${nameOf(org, of)}收不到消息`,
    desc: `「${noticeName(about, complaint)}」没有送到。${UNREACHED_ASK[about.kind]}`,
    rows: rowsOf(complaint, org, undefined),
    buttons: [{ text: '看进展', key: KEY.look, style: 1 }],
  });
}

function plainCard(
  title: string,
  complaint: Complaint,
  org: Org,
  taskId: string,
  reason?: string,
): InteractiveCard {
  const state = complaint.closedAt ? `办结于 ${showMoment(complaint.closedAt)}` : STATES[complaint.state];
  return buttonInteraction({
    taskId,
    source: { text: APP_NAME },
    title: `${complaint.id} ${title}`,
    desc: reason === undefined ? state : `${state}。${reason}`,
    rows: rowsOf(complaint, org, undefined),
    buttons: [{ text: '看进展', key: KEY.look, style: 1 }],
  });
}

/** 卡片结果: the words that replace a card's buttons when what it asked for is done. */
export function outcomeText(notice: Notice, complaint: Complaint, org: Org): string {
  if (notice.kind === 'approval') {
    const decided = complaint.approvals.find(({ no }) => no === notice.no)?.decided;
    if (!decided) return '已作废';
    const result = decided.result === 'approved' ? '已同意' : '已退回';
    return `${signerName(org, decided)} ${result} ${showMoment(decided.at)}`;
  }
  if (notice.kind === 'cooperation') return taskOutcome(notice, complaint, org);
  if (notice.kind === 'reminder') return reminderOutcome(notice, complaint);
  if (notice.kind === 'unreached') return '已有人处理';
  if (notice.kind === 'surveyed') return '回访已提交';
  if (notice.kind !== 'task') return '已查看';
  return isHandedOver(notice, complaint) ? '已改派' : '已办理';
}

/** A missed limit that was none: done in time, and entered later (R5). */
function reminderOutcome(
  { breached, clockId }: Notice & { kind: 'reminder' },
  { clocks }: Complaint,
): string {
  const clock = clocks.find(({ id }) => id === clockId);
  return breached && clock && isBreachCorrected(clock) ? '补录更正：未超时' : '已查看';
}
