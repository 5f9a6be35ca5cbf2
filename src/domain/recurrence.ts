import { addDays, shanghaiDate, shanghaiMidnight } from './calendar';

const MINUTE_MS = 60_000;

/**
 * 例行时刻: the next moment after `after` at `minute` of a day in Shanghai, of the days that count: all, or working days
 * (`calendar.isWorkday`, which throws UncoveredYear).
 */
export function nextAt(after: Date, minute: number, counts: (date: string) => boolean = () => true): Date {
  for (let date = shanghaiDate(after); ; date = addDays(date, 1)) {
    const at = new Date(shanghaiMidnight(date).getTime() + minute * MINUTE_MS);
    if (at.getTime() > after.getTime() && counts(date)) return at;
  }
}
