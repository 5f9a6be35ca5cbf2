import { openApproval, type Complaint } from './complaint';
import { approversOf } from './gates';
import type { TaskKind } from './notices';
import { leadsOf, type Org, type Person } from './org';

/** 待办: what a case waits for from this person; undefined when it waits for somebody else. */
export function todoOf(person: Person, complaint: Complaint, org: Org): TaskKind | 'approve' | undefined {
  const { team, state } = complaint;
  const is = (userId: string | undefined) => userId === person.userId;
  const approval = openApproval(complaint);
  if (approval) {
    return approversOf(approval, complaint, org).some(({ userId }) => is(userId)) ? 'approve' : undefined;
  }
  switch (state) {
    case 'RECEIVED':
      return is(team.intake) ? 'classify' : undefined;
    case 'CLASSIFIED':
      return leadsOf(org, complaint.groupId).some(({ userId }) => is(userId)) ? 'assign' : undefined;
    case 'INVESTIGATING':
      return is(team.invest) ? 'find' : undefined;
    case 'PLANNING':
      return is(team.solve) ? 'plan' : undefined;
    case 'EXECUTING':
      return is(team.solve) ? 'execute' : undefined;
    case 'FOLLOW_UP':
      return is(team.followUp) ? 'follow_up' : undefined;
    case 'AWAITING_APPROVAL':
    case 'CLOSED':
      return undefined;
  }
}
