import { z } from 'zod';
import { BUSINESS, LEVEL, type Level } from '../src/domain/classification';
import { ROLES, type Department, type Org, type Role } from '../src/domain/org';
import type { Gate } from '../src/domain/records';
import { parseSettings, readSettings } from './yaml-file';

/** 组织文件: departments, business groups and people with their posts (R1, R9, R10). */

const id = z.string().min(1);
const userid = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z_\-@.]{0,63}$/, '企业微信账号');
const date = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, '日期要写成 2026-03-02');
const period = z.strictObject({ from: date, to: date });
const file = z
  .strictObject({
    bank: z.strictObject({ name: id, superior: id, phone: id.optional(), address: id.optional() }),
    departments: z
      .array(
        z.strictObject({
          id,
          name: id,
          lead: z.boolean().optional(),
          head: userid.optional(),
          interfacePerson: userid.optional(),
          interfaceDeputy: userid.optional(),
          inScope: z.boolean().optional(),
        }),
      )
      .min(1),
    groups: z.array(
      z.strictObject({
        id,
        name: id,
        business: z.array(z.enum(Object.keys(BUSINESS) as [string, ...string[]])),
      }),
    ),
    people: z.array(
      z.strictObject({
        userid,
        name: id,
        position: id,
        department: id,
        roles: z.array(z.enum(ROLES)).min(1),
        group: id.optional(),
        deputy: userid.optional(),
        leave: z.array(period).optional(),
        dutyDays: z.array(z.int().min(1).max(7)).min(1).optional(),
      }),
    ),
    grants: z
      .array(
        z.strictObject({
          id,
          from: userid,
          to: userid,
          gates: z.array(z.enum(['G0', 'G2', 'G3', 'G4', 'G5'])).min(1),
          validFrom: date,
          validTo: date,
          levels: z.array(z.enum(Object.keys(LEVEL) as [Level, ...Level[]])).min(1),
          maxYuan: z.number().min(0),
          reason: id,
        }),
      )
      .default([]),
  })
  .superRefine((org, context) => {
    const fault = (message: string, ...path: (string | number)[]) =>
      context.addIssue({ code: 'custom', message, path });
    checkIds(org, fault);
    checkPeople(org, fault);
    checkGroups(org, fault);
    checkPosts(org, fault);
    checkDepartments(org, fault);
    checkGrants(org, fault);
  });

interface DepartmentRow {
  readonly id: string;
  readonly lead?: boolean | undefined;
  readonly head?: string | undefined;
  readonly interfacePerson?: string | undefined;
  readonly interfaceDeputy?: string | undefined;
  readonly inScope?: boolean | undefined;
}
interface GrantRow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly gates: readonly Gate[];
  readonly validFrom: string;
  readonly validTo: string;
  readonly levels: readonly Level[];
  readonly maxYuan: number;
}
type OrgFile = {
  readonly departments: readonly DepartmentRow[];
  readonly grants: readonly GrantRow[];
  readonly groups: readonly { readonly id: string; readonly business: readonly string[] }[];
  readonly people: readonly {
    readonly userid: string;
    readonly department: string;
    readonly roles: readonly Role[];
    readonly group?: string | undefined;
    readonly deputy?: string | undefined;
  }[];
};
type Report = (message: string, ...path: (string | number)[]) => void;

function checkIds(org: OrgFile, fault: Report): void {
  for (const list of ['departments', 'groups'] as const) {
    org[list].forEach(({ id }, i) => {
      const first = org[list].findIndex((each) => each.id === id);
      if (first < i) fault(`编号重复：${id}`, list, i, 'id');
    });
  }
}

function checkPeople(org: OrgFile, fault: Report): void {
  const seen = new Set<string>();
  org.people.forEach((person, i) => {
    const userId = person.userid.toLowerCase();
    if (seen.has(userId))
      fault(`账号重复：${person.userid}（企业微信账号不分大小写）`, 'people', i, 'userid');
    seen.add(userId);
    if (!org.departments.some(({ id }) => id === person.department)) {
      fault(`没有这个部门：${person.department}`, 'people', i, 'department');
    }
    if (person.group !== undefined && !org.groups.some(({ id }) => id === person.group)) {
      fault(`没有这个业务小组：${person.group}`, 'people', i, 'group');
    }
  });
}

/** R9: every business code belongs to exactly one group, and every group has a lead. */
function checkGroups(org: OrgFile, fault: Report): void {
  for (const code of Object.keys(BUSINESS)) {
    const owners = org.groups.filter(({ business }) => business.includes(code));
    if (owners.length !== 1)
      fault(`业务类别 ${code} 要恰好归一个小组，现在归 ${owners.length} 个（R9）`, 'groups');
  }
  org.groups.forEach((group, i) => {
    const led = org.people.some((person) => person.roles.includes('LEAD') && person.group === group.id);
    if (!led) fault(`小组 ${group.id} 没有小组主管（LEAD）`, 'groups', i);
  });
}

