import { isPaused, openApprovals, ownerOf, type Clock, type ClockKind, type Complaint } from './complaint';
import { elapsedMs, type Duration } from './duration';
import { approversOf } from './authority';
import type { EscalationTableName, Moment, Recipient, Threshold } from './escalation-table';
import { leadsOf, peopleWith, type Org } from './org';
import { nextUp } from './passing-up';
import type { Rules } from './rules';
import { addresseesFor, type Addressee } from './stand-in';
import { taskDeadlines } from './tasks';
import { afterQuietHours, atShare, dueAfter } from './working-time';

/** Stands where a clock's id stands in the deadline that ends a suspension (T16). */
export const SUSPENSION = 'S-1';

/** The table a clock is told by, and what its names begin with, so that the tables of one clock share none: each is told once. */
function tableOf(
  complaint: Complaint,
  clock: Clock,
): { readonly name: EscalationTableName; readonly before: string } {
  const { kind, tier = 1 } = clock;
  if (kind === 'C1' && complaint.classification?.level === 'major')
    return { name: 'C1-major', before: 'major-' };
  if (kind === 'C0' && tier > 1) return { name: 'C0-extended', before: `term${tier}-` };
  return { name: kind, before: '' };
}

function tableFor(
  complaint: Complaint,
  clock: Clock,
  { escalation }: Pick<Rules, 'escalation'>,
): readonly Threshold[] {
  const { name, before } = tableOf(complaint, clock);
  return escalation[name].map((threshold) => ({ ...threshold, id: `${before}${threshold.id}` }));
}

/** The threshold a deadline's name points at; a repeated one is named `+1wh-1`, `+1wh-2` … */
export function thresholdOf(
  complaint: Complaint,
  clock: Clock,
  name: string,
  rules: Rules,
): Threshold | undefined {
  return tableFor(complaint, clock, rules).find(
    ({ id, at }) => id === name || (repeats(at) && name.startsWith(`${id}-`)),
  );
}

/** 到期节点: whether a threshold's name is that of the due moment itself, whichever of its tables a clock is told by. */
export function isAtDue(name: string): boolean {
  return name === 'due' || name.endsWith('-due');
}

/** One armed deadline: the case is to be looked at again at `dueAt`. */
export interface Deadline {
  readonly clockId: string;
  readonly threshold: string;
  readonly dueAt: Date;
}

/** 待触发的时限: every threshold of every running clock that has not been told yet, and those of open tasks. */
export function deadlinesOf(complaint: Complaint, rules: Rules): readonly Deadline[] {
  const ofClocks = complaint.clocks
    .filter((clock) => !clock.stoppedAt && !isPaused(clock))
    .flatMap((clock) =>
      tableFor(complaint, clock, rules).flatMap((threshold) => armed(clock, threshold, rules)),
    );
  const { state, suspension } = complaint;
  const others = [...ofClocks, ...taskDeadlines(complaint)];
  return state === 'SUSPENDED' && suspension
    ? [...others, { clockId: SUSPENSION, threshold: 'end', dueAt: suspension.until }]
    : others;
}

/** Whose calls know no quiet hours (rules under section 7). C1 has calls only when the case is major. */
export const ANY_HOUR: readonly ClockKind[] = ['C0', 'C1', 'C7'];

function armed(clock: Clock, threshold: Threshold, rules: Rules): readonly Deadline[] {
  const { id, at, mode } = threshold;
  const round = repeats(at) ? roundsOf(clock, id) + 1 : undefined;
  const name = round === undefined ? id : `${id}-${round}`;
  if (clock.fired.includes(name)) return [];

  const exact = momentOf(clock, at, round ?? 1, rules);
  const isAnyHour = mode === 'call' && ANY_HOUR.includes(clock.kind);
  return [{ clockId: clock.id, threshold: name, dueAt: isAnyHour ? exact : afterQuietHours(exact) }];
}

/** The last round of a repeated threshold that was told; 0 when none was. */
function roundsOf(clock: Clock, id: string): number {
  return Math.max(0, ...clock.fired.map((name) => roundIn(name, id)));
}

function roundIn(name: string, id: string): number {
  return name.startsWith(`${id}-`) ? Number(name.slice(id.length + 1)) : 0;
}

/**
 * The name to be told at `now`: of the rounds that passed meanwhile (a letter registered days late, a service that was
 * down) only the last, for one card a round would come all at once.
 */
export function latestOf(clock: Clock, { id, at }: Threshold, name: string, now: Date, rules: Rules): string {
  if (!repeats(at)) return name;
  let round = roundIn(name, id);
  while (momentOf(clock, at, round + 1, rules).getTime() <= now.getTime()) round++;
  return `${id}-${round}`;
}

function repeats(at: Moment): boolean {
  return at.kind === 'after' && at.every === true;
}

function momentOf(clock: Clock, at: Moment, round: number, { calendar }: Rules): Date {
  const { startAt, dueAt, pauses, duration } = clock;
  switch (at.kind) {
    case 'share':
      return atShare(startAt, dueAt, at.share, duration.unit, calendar, pauses);
    case 'before':
      return new Date(dueAt.getTime() - (elapsedMs(at.duration) ?? 0));
    case 'due':
      return dueAt;
    case 'after':
      return dueAfter(lastMoment(dueAt, at.duration), times(at.duration, round), calendar);
  }
}

/** A due of 24:00 is written 00:00 of the next day, which would not be counted as a day after it. */
function lastMoment(due: Date, { unit }: Duration): Date {
  return unit === 'wd' || unit === 'd' ? new Date(due.getTime() - 1) : due;
}

function times(duration: Duration, round: number): Duration {
  return { ...duration, amount: duration.amount * round };
}

/** 受通知人, each once. */
export function recipientsOf(
  threshold: Threshold,
  clock: Pick<Clock, 'id'>,
  complaint: Complaint,
  org: Org,
): readonly Addressee[] {
  const told = threshold.to.flatMap((recipient) =>
    addresseesFor(resolve(recipient, clock, complaint, org), complaint.groupId, org),
  );
  // Whoever is told for their own part is not told once more in another's place.
  const own = new Set(told.flatMap(({ userId, insteadOf }) => (insteadOf === undefined ? [userId] : [])));
  const meant = told.filter(({ userId, insteadOf }) => insteadOf === undefined || !own.has(userId));
  return meant.filter(({ userId }, at) => meant.findIndex((each) => each.userId === userId) === at);
}

function resolve(
  recipient: Recipient,
  clock: Pick<Clock, 'id'>,
  complaint: Complaint,
  org: Org,
): readonly string[] {
  const ids = (people: readonly { readonly userId: string }[]) => people.map(({ userId }) => userId);
  const one = (userId: string | undefined) => (userId === undefined ? [] : [userId]);
  const approval = openApprovals(complaint).find(({ clockId }) => clockId === clock.id);
  switch (recipient) {
    case 'INTAKE':
      return one(complaint.team.intake);
    case 'FOLLOW':
      return one(complaint.team.followUp);
    case 'owner':
      return one(ownerOf(complaint));
    case 'LEAD':
      return ids(leadsOf(org, complaint.groupId));
    case 'approver':
      return approval ? ids(approversOf(approval, complaint, org)) : [];
    case 'next_up':
      return ids(peopleWith(org, nextUp(approval?.role)));
    default:
      return ids(peopleWith(org, recipient));
  }
}
