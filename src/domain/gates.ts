import type { ApprovalStep, Complaint, Plan } from './complaint';
import type { Org, Person } from './org';
import { peopleWith } from './org';
import type { Rules } from './rules';

/** 涉及金额 (R34): the largest of claimed, disputed and proposed, in fen. */
export function amountInvolved(complaint: Complaint, plan: Pick<Plan, 'proposedFen'>): number {
  return Math.max(complaint.claimedFen ?? 0, complaint.disputedFen ?? 0, plan.proposedFen);
}

/** Whether somebody has said what the matter is about; if nobody has, it is asked before the plan goes to be signed (T7, R34). */
export function isAmountKnown({ claimedFen, disputedFen }: Complaint): boolean {
  return claimedFen !== undefined || disputedFen !== undefined;
}

/**
 * 审批环节 (6.4) of a plan, in order: HEAD always (G0, with G1 for a major case), EXEC when the amount is strictly
 * over the limit (G2), FIN for any payment above 0 (G3).
 */
export function requiredSteps(
  complaint: Complaint,
  plan: Pick<Plan, 'proposedFen'>,
  rules: Pick<Rules, 'amountLimitFen'>,
): readonly ApprovalStep[] {
  const major = complaint.classification?.level === 'major';
  const steps: ApprovalStep[] = [{ gates: major ? ['G0', 'G1'] : ['G0'], role: 'HEAD', subject: 'plan' }];

  if (amountInvolved(complaint, plan) > rules.amountLimitFen) {
    steps.push({ gates: ['G2'], role: 'EXEC', subject: 'plan' });
  }
  if (plan.proposedFen > 0) steps.push({ gates: ['G3'], role: 'FIN', subject: 'plan' });
  return steps;
}

/** The second signature of a major case (R23): HEAD, when the follow-up is done. */
export const CLOSING_STEP: ApprovalStep = { gates: ['G1'], role: 'HEAD', subject: 'closing' };

/** The step that comes after those already approved on this plan hash; undefined when all are signed. */
export function nextStep(
  complaint: Complaint,
  plan: Plan,
  rules: Pick<Rules, 'amountLimitFen'>,
): ApprovalStep | undefined {
  const approved = complaint.approvals.filter(
    (approval) =>
      approval.subject === 'plan' &&
      approval.planHash === plan.hash &&
      approval.decided?.result === 'approved',
  );
  return requiredSteps(complaint, plan, rules).find(
    (step) => !step.gates.every((gate) => approved.some((approval) => approval.gates.includes(gate))),
  );
}

/** 审批人: everybody who may sign a step. Nobody signs who investigated, solved or follows up the case (section 3). */
export function approversOf(
  step: Pick<ApprovalStep, 'role'>,
  complaint: Complaint,
  org: Org,
): readonly Person[] {
  return peopleWith(org, step.role).filter((person) => !holdsHandlingPost(complaint, person.userId));
}

/** Whether the person has one of the posts that exclude each other (section 3, R22: FOLLOW is never SOLVE). */
export function holdsHandlingPost(complaint: Complaint, userId: string): boolean {
  const { invest, solve, followUp } = complaint.team;
  return invest === userId || solve === userId || followUp === userId;
}

/** Whether the person has signed on this case: an approver takes no handling post. */
export function hasSigned(complaint: Complaint, userId: string): boolean {
  return complaint.approvals.some((approval) => approval.decided?.by === userId);
}
