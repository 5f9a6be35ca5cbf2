import type { Due } from './api/types';

/** 到期: said by a word and a colour, never by colour alone. */
export interface DueSaid {
  readonly tone: 'over' | 'soon' | 'fine' | 'paused';
  readonly words: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** What is left of a clock when it becomes pressing: a fifth of it, as the ladders of the rules have it, or two hours. */
const PRESSING = { share: 0.2, atLeastMs: 2 * HOUR };

export function sayDue({ startAt, dueAt, paused }: Due, now: number): DueSaid {
  if (paused) return { tone: 'paused', words: '暂停计算' };
  const due = Date.parse(dueAt);
  const left = due - now;
  if (left <= 0) return { tone: 'over', words: `已超时 ${spanOf(-left)}` };
  const pressing = Math.max((due - Date.parse(startAt)) * PRESSING.share, PRESSING.atLeastMs);
  return { tone: left <= pressing ? 'soon' : 'fine', words: `还剩 ${spanOf(left)}` };
}

/** `3 天`, `5 小时`, `12 分钟`: the largest unit, rounded down, so that nobody is told more time than there is. */
export function spanOf(ms: number): string {
  if (ms >= 2 * DAY) return `${Math.floor(ms / DAY)} 天`;
  if (ms >= HOUR) return `${Math.floor(ms / HOUR)} 小时`;
  return ms < MINUTE ? '不到 1 分钟' : `${Math.floor(ms / MINUTE)} 分钟`;
}

/** `3月2日 17:30` in Shanghai, whatever the phone is set to; with the year when it is another. */
export function showMoment(iso: string, now: number): string {
  const at = shanghai(Date.parse(iso));
  if (!at) return '';
  const year = at.year === shanghai(now)?.year ? '' : `${at.year}年`;
  return `${year}${at.month}月${at.day}日 ${two(at.hour)}:${two(at.minute)}`;
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
