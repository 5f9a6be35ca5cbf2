import { raise, type Alert, type AlertRules } from './alert';
import { ownerOf, type Complaint } from './complaint';
import { ANY_HOUR } from './escalation';
import type { DomainEvent } from './events';
import type { CaseNotice } from './notice';
import { leadsOf, personOf, type Org } from './org';
import { aboveOf, type Addressee } from './stand-in';
import type { UrgentNotice } from './urgent-notice';

/** Whether silence is not enough: emergency, major, and the reminders that the table makes calls (R63, section 7). */
export function asksAnswer(notice: CaseNotice): notice is UrgentNotice {
  return (
    notice.kind === 'major' || notice.kind === 'emergency' || (notice.kind === 'reminder' && notice.urgent)
  );
}

/** 紧急事件: what may begin an alert is told before all that does not. */
export function isUrgentEvent(event: DomainEvent): boolean {
  switch (event.type) {
    case 'emergency_acted':
      return true;
    case 'classified':
      return event.classification.level === 'major';
    case 'releveled':
      return event.to === 'major';
    case 'escalated':
      return event.urgent;
    default:
      return false;
  }
}

/** 发起紧急通知: to who is told of it, then to whoever is above, one by one. */
export function alertOn(
  about: UrgentNotice,
  id: string,
  complaint: Complaint,
  { at, org, rules }: { readonly at: Date; readonly org: Org; readonly rules: AlertRules },
): Alert {
  const first = firstOf(about, org);
  const given = {
    ...{ id, complaintId: complaint.id, about },
    anyHour: isForAnyHour(about, complaint),
    ladder: ladderFrom(first, complaint.groupId, org),
    callers: callersOf(complaint, org),
  };
  return raise(given, at, rules);
}

function firstOf(about: UrgentNotice, org: Org): Addressee {
  const { to } = about;
  if (about.kind !== 'reminder' || about.insteadOf === undefined) return { userId: to };
  const { insteadOf } = about;
  return { userId: to, insteadOf, why: personOf(org, insteadOf) ? 'on_leave' : 'left' };
}

/** Who is asked in turn: the first, then whoever is above, one by one. */
export function ladderFrom(first: Addressee, groupId: string | undefined, org: Org): readonly Addressee[] {
  const above = (userId: string, before: readonly string[]): readonly Addressee[] => {
    const next = aboveOf(userId, groupId, org);
    if (next === undefined || before.includes(next)) return [];
    return [{ userId: next }, ...above(next, [...before, next])];
  };
  return [first, ...above(first.userId, [first.userId])];
}

function isForAnyHour(about: UrgentNotice, { clocks }: Complaint): boolean {
  if (about.kind !== 'reminder') return true;
  const clock = clocks.find(({ id }) => id === about.clockId);
  return clock !== undefined && ANY_HOUR.includes(clock.kind);
}

/** 呼叫人: who knows the case best and is there. */
function callersOf(complaint: Complaint, org: Org): readonly string[] {
  const leads = leadsOf(org, complaint.groupId).map(({ userId }) => userId);
  const people = [ownerOf(complaint), complaint.team.intake, ...leads];
  const isThere = (userId: string) => personOf(org, userId)?.isAway !== true;
  return [...new Set(people.filter((userId) => userId !== undefined && isThere(userId)))] as string[];
}
