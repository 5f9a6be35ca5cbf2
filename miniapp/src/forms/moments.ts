import { shanghai, two } from '../due';

/** `2026-03-02 17:30`: what the wheels turn, in Shanghai. */
export function pickerOf(ms: number): string {
  const at = shanghai(ms);
  if (!at) return '';
  return `${at.year}-${two(at.month)}-${two(at.day)} ${two(at.hour)}:${two(at.minute)}`;
}

/** The same moment as an ISO text; '' when it is none. */
export function isoOf(picked: string): string {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})$/u.exec(picked) ?? [];
  const ms = Date.parse(`${day}T${time}:00+08:00`);
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString();
}
