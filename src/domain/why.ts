import { shanghaiDate } from './calendar';
import { ownDue } from './clocks';
import { isPaused, runningClock, type Clock, type Complaint, type Recount } from './complaint';
import { elapsedMs, type Duration } from './duration';
import { daysOf, isIn, stretchesOf } from './reckoning';
import type { Rules } from './rules';
import { earlier, minusDuration, workingMs } from './working-time';

/** 为什么这时到期: one step of the reckoning. Taken together the lines of a clock add up to its due; see why.test.ts. */
export type WhyLine =
  | { readonly is: 'start'; readonly at: Date }
  | { readonly is: 'limit'; readonly duration: Duration }
  /** 延期 (T21): the term of C0 is a longer one, and who approved it. */
  | {
      readonly is: 'extended';
      readonly tier: 2 | 3;
      readonly at: Date;
      readonly by: string;
      readonly onBehalfOf?: readonly string[];
    }
  /** What a pause that is over gave back: of a clock of days natural days, and how many of them would have counted; else `ms`. */
  | { readonly is: 'pause'; readonly from: Date; readonly to: Date; readonly credit: Credit }
  /** Day of start (not counted) + counted + weekend + holiday + paused = last day. */
  | DaysLine
  /** Of `wh`, `h`, `min`, `s`: one stretch that counted; all of them together are the limit. */
  | { readonly is: 'stretch'; readonly from: Date; readonly to: Date }
  /** 日历变更 (6.5): the due moved because days off were changed. */
  | ({ readonly is: 'recounted' } & Recount)
  | { readonly is: 'own'; readonly at: Date }
  /** C3, C4: at the latest the reserve before C0. */
  | ({ readonly is: 'cap' } & BeforeC0)
  /** C9 without a date of its own: always that. */
  | ({ readonly is: 'follows' } & BeforeC0)
  /** 暂停计算: it has no due until it goes on; `left` is in days, or milliseconds, and missing where C0 is followed. */
  | { readonly is: 'waiting'; readonly since: Date; readonly left?: number }
  | { readonly is: 'due'; readonly at: Date; readonly by: 'own' | 'cap' | 'follows' }
  /** Written under an older calendar, and not counted anew since: reminders still go by it. */
  | { readonly is: 'recorded'; readonly at: Date };

interface BeforeC0 {
  readonly c0: Date;
  readonly reserve: Duration;
  readonly at: Date;
}

export interface DaysLine {
  readonly is: 'days';
  readonly from: string;
  /** Those that count; of working days `makeUp` of them are working Saturdays or Sundays (调休). */
  readonly counted: number;
  readonly makeUp: number;
  readonly weekend: number;
  readonly holiday: number;
  readonly paused: number;
  readonly last: string;
}

export type Credit =
  | { readonly unit: 'days'; readonly days: number; readonly workdays?: number }
  | { readonly unit: 'ms'; readonly ms: number };

export interface Explanation {
  readonly clock: Clock;
  readonly lines: readonly WhyLine[];
}

/** 逐行说明每项时限: one explanation a running clock, paused ones too, in the order of the case. Throws UncoveredYear. */
export function explain(complaint: Complaint, rules: Rules): readonly Explanation[] {
  return complaint.clocks
    .filter(({ stoppedAt }) => !stoppedAt)
    .map((clock) => ({ clock, lines: linesOf(clock, complaint, rules) }));
}

function linesOf(clock: Clock, complaint: Complaint, rules: Rules): readonly WhyLine[] {
  const start: WhyLine = { is: 'start', at: clock.startAt };
  const moved = (clock.recounts ?? []).map((each): WhyLine => ({ is: 'recounted', ...each }));
  if (clock.followsC0) return [start, ...moved, ...following(clock, complaint, rules)];
  return [
    start,
    { is: 'limit', duration: clock.duration },
    ...extensionsOf(clock, complaint),
    ...moved,
    ...counting(clock, rules),
    ...(isPaused(clock) ? [] : ending(clock, complaint, rules)),
  ];
}

/** The extensions that led to the term that runs: the newest of each tier up to it, for C0 may have begun anew since older ones. */
function extensionsOf({ kind, tier = 1 }: Clock, { extensions, approvals }: Complaint): readonly WhyLine[] {
  if (kind !== 'C0') return [];
  return ([2, 3] as const)
    .filter((each) => each <= tier)
    .flatMap((each) => extensions.filter((extension) => extension.tier === each).slice(-1))
    .flatMap(({ no, tier: reached, at }) => {
      const decided = approvals.find((approval) => approval.no === no)?.decided;
      if (!decided) return [];
      const { by, onBehalfOf } = decided;
      return [{ is: 'extended' as const, tier: reached, at, by, ...(onBehalfOf && { onBehalfOf }) }];
    });
}

