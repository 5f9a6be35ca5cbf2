import type { Classification } from './classification';
import { runningClock, type ClockKind, type Complaint } from './complaint';
import { isAtDue } from './escalation';
import type { DomainEvent, EventOf } from './events';
import { isBreachCorrected } from './late-entry';

/**
 * 群推送 (section 1, group bot; R54): what a whole team sees of a case and nobody is asked to act on. A number, a class, a
 * level and times: no person, and not a word that anybody typed.
 */
export interface GroupPost {
  readonly kind: 'major' | 'emergency' | 'missed' | 'closed';
  readonly complaintId: string;
  /** Absent before T2. */
  readonly classification?: Pick<Classification, 'business' | 'level'>;
  readonly at: Date;
  /** The limit that runs now, or was missed. */
  readonly limit?: { readonly kind: ClockKind; readonly dueAt: Date };
}

/** The post an event leads to; undefined for most. `complaint` is the case as it stands after it, or later. */
export function groupPostFor(event: DomainEvent, complaint: Complaint): GroupPost | undefined {
  const { id, classification } = complaint;
  const about = { complaintId: id, at: event.at, ...(classification && { classification }) };
  switch (event.type) {
    case 'classified':
      if (event.classification.level !== 'major') return undefined;
      return { ...about, kind: 'major', classification: event.classification, ...contactBy(complaint) };
    case 'releveled':
      if (event.to !== 'major') return undefined;
      return { ...about, kind: 'major', ...contactBy(complaint) };
    case 'emergency_acted':
      return { ...about, kind: 'emergency', at: event.emergency.actedAt, ...formBy(event, complaint) };
    case 'escalated': {
      const { kind, dueAt } = event;
      return isMissed(event, complaint) ? { ...about, kind: 'missed', limit: { kind, dueAt } } : undefined;
    }
    case 'closed':
      return classification?.level === 'major' ? { ...about, kind: 'closed' } : undefined;
    default:
      return undefined;
  }
}

/** 首次联系 while it is owed, else 法定期限. */
function contactBy(complaint: Complaint): Pick<GroupPost, 'limit'> {
  const clock = runningClock(complaint, 'C1') ?? runningClock(complaint, 'C0');
  return clock ? { limit: { kind: clock.kind, dueAt: clock.dueAt } } : {};
}

function formBy({ emergency }: EventOf<'emergency_acted'>, { clocks }: Complaint): Pick<GroupPost, 'limit'> {
  const clock = clocks.find(({ id }) => id === emergency.clockId);
  return clock ? { limit: { kind: clock.kind, dueAt: clock.dueAt } } : {};
}

/** Once a limit, not at every later round; and not when it was kept and is only entered late (R5). */
function isMissed(event: EventOf<'escalated'>, { clocks }: Complaint): boolean {
  const { clockId, kind, breached, threshold } = event;
  if (kind !== 'C0' && kind !== 'C1') return false;
  const isKept = clocks.some((clock) => clock.id === clockId && isBreachCorrected(clock));
  return breached && isAtDue(threshold) && !isKept;
}
