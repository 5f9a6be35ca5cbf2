import { approversOf } from '../../domain/authority';
import { isPaused, nextClock, type Clock, type Complaint } from '../../domain/complaint';
import type { Org, Person } from '../../domain/org';
import type { Rules } from '../../domain/rules';
import { atShare } from '../../domain/working-time';
import { CLOCK_NAME, stepName } from '../../wecom/copy';
import type { TONES } from '../schemas/cases';

export type Tone = (typeof TONES)[number];

/** 紧迫程度 of a running clock, by the shares of section 7. */
export function toneOf(clock: Clock, at: Date, { calendar }: Rules): Tone {
  if (isPaused(clock)) return 'paused';
  const { startAt, dueAt, duration, pauses } = clock;
  if (dueAt.getTime() <= at.getTime()) return 'over';
  const isPast = (share: number) =>
    atShare(startAt, dueAt, share, duration.unit, calendar, pauses).getTime() <= at.getTime();
  if (isPast(0.8)) return 'near';
  return isPast(0.5) ? 'soon' : 'calm';
}

/** A signature's clock goes by the name of the signature. */
export function clockName({ id, kind }: Clock, { approvals }: Complaint): string {
  const approval = approvals.find(({ clockId }) => clockId === id);
  return approval ? stepName(approval) : CLOCK_NAME[kind];
}

/** 披露 is the access log's (G6): that it is waited for knows who decides it, and nobody else by the clocks of the case. */
export function withClocksFor({ userId }: Person, complaint: Complaint, org: Org): Complaint {
  const others = complaint.approvals
    .filter(({ subject }) => subject === 'disclose')
    .filter((approval) => !approversOf(approval, complaint, org).some((person) => person.userId === userId))
    .map(({ clockId }) => clockId);
  return { ...complaint, clocks: complaint.clocks.filter(({ id }) => !others.includes(id)) };
}

export function dueOf(complaint: Complaint, at: Date, rules: Rules) {
  const clock = nextClock(complaint);
  if (!clock) return undefined;
  const name = clockName(clock, complaint);
  return { clock: clock.id, name, at: clock.dueAt.toISOString(), tone: toneOf(clock, at, rules) };
}
