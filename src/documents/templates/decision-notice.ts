import {
  CONTACT_MODE,
  DECISION,
  LIABILITY,
  type Complaint,
  type Decision,
  type Execution,
  type Finding,
  type Plan,
} from '../../domain/complaint';
import type { Bank } from '../../domain/org';
import { addressee, heading, items, paragraph, table, type Part } from '../content';
import { day, happened } from '../dates';
import { bySeal, present, type CaseSetting, type Template } from '../template';
import { actionLines, evidenceText } from './shared-rows';
import { contactOf, OTHER_WAYS, verificationWay, waysOn } from './ways-on';

/**
 * GZ 投诉处理决定告知书 (R21, L2; 银行业保险业消费投诉处理管理办法 art. 19–21): what was verified, the decision, its grounds
 * and reasons, and the ways on; at its end, how it was told and the proof of that.
 */
export const decisionNotice: Template<CaseSetting> = {
  title: '投诉处理决定告知书',
  version: 'GZ-2',
  needs: ['name', 'facts', 'request'],
  body: ({ complaint, party, org }) => {
    const execution = present(complaint.execution, 'execution');
    const asked: Section = {
      title: '投诉事项',
      parts: [
        paragraph(`您反映：${sentence(party.facts ?? '见受理登记')}`),
        paragraph(`您的请求：${sentence(party.request ?? '未另行提出')}`),
      ],
    };
    return {
      parts: [
        addressee(`${party.name ?? '投诉人'}：`),
        paragraph(openingOf(complaint)),
        ...[asked, ...decisionOf(complaint, org.bank)].flatMap(({ title, parts }, at) => [
          heading(`${NUMERALS[at]}、${title}`),
          ...parts,
        ]),
      ],
      signed: bySeal(org.bank.name),
      annex: [heading('告知记录（由我行存档）'), table(...toldRows(execution))],
    };
  },
};

/** 一节, numbered where it is printed. */
export interface Section {
  readonly title: string;
  readonly parts: readonly Part[];
}

const NUMERALS = '一二三四五';

export function openingOf({ id, receivedAt }: Complaint): string {
  return `您于${day(receivedAt)}向我行提出的投诉（项目编号：${id}）已处理完毕，现将处理决定告知如下。`;
}

/** 决定的正文 (L2): what was verified, the decision, its grounds and reasons, the ways on; nothing out of the vault. */
export function decisionOf(complaint: Complaint, bank: Bank): readonly Section[] {
  const finding = present(complaint.finding, 'finding');
  const plan = present(complaint.plan, 'plan');
  return [
    {
      title: '核实情况',
      parts: [
        paragraph(`经核实：${sentence(finding.grounds)}`),
        paragraph(`核实所依据的材料：${sentence(evidenceText(finding))}`),
      ],
    },
    {
      title: '处理决定',
      parts: [
        paragraph(`对您的投诉请求，我行决定：${DECISION_TEXT[plan.decision]}具体措施如下：`),
        items(...actionLines(plan)),
        paragraph(`答复意见：${sentence(plan.notice)}`),
      ],
    },
    { title: '依据和理由', parts: groundsOf(finding, plan) },
    {
      title: '救济途径',
      parts: [...waysOn(verificationWay(bank), ...OTHER_WAYS), ...contactOf(bank)],
    },
  ];
}

const DECISION_TEXT: Readonly<Record<Decision, string>> = {
  upheld: '支持您的请求。',
  partly: '部分支持您的请求。',
  rejected: '不支持您的请求。',
};

function groundsOf(finding: Finding, plan: Plan) {
  return [
    paragraph('依据：上述核实的事实和材料，《银行业保险业消费投诉处理管理办法》及我行客户投诉处理规定。'),
    paragraph(
      `理由：根据上述核实的情况，投诉事项的责任认定为「${LIABILITY[finding.liability]}」，据此对您的请求作出「${DECISION[plan.decision]}」的决定。`,
    ),
  ];
}

function toldRows(execution: Execution) {
  const { proof, notice } = execution;
  const mode = notice.mode === 'unreachable' ? '无法联系投诉人' : CONTACT_MODE[notice.mode];
  return [
    ['告知方式', mode],
    ['告知时间', happened(notice)],
    ['告知凭证', notice.proof],
    ['执行时间', happened(execution)],
    ['执行凭证', proof],
  ] as const;
}

/** Staff write without a full stop as often as with one. */
function sentence(text: string): string {
  return /[。！？.!?]$/u.test(text.trim()) ? text.trim() : `${text.trim()}。`;
}
