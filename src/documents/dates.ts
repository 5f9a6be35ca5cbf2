import { shanghaiDate, showDue, showMoment } from '../domain/calendar';

/** `2026年3月2日`, in Shanghai: documents outlive their year, so they say it. */
export function day(at: Date): string {
  const [year, month, date] = shanghaiDate(at).split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** `2026年3月2日 09:30`. */
export function minute(at: Date): string {
  return `${yearOf(at)}年${showMoment(at)}`;
}

/** `2026年3月2日 09:30（2026年3月3日 10:00 补录）`: the true moment, and that of a later entry (R5). */
export function happened({ at, enteredAt }: { readonly at: Date; readonly enteredAt?: Date }): string {
  return enteredAt ? `${minute(at)}（${minute(enteredAt)} 补录）` : minute(at);
}

/** `2026年3月17日 24:00` for the end of a day. */
export function until(at: Date): string {
  const lastMoment = new Date(at.getTime() - 1);
  return `${yearOf(lastMoment)}年${showDue(at)}`;
}

function yearOf(at: Date): string {
  return shanghaiDate(at).slice(0, 4);
}
