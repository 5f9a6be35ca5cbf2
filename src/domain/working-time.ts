import { addDays, shanghaiDate, shanghaiMidnight, type Calendar } from './calendar';
import { elapsedMs, type Duration, type DurationUnit } from './duration';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** No stage lasts longer; a table with no working day at all must not loop for ever. */
const MAX_DAYS = 1_500;

/** A stretch of working time, in epoch milliseconds. */
type Period = readonly [start: number, end: number];

function periodsOf(date: string, calendar: Calendar): readonly Period[] {
  if (!calendar.isWorkday(date)) return [];
  const midnight = shanghaiMidnight(date).getTime();
  return calendar.workHours.map(([from, to]) => [midnight + from * MINUTE_MS, midnight + to * MINUTE_MS]);
}

/**
 * 到期时刻 (6.5). `d` and `wd`: the day of start is not counted, the last day ends at 24:00. `wh`: counted in working
 * time. `h`, `min`, `s`: elapsed. Throws UncoveredYear.
 */
export function dueAfter(start: Date, duration: Duration, calendar: Calendar): Date {
  const { amount, unit } = duration;
  if (unit === 'd') return shanghaiMidnight(addDays(shanghaiDate(start), amount + 1));
  if (unit === 'wd') return shanghaiMidnight(addDays(nthWorkday(shanghaiDate(start), amount, calendar), 1));
  if (unit === 'wh') return addWorkingMs(start, amount * HOUR_MS, calendar);
  return new Date(start.getTime() + (elapsedMs(duration) ?? 0));
}

function nthWorkday(date: string, n: number, calendar: Calendar): string {
  let day = date;
  let left = n;
  for (let i = 0; left > 0 && i < MAX_DAYS; i++) {
    day = addDays(day, 1);
    if (calendar.isWorkday(day)) left--;
  }
  return day;
}

/** The moment at which `ms` of working time have passed since `start`. */
export function addWorkingMs(start: Date, ms: number, calendar: Calendar): Date {
  let left = ms;
  let day = shanghaiDate(start);
  for (let i = 0; i < MAX_DAYS; i++) {
    for (const [from, to] of periodsOf(day, calendar)) {
      const begin = Math.max(from, start.getTime());
      if (begin >= to) continue;
      if (left <= to - begin) return new Date(begin + left);
      left -= to - begin;
    }
    day = addDays(day, 1);
  }
  throw new RangeError('working time beyond the calendar');
}

/** Working milliseconds between two moments. */
export function workingMs(from: Date, to: Date, calendar: Calendar): number {
  let sum = 0;
  const last = shanghaiDate(to);
  for (let day = shanghaiDate(from); day <= last; day = addDays(day, 1)) {
    for (const [begin, end] of periodsOf(day, calendar)) {
      sum += Math.max(0, Math.min(end, to.getTime()) - Math.max(begin, from.getTime()));
    }
  }
  return sum;
}

/** The moment at which a share (0–1) of the time is used, in the clock's own unit: working time, natural days or elapsed. */
export function atShare(start: Date, due: Date, share: number, unit: DurationUnit, calendar: Calendar): Date {
  if (due.getTime() <= start.getTime()) return due;
  if (unit === 'wd' || unit === 'wh') {
    return earlier(due, addWorkingMs(start, Math.ceil(workingMs(start, due, calendar) * share), calendar));
  }
  const from = unit === 'd' ? shanghaiMidnight(addDays(shanghaiDate(start), 1)) : start;
  return new Date(Math.round(from.getTime() + (due.getTime() - from.getTime()) * share));
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
  const date = shanghaiDate(at);
  const minute = (at.getTime() - shanghaiMidnight(date).getTime()) / MINUTE_MS;
  const seven = (day: string) => new Date(shanghaiMidnight(day).getTime() + QUIET_TO * MINUTE_MS);
  if (minute < QUIET_TO) return seven(date);
  return minute >= QUIET_FROM ? seven(addDays(date, 1)) : at;
}
