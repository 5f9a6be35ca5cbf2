import { shanghaiDate } from './calendar';
import type { Level } from './classification';
import type { Gate } from './records';

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
  /** 代班人: takes this person's place while away (section 7). */
  readonly deputy?: string;
  /** 休假, by date, both days included; and the weekdays on duty, 1 Monday to 7 Sunday, when not all of them. */
  readonly leave?: readonly { readonly from: string; readonly to: string }[];
  readonly dutyDays?: readonly number[];
  /** Set by `asOf`: on leave today; or not on the roster today. */
  readonly isAway?: true;
  readonly isOffDuty?: true;
}

/**
 * 授权书 (R38): one person hands a right to sign on to another, for a time and within limits. It gives no more than
 * its giver has: who that is, and whether through another grant, is found when somebody signs (authority.ts).
 */
export interface Grant {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly gates: readonly Gate[];
  /** First and last day, YYYY-MM-DD in Shanghai. */
  readonly validFrom: string;
  readonly validTo: string;
  readonly levels: readonly Level[];
  /** Amount up to which it holds, fen. */
  readonly maxFen: number;
}

/** 业务小组 (R9): each business code (投诉业务类别) belongs to exactly one group. */
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly businessCodes: readonly string[];
}

/** 部门 (R1): one of them leads complaint handling (牵头部门). Interface person and deputy by userid (R2). */
export interface Department {
  readonly id: string;
  readonly name: string;
  readonly isLead?: true;
  readonly head?: string;
  readonly interfacePerson?: string;
  readonly interfaceDeputy?: string;
  /** 不在投诉处理范围内: nobody asks it for anything, so it needs no interface person. */
  readonly isOutOfScope?: true;
}

/** 本行 as its documents name it (R25, L2). */
export interface Bank {
  readonly name: string;
  /** 上级机构: whom a complainant asks for verification (核查, L5). */
  readonly superior: string;
  /** 投诉电话, and where letters and visitors go; printed when given. */
  readonly phone?: string;
  readonly address?: string;
}

/** 组织: departments, groups and people, checked when loaded (config/org.ts). */
export interface Org {
  readonly bank: Bank;
  readonly departments: readonly Department[];
  readonly groups: readonly Group[];
  /** Keyed by lower-case userid: WeCom compares userids without case. */
  readonly people: ReadonlyMap<string, Person>;
  readonly grants: readonly Grant[];
  /** Set by `asOf`: the moment it is of. */
  readonly at?: Date;
}

/** 当时组织: grants in force, people on leave and off the roster at a moment, and the moment itself. Everything that decides is handed this one. */
export function asOf(org: Org, at: Date): Org {
  const today = shanghaiDate(at);
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay() || 7;
  const dated = (person: Person): Person => ({
    ...person,
    ...(person.leave?.some(({ from, to }) => from <= today && today <= to) && { isAway: true as const }),
    ...(person.dutyDays && !person.dutyDays.includes(weekday) && { isOffDuty: true as const }),
  });
  return {
    ...org,
    at,
    people: new Map([...org.people].map(([userId, person]) => [userId, dated(person)])),
    grants: org.grants.filter(({ validFrom, validTo }) => validFrom <= today && today <= validTo),
  };
}

/** The same for any moment; one day's people and grants are kept, for they are asked for with every message. */
export function datedOrg(org: Org): (at: Date) => Org {
  let last: { readonly day: string; readonly org: Org } | undefined;
  return (at) => {
    const day = shanghaiDate(at);
    if (last?.day !== day) last = { day, org: asOf(org, at) };
    return { ...last.org, at };
  };
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
