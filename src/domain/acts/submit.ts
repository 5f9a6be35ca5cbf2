import type { Complaint, Decision, Plan, PlanAction } from '../complaint';
import { nextDocument } from '../documents';
import type { DomainEvent } from '../events';
import { foldAll } from '../fold';
import { isAmountKnown, nextStep } from '../gates';
import { isAmount } from '../money';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import type { Context } from './context';
import { openApprovalStep } from './open-approval';
import { raisedByAmount } from './relevel';

export interface Submit {
  readonly type: 'submit';
  readonly decision: Decision;
  readonly actions: readonly PlanAction[];
  /** 答复意见: what the complainant will be told (L2). */
  readonly notice: string;
  /** 争议金额, fen; needed when the complainant claimed none (R34). */
  readonly disputedFen?: number;
}

/** 提交方案 (T7, R21): the plan gets its hash and the first signature is asked for; C4 goes on. */
export function submit(complaint: Complaint, act: Submit, by: Person, context: Context): Ruling {
  if (act.actions.length === 0) return refuse('actions_missing', { rule: 'R21' });
  if (isBlank(act.notice)) return refuse('text_missing', { rule: 'L2' });
  if (!areAmountsKnown(complaint, act)) return refuse('amount_unknown', { rule: 'R34' });

  const plan = planOf(complaint, act, context);
  const submitted: DomainEvent = {
    type: 'submitted',
    by: by.userId,
    at: context.at,
    plan,
    ...(act.disputedFen !== undefined && { disputedFen: act.disputedFen }),
    document: nextDocument(complaint, 'FA', context.at),
  };
  const raised = raisedByAmount(foldAll(complaint, [submitted]), context);
  const planned = foldAll(complaint, [submitted, ...raised]);
  const step = nextStep(planned, plan, context.rules, context.linked);
  const opened = step && openApprovalStep(planned, step, { hash: plan.hash }, context);
  return opened ? rule(submitted, ...raised, opened) : refuse('nobody_eligible', { rule: 'R33' });
}

function areAmountsKnown(complaint: Complaint, { actions, disputedFen }: Submit): boolean {
  return (
    (disputedFen === undefined ? isAmountKnown(complaint) : isAmount(disputedFen)) &&
    actions.every(({ amountFen }) => isAmount(amountFen)) &&
    isAmount(totalOf(actions))
  );
}

function totalOf(actions: readonly PlanAction[]): number {
  return actions.reduce((sum, action) => sum + action.amountFen, 0);
}

function planOf(complaint: Complaint, act: Submit, context: Context): Plan {
  const version = complaint.planCount + 1;
  const { decision, actions, notice, disputedFen } = act;
  const content = JSON.stringify([
    complaint.id,
    version,
    decision,
    actions.map(({ text, amountFen }) => [text, amountFen]),
    notice,
    disputedFen ?? complaint.disputedFen ?? null,
  ]);
  return {
    version,
    hash: context.digest(content),
    decision,
    actions,
    proposedFen: totalOf(actions),
    notice,
    documentNo: nextDocument(complaint, 'FA', context.at).no,
  };
}
