/** Posts of requirements.md section 3 (岗位). One person may hold several. */
export const ROLES = [
  'INTAKE',
  'INVEST',
  'SENIOR',
  'SOLVE',
  'FOLLOW',
  'LEAD',
  'HEAD',
  'EXEC',
  'FIN',
  'TECH',
  'SALES',
  'IFP',
  'DHEAD',
  'HR',
  'AUDIT',
  'DPO',
  'SYSADM',
  'SECADM',
  'LOGADM',
  'STAFF',
  'REVIEWER',
] as const;
export type Role = (typeof ROLES)[number];

/** 人员: a member of the bank as the org file names them. `userId` is the WeCom userid in lower case. */
export interface Person {
  readonly userId: string;
  readonly name: string;
  readonly position: string;
  readonly department: string;
  readonly roles: readonly Role[];
  /** Business group (业务小组) this person works in, by id. */
  readonly group?: string;
}

/** 业务小组 (R9): each business code (投诉业务类别) belongs to exactly one group. */
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly businessCodes: readonly string[];
}

export interface Department {
  readonly id: string;
  readonly name: string;
}

/** 组织: departments, groups and people, checked when loaded (config/org.ts). */
export interface Org {
  readonly departments: readonly Department[];
  readonly groups: readonly Group[];
  /** Keyed by lower-case userid: WeCom compares userids without case. */
  readonly people: ReadonlyMap<string, Person>;
}

/** The person with this userid, compared without case. */
export function personOf(org: Org, userId: string): Person | undefined {
  return org.people.get(userId.toLowerCase());
}

/** Everybody who holds a post, in the order of the org file. */
export function peopleWith(org: Org, role: Role): readonly Person[] {
  return [...org.people.values()].filter((person) => person.roles.includes(role));
}

/** 业务小组 that handles a business code (R9). */
export function groupFor(org: Org, businessCode: string): Group | undefined {
  return org.groups.find((group) => group.businessCodes.includes(businessCode));
}

/** 小组主管 of a group; every LEAD while the case has no group yet. */
export function leadsOf(org: Org, groupId: string | undefined): readonly Person[] {
  const leads = peopleWith(org, 'LEAD');
  return groupId === undefined ? leads : leads.filter((lead) => lead.group === groupId);
}
