import { leadsOf, peopleWith, personOf, type Org, type Person, type Role } from './org';

/** 受通知人: whom a notice goes to, in whose place, and why that one was not told. */
export interface Addressee {
  readonly userId: string;
  readonly insteadOf?: string;
  /** 休假, no longer a person of the org file, or not to be reached in WeCom. */
  readonly why?: Absence | 'unreachable';
}
export type Absence = 'on_leave' | 'left';

/**
 * 代接 (section 7): who is away is replaced by the deputy, then by a superior; of several in one post those who are there
 * suffice. Each once. Where nobody is left to take it, it goes to the person all the same.
 */
export function addresseesFor(
  userIds: readonly string[],
  groupId: string | undefined,
  org: Org,
): readonly Addressee[] {
  const present = userIds.filter((userId) => absenceOf(userId, org) === undefined);
  const told = new Map<string, Addressee>(present.map((userId) => [userId, { userId }]));
  for (const userId of userIds) {
    const why = absenceOf(userId, org);
    if (why === undefined) continue;
    const taker = deputyOf(userId, org) ?? (present.length === 0 ? aboveOf(userId, groupId, org) : undefined);
    if (taker && !told.has(taker)) told.set(taker, { userId: taker, insteadOf: userId, why });
    if (!taker && present.length === 0) told.set(userId, { userId, why });
  }
  return [...told.values()];
}

function absenceOf(userId: string, org: Org): Absence | undefined {
  const person = personOf(org, userId);
  if (!person) return 'left';
  return person.isAway ? 'on_leave' : undefined;
}

/** The deputy's deputy when the deputy is away too: the org file has no circles of them. */
function deputyOf(userId: string, org: Org): string | undefined {
  const { deputy } = personOf(org, userId) ?? {};
  if (deputy === undefined) return undefined;
  return absenceOf(deputy, org) === undefined ? deputy : deputyOf(deputy, org);
}

/** 代接 for one who is not to be reached: the deputy, else a superior. */
export function standInFor(userId: string, groupId: string | undefined, org: Org): string | undefined {
  return deputyOf(userId, org) ?? aboveOf(userId, groupId, org);
}

/** 上级: the nearest one who is there. */
export function aboveOf(userId: string, groupId: string | undefined, org: Org): string | undefined {
  for (const role of rolesAbove(personOf(org, userId))) {
    const holders = role === 'LEAD' ? leadsOf(org, groupId) : holdersOf(role, userId, org);
    const there = holders.find((person) => person.userId !== userId && !person.isAway);
    if (there) return there.userId;
  }
  return undefined;
}

const HANDLERS: readonly Role[] = ['INTAKE', 'INVEST', 'SENIOR', 'SOLVE', 'FOLLOW'];

/** The line of section 3: handlers have a lead, leads the head, everybody else the head of the own department. */
function rolesAbove(person: Person | undefined): readonly Role[] {
  const roles = person?.roles ?? HANDLERS;
  if (roles.includes('EXEC')) return [];
  if (roles.includes('HEAD')) return ['EXEC'];
  if (roles.includes('LEAD')) return ['HEAD', 'EXEC'];
  return HANDLERS.some((role) => roles.includes(role)) ? ['LEAD', 'HEAD', 'EXEC'] : ['DHEAD', 'HEAD', 'EXEC'];
}

function holdersOf(role: Role, userId: string, org: Org): readonly Person[] {
  if (role !== 'DHEAD') return peopleWith(org, role);
  const department = org.departments.find(({ id }) => id === personOf(org, userId)?.department);
  const head = department?.head === undefined ? undefined : personOf(org, department.head);
  return head ? [head] : [];
}
