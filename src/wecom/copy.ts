import { isReadable, type View } from '../domain/access';
import { showDue, showMoment } from '../domain/calendar';
import { BUSINESS, CHANNEL, LEVEL, REASON, type Classification } from '../domain/classification';
import {
  DECISION,
  emergencyState,
  isBackfillOverdue,
  LIABILITY,
  ownerOf,
  STATES,
  STEP_OF,
  isPaused,
  nextClock,
  type Approval,
  type ApprovalStep,
  type Clock,
  type ClockKind,
  type Complaint,
  type EmergencyAct,
  type EmergencyState,
  type Plan,
  type Team,
  type Survey,
} from '../domain/complaint';
import { COMPLAINANT } from '../domain/customer-link';
import { isBreachCorrected } from '../domain/late-entry';
import { showYuan } from '../domain/money';
import type { Progress, TaskKind } from '../domain/notice';
import type { Org } from '../domain/org';
import { personOf } from '../domain/org';

/** 文案: every sentence staff read that is not part of a card's layout stands in this file. */

export const APP_NAME = '诉达';

export function nameOf(org: Org, userId: string): string {
  return personOf(org, userId)?.name ?? (userId === COMPLAINANT ? '投诉人' : userId);
}

export const CLOCK_NAME: Readonly<Record<ClockKind, string>> = {
  C0: '法定办理期限',
  C1: '首次联系',
  C2: '初步分类',
  C3: '调查',
  C4: '方案与执行',
  C5: '回访',
  C6: '审批',
  C7: '补办手续',
  C8: '核查答复',
  C9: '监管转办答复',
};

/** 任务: what the card asks for, and the sentence to type. */
export const TASK: Readonly<Record<TaskKind, { readonly title: string; readonly ask: string }>> = {
  classify: { title: '请联系投诉人并分类', ask: '选好后点「确认分类」' },
  assign: { title: '请分派调查人', ask: '选一位与本案无关的调查人' },
  find: { title: '请调查并作出结论', ask: '点「填写结论」，用一句话告诉我责任、依据和证据' },
  plan: { title: '请制定处理方案', ask: '点「填写方案」，用一句话告诉我支持与否和每项措施' },
  execute: { title: '方案已批准，请执行并答复投诉人', ask: '做完后点「填写执行」，告诉我凭证和告知方式' },
  follow_up: { title: '请回访投诉人', ask: '选好结果后点「提交回访」' },
  tell_declined: { title: '请告知投诉人不予办理', ask: '告知后点「填写告知」，写明方式和凭证' },
  tell_extension: { title: '已批准延期，请今天告知投诉人', ask: '告知后点「填写告知」，写明方式和凭证' },
  backfill: { title: '先行处理待补办手续', ask: '点「填写补办」，写明做了什么、为什么等不得、结果如何' },
  reassign: { title: '承办人申请回避，请改派', ask: '回复「改派 编号 姓名 原因：…」' },
};

/** 进展: what those who need do nothing are told. */
export const PROGRESS = {
  executed: '方案已执行，进入回访',
  plan_changed: '方案已变更，您的审批作废',
  reassigned: '已改派他人，您不用再办',
  releveled: '级别已调整',
  turned_down: '您的请示没有批准',
  merged: '已并入另一件投诉',
  merged_into: '有一件重复投诉并入您经办的投诉',
  unmerged: '合并已撤销，恢复办理',
  withdrawn: '投诉人已撤回，办理终止',
  declined: '不予办理，已告知',
  suspended: '已中止，期限暂停计算',
  resumed: '已恢复办理，期限继续计算',
  verifying: '上级机构已受理核查',
  upheld: '核查维持原处理决定',
  overturned: '核查撤销原处理决定，重新调查',
  ratified: '先行处理已追认',
  disallowed: '先行处理未获追认，转违规核查',
} as const satisfies Readonly<Record<Progress, string>>;

/** 审批环节的称呼. */
export function stepName(step: Pick<ApprovalStep, 'role' | 'gates' | 'subject'>): string {
  if (step.subject !== 'plan') return SUBJECT_NAME[step.subject];
  switch (step.role) {
    case 'HEAD':
      return step.gates.includes('G1') ? '部门负责人审批（重大签字）' : '部门负责人审批';
    case 'EXEC':
      return '主管领导审批';
    case 'FIN':
      return '财务费用审批';
    case 'LEAD':
      return '小组主管审批';
    case 'DPO':
      return '个人信息保护负责人审批';
  }
}

