import { approvalForm } from '../../documents/templates/approval-form';
import { classificationForm } from '../../documents/templates/classification-form';
import { decisionNotice } from '../../documents/templates/decision-notice';
import { declineNotice } from '../../documents/templates/decline-notice';
import { expenseForm } from '../../documents/templates/expense-form';
import { followUpRecord } from '../../documents/templates/follow-up-record';
import { handlingPlan } from '../../documents/templates/handling-plan';
import { intakeRecord } from '../../documents/templates/intake-record';
import { investigationReport } from '../../documents/templates/investigation-report';
import { backfill, extension, suspension, verification } from '../../documents/templates/of-side-steps';
import type { Complaint, DocumentRef } from '../../domain/complaint';
import { DOCUMENT_TYPES, type DocumentType } from '../../domain/number';

type Papers = Pick<Complaint, 'state' | 'extensions'>;

/** 文书的标题 (R25): what is printed at the head of it. */
export function documentTitle(document: DocumentRef, complaint: Papers): string {
  return PRINTED[document.type]?.(document, complaint).title ?? DOCUMENT_TYPES[document.type];
}

type Printed = (document: DocumentRef, complaint: Papers) => { readonly title: string };

const PRINTED: Readonly<Partial<Record<DocumentType, Printed>>> = {
  SL: () => intakeRecord,
  FL: () => classificationForm,
  DC: () => investigationReport,
  FA: () => handlingPlan,
  SP: () => approvalForm,
  FY: () => expenseForm,
  // A case that was declined was never decided.
  GZ: (_document, { state }) => (state === 'DECLINED' ? declineNotice : decisionNotice),
  HF: () => followUpRecord,
  BB: () => backfill,
  ZT: ({ at }, { extensions }) =>
    extensions.some((each) => each.at.getTime() === at.getTime()) ? extension : suspension,
  HC: () => verification,
};
