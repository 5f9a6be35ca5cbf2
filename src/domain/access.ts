import { isOfACase, PARTS, POLICY, type Cell, type Data, type Field } from './access-table';
import type { Right, Scope } from './access-table';
import type { Complaint, Team } from './complaint';
import { authoritiesFor } from './authority';
import { isInForce, type Disclosure } from './disclosure';
import { hasSigned, holdsHandlingPost, isBarred } from './gates';
import type { Org, Person, Role } from './org';
import { PARTY_FIELDS, type DisclosureKind } from './vocabulary';

/** What each right lets one do: who writes or approves also reads, and who reads may read masked. */
const INCLUDES: Readonly<Record<Right, readonly Right[]>> = {
  W: ['W', 'R', 'M', 'G'],
  A: ['A', 'R', 'M', 'G'],
  R: ['R', 'M', 'G'],
  M: ['M', 'G'],
  G: ['G'],
};

/** The post on the case team by which a role has a case of its own. */
export const OWN_POST: Readonly<Partial<Record<Role, keyof Team>>> = {
  INTAKE: 'intake',
  INVEST: 'invest',
  SENIOR: 'invest',
  SOLVE: 'solve',
  FOLLOW: 'followUp',
};

/**
 * 回避 (standing rules of section 3): a role that ends on a case its holder handles. `handling`: who investigates, solves
 * or follows up neither leads nor signs it. `involved`: who did anything on it neither audits nor verifies it.
 */
const ENDED_BY: Readonly<Partial<Record<Role, 'handling' | 'involved'>>> = {
  LEAD: 'handling',
  HEAD: 'handling',
  EXEC: 'handling',
  FIN: 'handling',
  AUDIT: 'involved',
  REVIEWER: 'involved',
};

type Reaches = (complaint: Complaint, person: Person, role: Role, org: Org) => boolean;

/** 范围 (6.6): whether a case lies within a scope. src/store/case-filter.ts says the same to the database. */
export const REACHES: Readonly<Record<Scope, Reaches>> = {
  own: ({ team }, { userId }, role) => {
    const post = OWN_POST[role];
    return post !== undefined && team[post] === userId;
  },
  // A case without a group yet is every lead's.
  group: ({ groupId }, { group }) => groupId === undefined || groupId === group,
  // Was or is: a signature once asked for stays theirs to look up.
  gate: ({ approvals }, _person, role) =>
    approvals.some((approval) => approval.role === role || approval.passedTo === role),
  // By a written grant, only what it lets one sign, or let one sign (R38).
  granted: (complaint, { userId }, _role, org) =>
    complaint.approvals.some(
      (approval) =>
        // Leave to look is decided without looking.
        approval.subject !== 'disclose' &&
        (approval.decided?.by === userId ||
          authoritiesFor(approval, complaint, org).some(
            ({ person, grants }) => person.userId === userId && grants.length > 0,
          )),
    ),
  task: (complaint, { userId }) => hasTask(complaint, userId),
  review: ({ state }) => state === 'VERIFYING',
  // 个人信息事件 (R51): no incident is on record anywhere yet, so no case lies in one.
  incident: () => false,
  all: () => true,
};

/** 协办任务: whether a question of the case that waits for an answer is this person's. */
function hasTask({ tasks }: Complaint, userId: string): boolean {
  return tasks.some(
    ({ assignee, answered, returned }) =>
      assignee === userId && answered === undefined && returned === undefined,
  );
}

/** 经手: whether the person holds a post of the case or has acted on it, as far as the case itself remembers. */
function isInvolved(complaint: Complaint, userId: string): boolean {
  const { team, formerHandlers, contacts, execution, attempts } = complaint;
  const acted = [...contacts, ...attempts, ...(execution ? [execution] : [])];
  return (
    Object.values(team).includes(userId) ||
    formerHandlers.includes(userId) ||
    acted.some(({ by }) => by === userId) ||
    hasSigned(complaint, userId)
  );
}

/** 不得查阅: has an interest in the case, or a post that ends on it; no leave lets such a person in (G6, section 3). */
export function isShutOut(person: Person, complaint: Complaint): boolean {
  return isBarred(complaint, person.userId) || person.roles.some((role) => isEnded(role, complaint, person));
}

function isEnded(role: Role, complaint: Complaint, { userId }: Person): boolean {
  const by = ENDED_BY[role];
  if (by === undefined) return false;
  if (isBarred(complaint, userId)) return true;
  return by === 'handling' ? holdsHandlingPost(complaint, userId) : isInvolved(complaint, userId);
}

/**
 * 权限 (6.6, R32): whether the person has a right to a kind of data, on this case; by any of the roles that count on it.
 * Without `field` the whole is asked for, which a cell of some fields alone never gives. `complaint` is undefined only
 * for what belongs to no case. Leave that was given (G6) counts when `org` is of a moment, while it is in force.
 */
export function may(
  person: Person,
  right: Right,
  data: Data,
  complaint: Complaint | undefined,
  org: Org,
  field?: Field,
): boolean {
  return cellsOf(person, data, complaint, org).some(
    (cell) => INCLUDES[cell.right].includes(right) && covers(cell, field),
  );
}

/** 受托人: reads as the executive does who is asked for a signature, and by nothing but that (R38, gate R of 6.6). */
const BY_GRANT: Role = 'EXEC';

function isGranted({ userId }: Person, { grants }: Org): boolean {
  return grants.some(({ to }) => to === userId);
}

/** What gives a right: a cell of the table, or leave to read some fields. */
type Held = Cell & { readonly fields?: readonly Field[] };