/** What counted and what did not, up to the own due; of a clock that waits, up to the pause, and what is left. */
function counting(clock: Clock, rules: Rules): readonly WhyLine[] {
  const isByDays = clock.duration.unit === 'd' || clock.duration.unit === 'wd';
  return isByDays ? countingDays(clock, rules) : countingTime(clock, rules);
}

function countingDays(clock: Clock, { calendar }: Rules): readonly WhyLine[] {
  const since = openPause(clock);
  const days = daysOf(clock, calendar, since);
  const from = shanghaiDate(clock.startAt);
  const of = (...kinds: readonly string[]) => days.filter(({ kind }) => kinds.includes(kind)).length;
  const counted = of('counted', 'makeUp');
  const line: DaysLine = {
    ...{ is: 'days', from, counted, makeUp: of('makeUp'), weekend: of('weekend'), holiday: of('holiday') },
    ...{ paused: of('paused'), last: days.at(-1)?.date ?? from },
  };
  const pauses = clock.pauses.flatMap((pause): readonly WhyLine[] => {
    const credited = days.filter(({ date, kind }) => kind === 'paused' && isIn(date, pause));
    if (!pause.to || credited.length === 0) return [];
    const workdays = credited.filter(({ date }) => calendar.isWorkday(date)).length;
    const credit = {
      unit: 'days' as const,
      days: credited.length,
      ...(clock.duration.unit === 'wd' && { workdays }),
    };
    return [{ is: 'pause', from: pause.from, to: pause.to, credit }];
  });
  return [...pauses, line, ...waiting(since, clock.duration.amount - counted)];
}

const HOUR_MS = 3_600_000;

function countingTime(clock: Clock, { calendar }: Rules): readonly WhyLine[] {
  const limit = elapsedMs(clock.duration) ?? clock.duration.amount * HOUR_MS;
  const since = openPause(clock);
  const found = stretchesOf(clock, limit, calendar, since?.getTime());
  const counted = found.reduce((sum, [from, to]) => sum + to - from, 0);
  const last = found.at(-1)?.[1] ?? clock.startAt.getTime();
  const pauses = clock.pauses.flatMap(({ from, to }): readonly WhyLine[] => {
    const begin = new Date(Math.max(from.getTime(), clock.startAt.getTime()));
    if (!to || begin >= to || begin.getTime() >= last) return [];
    const ms = clock.duration.unit === 'wh' ? workingMs(begin, to, calendar) : to.getTime() - begin.getTime();
    return [{ is: 'pause', from, to, credit: { unit: 'ms', ms } }];
  });
  const stretches = found.map(([from, to]): WhyLine => ({
    is: 'stretch',
    from: new Date(from),
    to: new Date(to),
  }));
  return [...pauses, ...stretches, ...waiting(since, limit - counted)];
}

function openPause({ pauses }: Clock): Date | undefined {
  return pauses.find(({ to }) => !to)?.from;
}

function waiting(since: Date | undefined, left: number): readonly WhyLine[] {
  return since ? [{ is: 'waiting', since, left }] : [];
}

/** The own due, and for a stage the earlier of it and C0 minus the reserve (6.5). */
function ending(clock: Clock, complaint: Complaint, rules: Rules): readonly WhyLine[] {
  const own = ownDue(clock, rules);
  const c0 = clock.kind === 'C3' || clock.kind === 'C4' ? dueOfC0(complaint, rules) : undefined;
  if (!c0) return [{ is: 'own', at: own }, ...due(clock, own, 'own')];
  const { reserve } = rules.statutory;
  const at = minusDuration(c0, reserve);
  const end = due(clock, earlier(own, at), own.getTime() <= at.getTime() ? 'own' : 'cap');
  return [{ is: 'own', at: own }, { is: 'cap', c0, reserve, at }, ...end];
}

/** C9 that follows C0; one that has stopped still says by when. */
function following(clock: Clock, complaint: Complaint, rules: Rules): readonly WhyLine[] {
  const since = openPause(clock);
  if (since) return [{ is: 'waiting', since }];
  const c0 = dueOfC0(complaint, rules) ?? complaint.clocks.filter(({ kind }) => kind === 'C0').at(-1)?.dueAt;
  if (!c0) return due(clock, clock.dueAt, 'follows');
  const at = minusDuration(c0, clock.duration);
  return [{ is: 'follows', c0, reserve: clock.duration, at }, ...due(clock, at, 'follows')];
}

function dueOfC0(complaint: Complaint, rules: Rules): Date | undefined {
  const c0 = runningClock(complaint, 'C0');
  return c0 && (isPaused(c0) ? c0.dueAt : ownDue(c0, rules));
}

function due({ dueAt }: Clock, at: Date, by: 'own' | 'cap' | 'follows'): readonly WhyLine[] {
  const isRecorded = dueAt.getTime() === at.getTime();
  return [{ is: 'due', at, by }, ...(isRecorded ? [] : [{ is: 'recorded' as const, at: dueAt }])];
}
