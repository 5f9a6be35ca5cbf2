import { LEAK_FORMS, type LeakForm } from '../chat/leaks';
import type { Alert } from '../domain/alert';
import { showDue, showMoment } from '../domain/calendar';
import { LEAK_KIND, type Incident, type TeamRole } from '../domain/incident';
import { leakDues, type LeakDue } from '../domain/leak-dues';
import type { Org } from '../domain/org';
import type { Rules } from '../domain/rules';
import { refuse } from '../domain/ruling';
import type { AlertAbout } from '../domain/urgent-notice';
import type { CardRow } from './cards/builders';
import { nameOf } from './copy';
import { refusalText } from './copy-refusals';

/** 泄露事件的文案 (R51): kinds, numbers and moments; what people wrote is redacted before it comes here (R54). */

export const LEAK = {
  cardTitle: '泄露报告',
  cardDesc: '点一下就上报，马上通知个人信息保护负责人和部门负责人。匿名上报的，系统不记是谁报的。',
  report: '立即上报',
  reportAnonymously: '匿名上报',
  whatKind: '哪一种',
  reported: '已上报',
  anonymousTaken:
    '已匿名上报，正在通知个人信息保护负责人和部门负责人。没有记下是您报的；这条消息和您的点击也不留在系统里。',
} as const;

/** 已上报, to who gave their name. */
export function leakTakenText({ id, documentNo }: Incident): string {
  return `已上报，编号 ${documentNo}。正在通知个人信息保护负责人和部门负责人；请先别转发、别删除，保留原样，等他们联系您。要补充，请告诉他们编号 ${id}。`;
}

export function leakTitle(about: AlertAbout, { kind }: Incident): string {
  const of = about.kind === 'leak' ? about.of : 'reported';
  const said = {
    reported: '有人上报，请马上处理',
    unreached: '上报后还有负责人没联系上',
    unopened: '还没有立案调查',
  } as const;
  return `泄露事件（${LEAK_KIND[kind]}）${said[of]}`;
}

export function leakRows(incident: Incident, org: Org): readonly CardRow[] {
  return [
    { label: '种类', value: LEAK_KIND[incident.kind] },
    { label: '上报', value: `${reporterOf(incident, org)} ${showMoment(incident.reportedAt)}` },
    ...(incident.note === undefined ? [] : [{ label: '经过', value: incident.note }]),
  ];
}

function reporterOf({ by }: Incident, org: Org): string {
  return by === undefined ? '匿名' : nameOf(org, by);
}

const OFFICE: Readonly<Record<TeamRole, string>> = {
  DPO: '个人信息保护负责人',
  HEAD: '部门负责人',
  EXEC: '主管领导',
};

interface Seen {
  readonly alerts: readonly Alert[];
  readonly org: Org;
  readonly rules: Pick<Rules, 'leak'>;
  readonly now: Date;
}

/** 泄露事件的进展, for the team: minutes from the discovery to each notice, what is open, and what counts down. */
export function leakStatusText(incident: Incident, { alerts, org, rules, now }: Seen): string {
  const { id, kind, discoveredAt, reportedAt } = incident;
  const reported = `${minutes(discoveredAt, reportedAt)}，${reporterOf(incident, org)}`;
  return [
    `泄露事件 ${id}（${LEAK_KIND[kind]}）：${leakState(incident)}`,
    `发现：${showMoment(discoveredAt)}；上报：${showMoment(reportedAt)}（${reported}）`,
    '联系：',
    ...alerts.filter(({ stage }) => stage !== 'held').map((alert) => `· ${alertLine(alert, incident, org)}`),
    '期限：',
    ...dueLines(incident, rules, now),
    `· 告知个人：${personsText(incident)}`,
    ...closingLines(incident, org),
    ...factLines(incident),
  ].join('\n');
}

/** Last, and each a little of it: a message holds no more. */
function factLines({ note, facts }: Incident): readonly string[] {
  const { dataKinds, people, cause, measures, lessons } = facts;
  const involved = [dataKinds, people === undefined ? undefined : `约 ${people} 人`];
  const said: readonly (readonly [string, string | undefined])[] = [
    ['涉及', involved.filter((each) => each !== undefined).join('，') || undefined],
    ['原因', cause],
    ['措施', measures],
    ['经过', note],
    ['教训', lessons],
  ];
  return said.flatMap(([label, text]) => (text === undefined ? [] : `${label}：${short(text)}`));
}

export function leakState({ closedAt, opened }: Incident): string {
  if (closedAt) return `已结案（${showMoment(closedAt)}）`;
  return opened ? '调查中' : '已上报，还没有立案';
}

/** `泄露事件：` and one line for each. */
export function leakListText(incidents: readonly Incident[], org: Org): string {
  // The same as is said of one that is missing.
  if (incidents.length === 0) return refusalText(refuse('incident_not_found'), org);
  return [
    '泄露事件（最近的在前，说「泄露事件 编号」看一起）：',
    ...incidents.map(
      (each) => `· ${each.id} ${LEAK_KIND[each.kind]} ${showMoment(each.reportedAt)} ${leakState(each)}`,
    ),
  ].join('\n');
}

