import { openApproval, voidedBy, type Complaint } from '../complaint';
import type { DomainEvent, EventOf } from '../events';
import { foldAll } from '../fold';
import { gatesOf, nextStep, requiredSteps } from '../gates';
import { refuse, rule, type Ruling } from '../ruling';
import type { Context, TimeContext } from './context';
import { openApprovalStep } from './open-approval';

/**
 * 关口重算 (T22, R34): after the level or the amount changed, on the case as it is then. When the plan has other gates to
 * pass, what was asked for is void and the first signature is asked for anew; a plan in execution waits for it (T11).
 */
export function regate(
  complaint: Complaint,
  reason: EventOf<'gates_changed'>['reason'],
  context: Context,
): Ruling {
  const { plan, state } = complaint;
  if (!plan || (state !== 'AWAITING_APPROVAL' && state !== 'EXECUTING')) return rule();

  const gates = gatesOf(requiredSteps(complaint, plan, context.rules, context.linked));
  const open = openApproval(complaint, 'plan');
  if (open?.required.join() === gates.join()) return rule();
  const step = nextStep(complaint, plan, context.rules, context.linked);
  if (!open && !step) return rule();

  const changed: DomainEvent = {
    type: 'gates_changed',
    by: 'system',
    at: context.at,
    reason,
    ...voidedBy(complaint, ['plan']),
  };
  // Every signature under the old gates counts no longer, so there is a step to ask for.
  const after = foldAll(complaint, [changed]);
  const opened = step && openApprovalStep(after, step, { hash: plan.hash }, context);
  return opened ? rule(changed, opened) : refuse('nobody_eligible', { rule: 'R34' });
}

/** 重新送审: the signature of the plan that is missing, on a case that goes on after what was asked for had been voided. */
export function signatureAgain(complaint: Complaint, context: TimeContext): readonly DomainEvent[] {
  const { plan, state } = complaint;
  if (!plan || (state !== 'AWAITING_APPROVAL' && state !== 'EXECUTING')) return [];
  const step = nextStep(complaint, plan, context.rules, context.linked);
  const opened = step && openApprovalStep(complaint, step, { hash: plan.hash }, context);
  return opened ? [opened] : [];
}
