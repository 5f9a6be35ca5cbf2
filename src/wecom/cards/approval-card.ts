import { showDue, showMoment } from '../../domain/calendar';
import { LEVEL } from '../../domain/classification';
import {
  DECLINE_GROUND,
  isBackfillOverdue,
  SUSPENSION_GROUND,
  type Approval,
  type ApproverRole,
  type Complaint,
  type EmergencyAct,
  type Request,
} from '../../domain/complaint';
import { showYuan } from '../../domain/money';
import type { Org } from '../../domain/org';
import { APP_NAME, BACKFILL_OVERDUE, nameOf, planLine, RETURN_REASONS, signerName, stepName } from '../copy';
import { DISCLOSURE_RETURN_REASONS, disclosureTitle } from '../copy-disclosure';
import { buttonInteraction, type CardRow } from './builders';
import { KEY, optionId, QUESTION } from './keys';
import type { InteractiveCard } from './template-card';

/** 审批卡片: what is to be signed, by its subject; undefined when the case has no such signature. */
export function approvalCard(
  no: number,
  complaint: Complaint,
  org: Org,
  taskId: string,
): InteractiveCard | undefined {
  const approval = complaint.approvals.find((each) => each.no === no);
  if (!approval) return undefined;
  const { desc, subTitle } = matterOf(approval, complaint);
  const isRed = complaint.classification?.level === 'major' || approval.subject === 'backfill';
  return buttonInteraction({
    taskId,
    source: { text: `${APP_NAME} · 审批`, color: isRed ? 'red' : 'grey' },
    title: `${complaint.id} ${stepName(approval)}`,
    desc,
    subTitle,
    rows: rowsOf(approval, complaint, org).filter(({ value }) => value !== ''),
    selection: {
      questionKey: QUESTION.why,
      title: '退回理由',
      options: (approval.subject === 'disclose' ? DISCLOSURE_RETURN_REASONS : RETURN_REASONS).map(
        ({ id, text }) => ({ id: optionId(QUESTION.why, id), text }),
      ),
    },
    buttons: [
      { text: '同意', key: KEY.approve, style: 1 },
      { text: '退回', key: KEY.return, style: 3 },
    ],
  });
}

/** 签的是什么: what the card shows, line by line, for who decides on a page. */
export function approvalMatter(approval: Approval, complaint: Complaint, org: Org): readonly string[] {
  const { desc, subTitle } = matterOf(approval, complaint);
  const rows = rowsOf(approval, complaint, org).filter(({ value }) => value !== '');
  return [desc, subTitle, ...rows.map(({ label, value }) => `${label}：${value}`)];
}

/** 越级: whose signature was waited for in vain. */
const PASSED_UP: Readonly<Record<ApproverRole, string>> = {
  LEAD: '小组主管超时未批',
  HEAD: '部门负责人超时未批',
  EXEC: '主管领导超时未批',
  FIN: '财务超时未批',
  DPO: '个人信息保护负责人超时未批',
};

interface Matter {
  readonly desc: string;
  readonly subTitle: string;
}

function matterOf(approval: Approval, complaint: Complaint): Matter {
  const { plan, finding, requests } = complaint;
  const planned = plan ? planLine(plan) : '';
  if (approval.subject === 'plan') return { desc: planned, subTitle: `调查结论：${finding?.grounds ?? ''}` };
  if (approval.subject === 'closing') return { desc: '回访已完成，请签字结案', subTitle: planned };
  if (approval.subject === 'backfill') {
    const act = actOf(approval, complaint);
    return {
      desc: `先行处理：${act?.reasonName ?? ''}；${act?.action ?? ''}`,
      subTitle: `补办说明：${act?.form?.text ?? ''}`,
    };
  }
  const request = requests.find(({ no }) => no === approval.no);
  return request ? requestMatter(request) : { desc: '', subTitle: '' };
}

function requestMatter(request: Request): Matter {
  switch (request.kind) {
    case 'decline':
      return { desc: `不予办理：${DECLINE_GROUND[request.ground]}`, subTitle: request.reason };
    case 'suspend':
      return {
        desc: `因${SUSPENSION_GROUND[request.ground]}中止至 ${showDue(request.until)}`,
        subTitle: `依据：${request.paper}`,
      };
    case 'extend':
      return {
        desc: request.tier === 2 ? '延期到 30 天' : '延期到 60 天',
        subTitle: `理由：${request.ground}`,
      };
    case 'disclose':
      return { desc: disclosureTitle(request), subTitle: `原因：${request.reason}` };
  }
}

function rowsOf(approval: Approval, complaint: Complaint, org: Org): readonly CardRow[] {
  const { plan, classification, clocks, approvals, team, requests } = complaint;
  const isOfPlan = approval.subject === 'plan' || approval.subject === 'closing';
  const due = clocks.find(({ id, stoppedAt }) => id === approval.clockId && !stoppedAt)?.dueAt;
  const act = actOf(approval, complaint);
  const asker = isOfPlan ? team.solve : (requests.find(({ no }) => no === approval.no)?.by ?? act?.by);
  const earlier = approvals.flatMap(({ decided, hash }) =>
    decided?.result === 'approved' && hash === plan?.hash ? [signerName(org, decided)] : [],
  );
  return [
    ...((approval.amountFen > 0 && approval.subject !== 'disclose') || isOfPlan
      ? [{ label: '涉及金额', value: showYuan(approval.amountFen) }]
      : []),
    ...(isOfPlan && plan ? [{ label: '拟支付', value: showYuan(plan.proposedFen) }] : []),
    // Who decides on a disclosure may see no more of the case than that.
    {
      label: '级别',
      value: classification && approval.subject !== 'disclose' ? LEVEL[classification.level] : '',
    },
    { label: '提交人', value: asker === undefined ? '' : nameOf(org, asker) },
    { label: '补办', value: act?.form ? filedText(act, act.form.at, complaint) : '' },
    { label: '已同意', value: isOfPlan ? earlier.join('、') : '' },
    { label: '越级', value: approval.passedTo === undefined ? '' : PASSED_UP[approval.role] },
    { label: '请于', value: due ? `${showDue(due)}前` : '' },
  ];
}

/** The emergency act that is to be ratified (T25). */
function actOf({ subject, about }: Approval, { emergencies }: Complaint): EmergencyAct | undefined {
  return subject === 'backfill' ? emergencies.find(({ no }) => no === about) : undefined;
}

/** When the form came, marked when that was too late (R35). */
function filedText(act: EmergencyAct, at: Date, complaint: Complaint): string {
  return `${showMoment(at)}${isBackfillOverdue(complaint, act, at) ? `（${BACKFILL_OVERDUE}）` : ''}`;
}
