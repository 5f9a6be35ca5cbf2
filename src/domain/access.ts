import type { Complaint } from './complaint';
import { approversOf } from './authority';
import type { Org, Person } from './org';

/** 可见范围 (6.6, row "Case list"): who may look at a case. Denied and missing read the same to the person. */
export function maySee(person: Person, complaint: Complaint, org: Org): boolean {
  const { roles, userId, group } = person;
  if (Object.values(complaint.team).includes(userId)) return true;
  if (roles.includes('HEAD') || roles.includes('AUDIT')) return true;
  if (roles.includes('LEAD') && (complaint.groupId === undefined || complaint.groupId === group)) return true;
  // EXEC and FIN see a case only when one of its signatures was or is theirs to give.
  return complaint.approvals.some((approval) =>
    approversOf(approval, complaint, org).some((approver) => approver.userId === userId),
  );
}
