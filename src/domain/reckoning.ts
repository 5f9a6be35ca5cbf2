import { addDays, shanghaiDate, type Calendar } from './calendar';
import type { Clock, Pause } from './complaint';
import { closed, periodsOf, without, type Period } from './working-time';

/** 逐日逐段: the time a clock counted, piece by piece. Counted apart from `dueAfter`, so that the one checks the other. */

export type Reckoned = Pick<Clock, 'startAt' | 'duration' | 'pauses'>;

/** What became of one day: it counted (a make-up day is a working Saturday or Sunday), or why it did not. */
export type DayKind = 'counted' | 'makeUp' | 'weekend' | 'holiday' | 'paused';
export interface Day {
  readonly date: string;
  readonly kind: DayKind;
}

/** The days after the start, up to the one with which the limit is reached or, of a clock that waits, the one it stopped on. */
export function daysOf(
  { startAt, duration, pauses }: Reckoned,
  calendar: Calendar,
  until?: Date,
): readonly Day[] {
  const days: Day[] = [];
  const last = until && shanghaiDate(until);
  let date = shanghaiDate(startAt);
  let left = duration.amount;
  while (left > 0 && (last === undefined || date < last)) {
    date = addDays(date, 1);
    const kind = pauses.some((pause) => isIn(date, pause)) ? 'paused' : kindOf(date, duration.unit, calendar);
    days.push({ date, kind });
    if (kind === 'counted' || kind === 'makeUp') left--;
  }
  return left > 0 ? days : [...days, ...afterLast(date, pauses, duration.unit, calendar)];
}

/** Paused on the very day the limit was reached, before its end: it ends on the last countable day of that pause. */
function afterLast(
  reached: string,
  pauses: readonly Pause[],
  unit: string,
  calendar: Calendar,
): readonly Day[] {
  const days: Day[] = [];
  let end = reached;
  for (const pause of pauses) {
    if (pause.to === undefined || shanghaiDate(pause.from) !== end) continue;
    const passed: Day[] = [];
    for (let date = addDays(end, 1); isIn(date, pause); date = addDays(date, 1))
      passed.push({ date, kind: 'paused' });
    const last = passed.findLastIndex(({ date }) => unit === 'd' || calendar.isWorkday(date));
    days.push(...passed.slice(0, last + 1));
    end = days.at(-1)?.date ?? end;
  }
  return days;
}

/** Not counted: the days after the pause began, up to the day it ended (example 4 of section 8). */
export function isIn(date: string, { from, to }: Pause): boolean {
  return to !== undefined && shanghaiDate(from) < date && date <= shanghaiDate(to);
}

function kindOf(date: string, unit: string, calendar: Calendar): DayKind {
  if (unit === 'd') return 'counted';
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  if (calendar.isWorkday(date)) return isWeekend ? 'makeUp' : 'counted';
  return isWeekend ? 'weekend' : 'holiday';
}

/** The stretches counted until the limit is used up, or until the moment the clock stopped on. Working time for `wh`, else all time. */
export function stretchesOf(
  clock: Reckoned,
  limitMs: number,
  calendar: Calendar,
  until = Infinity,
): readonly Period[] {
  const found: Period[] = [];
  let left = limitMs;
  for (const [from, to] of countable(clock, calendar)) {
    const end = Math.min(to, from + left, until);
    if (end > from) found.push([from, end]);
    left -= Math.max(0, end - from);
    if (left <= 0 || to >= until) break;
  }
  return found;
}

function* countable({ startAt, duration, pauses }: Reckoned, calendar: Calendar): Generator<Period> {
  const start = startAt.getTime();
  const spans = closed(pauses);
  if (duration.unit !== 'wh') {
    yield* without([start, Infinity], spans);
    return;
  }
  // Ends at the latest where the calendar does: an uncovered year throws.
  for (let date = shanghaiDate(startAt); ; date = addDays(date, 1)) {
    for (const [from, to] of periodsOf(date, calendar).flatMap((period) => without(period, spans)))
      if (to > start) yield [Math.max(from, start), to];
  }
}
