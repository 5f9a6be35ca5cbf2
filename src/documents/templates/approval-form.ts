import { DECISION, type Approval, type Complaint } from '../../domain/complaint';
import type { DomainEvent } from '../../domain/events';
import type { Org } from '../../domain/org';
import { heading, table, type Row } from '../content';
import { minute } from '../dates';
import { byPeople, present, signature, whoIs, type CaseSetting, type Template } from '../template';
import { requestOf, requestText } from './of-side-steps';
import { actionLines, amountRows, numbered, stepTitle } from './shared-rows';

export type Decided = Approval & { readonly decided: NonNullable<Approval['decided']> };

/** SP 审批表 (R33, R34, R23): one signature, on the plan that was shown, and those given before it. */
export const approvalForm: Template<CaseSetting> = {
  title: '投诉处理审批表',
  version: 'SP-1',
  needs: [],
  body: ({ complaint, event, org }) => {
    const approval = decidedBy(event, complaint);
    return {
      parts: [
        table(
          ['项目编号', complaint.id],
          ['审批环节', stepTitle(approval)],
          ...matterRows(approval, complaint),
          ['内容指纹', approval.hash],
        ),
        heading('审批意见'),
        table(...decisionRows(approval, org)),
        ...earlier(approval, complaint, org),
      ],
      signed: byPeople(signature(org, '审批人', approval.decided.by, approval.decided.at)),
    };
  },
};

function matterRows({ subject, no, about }: Decided, complaint: Complaint): readonly Row[] {
  if (subject === 'backfill') {
    const act = present(
      complaint.emergencies.find((each) => each.no === about),
      'emergency',
    );
    return [
      ['审批事项', '先行处理追认'],
      ['补办文书', act.form?.documentNo ?? ''],
      ['先行处理', `${act.reasonName}；${act.action}`],
    ];
  }
  if (subject !== 'plan' && subject !== 'closing') {
    return [['审批事项', requestText(requestOf(complaint, no))]];
  }
  const plan = present(complaint.plan, 'plan');
  return [
    ['审批事项', subject === 'closing' ? '重大投诉结案' : `第 ${plan.version} 版处理方案`],
    ['方案文书', plan.documentNo],
    ['处理决定', DECISION[plan.decision]],
    ['补救措施', numbered(actionLines(plan))],
    ...amountRows(complaint, plan),
  ];
}

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
  const { by, at, result, reason, onBehalfOf = [], grants = [] } = decided;
  const [office] = onBehalfOf;
  return [
    ['意见', result === 'approved' ? '同意' : `退回：${reason ?? '未说明'}`],
    ['审批人', whoIs(org, by)],
    ...(office === undefined
      ? []
      : [['代签', `代${whoIs(org, office)}，授权书 ${grants.join('、')}`] as const]),
    ['送审时间', minute(openedAt)],
    ['审批时间', minute(at)],
  ];
}

function earlier(approval: Decided, { approvals }: Complaint, org: Org) {
  const before = approvals.filter(
    (each): each is Decided => isDecided(each) && each.no < approval.no && each.hash === approval.hash,
  );
  if (before.length === 0) return [];
  const rows = before.map((each): Row => {
    const { by, at, result } = each.decided;
    return [stepTitle(each), `${whoIs(org, by)} ${result === 'approved' ? '同意' : '退回'}，${minute(at)}`];
  });
  return [heading('此前的审批'), table(...rows)];
}
