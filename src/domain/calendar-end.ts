import { shanghaiDate, type Calendar } from './calendar';

/** 日历将尽 (6.5): the first year that is not loaded and verified, and the days until it begins; none or fewer once it has. */
export interface CalendarEnd {
  readonly year: number;
  readonly daysLeft: number;
}

const DAY_MS = 86_400_000;

export function calendarEnd(now: Date, calendar: Calendar): CalendarEnd {
  const today = shanghaiDate(now);
  let year = Number(today.slice(0, 4));
  while (calendar.covers(year)) year++;
  return { year, daysLeft: (Date.parse(`${year}-01-01`) - Date.parse(today)) / DAY_MS };
}

const TOLD_FROM_DAYS = 60;
const DAILY_FROM_DAYS = 10;

/** 提醒轮次: once a week from 60 days before, once a day in the last 10 and after; undefined while there is time. */
export function warningRound({ daysLeft }: CalendarEnd): string | undefined {
  if (daysLeft > TOLD_FROM_DAYS) return undefined;
  if (daysLeft <= DAILY_FROM_DAYS) return `day${daysLeft}`;
  return `week${Math.floor((TOLD_FROM_DAYS - daysLeft) / 7)}`;
}
