/**
 * 时限长度: a number and its unit. `wd` working day (工作日), `wh` working hour (工作小时), `d` natural day (自然日),
 * `h` `min` `s` elapsed clock time. Written `5wd`, `2wh`, `15d`, `30min`, `20s` in the rules file.
 */
export type DurationUnit = 'wd' | 'wh' | 'd' | 'h' | 'min' | 's';
export interface Duration {
  readonly amount: number;
  readonly unit: DurationUnit;
}

/** Reads `5wd`; undefined when it is no duration, not positive, or a broken number of days. */
export function parseDuration(text: string): Duration | undefined {
  const match = /^(\d{1,6}(?:\.\d{1,3})?)(wd|wh|d|h|min|s)$/.exec(text.trim());
  if (!match) return undefined;
  const amount = Number(match[1]);
  const unit = match[2] as DurationUnit;
  if (amount <= 0) return undefined;
  if ((unit === 'wd' || unit === 'd') && !Number.isInteger(amount)) return undefined;
  return { amount, unit };
}

const MS = { d: 86_400_000, h: 3_600_000, min: 60_000, s: 1_000 } as const;

/** Elapsed milliseconds of a duration that no calendar is needed for; undefined for working time. */
export function elapsedMs({ amount, unit }: Duration): number | undefined {
  return unit === 'wd' || unit === 'wh' ? undefined : amount * MS[unit];
}

/** The moment that long after another; working time counts for nothing here. */
export function elapsedAfter(at: Date, duration: Duration): Date {
  return new Date(at.getTime() + (elapsedMs(duration) ?? 0));
}
