import { authoritiesFor } from '../authority';
import { startClock } from '../clocks';
import type { ApprovalStep, Complaint } from '../complaint';
import type { DomainEvent } from '../events';
import { amountInvolved, gatesOf, requiredSteps } from '../gates';
import type { Rules } from '../rules';
import type { TimeContext } from './context';

/** The personal-data officer has as long as the lead, in whose place they decide (G6). */
export const LIMIT = {
  LEAD: 'lead',
  HEAD: 'head',
  EXEC: 'exec',
  FIN: 'fin',
  DPO: 'lead',
} as const satisfies Record<ApprovalStep['role'], keyof Rules['approval']>;

interface Asked {
  /** Fingerprint of what is signed. */
  readonly hash: string;
  /** Number of the emergency act that is to be ratified. */
  readonly about?: number;
  /** What it costs, fen, where that is no plan's business. */
  readonly costFen?: number;
}

/** 送审: asks for one signature and starts its clock C6. Undefined when nobody may give it. */
export function openApprovalStep(
  complaint: Complaint,
  { gates, role, subject }: ApprovalStep,
  { hash, about, costFen }: Asked,
  { at, rules, org, linked }: TimeContext,
): DomainEvent | undefined {
  const { plan } = complaint;
  const clock = startClock(complaint, 'C6', at, rules.approval[LIMIT[role]], rules);
  const asked = {
    no: nextApprovalNo(complaint),
    hash,
    amountFen: amountInvolved(complaint, costFen ?? plan?.proposedFen ?? 0, linked),
    required:
      subject === 'plan' && plan ? gatesOf(requiredSteps(complaint, plan, rules, linked)) : [...gates],
    ...(about !== undefined && { about }),
  };
  if (authoritiesFor({ gates, role, subject, ...asked }, complaint, org).length === 0) return undefined;

  const step = { gates, role, subject };
  return { type: 'approval_opened', by: 'system', at, step, ...asked, clockId: clock.id, starts: [clock] };
}

/** The number the next signature will have; a request carries it too. */
export function nextApprovalNo({ approvals }: Complaint): number {
  return approvals.length + 1;
}
