import type { Alert } from '../../domain/alert';
import { showDue, showMoment } from '../../domain/calendar';
import type { Complaint } from '../../domain/complaint';
import { isIncident, type Incident } from '../../domain/incident';
import type { Org } from '../../domain/org';
import type { AlertAbout, AlertNotice } from '../../domain/urgent-notice';
import { nameOf } from '../copy';
import { alertTitle, CALL_TASK } from '../copy-alerts';
import { leakRows, leakTitle } from '../copy-leaks';
import { buttonInteraction, type CardRow } from './builders';
import { KEY } from './keys';
import { rowsOf } from './case-rows';
import type { InteractiveCard } from './template-card';

type AlertCard = AlertNotice & { readonly kind: 'alert' };
type CallTask = AlertNotice & { readonly kind: 'call_task' };

/** 紧急通知卡片 (R63): asks for 收到, or asks a colleague to call who does not answer. */
export function alertCard(
  notice: AlertNotice,
  subject: Complaint | Incident,
  org: Org,
  taskId: string,
): InteractiveCard {
  const face = faceOf(notice.about, subject, org);
  return notice.kind === 'alert'
    ? noticeCard(notice, face, org, taskId)
    : callTaskCard(notice, face, org, taskId);
}

/** What it is about, as a card shows it. */
interface Face {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly CardRow[];
}

function faceOf(about: AlertAbout, subject: Complaint | Incident, org: Org): Face {
  const { id } = subject;
  if (isIncident(subject)) return { id, title: leakTitle(about, subject), rows: leakRows(subject, org) };
  const rows = rowsOf(subject, org, undefined);
  return { id, title: alertTitle(about, subject), rows };
}

function noticeCard(notice: AlertCard, { id, title, rows }: Face, org: Org, taskId: string): InteractiveCard {
  const { about, isSecond, insteadOf, unanswered } = notice;
  return buttonInteraction({
    taskId,
    source: { text: isSecond ? '紧急 · 第二次通知' : '紧急', color: 'red' },
    title: `${id} ${title}`,
    desc: [
      ...(unanswered === undefined ? [] : [`${nameOf(org, unanswered)}没有回应`]),
      ...(insteadOf === undefined ? [] : [`代${nameOf(org, insteadOf)}接收`]),
      '请点「收到」；没有回应会打电话，再找上级',
    ].join('。'),
    rows: [
      ...(about.kind === 'reminder' ? [{ label: '截止', value: showDue(about.dueAt) }] : []),
      ...rows,
    ].slice(0, 6),
    buttons: [
      { text: '收到', key: KEY.received, style: 1 },
      { text: '看进展', key: KEY.look, style: 2 },
    ],
  });
}

function callTaskCard(
  notice: CallTask,
  { id, title, rows }: Face,
  org: Org,
  taskId: string,
): InteractiveCard {
  const { callee } = notice;
  const name = nameOf(org, callee);
  return buttonInteraction({
    taskId,
    source: { text: CALL_TASK.title, color: 'red' },
    title: `${id} 请打电话给${name}`,
    desc: `${title}，${name}还没有回应。打通后请对方看企业微信，再点「已接通」`,
    rows: [{ label: '对方', value: `${name}（点开名片拨打）`, opens: { userId: callee } }, ...rows].slice(
      0,
      6,
    ),
    buttons: [
      { text: '已接通', key: KEY.gotThrough, style: 1 },
      { text: '未接通', key: KEY.noAnswer, style: 3 },
      { text: '看进展', key: KEY.look, style: 2 },
    ],
  });
}

/** What replaces the buttons: who was reached and how, or that nothing is left to be told. */
export function alertOutcome({ end, calls }: Alert, notice: AlertNotice, org: Org): string {
  if (notice.kind === 'call_task') {
    const result = calls.find(({ no }) => no === notice.call)?.result;
    if (result === 'answered') return '已接通';
    if (result === 'not_answered') return '未接通';
    if (result === 'silent') return '已请他人联系';
  }
  if (!end || end.how === 'moot' || end.userId === undefined) return '事项已办结';
  const name = nameOf(org, end.userId);
  const how = end.how === 'acknowledged' ? `${name} 已收到` : `${name} 已接听`;
  return `${how} ${showMoment(end.at)}`;
}