const SUBJECT_NAME: Readonly<Record<Exclude<ApprovalStep['subject'], 'plan'>, string>> = {
  closing: '重大投诉结案签字',
  decline: '不予办理审批',
  suspend: '中止审批',
  extend: '延期审批',
  backfill: '先行处理追认',
  disclose: '披露审批',
};

/** `林涛（代赵磊）`: who decided, and for whom when the right was handed on (R38). */
export function signerName(org: Org, { by, onBehalfOf = [] }: NonNullable<Approval['decided']>): string {
  const [office] = onBehalfOf;
  return office === undefined ? nameOf(org, by) : `${nameOf(org, by)}（代${nameOf(org, office)}）`;
}

/** 退回理由: a card has no free text, so the usual reasons are offered. */
export const RETURN_REASONS = [
  { id: 'evidence', text: '证据不足' },
  { id: 'amount', text: '金额需要复核' },
  { id: 'measures', text: '措施不充分' },
  { id: 'notice', text: '答复口径需修改' },
  { id: 'rules', text: '不符合制度规定' },
] as const;

/** 经办岗位, in the order a case comes to them. */
export const POST_NAME: Readonly<Record<keyof Team, string>> = {
  intake: '受理',
  invest: '调查',
  solve: '方案',
  followUp: '回访',
};
export const POSTS = Object.keys(POST_NAME) as readonly (keyof Team)[];

/** 待办 of a question another department asked. */
export const ANSWER_TASK = '请答复协办';

/** What stands for words that are masked. */
export function maskedWords(words: string): string {
  return `（共 ${[...words].length} 字，已脱敏）`;
}

/** 退回 with a reason of one's own, which only a page has room for. */
export const RETURN_BY_PAGE = '写理由退回';

/** One line of a list. */
export function listLine(complaint: Complaint): string {
  const due = nextClock(complaint)?.dueAt;
  const about = classText(complaint.classification);
  return `${complaint.id} ${STATES[complaint.state]} ${about}${due ? ` 截止 ${showDue(due)}` : ''}`;
}

/** `信用卡·重大`. */
export function classText(classification: Pick<Classification, 'business' | 'level'> | undefined): string {
  if (!classification) return '待分类';
  return `${BUSINESS[classification.business]}·${LEVEL[classification.level]}`;
}

/** 查 <编号>: progress, people and running clocks, and of the rest what the reader's view holds; nothing from the vault. */
export function caseSummary(complaint: Complaint, org: Org, view: View, now: Date): string {
  const { classification: kind, team } = complaint;
  const post = (label: string, userId: string | undefined) =>
    userId ? [`${label}：${nameOf(org, userId)}`] : [];
  return [
    `${complaint.id} ${STEP_OF[complaint.state]}·${STATES[complaint.state]}`,
    `登记：${showMoment(complaint.registeredAt)}`,
    ...(kind
      ? [
          `分类：${BUSINESS[kind.business]} / ${REASON[kind.reason]} / ${CHANNEL[kind.channel]} / ${LEVEL[kind.level]}`,
        ]
      : []),
    ...(complaint.claimedFen !== undefined ? [`涉及金额：${showYuan(complaint.claimedFen)}`] : []),
    POSTS.flatMap((each) => post(POST_NAME[each], team[each])).join('，'),
    ...(isReadable(view.evidence) ? [...evidenceLines(complaint), ...findingLines(complaint)] : []),
    ...(isReadable(view.plan) ? planLines(complaint, org) : []),
    ...(isReadable(view.survey) ? surveyLines(complaint) : []),
    ...emergencyLines(complaint, now),
    ...complaint.clocks
      // When the back-fill is due stands in the line of its emergency.
      .filter(({ kind, stoppedAt }) => !stoppedAt && kind !== 'C7')
      .map(
        (clock) => `${CLOCK_NAME[clock.kind]}截止：${isPaused(clock) ? '暂停计算' : showDue(clock.dueAt)}`,
      ),
    ...complaint.clocks.flatMap(lateEntryLine),
    ...(complaint.closedAt ? [`办结：${showMoment(complaint.closedAt)}`] : []),
  ].join('\n');
}

