import { addDays, shanghaiDate, shanghaiMidnight } from '../domain/calendar';

/** `2026-03-02`, `2026年3月2日`, `2026/3/2`, perhaps with `下午3:20`. */
export const MOMENT =
  /(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?(?![\d日]|\s*的)(?:\s*(上午|早上|中午|下午|晚上)?\s*(\d{1,2})[:：点时](\d{2})?)?/u;

/** 读时刻: the first date in a text, with its time of day when one is told; undefined when there is none. */
export function momentIn(text: string): { readonly at: Date; readonly hasTime: boolean } | undefined {
  const match = MOMENT.exec(text);
  if (!match) return undefined;
  const [, year = '', month = '', day = '', half = '', hour, minute = '0'] = match;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const hours = Number(hour ?? 0) + (/[中下晚]/u.test(half) && Number(hour) < 12 && hour !== '11' ? 12 : 0);
  const midnight = shanghaiMidnight(date);
  // 31 February would be read as a day of March.
  const isDate = !Number.isNaN(midnight.getTime()) && shanghaiDate(midnight) === date;
  if (!isDate || hours > 23 || Number(minute) > 59) return undefined;
  const at = new Date(midnight.getTime() + (hours * 60 + Number(minute)) * 60_000);
  return { at, hasTime: hour !== undefined };
}

/** `至2026-04-02`: a day without a time of day lasts until 24:00. */
export function endIn(text: string): Date | undefined {
  const moment = momentIn(text);
  if (!moment || moment.hasTime) return moment?.at;
  return shanghaiMidnight(addDays(shanghaiDate(moment.at), 1));
}
