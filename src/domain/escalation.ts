import { isPaused, openApprovals, ownerOf, type Clock, type ClockKind, type Complaint } from './complaint';
import { elapsedMs, type Duration } from './duration';
import { approversOf } from './authority';
import { leadsOf, peopleWith, type Org } from './org';
import type { Rules } from './rules';
import { taskDeadlines } from './tasks';
import { afterQuietHours, atShare, dueAfter } from './working-time';

/** Who is told, by post and relation. `next_up` is the level above the approver. */
type Recipient = 'INTAKE' | 'LEAD' | 'HEAD' | 'EXEC' | 'owner' | 'FOLLOW' | 'approver' | 'next_up';

/** When: a share of the time, elapsed time, the due moment, before or after it; `every` goes on until the clock stops. */
type Moment =
  | { readonly share: number }
  | { readonly elapsed: Duration }
  | { readonly due: true }
  | { readonly before: Duration }
  | { readonly after: Duration; readonly every?: true };

export interface Threshold {
  readonly id: string;
  readonly at: Moment;
  /** `call` is urgent; that of C0 and of a major C1 goes out in quiet hours too. */
  readonly mode: 'card' | 'call';
  readonly to: readonly Recipient[];
}

const HOUR: Duration = { amount: 1, unit: 'wh' };
const DAY: Duration = { amount: 1, unit: 'wd' };
const NATURAL_DAY: Duration = { amount: 24, unit: 'h' };

/** Stands where a clock's id stands in the deadline that ends a suspension (T16). */
export const SUSPENSION = 'S-1';

/** Tables by clock; C0 and C1 have another for a longer term and for a major case. */
type TableKey = ClockKind | 'C0-extended' | 'C1-major';

/** 催办升级表 (section 7). An id is told once in a clock's life, so the tables of one clock share none. */
const TABLE: Readonly<Record<TableKey, readonly Threshold[]>> = {
  C0: [
    // The start of day 8 and of day 12 of 15: the day of receipt is not counted.
    { id: 'day8', at: { share: 7 / 15 }, mode: 'card', to: ['owner'] },
    { id: 'day12', at: { share: 11 / 15 }, mode: 'card', to: ['LEAD', 'HEAD'] },
    { id: '24h', at: { before: { amount: 24, unit: 'h' } }, mode: 'call', to: ['HEAD'] },
    { id: 'due', at: { due: true }, mode: 'call', to: ['EXEC'] },
  ],
  'C0-extended': [
    { id: '50', at: { share: 0.5 }, mode: 'card', to: ['owner'] },
    { id: '80', at: { share: 0.8 }, mode: 'card', to: ['LEAD', 'HEAD'] },
    { id: '72h', at: { before: { amount: 72, unit: 'h' } }, mode: 'call', to: ['HEAD', 'EXEC'] },
    { id: '24h', at: { before: { amount: 24, unit: 'h' } }, mode: 'call', to: ['HEAD', 'EXEC'] },
    { id: 'due', at: { due: true }, mode: 'call', to: ['EXEC'] },
  ],
  C1: [
    { id: '80', at: { share: 0.8 }, mode: 'card', to: ['INTAKE', 'LEAD'] },
    { id: 'due', at: { due: true }, mode: 'card', to: ['LEAD', 'HEAD'] },
    { id: 'hourly', at: { after: HOUR, every: true }, mode: 'card', to: ['HEAD'] },
  ],
  'C1-major': [
    { id: '10min', at: { elapsed: { amount: 10, unit: 'min' } }, mode: 'card', to: ['INTAKE', 'LEAD'] },
    { id: '20min', at: { elapsed: { amount: 20, unit: 'min' } }, mode: 'call', to: ['INTAKE', 'LEAD'] },
    { id: 'major', at: { due: true }, mode: 'call', to: ['HEAD'] },
    { id: '30min', at: { after: { amount: 30, unit: 'min' } }, mode: 'call', to: ['EXEC'] },
  ],
  C2: [
    { id: '50', at: { share: 0.5 }, mode: 'card', to: ['INTAKE'] },
    { id: '80', at: { share: 0.8 }, mode: 'card', to: ['LEAD'] },
    { id: 'due', at: { due: true }, mode: 'card', to: ['LEAD'] },
    { id: 'daily', at: { after: DAY, every: true }, mode: 'card', to: ['HEAD'] },
  ],
  C3: stage(),
  C4: stage(),
  C5: [
    { id: '50', at: { share: 0.5 }, mode: 'card', to: ['FOLLOW'] },
    { id: '80', at: { share: 0.8 }, mode: 'card', to: ['LEAD'] },
    { id: 'due', at: { due: true }, mode: 'card', to: ['LEAD'] },
  ],
  C6: [
    { id: '80', at: { share: 0.8 }, mode: 'card', to: ['approver'] },
    { id: 'due', at: { due: true }, mode: 'call', to: ['approver'] },
    { id: '4wh', at: { after: { amount: 4, unit: 'wh' } }, mode: 'card', to: ['next_up'] },
  ],
  C7: [
    { id: '50', at: { share: 0.5 }, mode: 'card', to: ['INTAKE'] },
    { id: '80', at: { share: 0.8 }, mode: 'card', to: ['INTAKE', 'LEAD'] },
    { id: 'due', at: { due: true }, mode: 'call', to: ['HEAD'] },
    { id: 'daily', at: { after: NATURAL_DAY, every: true }, mode: 'card', to: ['INTAKE', 'HEAD'] },
  ],
  C8: [
    { id: '50', at: { share: 0.5 }, mode: 'card', to: ['owner'] },
    { id: '80', at: { share: 0.8 }, mode: 'card', to: ['owner', 'HEAD'] },
    { id: 'due', at: { due: true }, mode: 'call', to: ['EXEC'] },
  ],
  // Section 7 has no row for it: told as a stage is, and called out when due.
  C9: [
    { id: '50', at: { share: 0.5 }, mode: 'card', to: ['INTAKE', 'owner'] },
    { id: '80', at: { share: 0.8 }, mode: 'card', to: ['owner', 'LEAD'] },
    { id: 'due', at: { due: true }, mode: 'call', to: ['HEAD'] },
  ],
};

