import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/**
 * 对照时钟: the clock arithmetic of 6.5 once more, as somebody would do it with a wall calendar and a finger: minute by
 * minute. Slow and simple, and nothing of src/domain stands in it: what it agrees with is hardly wrong twice.
 */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const MINUTES_A_DAY = 24 * 60;
const DAY = MINUTES_A_DAY * MINUTE;
const YEARS = [2025, 2026];

/** 2025-01-01 00:00 in Shanghai, where the table begins, and 2027-01-01 00:00, where it ends. */
export const FIRST = Date.UTC(2025, 0, 1) - 8 * HOUR;
export const END = Date.UTC(2027, 0, 1) - 8 * HOUR;

/** The answer lies where the official calendar says nothing. */
export class BeyondTable extends Error {}

export type OracleUnit = 'wd' | 'wh' | 'd' | 'h' | 'min' | 's';
/** A time in which a clock stands: `from` counts as inside, `to` as outside. */
export interface Pause {
  readonly from: Date;
  readonly to: Date;
}

const isWorking = workingMinutes();

/** One entry a minute: 1 when people work. */
function workingMinutes(): Uint8Array {
  const { work, calendar } = parse(readFileSync('config/rules.yaml', 'utf8')) as {
    readonly work: { readonly hours: readonly string[] };
    readonly calendar: Readonly<
      Record<string, { readonly off: readonly string[]; readonly makeUp: readonly string[] }>
    >;
  };
  const table = new Uint8Array((END - FIRST) / MINUTE);
  const setDay = (day: number, works: boolean): void => {
    table.fill(0, day * MINUTES_A_DAY, (day + 1) * MINUTES_A_DAY);
    if (!works) return;
    for (const hours of work.hours) {
      const [from = NaN, to = NaN] = hours.split('-').map(minuteOfDay);
      table.fill(1, day * MINUTES_A_DAY + from, day * MINUTES_A_DAY + to);
    }
  };
  // 2025-01-01 was a Wednesday, so days 3 and 4 were the first weekend.
  for (let day = 0; day < table.length / MINUTES_A_DAY; day++) setDay(day, day % 7 !== 3 && day % 7 !== 4);
  for (const year of YEARS) {
    const { off, makeUp } = calendar[year] ?? { off: [], makeUp: [] };
    for (const range of off) {
      const [from = '', to = from] = range.split('..');
      for (let day = dayOfDate(from); day <= dayOfDate(to); day++) setDay(day, false);
    }
    for (const date of makeUp) setDay(dayOfDate(date), true);
  }
  return table;
}

function minuteOfDay(text: string): number {
  const [hour, minute] = text.split(':').map(Number);
  return (hour ?? NaN) * 60 + (minute ?? NaN);
}

/** Days since 2025-01-01. */
function dayOfDate(date: string): number {
  return (Date.parse(`${date}T00:00+08:00`) - FIRST) / DAY;
}

function dayOf(moment: number): number {
  return Math.floor((moment - FIRST) / DAY);
}

function works(minute: number): boolean {
  const entry = isWorking[minute];
  if (entry === undefined) throw new BeyondTable();
  return entry === 1;
}

function worksOn(day: number): boolean {
  let found = false;
  for (let minute = day * MINUTES_A_DAY; minute < (day + 1) * MINUTES_A_DAY; minute++)
    found ||= works(minute);
  return found;
}

/**
 * When `amount` of a unit is over, given in thousandths of it so that nothing is lost. Time in a pause does not count:
 * for hours, minutes and seconds the very minutes, for days as many whole (working) days as lie after the day on which
 * the clock was paused, up to the day on which it went on (section 8, example 4).
 */
export function oracleDue(
  start: Date,
  thousandths: number,
  unit: OracleUnit,
  pauses: readonly Pause[] = [],
): Date {
  const from = start.getTime();
  switch (unit) {
    case 'wd':
      return new Date(afterDays(from, thousandths / 1_000 + creditDays(pauses, worksOn), worksOn));
    case 'd':
      return new Date(afterDays(from, thousandths / 1_000 + creditDays(pauses, () => true), () => true));
    case 'wh':
      return new Date(afterCounting(from, (thousandths * HOUR) / 1_000, works, pauses));
    case 'h':
    case 'min':
    case 's': {
      const size = { h: HOUR, min: MINUTE, s: SECOND }[unit];
      return new Date(afterCounting(from, (thousandths * size) / 1_000, () => true, pauses));
    }
  }
}

/** The moment at which `ms` of working time are over. */
export function oracleAddWorking(start: Date, ms: number): Date {
  return new Date(afterCounting(start.getTime(), ms, works, []));
}

/** Milliseconds of working time from one moment to another. */
export function oracleWorking(from: Date, to: Date): number {
  let sum = 0;
  for (let now = from.getTime(); now < to.getTime();) {
    const minute = Math.floor((now - FIRST) / MINUTE);
    const next = Math.min(FIRST + (minute + 1) * MINUTE, to.getTime());
    if (works(minute)) sum += next - now;
    now = next;
  }
  return sum;
}

/** When a share of the time to `due` is used, in the clock's own unit; never after `due`. */
export function oracleShare(start: Date, due: Date, share: number, unit: OracleUnit): Date {
  if (due <= start) return due;
  if (unit === 'wd' || unit === 'wh') {
    const used = oracleAddWorking(start, Math.ceil(oracleWorking(start, due) * share));
    return used < due ? used : due;
  }
  // Of natural days the first counted one begins at midnight.
  const from = unit === 'd' ? FIRST + (dayOf(start.getTime()) + 1) * DAY : start.getTime();
  const at = Math.round(from + (due.getTime() - from) * share);
  return new Date(Math.min(at, due.getTime()));
}

/** Goes on minute by minute (the first may be cut by the start) until `ms` have been counted. */
function afterCounting(
  start: number,
  ms: number,
  counts: (minute: number) => boolean,
  pauses: readonly Pause[],
): number {
  const edges = pauses.flatMap(({ from, to }) => [from.getTime(), to.getTime()]);
  let now = start;
  let left = ms;
  for (;;) {
    const minute = Math.floor((now - FIRST) / MINUTE);
    let next = FIRST + (minute + 1) * MINUTE;
    for (const edge of edges) if (now < edge && edge < next) next = edge;
    if (counts(minute) && !pauses.some(({ from, to }) => from.getTime() <= now && now < to.getTime())) {
      if (left <= next - now) return now + left;
      left -= next - now;
    }
    now = next;
  }
}

/** 24:00 of the last of so many days; the day of the start is not one of them. */
function afterDays(start: number, days: number, counts: (day: number) => boolean): number {
  let day = dayOf(start);
  for (let left = days; left > 0;) {
    day++;
    if (counts(day)) left--;
  }
  return FIRST + (day + 1) * DAY;
}

/** The days that count, after the one on which a pause began and up to the one on which it ended. */
function creditDays(pauses: readonly Pause[], counts: (day: number) => boolean): number {
  let credit = 0;
  for (const { from, to } of pauses) {
    for (let day = dayOf(from.getTime()) + 1; day <= dayOf(to.getTime()); day++) if (counts(day)) credit++;
  }
  return credit;
}
