import { showDue, showMoment } from '../domain/calendar';
import { BUSINESS, CHANNEL, LEVEL, REASON } from '../domain/classification';
import {
  DECISION,
  ownerOf,
  STATES,
  STEP_OF,
  type ApprovalStep,
  type ClockKind,
  type Complaint,
  type Plan,
} from '../domain/complaint';
import { showYuan } from '../domain/money';
import type { TaskKind } from '../domain/notices';
import type { Org } from '../domain/org';
import { personOf } from '../domain/org';
import type { Refusal, RefusalCode } from '../domain/ruling';

/** 文案: every sentence staff read that is not part of a card's layout stands in this file. */

export const APP_NAME = '诉达';

export function nameOf(org: Org, userId: string): string {
  return personOf(org, userId)?.name ?? userId;
}

export const CLOCK_NAME: Readonly<Record<ClockKind, string>> = {
  C0: '法定办理期限',
  C1: '首次联系',
  C2: '初步分类',
  C3: '调查',
  C4: '方案与执行',
  C5: '回访',
  C6: '审批',
};

/** 任务: what the card asks for, and the sentence to type. */
export const TASK: Readonly<Record<TaskKind, { readonly title: string; readonly ask: string }>> = {
  classify: { title: '请联系投诉人并分类', ask: '选好后点「确认分类」' },
  assign: { title: '请分派调查人', ask: '选一位与本案无关的调查人' },
  find: { title: '请调查并作出结论', ask: '点「填写结论」，用一句话告诉我责任、依据和证据' },
  plan: { title: '请制定处理方案', ask: '点「填写方案」，用一句话告诉我支持与否和每项措施' },
  execute: { title: '方案已批准，请执行并答复投诉人', ask: '做完后点「填写执行」，告诉我凭证和告知方式' },
  follow_up: { title: '请回访投诉人', ask: '选好结果后点「提交回访」' },
};

/** 进展: what those who need do nothing are told. */
export const PROGRESS = {
  executed: '方案已执行，进入回访',
  plan_changed: '方案已变更，您的审批作废',
  reassigned: '已改派他人，您不用再办',
} as const;

/** 审批环节的称呼. */
export function stepName(step: Pick<ApprovalStep, 'role' | 'gates' | 'subject'>): string {
  if (step.subject === 'closing') return '重大投诉结案签字';
  switch (step.role) {
    case 'HEAD':
      return step.gates.includes('G1') ? '部门负责人审批（重大签字）' : '部门负责人审批';
    case 'EXEC':
      return '主管领导审批';
    case 'FIN':
      return '财务费用审批';
  }
}

/** 退回理由: a card has no free text, so the usual reasons are offered. */
export const RETURN_REASONS = [
  { id: 'evidence', text: '证据不足' },
  { id: 'amount', text: '金额需要复核' },
  { id: 'measures', text: '措施不充分' },
  { id: 'notice', text: '答复口径需修改' },
  { id: 'rules', text: '不符合制度规定' },
] as const;

const REFUSALS: Readonly<Record<RefusalCode, string>> = {
  not_found: '没有找到这件投诉，或者您无权查看。',
  not_permitted: '这一步不归您办，没有改动。',
  wrong_state: '这件投诉现在不在这个环节，没有改动。',
  case_closed: '这件投诉已办结，没有改动。',
  conflict_of_interest: '您与本案有利害关系，请交给另一位受理专员分类。',
  received_in_future: '收到时间不能晚于现在。',
  group_missing: '这个业务类别还没有负责的小组，请联系部门负责人。',
  nobody_eligible: '没有可以接手的人（回避后无人可选），请联系部门负责人。',
  not_a_candidate: '这个人不能调查本案（岗位不符或需要回避），请另选一位。',
  finding_needs_evidence: '结论要有证据；确实没有，请写「无证据：原因」。',
  contact_missing: '还没有与投诉人联系的记录，请先联系并登记，例如：联系 {编号} 电话 已说明处理流程',
  amount_unknown: '金额没有写清楚，请写明涉及金额和每项措施多少元。',
  actions_missing: '方案里还没有措施，请至少写一项。',
  plan_changed: '方案已经变更，这张卡片作废；请看最新的审批卡片。',
  already_decided: '这项审批已有结果，没有重复计算。',
  not_the_approver: '这项审批不归您，没有改动。',
  reason_missing: '请先选退回理由，再点退回。',
  proof_missing: '还缺凭证，请写明执行凭证和告知凭证。',
  text_missing: '内容没有写全，请补充后再提交。',
  score_missing: '投诉人接通了就要记满意度，请选一项。',
  waits_for_signature: '回访已记好，正等部门负责人结案签字。',
  calendar_uncovered:
    '工作日历还没有 {年} 年，算不出时限，这一步没有办成。请让系统管理员补上这一年的放假安排后再办。',
  clock_stopped: '这个时限已经结束。',
};

/** 拒绝: the sentence for a business no, with the rule and who decided when that is known. */
export function refusalText(refusal: Refusal, org: Org, complaintId?: string): string {
  const sentence = REFUSALS[refusal.refused]
    .replace('{编号}', complaintId ?? '编号')
    .replace('{年}', String(refusal.year ?? ''));
  if (refusal.refused === 'already_decided' && refusal.by && refusal.at) {
    const result = refusal.result === 'approved' ? '同意' : '退回';
    return `${nameOf(org, refusal.by)} 已于 ${showMoment(refusal.at)} ${result}，${sentence}`;
  }
  return refusal.rule ? `${sentence}（制度 ${refusal.rule}）` : sentence;
}

/** One line of a list. */
export function listLine(complaint: Complaint): string {
  const due = nextDue(complaint);
  const about = complaint.classification
    ? `${BUSINESS[complaint.classification.business]}·${LEVEL[complaint.classification.level]}`
    : '待分类';
  return `${complaint.id} ${STATES[complaint.state]} ${about}${due ? ` 截止 ${showDue(due)}` : ''}`;
}

function nextDue(complaint: Complaint): Date | undefined {
  const running = complaint.clocks.filter(({ stoppedAt }) => !stoppedAt);
  return running.reduce<Date | undefined>(
    (best, { dueAt }) => (!best || dueAt < best ? dueAt : best),
    undefined,
  );
}

/** 查 <编号>: progress, people and running clocks; nothing from the vault. */
export function caseSummary(complaint: Complaint, org: Org): string {
  const { classification: kind, team, plan } = complaint;
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
    [
      ...post('受理', team.intake),
      ...post('调查', team.invest),
      ...post('方案', team.solve),
      ...post('回访', team.followUp),
    ].join('，'),
    ...(plan ? [`方案：${planLine(plan)}`] : []),
    ...complaint.approvals.map((approval) =>
      approval.decided
        ? `${stepName(approval)}：${nameOf(org, approval.decided.by)} ${approval.decided.result === 'approved' ? '同意' : '退回'}（${showMoment(approval.decided.at)}）`
        : `${stepName(approval)}：等待中`,
    ),
    ...complaint.clocks
      .filter(({ stoppedAt }) => !stoppedAt)
      .map((clock) => `${CLOCK_NAME[clock.kind]}截止：${showDue(clock.dueAt)}`),
    ...(complaint.closedAt ? [`办结：${showMoment(complaint.closedAt)}`] : []),
  ].join('\n');
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