function stage(): readonly Threshold[] {
  return [
    { id: '50', at: { share: 0.5 }, mode: 'card', to: ['owner'] },
    { id: '80', at: { share: 0.8 }, mode: 'card', to: ['owner', 'LEAD'] },
    { id: 'due', at: { due: true }, mode: 'card', to: ['LEAD', 'HEAD'] },
    { id: '2wd', at: { after: { amount: 2, unit: 'wd' } }, mode: 'card', to: ['EXEC'] },
  ];
}

function tableFor(complaint: Complaint, clock: Clock): readonly Threshold[] {
  const isMajor = clock.kind === 'C1' && complaint.classification?.level === 'major';
  const isExtended = clock.kind === 'C0' && (clock.tier ?? 1) > 1;
  return TABLE[isMajor ? 'C1-major' : isExtended ? 'C0-extended' : clock.kind];
}

/** The threshold a deadline's name points at; a repeated one is named `hourly-1`, `hourly-2` … */
export function thresholdOf(complaint: Complaint, clock: Clock, name: string): Threshold | undefined {
  return tableFor(complaint, clock).find(
    ({ id, at }) => id === name || (repeats(at) && name.startsWith(`${id}-`)),
  );
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
    .flatMap((clock) => tableFor(complaint, clock).flatMap((threshold) => armed(clock, threshold, rules)));
  const { state, suspension } = complaint;
  const others = [...ofClocks, ...taskDeadlines(complaint)];
  return state === 'SUSPENDED' && suspension
    ? [...others, { clockId: SUSPENSION, threshold: 'end', dueAt: suspension.until }]
    : others;
}

/** Whose calls know no quiet hours (rules under section 7). C1 has calls only when the case is major. */
const ANY_HOUR: readonly ClockKind[] = ['C0', 'C1', 'C7'];

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
  return 'after' in at && at.every === true;
}

function momentOf(clock: Clock, at: Moment, round: number, { calendar }: Rules): Date {
  const { startAt, dueAt, pauses } = clock;
  if ('share' in at) return atShare(startAt, dueAt, at.share, clock.duration.unit, calendar, pauses);
  if ('elapsed' in at) return dueAfter(startAt, at.elapsed, calendar);
  if ('before' in at) return new Date(clock.dueAt.getTime() - (elapsedMs(at.before) ?? 0));
  if ('after' in at) return dueAfter(lastMoment(clock.dueAt, at.after), times(at.after, round), calendar);
  return clock.dueAt;
}

/** A due of 24:00 is written 00:00 of the next day, which would not be counted as a day after it. */
function lastMoment(due: Date, { unit }: Duration): Date {
  return unit === 'wd' || unit === 'd' ? new Date(due.getTime() - 1) : due;
}

function times(duration: Duration, round: number): Duration {
  return { ...duration, amount: duration.amount * round };
}

/** 受通知人: userids, each once. */
export function recipientsOf(
  threshold: Threshold,
  clock: Pick<Clock, 'id'>,
  complaint: Complaint,
  org: Org,
): readonly string[] {
  return [...new Set(threshold.to.flatMap((recipient) => resolve(recipient, clock, complaint, org)))];
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
      return ids(peopleWith(org, approval?.role === 'FIN' || approval?.role === 'LEAD' ? 'HEAD' : 'EXEC'));
    case 'HEAD':
    case 'EXEC':
      return ids(peopleWith(org, recipient));
  }
}
