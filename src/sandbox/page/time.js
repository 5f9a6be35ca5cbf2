const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];
const two = (number) => String(number).padStart(2, '0');

/** Shanghai keeps UTC+8 all year, so its wall clock is UTC read eight hours later. */
const wall = (at) => new Date(at + SHANGHAI_MS);

export const timeOf = (at) => `${two(wall(at).getUTCHours())}:${two(wall(at).getUTCMinutes())}`;
export const timeWithSeconds = (at) => `${timeOf(at)}:${two(wall(at).getUTCSeconds())}`;
export const weekdayOf = (at) => WEEKDAYS[wall(at).getUTCDay()];
export const dateOf = (at) =>
  `${wall(at).getUTCFullYear()}年${wall(at).getUTCMonth() + 1}月${wall(at).getUTCDate()}日`;

const dayNumber = (at) => Math.floor((at + SHANGHAI_MS) / DAY_MS);

/** How a chat names a moment: today by the time alone, older ones with their day. */
export function momentOf(at, now) {
  const days = dayNumber(now) - dayNumber(at);
  if (days === 0) return timeOf(at);
  if (days === 1) return `昨天 ${timeOf(at)}`;
  const day = `${wall(at).getUTCMonth() + 1}月${wall(at).getUTCDate()}日`;
  const year =
    wall(at).getUTCFullYear() === wall(now).getUTCFullYear() ? '' : `${wall(at).getUTCFullYear()}年`;
  return `${year}${day} ${timeOf(at)}`;
}

/** 下一个工作日 9:00, by the week alone: public holidays are the service's to know. */
export function untilNextWorkday(now) {
  let day = dayNumber(now) + 1;
  const isWeekend = () => [0, 6].includes(new Date(day * DAY_MS).getUTCDay());
  while (isWeekend()) day += 1;
  return Math.ceil(day * DAY_MS + 9 * 3_600_000 - SHANGHAI_MS - now);
}

/** 01:05, how long a call has lasted. */
export function minutesAndSeconds(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

/** 3 天 2 小时, at most two units. */
export function spanOf(ms) {
  const minutes = Math.round(ms / 60_000);
  const parts = [
    [Math.floor(minutes / 1440), '天'],
    [Math.floor(minutes / 60) % 24, '小时'],
    [minutes % 60, '分钟'],
  ].filter(([count]) => count > 0);
  return parts.length === 0
    ? '不到 1 分钟'
    : parts
        .slice(0, 2)
        .map(([count, unit]) => `${count} ${unit}`)
        .join(' ');
}