function minutes(from: Date, to: Date): string {
  return `第 ${Math.floor((to.getTime() - from.getTime()) / 60_000)} 分钟`;
}

function alertLine({ about, end, calls, stage }: Alert, { discoveredAt }: Incident, org: Org): string {
  const offices = about.kind === 'leak' ? about.offices.map((office) => OFFICE[office]).join('、') : '';
  const who = `${nameOf(org, about.to)}（${offices}）`;
  if (end?.userId !== undefined) {
    const by = end.userId === about.to ? '' : `由${nameOf(org, end.userId)}`;
    return `${who}：${minutes(discoveredAt, end.at)}${by}${end.how === 'acknowledged' ? '点了「收到」' : '接了电话'}`;
  }
  if (end) return `${who}：不用再联系`;
  const tried =
    calls.length > 0 ? `打了 ${calls.length} 次电话` : stage === 'card' ? '发了卡片' : '发了两次卡片';
  return `${who}：还没有回应，${tried}`;
}

/** With the rule that asks for it, where it comes first. */
function dueLines(incident: Incident, rules: Pick<Rules, 'leak'>, now: Date): readonly string[] {
  const dues = leakDues(incident, rules);
  const nearest = dues.find(({ what, doneAt }) => what === 'outside' && !doneAt);
  const ground = incident.closedAt ? undefined : nearest?.ground;
  return [
    ...dues.map((due) => `· ${dueLine(due, incident, now)}`),
    ...(ground === undefined ? [] : [`· 最近一项依据：${ground}`]),
  ];
}

function dueLine({ what, to, dueAt, doneAt }: LeakDue, incident: Incident, now: Date): string {
  const name = what === 'inquiry' ? '立案调查' : `报送${to ?? ''}`;
  const late = (at: Date) => (at > dueAt ? `，超时 ${span(dueAt, at)}` : '');
  if (doneAt) return `${name}：${minutes(incident.discoveredAt, doneAt)}${late(doneAt)}`;
  if (incident.closedAt) return `${name}：没有记录`;
  const left = now > dueAt ? `已超时 ${span(dueAt, now)}` : `还剩 ${span(now, dueAt)}`;
  return `${name}：${showDue(dueAt)} 前，${left}`;
}

function personsText({ told, discoveredAt }: Incident): string {
  const first = told.find(({ of }) => of === 'persons');
  return first ? minutes(discoveredAt, first.at) : '还没有';
}

function closingLines({ closings, closedAt }: Incident, org: Org): readonly string[] {
  if (closings.length === 0) return [];
  const names = closings.map(({ by, at }) => `${nameOf(org, by)} ${showMoment(at)}`).join('，');
  return [`同意结案：${names}${closedAt ? '' : '（等另一方）'}`];
}

const MAX_SHOWN = 36;

function short(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

function span(from: Date, to: Date): string {
  const all = Math.floor((to.getTime() - from.getTime()) / 60_000);
  const [hours, rest] = [Math.floor(all / 60), all % 60];
  return [...(hours > 0 ? [`${hours} 小时`] : []), ...(rest > 0 || hours === 0 ? [`${rest} 分`] : [])].join(
    ' ',
  );
}

/** After a step of it. */
export function leakDoneText(incident: Incident): string {
  return `${incident.id} 已记下。现在：${leakState(incident)}。看进展：泄露事件 ${incident.id}`;
}

const EXAMPLE: Readonly<Record<LeakForm, string>> = {
  open_inquiry: '',
  handle_leak: '原因：误发到外部群；措施：已撤回并逐一核实删除；涉及：120 人；数据：姓名、手机号',
  tell_authority: '人民银行：电话报告，记录 3 号 时间：今天 10:05',
  tell_persons: '短信逐一告知，发送清单 7 号',
  close_leak: '',
};

export function leakGapsText(form: LeakForm, id: string, gaps: readonly string[]): string {
  return `${id} ${LEAK_FORMS[form]}还差：${gaps.join('、')}。\n例如：${LEAK_FORMS[form]} ${id} ${EXAMPLE[form]}`;
}

export function whichLeakText(word: string, open: readonly Incident[]): string {
  if (open.length === 0) return '现在没有没结案的泄露事件。';
  return `有 ${open.length} 起泄露事件没结案，请写上编号，例如：${word} ${open[0]?.id ?? ''}\n${open.map(({ id }) => id).join('、')}`;
}

export function closingAskedText(incident: Incident, by: string, org: Org): string {
  const { id, facts } = incident;
  return [
    `${nameOf(org, by)} 同意泄露事件 ${id} 结案。`,
    `原因：${facts.cause ?? ''}`,
    `措施：${facts.measures ?? ''}`,
    `您也同意，请回复：结案 ${id}`,
  ].join('\n');
}
