import { showYuan } from '../../domain/money';
import { capitalYuan } from '../capital-yuan';
import { heading, table } from '../content';
import { minute } from '../dates';
import { byPeople, present, signature, whoIs, type CaseSetting, type Template } from '../template';
import { decidedBy } from './approval-form';
import { numbered } from './shared-rows';

/** FY 费用审批表 (R36): who is paid what, and that finance agreed. */
export const expenseForm: Template<CaseSetting> = {
  title: '费用审批表',
  version: 'FY-1',
  needs: ['name', 'account'],
  body: ({ complaint, event, party, org }) => {
    const plan = present(complaint.plan, 'plan');
    const approval = decidedBy(event, complaint);
    const { by, at, result, reason } = approval.decided;
    const paid = plan.actions.filter(({ amountFen }) => amountFen > 0);
    return {
      parts: [
        table(
          ['项目编号', complaint.id],
          ['方案文书', plan.documentNo],
          ['收款人', party.name ?? '投诉人（未提供姓名）'],
          ['收款账号', party.account ?? '未提供，付款前向投诉人核实'],
          ['付款事项', numbered(paid.map(({ text, amountFen }) => `${text}，${showYuan(amountFen)}`))],
          ['合计（小写）', showYuan(plan.proposedFen)],
          ['合计（大写）', capitalYuan(plan.proposedFen)],
          ['方案指纹', approval.hash],
        ),
        heading('财务意见'),
        table(
          ['意见', result === 'approved' ? '同意支付' : `退回：${reason ?? '未说明'}`],
          ['审批人', whoIs(org, by)],
          ['审批时间', minute(at)],
        ),
      ],
      signed: byPeople(signature(org, '财务审批', by, at)),
    };
  },
};