function cellsOf(person: Person, data: Data, complaint: Complaint | undefined, org: Org): readonly Held[] {
  const held = [
    ...cellsByRole(person, data, complaint, org),
    ...cellsByGrant(person, data, complaint, org),
    ...cellsAcross(person, data, complaint, org),
  ];
  return [...held, ...unmasked(held, person, data, complaint, org)];
}

/** 披露 of one kind that counts for the person now (G6, R32). */
export function disclosuresFor(
  person: Person,
  what: DisclosureKind,
  complaint: Complaint,
  { at }: Org,
): readonly Disclosure[] {
  if (!at) return [];
  return complaint.disclosures.filter((leave) => leave.what === what && isInForce(leave, person, at));
}

/** 跨组查阅: reads the case as a lead of its group does, and writes nothing. */
function cellsAcross(
  person: Person,
  data: Data,
  complaint: Complaint | undefined,
  org: Org,
): readonly Held[] {
  const cell = POLICY[data].LEAD;
  if (!complaint || !cell || !isOfACase(data) || isShutOut(person, complaint)) return [];
  const counts = disclosuresFor(person, 'crossGroup', complaint, org).length > 0;
  return counts ? [{ scope: 'granted', right: cell.right === 'M' ? 'M' : 'R' }] : [];
}

/** 看原文: what the person may still read masked, of the fields they were given. */
function unmasked(
  held: readonly Held[],
  person: Person,
  data: Data,
  complaint: Complaint | undefined,
  org: Org,
): readonly Held[] {
  if (!complaint || data !== 'complainant') return [];
  return disclosuresFor(person, 'unmask', complaint, org).map(({ fields }) => ({
    scope: 'granted',
    right: 'R',
    fields: fields.filter((field) => held.some((cell) => covers(cell, field))),
  }));
}

function cellsByGrant(
  person: Person,
  data: Data,
  complaint: Complaint | undefined,
  org: Org,
): readonly Cell[] {
  const cell = POLICY[data][BY_GRANT];
  if (!cell || !complaint || !isOfACase(data) || !isGranted(person, org)) return [];
  const counts = !isEnded(BY_GRANT, complaint, person) && REACHES.granted(complaint, person, BY_GRANT, org);
  return counts ? [cell] : [];
}

function cellsByRole(
  person: Person,
  data: Data,
  complaint: Complaint | undefined,
  org: Org,
): readonly Cell[] {
  return person.roles.flatMap((role) => {
    const cell = POLICY[data][role];
    if (!cell) return [];
    if (!complaint) return isOfACase(data) || cell.scope !== 'all' ? [] : [cell];
    const counts = !isEnded(role, complaint, person) && REACHES[cell.scope](complaint, person, role, org);
    return counts ? [cell] : [];
  });
}

function covers({ part, fields = part && PARTS[part] }: Held, field: Field | undefined): boolean {
  if (fields === undefined) return true;
  return field !== undefined && fields.includes(field);
}

/** 可见范围 (6.6, row "Case list"): who may look at a case. Denied and missing read the same to the person. */
export function maySee(person: Person, complaint: Complaint, org: Org): boolean {
  return may(person, 'R', 'cases', complaint, org);
}

/** 不止看协办: sees the case itself, and not alone a question that was put to them about it (R3). */
export function seesWhole(person: Person, complaint: Complaint, org: Org): boolean {
  return cellsOf(person, 'cases', complaint, org).some(({ scope }) => scope !== 'task');
}

/** How much of something a person has, from least to most. */
const LEVELS = [
  ['A', 'approve'],
  ['W', 'write'],
  ['R', 'read'],
  ['M', 'masked'],
  ['G', 'grouped'],
] as const satisfies readonly (readonly [Right, string])[];
export type AccessLevel = (typeof LEVELS)[number][1] | 'none';

/** 视图: what of a case one person has before them; `fields` tells of the vault, and of files, one by one. */
export type View = Readonly<Record<Data, AccessLevel>> & {
  readonly fields: Readonly<Record<Field, AccessLevel>>;
};

export function viewOf(person: Person, complaint: Complaint, org: Org): View {
  const level = (data: Data, field?: Field): AccessLevel =>
    LEVELS.find(([right]) => may(person, right, data, complaint, org, field))?.[1] ?? 'none';
  const fields = Object.fromEntries(PARTY_FIELDS.map((field) => [field, level('complainant', field)]));
  return {
    ...(Object.fromEntries(Object.keys(POLICY).map((data) => [data, level(data as Data)])) as Record<
      Data,
      AccessLevel
    >),
    fields: { ...(fields as Record<Field, AccessLevel>), files: level('evidence', 'files') },
  };
}

/** Whether what is at this level is read as it stands. */
export function isReadable(level: AccessLevel): boolean {
  return level === 'read' || level === 'write' || level === 'approve';
}

/** One way a person comes to list a case: by a role, within a scope, unless the role ends on the case. */
export interface ListScope {
  readonly role: Role;
  readonly scope: Scope;
  readonly endedBy?: 'handling' | 'involved';
}

/**
 * 可列范围: all the ways a person lists cases, none for nothing; said of the person alone, so that a store can query by it.
 * A case read by leave (G6) is looked up by its number and listed nowhere.
 */
export function scopeOf(person: Person, org: Org): readonly ListScope[] {
  const byRole = person.roles.flatMap((role) => {
    const scope = POLICY.cases[role]?.scope;
    return scope === undefined ? [] : [listScope(role, scope)];
  });
  return isGranted(person, org) ? [...byRole, listScope(BY_GRANT, 'granted')] : byRole;
}

function listScope(role: Role, scope: Scope): ListScope {
  const endedBy = ENDED_BY[role];
  return { role, scope, ...(endedBy !== undefined && { endedBy }) };
}
