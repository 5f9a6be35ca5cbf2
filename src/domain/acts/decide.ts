import type { Approval, Complaint } from '../complaint';
import { nextDocument } from '../documents';
import type { DomainEvent } from '../events';
import { foldAll } from '../fold';
import { approversOf, nextStep } from '../gates';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Refusal, type Ruling } from '../ruling';
import { holdsPower } from '../transitions';
import type { Context } from './context';
import { openApprovalStep } from './open-approval';

export interface Decide {
  readonly type: 'decide';
  /** Number of the signature asked for, as the card carries it. */
  readonly no: number;
  /** Hash of the plan the card showed: a decision on any other plan is void (design decision 6). */
  readonly planHash: string;
  readonly result: 'approved' | 'returned';
  readonly reason?: string;
}

/** 审批 (T8, T9, R33–R36, R23): one signature, counted once, on the very plan that was shown. */
export function decide(complaint: Complaint, act: Decide, by: Person, context: Context): Ruling {
  const approval = complaint.approvals.find(({ no }) => no === act.no);
  const refusal = refusalOf(complaint, approval, act, by, context);
  if (refusal) return refusal;
  if (!approval) return refuse('not_found');

  return act.result === 'returned'
    ? returned(approval, act, by, context)
    : approved(complaint, approval, by, context);
}

function refusalOf(
  complaint: Complaint,
  approval: Approval | undefined,
  act: Decide,
  by: Person,
  { org }: Context,
): Refusal | undefined {
  // Power before all else: a stranger does not even learn which signatures were asked for.
  if (!holdsPower(by, 'decide', complaint)) return refuse('not_permitted', { rule: 'R10' });
  if (!approval) return refuse('not_found');
  // Who may not sign learns nothing of what was decided (decision 8).
  if (!approversOf(approval, complaint, org).some(({ userId }) => userId === by.userId)) {
    return refuse('not_the_approver', { rule: 'R33' });
  }
  if (approval.decided) {
    return refuse('already_decided', {
      by: approval.decided.by,
      at: approval.decided.at,
      result: approval.decided.result,
    });
  }
  if (approval.planHash !== act.planHash) return refuse('plan_changed');
  if (act.result === 'returned' && isBlank(act.reason)) return refuse('reason_missing', { rule: 'R33' });
  return undefined;
}

function returned(approval: Approval, act: Decide, by: Person, { at }: Context): Ruling {
  const { no, gates, role, subject } = approval;
  return rule({
    type: 'returned',
    by: by.userId,
    at,
    no,
    step: { gates, role, subject },
    reason: act.reason ?? '',
    stops: ['C6'],
  });
}

function approved(complaint: Complaint, approval: Approval, by: Person, context: Context): Ruling {
  const { no, gates, role, subject } = approval;
  const signed: DomainEvent = {
    type: 'approved',
    by: by.userId,
    at: context.at,
    no,
    step: { gates, role, subject },
    stops: ['C6'],
    document: nextDocument(complaint, 'SP', context.at),
  };
  if (subject === 'closing') return rule(signed, closed(context.at));
  return afterPlanSignature(foldAll(complaint, [signed]), signed, context);
}

/** The next signature is asked for, or the plan is cleared for execution (T9). */
function afterPlanSignature(complaint: Complaint, signed: DomainEvent, context: Context): Ruling {
  const plan = complaint.plan;
  if (!plan) return refuse('plan_changed');
  const step = nextStep(complaint, plan, context.rules);
  if (!step) return rule(signed, { type: 'cleared', by: 'system', at: context.at, planHash: plan.hash });

  const opened = openApprovalStep(complaint, step, plan.hash, context);
  return opened
    ? rule(signed, opened)
    : refuse('nobody_eligible', { rule: step.role === 'FIN' ? 'R36' : 'R34' });
}

/** 办结 (T12). */
export function closed(at: Date): DomainEvent {
  return { type: 'closed', by: 'system', at, stops: ['C0', 'C5'] };
}
