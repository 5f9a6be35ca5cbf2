import { addDays, shanghaiDate, shanghaiMidnight, type Calendar } from './calendar';
import { elapsedMs, type Duration, type DurationUnit } from './duration';
import type { Pause } from './records';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** No stage lasts longer; a table with no working day at all must not loop for ever. */
const MAX_DAYS = 1_500;

/** A stretch of working time, in epoch milliseconds. */
export type Period = readonly [start: number, end: number];

/** The working periods of a date; none of a day off. Throws UncoveredYear. */
export function periodsOf(date: string, calendar: Calendar): readonly Period[] {
  if (!calendar.isWorkday(date)) return [];
  const midnight = shanghaiMidnight(date).getTime();
  return calendar.workHours.map(([from, to]) => [midnight + from * MINUTE_MS, midnight + to * MINUTE_MS]);
}

/**
 * 到期时刻 (6.5). `d` and `wd`: the day of start is not counted, the last day ends at 24:00. `wh`: counted in working
 * time. `h`, `min`, `s`: elapsed. What lies in a pause is not counted: of days, those after the day it began, up to the
 * day it ended (example 4 of section 8); a pause that is still open counts nothing off yet. Throws UncoveredYear.
 */
export function dueAfter(
  start: Date,
  duration: Duration,
  calendar: Calendar,
  pauses: readonly Pause[] = [],
): Date {
  const { amount, unit } = duration;
  if (unit === 'd') return endOf(nthDay(start, amount, pauses, () => true));
  if (unit === 'wd') return endOf(nthDay(start, amount, pauses, (day) => calendar.isWorkday(day)));
  if (unit === 'wh') return addWorkingMs(start, amount * HOUR_MS, calendar, pauses);
  return addElapsedMs(start, elapsedMs(duration) ?? 0, pauses);
}

function endOf(date: string): Date {
  return shanghaiMidnight(addDays(date, 1));
}

function nthDay(
  start: Date,
  n: number,
  pauses: readonly Pause[],
  isCounted: (day: string) => boolean,
): string {
  let day = afterDays(shanghaiDate(start), n, isCounted);
  for (const [from, to] of closed(pauses)) {
    // Begun when the time was over, it gives none back.
    if (from >= endOf(day).getTime()) continue;
    day = afterDays(day, daysBetween(new Date(from), new Date(to), isCounted), isCounted);
  }
  return day;
}

/** The last of `n` counted days after a day. */
function afterDays(day: string, n: number, isCounted: (day: string) => boolean): string {
  let last = day;
  let left = n;
  for (let i = 0; left > 0; i++) {
    if (i > MAX_DAYS) throw new RangeError('working time beyond the calendar');
    last = addDays(last, 1);
    if (isCounted(last)) left--;
  }
  return last;
}

/** How many counted days lie after the day of one moment, up to the day of another. */
function daysBetween(from: Date, to: Date, isCounted: (day: string) => boolean): number {
  const last = shanghaiDate(to);
  let days = 0;
  for (let day = addDays(shanghaiDate(from), 1); day <= last; day = addDays(day, 1))
    if (isCounted(day)) days++;
  return days;
}

/** 工作日数 after the day of one moment, up to the day of another. Throws UncoveredYear. */
export function workingDays(from: Date, to: Date, calendar: Calendar): number {
  return daysBetween(from, to, (day) => calendar.isWorkday(day));
}

/** Pauses that have ended, in order. */
export function closed(pauses: readonly Pause[]): readonly Period[] {
  return pauses
    .flatMap(({ from, to }) => (to ? [[from.getTime(), to.getTime()] as const] : []))
    .sort(([a], [b]) => a - b);
}

/** A stretch of time without what lies in pauses. */
export function without([start, end]: Period, pauses: readonly Period[]): readonly Period[] {
  return pauses.reduce<readonly Period[]>(
    (rest, [from, to]) =>
      rest.flatMap(([a, b]): readonly Period[] => {
        if (to <= a || b <= from) return [[a, b]];
        return [...(a < from ? [[a, from] as const] : []), ...(to < b ? [[to, b] as const] : [])];
      }),
    [[start, end]],
  );
}

