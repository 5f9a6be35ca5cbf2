import { addDays, shanghaiDate, shanghaiMidnight } from '../domain/calendar';

/** `2026-03-02`, `2026年3月2日`, `2026/3/2`, perhaps with `下午3:20` or `下午3点半`. */
export const MOMENT =
  /(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?(?![\d日]|\s*的)(?:\s*(凌晨|上午|早上|中午|下午|晚上)?\s*(\d{1,2})[:：点时](\d{2}|半)?)?/u;

/** 读时刻: the first date in a text, with its time of day when one is told; undefined when there is none. */
export function momentIn(text: string): { readonly at: Date; readonly hasTime: boolean } | undefined {
  const match = MOMENT.exec(text);
  if (!match) return undefined;
  const [, year = '', month = '', day = '', half = '', hour, minute = '0'] = match;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const hours = Number(hour ?? 0) + (/[中下晚]/u.test(half) && Number(hour) < 12 && hour !== '11' ? 12 : 0);
  const minutes = minute === '半' ? 30 : Number(minute);
  const midnight = shanghaiMidnight(date);
  // 31 February would be read as a day of March.
  const isDate = !Number.isNaN(midnight.getTime()) && shanghaiDate(midnight) === date;
  if (!isDate || hours > 23 || minutes > 59) return undefined;
  const at = new Date(midnight.getTime() + (hours * 60 + minutes) * 60_000);
  return { at, hasTime: hour !== undefined };
}

/** `至2026-04-02`: a day without a time of day lasts until 24:00. */
export function endIn(text: string): Date | undefined {
  const moment = momentIn(text);
  if (!moment || moment.hasTime) return moment?.at;
  return shanghaiMidnight(addDays(shanghaiDate(moment.at), 1));
}

const DAYS_AGO: Readonly<Record<string, number>> = { 今: 0, 昨: 1, 前: 2 };
/** `时间：昨天 15:20`, `告知时间：3月2日 下午3点`, `时间：15:20`: what a label is followed by, when no year is written. */
const SHORT_DAY =
  /(时间\s*[:：]\s*)(?:([今昨前])[天日]|(\d{1,2})月(\d{1,2})日|(?=\D{0,3}\d{1,2}[:：点时]))/gu;

/** 写明年月日: the day a moment is told by, counted from the day it is written on; what is confirmed tomorrow stays the same. */
export function dated(text: string, now: Date): string {
  const today = shanghaiDate(now);
  return text.replace(SHORT_DAY, (_all, label: string, ago?: string, month?: string, day?: string) => {
    if (month === undefined || day === undefined)
      return `${label}${addDays(today, -(DAYS_AGO[ago ?? '今'] ?? 0))} `;
    const sameYear = `${today.slice(0, 4)}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const year = Number(today.slice(0, 4)) - (sameYear > today ? 1 : 0);
    return `${label}${year}${sameYear.slice(4)} `;
  });
}

/** 补录的时刻: taken out of a sentence; `at` is missing where a label is followed by no day with a time of day. */
export interface ToldMoment {
  readonly isTold: boolean;
  readonly at?: Date;
  readonly rest: string;
}

/** `时间：2026-03-02 15:20`, with the words before it (`告知`) that say of what. */
export function toldMoment(text: string, of = ''): ToldMoment {
  const label = new RegExp(`[\\s,，;；、]*${of}时间\\s*[:：]\\s*(?:${MOMENT.source})?`, 'gu');
  const found = [...text.matchAll(label)];
  // Told again, the later one counts: it was asked for.
  const [at] = found
    .flatMap(([words]) => momentIn(words) ?? [])
    .flatMap(({ at: moment, hasTime }) => (hasTime ? [moment] : []))
    .slice(-1);
  return { isTold: found.length > 0, ...(at && { at }), rest: text.replace(label, '；') };
}
