import { startClock } from '../clocks';
import type { ApprovalStep, Complaint } from '../complaint';
import type { DomainEvent } from '../events';
import { approversOf } from '../gates';
import type { Rules } from '../rules';
import type { Context } from './context';

const LIMIT = { HEAD: 'head', EXEC: 'exec', FIN: 'fin' } as const satisfies Record<
  ApprovalStep['role'],
  keyof Rules['approval']
>;

/** 送审: asks for one signature and starts its clock C6. Undefined when nobody may give it. */
export function openApprovalStep(
  complaint: Complaint,
  step: ApprovalStep,
  planHash: string,
  { at, rules, org }: Context,
): DomainEvent | undefined {
  if (approversOf(step, complaint, org).length === 0) return undefined;

  return {
    type: 'approval_opened',
    by: 'system',
    at,
    no: complaint.approvals.length + 1,
    step: { gates: step.gates, role: step.role, subject: step.subject },
    planHash,
    starts: [startClock(complaint, 'C6', at, rules.approval[LIMIT[step.role]], rules)],
  };
}