function addElapsedMs(start: Date, ms: number, pauses: readonly Pause[]): Date {
  let end = start.getTime() + ms;
  for (const [from, to] of closed(pauses)) {
    if (to <= start.getTime() || from >= end) continue;
    end += to - Math.max(from, start.getTime());
  }
  return new Date(end);
}

/** The moment at which `ms` of working time have passed since `start`. */
export function addWorkingMs(
  start: Date,
  ms: number,
  calendar: Calendar,
  pauses: readonly Pause[] = [],
): Date {
  const spans = closed(pauses);
  let left = ms;
  let day = shanghaiDate(start);
  for (let i = 0; i < MAX_DAYS; i++) {
    for (const [from, to] of periodsOf(day, calendar).flatMap((period) => without(period, spans))) {
      const begin = Math.max(from, start.getTime());
      if (begin >= to) continue;
      if (left <= to - begin) return new Date(begin + left);
      left -= to - begin;
    }
    day = addDays(day, 1);
  }
  throw new RangeError('working time beyond the calendar');
}

/** Working milliseconds between two moments, without what lies in pauses. */
export function workingMs(from: Date, to: Date, calendar: Calendar, pauses: readonly Pause[] = []): number {
  const spans = closed(pauses);
  let sum = 0;
  // 24:00 of New Year's Eve asks nothing of the next year, whose calendar may not be there yet.
  const last = shanghaiDate(new Date(to.getTime() - 1));
  for (let day = shanghaiDate(from); day <= last; day = addDays(day, 1)) {
    for (const [begin, end] of periodsOf(day, calendar).flatMap((period) => without(period, spans))) {
      sum += Math.max(0, Math.min(end, to.getTime()) - Math.max(begin, from.getTime()));
    }
  }
  return sum;
}

/** The moment at which a share (0–1) of the time is used, in the clock's own unit: working time, natural days or elapsed. */
export function atShare(
  start: Date,
  due: Date,
  share: number,
  unit: DurationUnit,
  calendar: Calendar,
  pauses: readonly Pause[] = [],
): Date {
  if (due.getTime() <= start.getTime()) return due;
  if (unit === 'wd' || unit === 'wh') {
    const used = Math.ceil(workingMs(start, due, calendar, pauses) * share);
    return earlier(due, addWorkingMs(start, used, calendar, pauses));
  }
  const from = unit === 'd' ? shanghaiMidnight(addDays(shanghaiDate(start), 1)) : start;
  const used = Math.round(elapsedBetween(from, due, pauses) * share);
  return earlier(due, addElapsedMs(from, used, pauses));
}

function elapsedBetween(from: Date, to: Date, pauses: readonly Pause[]): number {
  const stretches = without([from.getTime(), to.getTime()], closed(pauses));
  return stretches.reduce((sum, [begin, end]) => sum + Math.max(0, end - begin), 0);
}

/** `due` minus a number of days or a stretch of clock time (statutory.reserveDays). */
export function minusDuration(due: Date, duration: Duration): Date {
  return new Date(due.getTime() - (elapsedMs(duration) ?? 0));
}

export function earlier(a: Date, b: Date): Date {
  return a.getTime() <= b.getTime() ? a : b;
}

const QUIET_FROM = 22 * 60;
const QUIET_TO = 7 * 60;

/** 免打扰 (section 7): a moment between 22:00 and 07:00 moves to 07:00. */
export function afterQuietHours(at: Date): Date {
  const night = nightOf(at);
  return night ? minuteOf(addDays(night, 1), QUIET_TO) : at;
}

/** 免打扰前: a moment between 22:00 and 07:00 moves to the last minute before it. */
export function beforeQuietHours(at: Date): Date {
  const night = nightOf(at);
  return night ? minuteOf(night, QUIET_FROM - 1) : at;
}

/** The date of the evening a night began with; undefined by day. */
function nightOf(at: Date): string | undefined {
  const date = shanghaiDate(at);
  const minute = (at.getTime() - shanghaiMidnight(date).getTime()) / MINUTE_MS;
  if (minute < QUIET_TO) return addDays(date, -1);
  return minute >= QUIET_FROM ? date : undefined;
}

function minuteOf(date: string, minute: number): Date {
  return new Date(shanghaiMidnight(date).getTime() + minute * MINUTE_MS);
}