/** R1, R2: exactly one department leads; its head, interface persons and everybody's deputy are people of the file. */
function checkDepartments({ departments, people }: OrgFile, fault: Report): void {
  const leading = departments.filter(({ lead }) => lead);
  if (leading.length !== 1) fault(`牵头部门要恰好一个，现在有 ${leading.length} 个（R1）`, 'departments');
  const isKnown = (userId: string) => people.some((person) => sameUser(person.userid, userId));
  departments.forEach((department, i) => {
    for (const post of ['head', 'interfacePerson', 'interfaceDeputy'] as const) {
      const userId = department[post];
      if (userId !== undefined && !isKnown(userId)) fault(`没有这个人：${userId}`, 'departments', i, post);
    }
  });
  people.forEach(({ userid, deputy }, i) => {
    if (deputy === undefined) return;
    if (!isKnown(deputy)) fault(`没有这个人：${deputy}`, 'people', i, 'deputy');
    if (sameUser(userid, deputy)) fault('代班人不能是本人', 'people', i, 'deputy');
    else if (comesBackTo(userid, people))
      fault(`代班人绕成了圈：${deputy} 又由 ${userid} 代班`, 'people', i, 'deputy');
  });
}

/** Whether the deputies of a person, one after another, come back to that person. */
function comesBackTo(userId: string, people: OrgFile['people']): boolean {
  const seen = new Set<string>();
  const next = (from: string) => people.find(({ userid }) => sameUser(userid, from))?.deputy?.toLowerCase();
  let deputy = next(userId);
  while (deputy !== undefined && !seen.has(deputy)) {
    if (sameUser(deputy, userId)) return true;
    seen.add(deputy);
    deputy = next(deputy);
  }
  return false;
}

/** R38: a grant is between two people of the file, and ends after it begins. What the giver has is found when somebody signs. */
function checkGrants({ grants, people }: OrgFile, fault: Report): void {
  grants.forEach((grant, i) => {
    if (grants.findIndex(({ id }) => id === grant.id) < i) fault(`编号重复：${grant.id}`, 'grants', i, 'id');
    for (const side of ['from', 'to'] as const) {
      if (!people.some(({ userid }) => sameUser(userid, grant[side])))
        fault(`没有这个人：${grant[side]}`, 'grants', i, side);
    }
    if (sameUser(grant.from, grant.to)) fault('不能授权给本人', 'grants', i, 'to');
    if (grant.validTo < grant.validFrom) fault('到期日早于生效日', 'grants', i, 'validTo');
  });
}

function sameUser(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

const NEEDED: readonly Role[] = ['INTAKE', 'INVEST', 'SOLVE', 'FOLLOW', 'LEAD', 'HEAD', 'EXEC', 'FIN'];

function checkPosts(org: OrgFile, fault: Report): void {
  for (const role of NEEDED) {
    if (!org.people.some(({ roles }) => roles.includes(role))) fault(`缺少岗位 ${role}`, 'people');
  }
}

/** 读取组织文件. Throws Fault `org_invalid` naming every mistake at once. */
export function loadOrg(path: string): Org {
  return parseOrg(readSettings(path, 'org_invalid'), path);
}

export function parseOrg(text: string, name: string): Org {
  const org = parseSettings(text, file, `组织文件 ${name}`, 'org_invalid');
  const { phone, address, ...named } = org.bank;
  return {
    bank: { ...named, ...(phone !== undefined && { phone }), ...(address !== undefined && { address }) },
    departments: org.departments.map(departmentOf),
    groups: org.groups.map(({ id, name, business }) => ({ id, name, businessCodes: business })),
    people: new Map(
      org.people.map(({ userid, group, deputy, leave, dutyDays, ...person }) => {
        const userId = userid.toLowerCase();
        return [
          userId,
          {
            userId,
            ...person,
            ...(group !== undefined && { group }),
            ...(deputy !== undefined && { deputy: deputy.toLowerCase() }),
            ...(leave && { leave }),
            ...(dutyDays && { dutyDays }),
          },
        ];
      }),
    ),
    grants: org.grants.map(({ from, to, maxYuan, reason: _reason, ...grant }) => ({
      ...grant,
      from: from.toLowerCase(),
      to: to.toLowerCase(),
      maxFen: Math.round(maxYuan * 100),
    })),
  };
}

function departmentOf({
  id,
  lead,
  inScope,
  ...posts
}: DepartmentRow & { readonly name: string }): Department {
  const { name, ...people } = posts;
  const known = Object.entries(people).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    id,
    name,
    ...(lead && { isLead: true as const }),
    ...(inScope === false && { isOutOfScope: true as const }),
    ...Object.fromEntries(known.map(([post, userId]) => [post, userId.toLowerCase()])),
  };
}
