import { z } from 'zod';
import { BUSINESS } from '../src/domain/classification';
import { ROLES, type Org, type Role } from '../src/domain/org';
import { parseSettings, readSettings } from './yaml-file';

/** 组织文件: departments, business groups and people with their posts (R1, R9, R10). */

const id = z.string().min(1);
const file = z
  .strictObject({
    departments: z.array(z.strictObject({ id, name: id })).min(1),
    groups: z.array(
      z.strictObject({
        id,
        name: id,
        business: z.array(z.enum(Object.keys(BUSINESS) as [string, ...string[]])),
      }),
    ),
    people: z.array(
      z.strictObject({
        userid: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z_\-@.]{0,63}$/, '企业微信账号'),
        name: id,
        position: id,
        department: id,
        roles: z.array(z.enum(ROLES)).min(1),
        group: id.optional(),
      }),
    ),
  })
  .superRefine((org, context) => {
    const fault = (message: string, ...path: (string | number)[]) =>
      context.addIssue({ code: 'custom', message, path });
    checkIds(org, fault);
    checkPeople(org, fault);
    checkGroups(org, fault);
    checkPosts(org, fault);
  });

type OrgFile = {
  readonly departments: readonly { readonly id: string }[];
  readonly groups: readonly { readonly id: string; readonly business: readonly string[] }[];
  readonly people: readonly {
    readonly userid: string;
    readonly department: string;
    readonly roles: readonly Role[];
    readonly group?: string | undefined;
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
  const { departments, groups, people } = parseSettings(text, file, `组织文件 ${name}`, 'org_invalid');
  return {
    departments,
    groups: groups.map(({ id, name, business }) => ({ id, name, businessCodes: business })),
    people: new Map(
      people.map(({ userid, group, ...person }) => {
        const userId = userid.toLowerCase();
        return [userId, { userId, ...person, ...(group !== undefined && { group }) }];
      }),
    ),
  };
}
