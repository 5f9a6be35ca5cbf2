import { addDays, shanghaiDate, shanghaiMidnight, type Calendar } from '../../src/domain/calendar';
import type { Clock } from '../../src/domain/complaint';
import { elapsedMs, type Duration } from '../../src/domain/duration';
import type { Explanation, WhyLine } from '../../src/domain/why';
import { rules } from './builders';

type LineOf<Is extends WhyLine['is']> = Extract<WhyLine, { is: Is }>;

export function lines<Is extends WhyLine['is']>({ lines: all }: Explanation, is: Is): readonly LineOf<Is>[] {
  return all.filter((line): line is LineOf<Is> => line.is === is);
}

/**
 * 各行相加: the due to which the lines of an explanation add up, by adding and nothing else. Throws when a sum is wrong;
 * undefined for a clock that waits.
 */
export function sumOf(explanation: Explanation, { calendar } = rules): Date | undefined {
  const { clock } = explanation;
  const [waits] = lines(explanation, 'waiting');
  const own = clock.followsC0 ? undefined : ownSum(explanation, calendar, waits?.left);
  if (waits) return undefined;

  const [due] = lines(explanation, 'due');
  const [cap] = [...lines(explanation, 'cap'), ...lines(explanation, 'follows')];
  const capped = cap && cap.c0.getTime() - (elapsedMs(cap.reserve) ?? NaN);
  same(cap?.at.getTime(), capped);
  same(lines(explanation, 'own')[0]?.at.getTime(), own);
  const [sum, by] = earliest(own, capped, cap?.is);
  same(due?.at.getTime(), sum);
  same(due?.by, by);
  return new Date(sum);
}

/** A clock without a due of its own ends at the cap; a stage at the earlier of the two. */
function earliest(own: number | undefined, cap: number | undefined, is: string | undefined) {
  if (own === undefined) return [cap ?? NaN, is] as const;
  return cap !== undefined && cap < own ? ([cap, is] as const) : ([own, 'own'] as const);
}

/** Moment at which the days or the stretches end; with `left`, those that remain make the limit full. */
function ownSum(explanation: Explanation, calendar: Calendar, left = 0): number {
  const [limit] = lines(explanation, 'limit');
  const [start] = lines(explanation, 'start');
  const [days] = lines(explanation, 'days');
  if (!limit || !start) throw new Error('no limit or no start');
  if (!days) return stretchSum(explanation, limit.duration, start.at, left);

  same(days.counted + left, limit.duration.amount);
  same(days.from, shanghaiDate(start.at));
  const { counted, weekend, holiday, paused } = days;
  same(days.last, addDays(days.from, counted + weekend + holiday + paused));
  same(daysCredited(explanation), paused);
  sameKinds(days, limit.duration, explanation.clock, calendar);
  return shanghaiMidnight(addDays(days.last, 1)).getTime();
}

function daysCredited(explanation: Explanation): number {
  return lines(explanation, 'pause').reduce(
    (sum, { credit }) => sum + (credit.unit === 'days' ? credit.days : NaN),
    0,
  );
}

/** The kinds once more, day by day and by the calendar alone. */
function sameKinds(days: LineOf<'days'>, { unit }: Duration, { pauses }: Clock, calendar: Calendar): void {
  const tally = { counted: 0, makeUp: 0, weekend: 0, holiday: 0, paused: 0 };
  for (let date = addDays(days.from, 1); date <= days.last; date = addDays(date, 1)) {
    const isPaused = pauses.some(
      ({ from, to }) => to && shanghaiDate(from) < date && date <= shanghaiDate(to),
    );
    const isWork = unit === 'd' || calendar.isWorkday(date);
    const isWeekend = [0, 6].includes(new Date(date).getUTCDay());
    if (isPaused) tally.paused++;
    else if (isWork) tally.counted++;
    else tally[isWeekend ? 'weekend' : 'holiday']++;
    if (!isPaused && isWork && isWeekend && unit === 'wd') tally.makeUp++;
  }
  for (const kind of Object.keys(tally) as (keyof typeof tally)[]) same(days[kind], tally[kind]);
}

/** Stretches follow one another, none is empty, and together they are the limit. */
function stretchSum(explanation: Explanation, limit: Duration, start: Date, left: number): number {
  let last = start.getTime();
  let sum = 0;
  for (const { from, to } of lines(explanation, 'stretch')) {
    if (from.getTime() < last || to <= from) throw new Error('stretches out of order');
    for (const pause of explanation.clock.pauses)
      if (pause.to && pause.from < to && from < pause.to) throw new Error('counted in a pause');
    sum += to.getTime() - from.getTime();
    last = to.getTime();
  }
  same(sum + left, elapsedMs(limit) ?? limit.amount * 3_600_000);
  if (limit.unit !== 'wh' && left === 0) {
    const credited = lines(explanation, 'pause').map(({ credit }) =>
      credit.unit === 'ms' ? credit.ms : NaN,
    );
    same(
      last,
      credited.reduce((total, ms) => total + ms, start.getTime() + sum),
    );
  }
  return last;
}

function same(found: unknown, expected: unknown): void {
  if (found !== expected) throw new Error(`${String(found)} is not ${String(expected)}`);
}
