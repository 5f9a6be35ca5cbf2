import { openApprovals, type Approval, type ApproverRole, type Complaint } from './complaint';
import { hasHandled, isBarred } from './gates';
import { leadsOf, peopleWith, personOf, type Grant, type Org, type Person } from './org';

/** What is to be signed, as far as the right to sign it goes. */
export type Signable = Pick<
  Approval,
  'gates' | 'role' | 'passedTo' | 'subject' | 'amountFen' | 'required' | 'hash' | 'no' | 'about'
>;

/** 签字权 (R33, R38): a person who may sign, and the grants the right came by, from the office down; none by office. */
export interface Authority {
  readonly person: Person;
  readonly grants: readonly Grant[];
}

/** 审批人: everybody who may sign, those by office first. Nobody signs their own matter, themselves or through a grant. */
export function authoritiesFor(signable: Signable, complaint: Complaint, org: Org): readonly Authority[] {
  const offices = holdersOf(signable, complaint, org)
    .filter(({ userId }) => isFree(userId, signable, complaint))
    .map((person): Authority => ({ person, grants: [] }));
  return handedOn(offices, signable, complaint, org);
}

/** 审批人, each once. */
export function approversOf(signable: Signable, complaint: Complaint, org: Org): readonly Person[] {
  return authoritiesFor(signable, complaint, org).map(({ person }) => person);
}

/** 待签: the open approvals that wait for this person. */
export function signaturesOf({ userId }: Person, complaint: Complaint, org: Org): readonly Approval[] {
  return openApprovals(complaint).filter((approval) =>
    approversOf(approval, complaint, org).some((person) => person.userId === userId),
  );
}

/** 无人可签: the handling waits for a signature that nobody may give. */
export function isStuck(complaint: Complaint, org: Org): boolean {
  return openApprovals(complaint).some(
    (approval) => approval.subject !== 'disclose' && approversOf(approval, complaint, org).length === 0,
  );
}

/** Those it came from, from the office down. */
export function giversOf({ grants }: Authority): readonly string[] {
  return grants.map(({ from }) => from);
}

function holdersOf(signable: Signable, complaint: Complaint, org: Org): readonly Person[] {
  return signable.subject === 'disclose'
    ? decidersOf(signable, complaint, org)
    : rolesOf(signable).flatMap((role) => officersOf(role, complaint, org));
}

function rolesOf({ role, passedTo }: Signable): readonly ApproverRole[] {
  return passedTo === undefined ? [role] : [role, passedTo];
}

function officersOf(role: ApproverRole, { groupId }: Complaint, org: Org): readonly Person[] {
  return role === 'LEAD' ? leadsOf(org, groupId) : peopleWith(org, role);
}

/**
 * 披露由谁决定 (6.4 G6, R32), from the first: the leads of the case's group; where none of them may decide (one asks, has
 * handled the case, or has to stand aside) or all are on leave, the head; then the personal-data officer. Whoever was
 * asked stays entitled when an earlier one comes back. No written grant reaches G6 (config/org.ts).
 */
export const LADDER = ['LEAD', 'HEAD', 'DPO'] as const satisfies readonly ApproverRole[];

function decidersOf(signable: Signable, complaint: Complaint, org: Org): readonly Person[] {
  const asked = LADDER.findIndex((role) => role === signable.role);
  const now = LADDER.indexOf(rungFor(signable, complaint, org));
  return LADDER.slice(0, Math.max(asked, now) + 1).flatMap((role) => officersOf(role, complaint, org));
}

function rungFor(signable: Signable, complaint: Complaint, org: Org): (typeof LADDER)[number] {
  const isThere = ({ userId, isAway }: Person) => !isAway && isFree(userId, signable, complaint);
  return LADDER.find((role) => officersOf(role, complaint, org).some(isThere)) ?? 'DPO';
}

/** Whom a request for a disclosure goes to, as things stand: the first of the ladder who is there and may decide. */
export function firstRung(complaint: Complaint, no: number, org: Org): ApproverRole {
  const signable: Signable = {
    ...{ gates: ['G6'], role: 'LEAD', subject: 'disclose', amountFen: 0, required: ['G6'], hash: '', no },
  };
  return rungFor(signable, complaint, org);
}

/** Breadth first, each person once: who has it nearer to the office keeps the shorter chain, and a circle ends by itself. */
function handedOn(
  offices: readonly Authority[],
  signable: Signable,
  complaint: Complaint,
  org: Org,
): readonly Authority[] {
  const found = [...offices];
  for (const giver of found) {
    for (const grant of org.grants.filter(({ from }) => from === giver.person.userId)) {
      const person = personOf(org, grant.to);
      if (!person || found.some((each) => each.person.userId === person.userId)) continue;
      if (!covers(grant, signable, complaint, person)) continue;
      if (isFree(person.userId, signable, complaint))
        found.push({ person, grants: [...giver.grants, grant] });
    }
  }
  return found;
}

/** G1 is HEAD's in person; G0 goes to a LEAD, for general cases that cost nothing (R23, R33); the rest as the grant says. */
function covers(grant: Grant, { gates, amountFen }: Signable, complaint: Complaint, to: Person): boolean {
  const level = complaint.classification?.level ?? 'general';
  if (gates.length === 0 || gates.includes('G1')) return false;
  if (!gates.every((gate) => grant.gates.includes(gate))) return false;
  if (!grant.levels.includes(level) || amountFen > grant.maxFen) return false;
  if (!gates.includes('G0')) return true;
  return to.roles.includes('LEAD') && level === 'general' && complaint.plan?.proposedFen === 0;
}

/**
 * Nobody signs who handles the case or did so before, is complained about, declared an interest, asked for it or did it,
 * or has signed this very plan at another gate (section 3, L4). It holds for every giver of a chain: a grant cannot
 * launder a right.
 */
function isFree(userId: string, signable: Signable, complaint: Complaint): boolean {
  return (
    !hasHandled(complaint, userId) &&
    !isBarred(complaint, userId) &&
    askedBy(signable, complaint) !== userId &&
    !hasSignedBeside(signable, complaint, userId)
  );
}

function askedBy({ no, subject, about }: Signable, { requests, emergencies }: Complaint): string | undefined {
  if (subject === 'backfill') return emergencies.find((emergency) => emergency.no === about)?.by;
  return requests.find((request) => request.no === no)?.by;
}

function hasSignedBeside(
  { subject, hash, required, no }: Signable,
  { approvals }: Complaint,
  userId: string,
): boolean {
  return (
    subject === 'plan' &&
    approvals.some(
      ({ decided, ...other }) =>
        other.no !== no &&
        other.hash === hash &&
        other.required.join() === required.join() &&
        decided?.result === 'approved' &&
        (decided.by === userId || decided.onBehalfOf?.includes(userId)),
    )
  );
}
