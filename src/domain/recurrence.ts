import { addDays, shanghaiDate, shanghaiMidnight, type Calendar } from './calendar';

const MINUTE_MS = 60_000;

/**
 * 例行时刻: the next moment after `after` at `minute` of a day in Shanghai, of the days that count: all, or working days
 * (`calendar.isWorkday`, which throws UncoveredYear).
 */
export function nextAt(after: Date, minute: number, counts: (date: string) => boolean = () => true): Date {
  for (let date = shanghaiDate(after); ; date = addDays(date, 1)) {
    const at = momentOf(date, minute);
    if (at.getTime() > after.getTime() && counts(date)) return at;
  }
}

/**
 * 每周例行时刻: the next moment after `after` at `minute` of a week's last working day (Monday to Sunday); a week without one
 * is skipped. Throws UncoveredYear.
 */
export function nextWeekly(after: Date, minute: number, calendar: Pick<Calendar, 'isWorkday'>): Date {
  for (let monday = mondayOf(after); ; monday = addDays(monday, 7)) {
    const at = turnOf(monday, minute, calendar);
    if (at && at.getTime() > after.getTime()) return at;
  }
}

/** The latest of these moments that is not after `until`. Throws UncoveredYear. */
export function lastWeekly(until: Date, minute: number, calendar: Pick<Calendar, 'isWorkday'>): Date {
  for (let monday = mondayOf(until); ; monday = addDays(monday, -7)) {
    const at = turnOf(monday, minute, calendar);
    if (at && at.getTime() <= until.getTime()) return at;
  }
}

function turnOf(
  monday: string,
  minute: number,
  { isWorkday }: Pick<Calendar, 'isWorkday'>,
): Date | undefined {
  const last = [6, 5, 4, 3, 2, 1, 0].map((days) => addDays(monday, days)).find(isWorkday);
  return last === undefined ? undefined : momentOf(last, minute);
}

function mondayOf(at: Date): string {
  const date = shanghaiDate(at);
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
  return addDays(date, 1 - weekday);
}

function momentOf(date: string, minute: number): Date {
  return new Date(shanghaiMidnight(date).getTime() + minute * MINUTE_MS);
}
