import { LADDER } from './authority';
import { isEnded, openApprovals, ownerOf, type ApproverRole, type Complaint } from './complaint';
import { isTaskOpen, POST_OF } from './notices';
import type { TaskKind } from './notice';
import { ROLES, type Org, type Person, type Role } from './org';
import { openTasks } from './tasks';

/**
 * 等谁: by what a case that waits is found by those it waits for. A key names a person or a role, a lead's with the group.
 * It says more than `todosOf`, never less: who is away, whose leave is over and who signed before is asked of the case itself.
 */
export function waitsFor(complaint: Complaint): readonly string[] {
  if (isEnded(complaint)) return [];
  const tasks = (Object.keys(POST_OF) as TaskKind[])
    .filter((kind) => isTaskOpen(kind, complaint))
    .flatMap((kind) => takerOf(kind, complaint));
  const signatures = openApprovals(complaint).flatMap(({ role, passedTo, subject }) => {
    // Who may decide a disclosure changes with who is there.
    const roles = subject === 'disclose' ? LADDER : [role, ...(passedTo === undefined ? [] : [passedTo])];
    return roles.map((each) => signerKey(each, complaint));
  });
  const asked = openTasks(complaint).map(({ assignee }) => userKey(assignee));
  return [...new Set([...tasks, ...signatures, ...asked])];
}

/** Under which keys a person finds what waits for them; who signs for others under theirs as well. */
export function waitKeysOf({ userId, roles, group }: Person, org: Org): readonly string[] {
  const keys = [userKey(userId), ...roles.flatMap((role) => roleKeys(role, group))];
  const isTrusted = org.grants.some(({ to }) => to === userId);
  const granted = isTrusted
    ? ROLES.flatMap((role) => [...roleKeys(role, undefined), ...org.groups.flatMap(({ id }) => leadKey(id))])
    : [];
  return [...new Set([...keys, ...granted])];
}

function takerOf(kind: TaskKind, complaint: Complaint): readonly string[] {
  const post = POST_OF[kind];
  if (post === undefined) return [leadKey(complaint.groupId)];
  const userId = post === 'owner' ? ownerOf(complaint) : complaint.team[post];
  return userId === undefined ? [] : [userKey(userId)];
}

function signerKey(role: ApproverRole, { groupId }: Complaint): string {
  return role === 'LEAD' ? leadKey(groupId) : roleKey(role);
}

/** A case without a group waits for every lead. */
function roleKeys(role: Role, group: string | undefined): readonly string[] {
  if (role !== 'LEAD') return [roleKey(role)];
  return [leadKey(undefined), ...(group === undefined ? [] : [leadKey(group)])];
}

function userKey(userId: string): string {
  return `user:${userId}`;
}
function roleKey(role: Role): string {
  return `role:${role}`;
}
function leadKey(group: string | undefined): string {
  return `lead:${group ?? ''}`;
}
