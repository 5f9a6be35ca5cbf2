import { approversOf } from '../../src/domain/authority';
import { openApprovals, type Approval, type Complaint } from '../../src/domain/complaint';
import type { Act } from '../../src/domain/decide-act';
import type { DomainEvent } from '../../src/domain/events';
import { gatesOf, requiredSteps } from '../../src/domain/gates';
import { personOf, type Org } from '../../src/domain/org';
import { rules } from './builders';

/** One act that was not refused. `maker` submitted the plan there is after it. */
export interface Move {
  readonly act: Act;
  readonly by: string;
  readonly before: Complaint;
  readonly events: readonly DomainEvent[];
  readonly after: Complaint;
  readonly maker: string;
  readonly org: Org;
}

/** 审批不变式: what every move has to keep, said anew from section 3 and 6.4. */
const INVARIANTS: Readonly<Record<string, (move: Move) => boolean>> = {
  'cleared and carried out only with every gate signed, on the very plan and under the very gates': ({
    before,
    after,
    events,
  }) => {
    const isCarriedOut = events.some(({ type }) => type === 'executed');
    const isCleared = events.some(({ type }) => type === 'cleared');
    return (!isCarriedOut || isFullySigned(before)) && (!isCleared || isFullySigned(after));
  },
  'execution begins only by being cleared, and ends only by being carried out or planned anew': ({
    before,
    after,
    events,
  }) => {
    const names = events.map(({ type }) => type);
    if (after.state === before.state) return true;
    if (after.state === 'EXECUTING') return names.includes('cleared');
    if (after.state === 'FOLLOW_UP') return before.state === 'EXECUTING' && names.includes('executed');
    return true;
  },
  'nobody signs one plan at two gates, in their own name or by grant': ({ after: { approvals } }) =>
    approvals.every((one, i) =>
      approvals
        .slice(i + 1)
        .every((other) => !isSamePlan(one, other) || !share(signersOf(one), signersOf(other))),
    ),
  'nobody signs what they made or handle, by no chain of grants': ({ before, after, maker }) => {
    const { invest, solve, followUp } = before.team;
    return fresh(before, after).every(
      (approval) => !share(signersOf(approval), [invest, solve, followUp, maker]),
    );
  },
  'who signs holds the office, or the end of a chain of grants that begins with who does': ({
    before,
    after,
    org,
  }) =>
    fresh(before, after).every(
      (approval) => approval.decided?.result === 'returned' || isAuthorised(approval, after, org),
    ),
  'what was decided never changes': ({ before, after }) =>
    before.approvals.every((was) => {
      const is = after.approvals.find(({ no }) => no === was.no);
      return is !== undefined && (!was.decided || JSON.stringify(is) === JSON.stringify(was));
    }),
  'a stale fingerprint, other gates, a void or a decided signature never counts': ({ act, before }) => {
    if (act.type !== 'decide') return true;
    const asked = before.approvals.find(({ no }) => no === act.no);
    if (!asked || asked.decided || asked.voidedAt) return false;
    return (
      asked.hash === act.hash && act.hash === before.plan?.hash && asked.required.join() === gatesNow(before)
    );
  },
  'one signature is given at a time, by who gives it, and by no other act': ({ act, by, before, after }) => {
    const given = fresh(before, after);
    return act.type === 'decide' ? given.length === 1 && given[0]?.decided?.by === by : given.length === 0;
  },
  'one signature on a plan is waited for while it is to be approved, none before, at most one after': ({
    after,
  }) => {
    const open = openApprovals(after).length;
    if (after.state === 'AWAITING_APPROVAL') return open === 1;
    return after.state === 'EXECUTING' ? open <= 1 : open === 0;
  },
  'somebody may give what is waited for': ({ after, org }) =>
    openApprovals(after).every((approval) => approversOf(approval, after, org).length > 0),
  'what is waited for is the plan there is, under the gates it has': ({ after }) =>
    openApprovals(after).every(
      ({ hash, required }) => hash === after.plan?.hash && required.join() === gatesNow(after),
    ),
};

/** Name of the first that does not hold. */
export function brokenBy(move: Move): string | undefined {
  return Object.entries(INVARIANTS).find(([, holds]) => !holds(move))?.[0];
}

function gatesNow(complaint: Complaint): string {
  const { plan } = complaint;
  return plan ? gatesOf(requiredSteps(complaint, plan, rules, [])).join() : '';
}

function isFullySigned(complaint: Complaint): boolean {
  const { plan, approvals } = complaint;
  const required = gatesNow(complaint);
  const signed = approvals
    .filter(({ hash, decided }) => hash === plan?.hash && decided?.result === 'approved')
    .filter((approval) => approval.required.join() === required)
    .flatMap(({ gates }) => gates);
  return required !== '' && [...signed].sort().join() === required.split(',').sort().join();
}

function isSamePlan(one: Approval, other: Approval): boolean {
  return one.hash === other.hash && one.required.join() === other.required.join();
}

/** By office alone; or each grant of the chain hands on what the one before it gave, G1 never, and G0 only to a lead (R33, R38). */
function isAuthorised(
  { role, gates, decided }: Approval,
  { plan, classification }: Complaint,
  org: Org,
): boolean {
  const { by = '', grants = [], onBehalfOf = [] } = decided ?? {};
  const holders = [...onBehalfOf, by];
  if (!personOf(org, holders[0] ?? '')?.roles.includes(role) || grants.length !== onBehalfOf.length)
    return false;
  return grants.every((id, i) => {
    const grant = org.grants.find((each) => each.id === id);
    if (!grant || grant.from !== holders[i] || grant.to !== holders[i + 1]) return false;
    if (!gates.every((gate) => grant.gates.includes(gate)) || gates.includes('G1')) return false;
    const isDaily = classification?.level === 'general' && plan?.proposedFen === 0;
    return !gates.includes('G0') || (isDaily && personOf(org, grant.to)?.roles.includes('LEAD') === true);
  });
}

/** Who approved, and for whom; nobody of what was not approved. */
function signersOf({ decided }: Approval): readonly string[] {
  return decided ? [decided.by, ...(decided.onBehalfOf ?? [])] : [];
}

function share(some: readonly string[], others: readonly (string | undefined)[]): boolean {
  return some.some((each) => others.includes(each));
}

/** Decided by this move. */
function fresh(before: Complaint, after: Complaint): readonly Approval[] {
  return after.approvals.filter(
    ({ no, decided }) => decided && !before.approvals.find((each) => each.no === no)?.decided,
  );
}
