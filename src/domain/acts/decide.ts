import { approversOf, authoritiesFor, giversOf, type Authority } from '../authority';
import type { Approval, ApprovalSubject, Complaint } from '../complaint';
import { nextDocument } from '../documents';
import type { DomainEvent, EventOf } from '../events';
import { foldAll } from '../fold';
import { gatesOf, nextStep, requiredSteps } from '../gates';
import type { Org, Person } from '../org';
import { isBlank, isRefusal, refuse, rule, type Refusal, type Ruling } from '../ruling';
import { holdsPower } from '../transitions';
import { closed } from './close';
import type { Context } from './context';
import { disclosed } from './disclose';
import { settled } from './emergency';
import { extended } from './extend';
import { endOfFollowUp } from './follow-up';
import { openApprovalStep } from './open-approval';
import { suspended } from './suspend';

export interface Decide {
  readonly type: 'decide';
  /** Number of the signature asked for, as the card carries it. */
  readonly no: number;
  /** Fingerprint of what the card showed: a decision on anything else is void (design decision 6). */
  readonly hash: string;
  readonly result: 'approved' | 'returned';
  readonly reason?: string;
}

/** 审批 (T8, T9, R33–R36, R23, G4–G6): one signature, counted once, on the very thing that was shown. */
export function decide(complaint: Complaint, act: Decide, by: Person, context: Context): Ruling {
  // Power before all else: a stranger does not even learn which signatures were asked for.
  if (!maySign(by, complaint, context.org)) return refuse('not_permitted', { rule: 'R10' });
  const approval = complaint.approvals.find(({ no }) => no === act.no);
  if (!approval) return refuse('not_found');
  const refusal = refusalOf(complaint, approval, act, by, context);
  if (refusal) return refusal;

  const authority = authoritiesFor(approval, complaint, context.org).find(
    ({ person }) => person.userId === by.userId,
  );
  if (!authority) return refuse('not_the_approver', { rule: 'R33' });
  return act.result === 'returned'
    ? returned(complaint, approval, act.reason ?? '', by, context)
    : approved(complaint, approval, authority, context);
}

/** By office, or because somebody handed a right on to them (R38). */
function maySign(by: Person, complaint: Complaint, org: Org): boolean {
  return holdsPower(by, 'decide', complaint) || org.grants.some(({ to }) => to === by.userId);
}

function refusalOf(
  complaint: Complaint,
  approval: Approval,
  act: Decide,
  by: Person,
  context: Context,
): Refusal | undefined {
  const { decided } = approval;
  // Who may not sign learns nothing of what was decided (decision 8); who signed may ask again.
  const mayLook =
    decided?.by === by.userId ||
    approversOf(approval, complaint, context.org).some(({ userId }) => userId === by.userId);
  if (!mayLook) return refuse('not_the_approver', { rule: 'R33' });
  if (decided) {
    return refuse('already_decided', { by: decided.by, at: decided.at, result: decided.result });
  }
  if (approval.voidedAt || approval.hash !== act.hash || isOutdated(complaint, approval, context))
    return refuse('plan_changed');
  if (act.result === 'returned' && isBlank(act.reason)) return refuse('reason_missing', { rule: 'R33' });
  return undefined;
}

/** Asked for under other gates than the plan has to pass now. */
function isOutdated(complaint: Complaint, { subject, required }: Approval, context: Context): boolean {
  const { plan } = complaint;
  if (subject !== 'plan' || !plan) return false;
  const steps = requiredSteps(complaint, plan, context.rules, context.linked);
  return required.join() !== gatesOf(steps).join();
}

function stepOf({ gates, role, subject }: Approval) {
  return { gates, role, subject };
}

/** 退回: a plan goes back to be made anew (T8); a request, a closing or an emergency act is turned down. */
function returned(
  complaint: Complaint,
  approval: Approval,
  reason: string,
  by: Person,
  context: Context,
): Ruling {
  const { no, subject, clockId } = approval;
  const said = { by: by.userId, at: context.at, no, step: stepOf(approval), reason, stops: [clockId] };
  if (subject === 'plan' && complaint.state === 'AWAITING_APPROVAL')
    return rule({ type: 'returned', ...said });

  const turnedDown: DomainEvent = { type: 'turned_down', ...said };
  if (subject === 'plan')
    return rule(turnedDown, { type: 'plan_changed', by: by.userId, at: context.at, reason });
  if (subject !== 'backfill') return rule(turnedDown);
  const disallowed = settled(approval, by.userId, 'disallowed', reason, context);
  const end = withEnd(foldAll(complaint, [turnedDown]), disallowed, context);
  return isRefusal(end) ? end : rule(turnedDown, ...end.events);
}

/** What a signature leads to, by what it is about; on the case as it is when signed. */
const AFTER: Readonly<
  Record<ApprovalSubject, (signed: Complaint, approval: Approval, by: Person, context: Context) => Ruling>
> = {
  plan: afterPlanSignature,
  closing: (signed, _approval, _by, context) => closed(signed, context),
  // The complainant is told next, and that ends the case (T3).
  decline: () => rule(),
  suspend: suspended,
  extend: extended,
  disclose: disclosed,
  backfill: (signed, approval, by, context) =>
    withEnd(signed, settled(approval, by.userId, 'ratified', undefined, context), context),
};

/** A case whose survey is done waits for nothing but the settling of its emergency act (T12, R35). */
function withEnd(complaint: Complaint, event: DomainEvent, context: Context): Ruling {
  const end = endOfFollowUp(foldAll(complaint, [event]), context);
  return isRefusal(end) ? end : rule(event, ...end.events);
}

function approved(complaint: Complaint, approval: Approval, authority: Authority, context: Context): Ruling {
  const { at } = context;
  const by = authority.person;
  const signed: EventOf<'approved'> = {
    type: 'approved',
    by: by.userId,
    at,
    no: approval.no,
    step: stepOf(approval),
    ...(authority.grants.length > 0 && {
      grants: authority.grants.map(({ id }) => id),
      onBehalfOf: giversOf(authority),
    }),
    stops: [approval.clockId],
    // Leave to read is no paper of the case: the events and the access log are its record.
    ...(approval.subject !== 'disclose' && {
      document: nextDocument(complaint, approval.role === 'FIN' ? 'FY' : 'SP', at),
    }),
  };
  const next = AFTER[approval.subject](foldAll(complaint, [signed]), approval, by, context);
  return isRefusal(next) ? next : rule(signed, ...next.events);
}

/** The next signature is asked for, or the plan is cleared for execution (T9). */
function afterPlanSignature(
  complaint: Complaint,
  _approval: Approval,
  _by: Person,
  context: Context,
): Ruling {
  const { plan } = complaint;
  if (!plan) return refuse('plan_changed');
  const step = nextStep(complaint, plan, context.rules, context.linked);
  if (!step) return rule({ type: 'cleared', by: 'system', at: context.at, planHash: plan.hash });

  const opened = openApprovalStep(complaint, step, { hash: plan.hash }, context);
  return opened ? rule(opened) : refuse('nobody_eligible', { rule: step.role === 'FIN' ? 'R36' : 'R34' });
}