/** `首次联系：3月2日 10:40 完成（3月2日 15:20 补录），期限内完成，此前记的超时更正` (R5). */
function lateEntryLine(clock: Clock): readonly string[] {
  const { kind, stoppedAt, enteredAt, dueAt } = clock;
  if (!stoppedAt || !enteredAt) return [];
  const inTime = isBreachCorrected(clock) ? '期限内完成，此前记的超时更正' : '期限内完成';
  const verdict = stoppedAt < dueAt ? inTime : `超过截止 ${showDue(dueAt)}`;
  return [`${CLOCK_NAME[kind]}：${showMoment(stoppedAt)} 完成（${showMoment(enteredAt)} 补录），${verdict}`];
}

function evidenceLines({ evidence }: Complaint): readonly string[] {
  return evidence.length > 0 ? [`证据文件：${evidence.length} 份`] : [];
}

function findingLines({ finding }: Complaint): readonly string[] {
  return finding ? [`结论：${LIABILITY[finding.liability]}；${finding.grounds}`] : [];
}

function planLines({ plan, approvals }: Complaint, org: Org): readonly string[] {
  return [
    ...(plan ? [`方案：${planLine(plan)}`] : []),
    ...approvals
      // Who asked to look, and who let them, is the access log's.
      .filter(({ voidedAt, subject }) => !voidedAt && subject !== 'disclose')
      .map((approval) =>
        approval.decided
          ? `${stepName(approval)}：${signerName(org, approval.decided)} ${approval.decided.result === 'approved' ? '同意' : '退回'}（${showMoment(approval.decided.at)}）`
          : `${stepName(approval)}：等待中`,
      ),
  ];
}

function surveyLines({ attempts, survey }: Complaint): readonly string[] {
  return [
    ...(survey ? [`在线评价：${surveyText(survey)}`] : []),
    ...attempts.flatMap(({ score }) => (score === undefined ? [] : [`满意度：${score} 分`])),
  ];
}

/** `4 分，有异议`. */
export function surveyText({ score, objection }: Survey): string {
  return `${score} 分${objection ? '，有异议' : ''}`;
}

const EMERGENCY: Readonly<Record<EmergencyState, string>> = {
  ACTED: '已先行处理',
  BACKFILLED: '已补办，待追认',
  RATIFIED: '已追认',
  DISALLOWED: '未予追认',
};
export const BACKFILL_OVERDUE = '补办逾期';

function emergencyLines(complaint: Complaint, now: Date): readonly string[] {
  const { emergencies } = complaint;
  return emergencies.map((act) => {
    const no = emergencies.length > 1 ? act.no : '';
    return `紧急处理${no}：${emergencyText(act, complaint, now)}`;
  });
}

/** 紧急处理 (6.2) by its state, with the mark that stays when its form came too late (R35). */
export function emergencyText(act: EmergencyAct, complaint: Complaint, now: Date): string {
  const mark = isBackfillOverdue(complaint, act, now) ? `（${BACKFILL_OVERDUE}）` : '';
  return `${EMERGENCY[emergencyState(act)]}${dueText(act, complaint.clocks)}${mark}`;
}

function dueText({ form, clockId }: EmergencyAct, clocks: Complaint['clocks']): string {
  const due = form ? undefined : clocks.find(({ id }) => id === clockId)?.dueAt;
  return due ? `，补办截止 ${showDue(due)}` : '';
}

export function planLine(plan: Plan): string {
  return `${DECISION[plan.decision]}；${plan.actions.map(actionLine).join('；')}`;
}

function actionLine({ text, amountFen }: { readonly text: string; readonly amountFen: number }): string {
  return amountFen > 0 && !text.includes('元') ? `${text} ${showYuan(amountFen)}` : text;
}

/** `，经办：林涛`: whom the case waits for. */
export function ownerLine(complaint: Complaint, org: Org): string {
  const owner = ownerOf(complaint);
  return owner === undefined ? '' : `，经办：${nameOf(org, owner)}`;
}

/** The note of a contact that was recorded by one tap. */
export const CONTACTED_BY_CARD = '已电话联系投诉人';
