import { lastWeekly } from './recurrence';
import type { Rules } from './rules';

/** 周 of the summary: after one cut-off, up to and with the next, so that weeks leave nothing out and count nothing twice. */
export interface Week {
  readonly from: Date;
  readonly to: Date;
}

type Cutting = Pick<Rules, 'weekly' | 'calendar'>;

/** 本周至今. Throws UncoveredYear. */
export function weekUpTo(to: Date, { weekly, calendar }: Cutting): Week {
  return { from: lastWeekly(new Date(to.getTime() - 1), weekly.at, calendar), to };
}

/** The last week that was cut off. Throws UncoveredYear. */
export function lastWeek(now: Date, rules: Cutting): Week {
  return weekUpTo(lastWeekly(now, rules.weekly.at, rules.calendar), rules);
}

export function isWithin(at: Date | undefined, { from, to }: Week): boolean {
  return at !== undefined && at.getTime() > from.getTime() && at.getTime() <= to.getTime();
}
