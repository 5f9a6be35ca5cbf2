import type { Row } from '../content';
import type { Approval, Complaint, Finding, Plan } from '../../domain/complaint';
import { showYuan } from '../../domain/money';

/** 审批环节的称呼, as documents print it. */
export function stepTitle({ role, gates, subject }: Pick<Approval, 'role' | 'gates' | 'subject'>): string {
  if (subject !== 'plan') return SUBJECT[subject];
  const head = gates.includes('G1') ? '部门负责人审批（重大投诉签字）' : '部门负责人审批';
  return {
    HEAD: head,
    EXEC: '主管领导审批',
    FIN: '财务费用审批',
    LEAD: '小组主管审批',
    DPO: '个人信息保护负责人审批',
  }[role];
}

const SUBJECT: Readonly<Record<Exclude<Approval['subject'], 'plan'>, string>> = {
  closing: '重大投诉结案签字',
  decline: '不予办理审批',
  suspend: '中止审批',
  extend: '延期审批',
  disclose: '披露审批',
  backfill: '先行处理追认',
};

export function yuanOr(fen: number | undefined, unknown: string): string {
  return fen === undefined ? unknown : showYuan(fen);
}

/** `1. 退还年费（300.00元）`, one a line. */
export function actionLines(plan: Plan): readonly string[] {
  return plan.actions.map(({ text, amountFen }) =>
    amountFen > 0 ? `${text}（${showYuan(amountFen)}）` : text,
  );
}

export function numbered(lines: readonly string[]): string {
  return lines.map((text, at) => `${at + 1}. ${text}`).join('\n');
}

/** 三个金额 (R34). */
export function amountRows({ claimedFen, disputedFen }: Complaint, { proposedFen }: Plan): readonly Row[] {
  return [
    ['主张金额', yuanOr(claimedFen, '未主张')],
    ['争议金额', yuanOr(disputedFen, '同主张金额')],
    ['方案金额', showYuan(proposedFen)],
  ];
}

/** 证据, or why there is none (R20). */
export function evidenceText({ evidence, evidenceNos = [], noEvidenceReason }: Finding): string {
  const files = evidenceNos.length > 0 ? [`证据文件第 ${evidenceNos.join('、')} 号`] : [];
  const named = [...(evidence === undefined ? [] : [evidence]), ...files];
  return named.length > 0 ? named.join('；') : `无书面证据，原因：${noEvidenceReason ?? '未说明'}`;
}
