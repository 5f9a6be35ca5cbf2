import type { Approval, ApprovalStep, Complaint, EmergencyAct, Gate, Plan } from './complaint';
import type { Rules } from './rules';

/** 关联案件: what of another case of the same matter counts here. */
export type Linked = Pick<Complaint, 'id' | 'claimedFen' | 'disputedFen' | 'plan'>;

type Limit = Pick<Rules, 'amountLimitFen'>;

/** 涉及金额 (R34), fen: the largest of claimed, disputed and proposed, summed over the linked cases of the matter. */
export function amountInvolved(
  complaint: Pick<Complaint, 'claimedFen' | 'disputedFen'>,
  proposedFen: number,
  linked: readonly Linked[],
): number {
  const own = Math.max(complaint.claimedFen ?? 0, complaint.disputedFen ?? 0, proposedFen);
  const ofOther = (other: Linked) =>
    Math.max(other.claimedFen ?? 0, other.disputedFen ?? 0, other.plan?.proposedFen ?? 0);
  return linked.reduce((sum, other) => sum + ofOther(other), own);
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
  rules: Limit,
  linked: readonly Linked[],
): readonly ApprovalStep[] {
  const major = complaint.classification?.level === 'major';
  const steps: ApprovalStep[] = [{ gates: major ? ['G0', 'G1'] : ['G0'], role: 'HEAD', subject: 'plan' }];

  if (amountInvolved(complaint, plan.proposedFen, linked) > rules.amountLimitFen) {
    steps.push({ gates: ['G2'], role: 'EXEC', subject: 'plan' });
  }
  if (plan.proposedFen > 0) steps.push({ gates: ['G3'], role: 'FIN', subject: 'plan' });
  return steps;
}

/** The second signature of a major case (R23): HEAD, when the follow-up is done. */
export const CLOSING_STEP: ApprovalStep = { gates: ['G1'], role: 'HEAD', subject: 'closing' };

/** 补办追认 (G4, R35): HEAD, or EXEC when the matter is over the limit. */
export function backfillStep(
  complaint: Complaint,
  emergency: EmergencyAct,
  rules: Limit,
  linked: readonly Linked[],
): ApprovalStep {
  const amount = amountInvolved(complaint, emergency.costFen, linked);
  return { gates: ['G4'], role: amount > rules.amountLimitFen ? 'EXEC' : 'HEAD', subject: 'backfill' };
}

/** All gates of these steps, in order. */
export function gatesOf(steps: readonly ApprovalStep[]): readonly Gate[] {
  return steps.flatMap(({ gates }) => gates);
}

/** The step that comes after those already approved on this plan, under these very gates; undefined when all are signed. */
export function nextStep(
  complaint: Complaint,
  plan: Plan,
  rules: Limit,
  linked: readonly Linked[],
): ApprovalStep | undefined {
  const steps = requiredSteps(complaint, plan, rules, linked);
  const approved = complaint.approvals.filter((approval) => counts(approval, plan, gatesOf(steps)));
  return steps.find(
    (step) => !step.gates.every((gate) => approved.some((approval) => approval.gates.includes(gate))),
  );
}

/** A signature stands only for the plan it was shown and the gates that plan had to pass then (T22, decision 6). */
function counts({ subject, hash, required, decided }: Approval, plan: Plan, gates: readonly Gate[]): boolean {
  return (
    subject === 'plan' &&
    hash === plan.hash &&
    decided?.result === 'approved' &&
    required.join() === gates.join()
  );
}

/** Whether the person has one of the posts that exclude each other (section 3, R22: FOLLOW is never SOLVE). */
export function holdsHandlingPost(complaint: Complaint, userId: string): boolean {
  const { invest, solve, followUp } = complaint.team;
  return invest === userId || solve === userId || followUp === userId;
}

/** Whether the person handles the case or did so before it was handed on: what one has worked on one does not sign. */
export function hasHandled(complaint: Complaint, userId: string): boolean {
  return holdsHandlingPost(complaint, userId) || complaint.formerHandlers.includes(userId);
}

/** Whether the person has signed on this case, in their own right or through a grant: an approver takes no handling post. */
export function hasSigned(complaint: Complaint, userId: string): boolean {
  return complaint.approvals.some(
    ({ decided }) => decided?.by === userId || decided?.onBehalfOf?.includes(userId),
  );
}

/** 应当回避 (L4): complained about, or declared an interest. */
export function isBarred({ subjects, recused }: Complaint, userId: string): boolean {
  return subjects.includes(userId) || recused.includes(userId);
}
