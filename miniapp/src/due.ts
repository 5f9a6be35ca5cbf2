import type { Due } from './api/types';
import { DUE } from './copy/dues';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** 到期的说法: how pressing it is says the service; how long it is until then is reckoned here. */
export function sayDue(
  { at, tone }: Pick<Due, 'tone'> & { readonly at?: string | undefined },
  now: number,
): string {
  if (tone === 'paused' || at === undefined) return DUE.paused;
  const left = Date.parse(at) - now;
  return tone === 'over' || left <= 0 ? DUE.over(spanOf(Math.max(-left, 0))) : DUE.left(spanOf(left));
}

/** `3 天`, `5 小时`, `12 分钟`: the largest unit, rounded down, so that nobody is told more time than there is. */
export function spanOf(ms: number): string {
  if (ms >= 2 * DAY) return DUE.days(Math.floor(ms / DAY));
  if (ms >= HOUR) return DUE.hours(Math.floor(ms / HOUR));
  return ms < MINUTE ? DUE.instant : DUE.minutes(Math.floor(ms / MINUTE));
}

/** `3月2日 17:30` in Shanghai, whatever the phone is set to; with the year when it is another. */
export function showMoment(iso: string, now: number): string {
  const at = shanghai(Date.parse(iso));
  if (!at) return '';
  const year = at.year === shanghai(now)?.year ? undefined : at.year;
  return DUE.moment(year, at.month, at.day, `${two(at.hour)}:${two(at.minute)}`);
}

/** 到期的时刻: the end of a day is its 24:00, as the cards and documents say it. */
export function showUntil(iso: string, now: number): string {
  const ms = Date.parse(iso);
  const at = shanghai(ms);
  if (!at || at.hour > 0 || at.minute > 0) return showMoment(iso, now);
  return showMoment(new Date(ms - MINUTE).toISOString(), now).replace('23:59', '24:00');
}

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** No daylight saving: Shanghai is eight hours ahead all year. */
export function shanghai(ms: number): Parts | undefined {
  if (Number.isNaN(ms)) return undefined;
  const at = new Date(ms + 8 * HOUR);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
  };
}

export function two(value: number): string {
  return String(value).padStart(2, '0');
}
