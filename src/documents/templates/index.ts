import type { DocumentType } from '../../domain/number';
import type { CaseSetting, Template } from '../template';
import { approvalForm } from './approval-form';
import { classificationForm } from './classification-form';
import { decisionNotice } from './decision-notice';
import { expenseForm } from './expense-form';
import { followUpRecord } from './follow-up-record';
import { handlingPlan } from './handling-plan';
import { intakeRecord } from './intake-record';
import { investigationReport } from './investigation-report';

/** 已发布的模板 of documents that an event of the case carries. */
const RELEASED: Readonly<Partial<Record<DocumentType, Template<CaseSetting>>>> = {
  SL: intakeRecord,
  FL: classificationForm,
  DC: investigationReport,
  FA: handlingPlan,
  SP: approvalForm,
  FY: expenseForm,
  GZ: decisionNotice,
  HF: followUpRecord,
};

/** The template of a type; undefined when none is released yet. */
export function templateFor(type: DocumentType): Template<CaseSetting> | undefined {
  return RELEASED[type];
}
