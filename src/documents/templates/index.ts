import type { DomainEvent } from '../../domain/events';
import type { DocumentType } from '../../domain/number';
import type { PartyField } from '../../domain/vocabulary';
import type { CaseSetting, Template } from '../template';
import { approvalForm } from './approval-form';
import { classificationForm } from './classification-form';
import { decisionNotice } from './decision-notice';
import { declineNotice } from './decline-notice';
import { expenseForm } from './expense-form';
import { followUpRecord } from './follow-up-record';
import { handlingPlan } from './handling-plan';
import { intakeRecord } from './intake-record';
import { investigationReport } from './investigation-report';
import { backfill, extension, suspension, verification } from './of-side-steps';

/** 已发布的模板, by the type of the document an event carries. */
const RELEASED: Readonly<Partial<Record<DocumentType, Template<CaseSetting>>>> = {
  SL: intakeRecord,
  FL: classificationForm,
  DC: investigationReport,
  FA: handlingPlan,
  SP: approvalForm,
  FY: expenseForm,
  GZ: decisionNotice,
  HF: followUpRecord,
  BB: backfill,
  HC: verification,
};

/** The template of the document an event carries; undefined when none is released yet. */
export function templateFor({ type, document }: DomainEvent): Template<CaseSetting> | undefined {
  if (type === 'declined') return declineNotice;
  if (type === 'suspended') return suspension;
  if (type === 'extended') return extension;
  return document && RELEASED[document.type];
}

/** 印了哪些个人信息: by the number of a document (R32); all there is of a number that says no released type. */
export function printsOf(no: string): readonly PartyField[] {
  const type = /-([A-Z]{2})\d{0,2}$/u.exec(no)?.[1] as DocumentType | undefined;
  // Suspensions and extensions share theirs.
  const template = type === 'ZT' ? suspension : type && RELEASED[type];
  return (template ?? intakeRecord).needs;
}
