import { DECISION, LIABILITY } from '../../domain/complaint';
import { heading, items, paragraph, table } from '../content';
import { byPeople, present, signature, whoIs, type CaseSetting, type Template } from '../template';
import { actionLines, amountRows } from './shared-rows';

/** FA 投诉处理方案 (R21). What is signed later is this version and no other: its hash is printed. */
export const handlingPlan: Template<CaseSetting> = {
  title: '投诉处理方案',
  version: 'FA-1',
  needs: [],
  body: ({ complaint, event, org }) => {
    const plan = present(complaint.plan, 'plan');
    const finding = present(complaint.finding, 'finding');
    return {
      parts: [
        table(
          ['项目编号', complaint.id],
          ['方案版本', `第 ${plan.version} 版`],
          ['制定人', whoIs(org, event.by)],
          ['责任认定', LIABILITY[finding.liability]],
          ['处理决定', DECISION[plan.decision]],
          ...amountRows(complaint, plan),
        ),
        heading('一、调查依据'),
        paragraph(finding.grounds),
        heading('二、补救措施'),
        items(...actionLines(plan)),
        heading('三、拟答复投诉人的内容'),
        paragraph(plan.notice),
        heading('四、方案指纹'),
        paragraph(plan.hash),
      ],
      signed: byPeople(signature(org, '制定人', event.by, event.at)),
    };
  },
};
