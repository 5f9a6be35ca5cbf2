import type { Department, Json, Person } from './model';
import { WeComError } from './wecom-error';
import type { ApiAnswer, ApiRequest, World } from './world';

/** 通讯录读取 (docs 90196–90208), as an app created after June 2022 sees it: no avatar, mobile or email. */

const ROOT = 1;

export function userGet({ query }: ApiRequest, { directory }: World): ApiAnswer {
  const userid = query.get('userid') ?? '';
  if (userid === '') throw new WeComError(40003, 'userid missing');
  const person = directory.find(userid);
  if (person === undefined) throw new WeComError(60111, 'userid not found');
  return { body: full(person) };
}

/** Direct members, short. */
export function userSimplelist({ query }: ApiRequest, world: World): ApiAnswer {
  const people = world.directory.membersOf(departmentId(query, 'department_id', world).id);
  return { body: { userlist: people.map(({ userid, name, department }) => ({ userid, name, department })) } };
}

/** Direct members, in full. */
export function userList({ query }: ApiRequest, world: World): ApiAnswer {
  return {
    body: { userlist: world.directory.membersOf(departmentId(query, 'department_id', world).id).map(full) },
  };
}

/** The department and all below it; everything when no id is given. */
export function departmentList(request: ApiRequest, world: World): ApiAnswer {
  const department = subtree(request, world).map(({ id, name, parentid }, index) => ({
    id,
    name,
    name_en: '',
    department_leader: [],
    parentid,
    order: 100_000 - index,
  }));
  return { body: { department } };
}

export function departmentSimplelist(request: ApiRequest, world: World): ApiAnswer {
  const department_id = subtree(request, world).map(({ id, parentid }, index) => ({
    id,
    parentid,
    order: 100_000 - index,
  }));
  return { body: { department_id } };
}

function subtree({ query }: ApiRequest, world: World): readonly Department[] {
  if (!query.get('id')) return world.directory.departments;
  return world.directory.subtree(departmentId(query, 'id', world).id);
}

function departmentId(query: URLSearchParams, field: string, { directory }: World): Department {
  const id = query.get(field) ?? String(ROOT);
  const department = /^\d+$/.test(id) ? directory.department(Number(id)) : undefined;
  if (department === undefined) throw new WeComError(60003, 'department not found');
  return department;
}

const full = ({ userid, name, department, position, direct_leader = [] }: Person): Json => ({
  userid,
  name,
  department,
  order: department.map(() => 0),
  is_leader_in_dept: department.map(() => 0),
  main_department: department[0] ?? ROOT,
  direct_leader,
  position,
  telephone: '',
  alias: '',
  extattr: { attrs: [] },
  external_profile: {},
  external_position: '',
  status: 1,
});
