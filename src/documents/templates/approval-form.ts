import { DECISION, type Approval, type Complaint } from '../../domain/complaint';
import type { DomainEvent } from '../../domain/events';
import type { Org } from '../../domain/org';
import { heading, table, type Row } from '../content';
import { minute } from '../dates';
import { byPeople, present, signature, whoIs, type CaseSetting, type Template } from '../template';
import { actionLines, amountRows, numbered, stepTitle } from './shared-rows';

export type Decided = Approval & { readonly decided: NonNullable<Approval['decided']> };

/** SP 审批表 (R33, R34, R23): one signature, on the plan that was shown, and those given before it. */
export const approvalForm: Template<CaseSetting> = {
  title: '投诉处理审批表',
  version: 'SP-1',
  needs: [],
  body: ({ complaint, event, org }) => {
    const plan = present(complaint.plan, 'plan');
    const approval = decidedBy(event, complaint);
    return {
      parts: [
        table(
          ['项目编号', complaint.id],
          ['审批环节', stepTitle(approval)],
          ['审批事项', approval.subject === 'closing' ? '重大投诉结案' : `第 ${plan.version} 版处理方案`],
          ['方案文书', plan.documentNo],
          ['处理决定', DECISION[plan.decision]],
          ['补救措施', numbered(actionLines(plan))],
          ...amountRows(complaint, plan),
          ['方案指纹', approval.planHash],
        ),
        heading('审批意见'),
        table(...decisionRows(approval, org)),
        ...earlier(approval, complaint, org),
      ],
      signed: byPeople(signature(org, '审批人', approval.decided.by, approval.decided.at)),
    };
  },
};

/** The signature this event gave or refused. */
export function decidedBy(event: DomainEvent, { approvals }: Complaint): Decided {
  const no = 'no' in event ? event.no : undefined;
  const found = approvals.find((approval): approval is Decided => approval.no === no && isDecided(approval));
  return present(found, 'approval');
}

function isDecided(approval: Approval): approval is Decided {
  return approval.decided !== undefined;
}

function decisionRows({ decided, openedAt }: Decided, org: Org): readonly Row[] {
  const { by, at, result, reason } = decided;
  return [
    ['意见', result === 'approved' ? '同意' : `退回：${reason ?? '未说明'}`],
    ['审批人', whoIs(org, by)],
    ['送审时间', minute(openedAt)],
    ['审批时间', minute(at)],
  ];
}

function earlier(approval: Decided, { approvals }: Complaint, org: Org) {
  const before = approvals.filter(
    (each): each is Decided =>
      isDecided(each) && each.no < approval.no && each.planHash === approval.planHash,
  );
  if (before.length === 0) return [];
  const rows = before.map((each): Row => {
    const { by, at, result } = each.decided;
    return [stepTitle(each), `${whoIs(org, by)} ${result === 'approved' ? '同意' : '退回'}，${minute(at)}`];
  });
  return [heading('此前的审批'), table(...rows)];
}
