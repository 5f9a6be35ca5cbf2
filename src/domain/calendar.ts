/** 工作日历: working time by an official yearly table with make-up days (调休). */
export interface Calendar {
  /** Fingerprint of the table of days. */
  readonly version: string;
  /** Working periods of a working day in minutes after midnight, e.g. [[540, 720], [810, 1050]]. */
  readonly workHours: readonly (readonly [number, number])[];
  /** `date` is YYYY-MM-DD in Asia/Shanghai. Throws UncoveredYear when the year is not loaded and verified. */
  isWorkday(date: string): boolean;
  /** Whether a year is loaded and verified. */
  covers(year: number): boolean;
}

/** One year of the State Council's notice (国务院办公厅放假通知). `off` holds every day off that is no plain weekend. */
export interface CalendarYear {
  readonly year: number;
  readonly notice: string;
  readonly verified: boolean;
  readonly off: ReadonlySet<string>;
  readonly makeUp: ReadonlySet<string>;
}

/** 日历未覆盖: working time cannot be counted in this year; guessing plain weekends would be wrong (6.5). */
export class UncoveredYear extends Error {
  override readonly name = 'UncoveredYear';

  constructor(readonly year: number) {
    super(
      `工作日历没有 ${year} 年：请把国务院办公厅 ${year} 年放假通知写进制度参数文件的 calendar，核对后标记 verified: true`,
    );
  }
}

export function calendarOf(input: {
  readonly version: string;
  readonly workHours: Calendar['workHours'];
  readonly years: readonly CalendarYear[];
}): Calendar {
  const years = new Map(input.years.filter(({ verified }) => verified).map((year) => [year.year, year]));
  return {
    version: input.version,
    workHours: input.workHours,
    covers: (year) => years.has(year),
    isWorkday: (date) => {
      const number = Number(date.slice(0, 4));
      const year = years.get(number);
      if (!year) throw new UncoveredYear(number);
      if (year.makeUp.has(date)) return true;
      return !year.off.has(date) && !isWeekend(date);
    },
  };
}

const DAY_MS = 86_400_000;
/** Asia/Shanghai has been UTC+8 without summer time since 1991, so plain arithmetic is exact. */
const SHANGHAI_MS = 8 * 3_600_000;

function isWeekend(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return day === 0 || day === 6;
}

/** Written once each: dates are counted through day by day. */
const DATES = new Map<number, string>();

function dateOf(day: number): string {
  const known = DATES.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
  DATES.set(day, date);
  return date;
}

/** The date in Shanghai, YYYY-MM-DD. */
export function shanghaiDate(at: Date): string {
  return dateOf(Math.floor((at.getTime() + SHANGHAI_MS) / DAY_MS));
}

/** 00:00 of a date in Shanghai. */
export function shanghaiMidnight(date: string): Date {
  return new Date(Date.parse(`${date}T00:00:00Z`) - SHANGHAI_MS);
}

/** The date `days` later (or earlier). */
export function addDays(date: string, days: number): string {
  return dateOf(Date.parse(`${date}T00:00:00Z`) / DAY_MS + days);
}

/** `11月24日 09:30`, for people. */
export function showMoment(at: Date): string {
  const text = new Date(at.getTime() + SHANGHAI_MS).toISOString();
  return `${Number(text.slice(5, 7))}月${Number(text.slice(8, 10))}日 ${text.slice(11, 16)}`;
}

/** `11月24日 24:00` for the end of a day, which people take for the next day when it is written 00:00. */
export function showDue(at: Date): string {
  const lastMoment = new Date(at.getTime() - 1);
  return shanghaiDate(lastMoment) === shanghaiDate(at)
    ? showMoment(at)
    : `${showMoment(lastMoment).slice(0, -5)}24:00`;
}
