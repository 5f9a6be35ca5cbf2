import * as fc from 'fast-check';
import { loadRules } from '../../config/rules';
import { UncoveredYear } from '../../src/domain/calendar';
import { startStageClock } from '../../src/domain/clocks';
import type { Clock, Complaint } from '../../src/domain/complaint';
import type { Duration } from '../../src/domain/duration';
import { addWorkingMs, atShare, dueAfter, workingMs } from '../../src/domain/working-time';
import {
  BeyondTable,
  END,
  FIRST,
  oracleAddWorking,
  oracleDue,
  oracleShare,
  oracleWorking,
  type OracleUnit,
} from '../support/clock-oracle';

/**
 * The clock arithmetic against the clock that counts every minute. `npm test` tries some hundred cases of each,
 * `npm run prove` a million in all.
 */
export interface ClockProperty {
  readonly says: string;
  /** Tries so many cases; what differed, with its seed and the smallest such case, or undefined. */
  readonly differs: (options: { readonly seed: number; readonly numRuns: number }) => string | undefined;
}

const { rules } = loadRules('config/rules.yaml');
const { calendar } = rules;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Any minute of the two years, often with odd seconds, and more of the last weeks, where the calendar ends. */
const moments = fc
  .tuple(
    fc.oneof(
      { weight: 9, arbitrary: fc.nat({ max: (END - FIRST) / MINUTE - 1 }) },
      { weight: 1, arbitrary: fc.nat({ max: 20 * 24 * 60 }).map((n) => (END - FIRST) / MINUTE - 1 - n) },
    ),
    fc.oneof(
      fc.constant(0),
      fc.nat({ max: 59 }).map((n) => n * 1_000),
      fc.nat({ max: MINUTE - 1 }),
    ),
  )
  .map(([minute, ms]) => new Date(FIRST + minute * MINUTE + ms));

/** A length in thousandths of its unit, whole ones often. */
interface Length {
  readonly thousandths: number;
  readonly unit: OracleUnit;
}
const whole = (unit: OracleUnit, max: number): fc.Arbitrary<Length> =>
  fc.integer({ min: 1, max }).map((n) => ({ thousandths: n * 1_000, unit }));
const broken = (unit: OracleUnit, max: number): fc.Arbitrary<Length> =>
  fc.integer({ min: 1, max: max * 1_000 }).map((thousandths) => ({ thousandths, unit }));
const LENGTHS = {
  wd: whole('wd', 30),
  wh: fc.oneof(whole('wh', 40), broken('wh', 40)),
  d: whole('d', 60),
  h: fc.oneof(whole('h', 100), broken('h', 100)),
  min: fc.oneof(whole('min', 3_000), broken('min', 600)),
  s: fc.oneof(whole('s', 90_000), broken('s', 600)),
};
const anyLength = fc.oneof(LENGTHS.wd, LENGTHS.wh, LENGTHS.d, LENGTHS.h, LENGTHS.min);
interface Gap {
  readonly after: number;
  readonly lasts: number;
}
const gaps: fc.Arbitrary<readonly Gap[]> = fc.array(
  fc.record({ after: fc.nat({ max: 5 * 24 * 60 }), lasts: fc.nat({ max: 20 * 24 * 60 }) }),
  { maxLength: 3 },
);
const shares = fc.constantFrom(0.5, 0.8, 7 / 15, 11 / 15, 0.1, 1);

const durationOf = ({ thousandths, unit }: Length): Duration => ({ amount: thousandths / 1_000, unit });

const due = (unit: keyof typeof LENGTHS): ClockProperty =>
  property(`${unit} 到期`, fc.record({ start: moments, length: LENGTHS[unit] }), ({ start, length }) => [
    () => dueAfter(start, durationOf(length), calendar),
    () => oracleDue(start, length.thousandths, length.unit),
  ]);

export const CLOCK_PROPERTIES: readonly ClockProperty[] = [
  due('wd'),
  due('wh'),
  due('d'),
  due('h'),
  due('min'),
  due('s'),
  property(
    '加工作时间',
    fc.record({ start: moments, ms: fc.nat({ max: 30 * 60 * MINUTE }) }),
    ({ start, ms }) => [() => addWorkingMs(start, ms, calendar), () => oracleAddWorking(start, ms)],
  ),
  property(
    '两刻之间的工作时间',
    fc.record({ from: moments, length: fc.integer({ min: -DAY, max: 30 * DAY }) }),
    (each) => {
      const to = new Date(each.from.getTime() + each.length);
      return [() => workingMs(each.from, to, calendar), () => oracleWorking(each.from, to)];
    },
  ),
  property(
    '用去几成的时刻',
    // A due may be cut, as that of a stage is by the statutory limit.
    fc.record({
      start: moments,
      length: anyLength,
      share: shares,
      cut: fc.oneof(fc.constant(0), fc.nat({ max: 3_000 })),
    }),
    ({ start, length, share, cut }) => {
      const end = (whole: Date): Date => new Date(whole.getTime() - cut * MINUTE);
      return [
        () =>
          atShare(start, end(dueAfter(start, durationOf(length), calendar)), share, length.unit, calendar),
        () => oracleShare(start, end(oracleDue(start, length.thousandths, length.unit)), share, length.unit),
      ];
    },
  ),
  property(
    '环节时限不晚于法定期限前两天',
    fc.record({
      received: moments,
      later: fc.nat({ max: 20 * 24 * 60 }),
      kind: fc.constantFrom('C3' as const, 'C4' as const),
      length: LENGTHS.wd,
    }),
    ({ received, later, kind, length }) => {
      const start = new Date(received.getTime() + later * MINUTE);
      const c0 = oracleDue(received, 15_000, 'd');
      return [
        () => startStageClock(withStatutory(received, c0), kind, start, durationOf(length), rules).dueAt,
        () => earlierOf(oracleDue(start, length.thousandths, 'wd'), new Date(c0.getTime() - 2 * DAY)),
      ];
    },
  ),
  property(
    '暂停与恢复后的到期',
    fc.record({ start: moments, length: fc.oneof(LENGTHS.wd, LENGTHS.wh, LENGTHS.d, LENGTHS.h), gaps }),
    ({ start, length, gaps }) => {
      const pauses = () => pausesFrom(start, length, gaps);
      return [
        () => dueAfter(start, durationOf(length), calendar, pauses()),
        () => oracleDue(start, length.thousandths, length.unit, pauses()),
      ];
    },
  ),
];

/** Pauses one after the other (T15, T16), each some minutes after the one before; one that begins too late is none. */
function pausesFrom(
  start: Date,
  { thousandths, unit }: Length,
  list: readonly Gap[],
): { from: Date; to: Date }[] {
  const pauses: { from: Date; to: Date }[] = [];
  let now = start;
  for (const { after, lasts } of list) {
    const from = new Date(now.getTime() + after * MINUTE);
    if (from >= oracleDue(start, thousandths, unit, pauses)) break;
    now = new Date(from.getTime() + lasts * MINUTE);
    pauses.push({ from, to: now });
  }
  return pauses;
}

/** Both give the same, or both say that the calendar does not reach so far. */
function property<T>(
  says: string,
  cases: fc.Arbitrary<T>,
  ask: (each: T) => readonly [ours: () => Date | number, oracles: () => Date | number],
): ClockProperty {
  const compare = fc.property(cases, (each) => {
    const [ours, oracles] = ask(each).map(outcome);
    if (ours !== oracles) throw new Error(`代码 ${String(ours)}，对照 ${String(oracles)}`);
  });
  return {
    says,
    differs: (options) => {
      const { failed, seed, counterexample, errorInstance } = fc.check(compare, options);
      if (!failed) return undefined;
      return `种子 ${seed}，缩到最小 ${fc.stringify(counterexample?.[0])}：${(errorInstance as Error).message}`;
    },
  };
}

function outcome(answer: () => Date | number): string {
  try {
    const value = answer();
    return value instanceof Date ? value.toISOString() : String(value);
  } catch (error) {
    if (error instanceof UncoveredYear || error instanceof BeyondTable) return '日历未覆盖';
    throw error;
  }
}

function earlierOf(a: Date, b: Date): Date {
  return a < b ? a : b;
}

/** As much of a case as a stage clock asks for. */
function withStatutory(receivedAt: Date, dueAt: Date): Complaint {
  const c0: Clock = {
    id: 'C0-1',
    kind: 'C0',
    startAt: receivedAt,
    duration: { amount: 15, unit: 'd' },
    dueAt,
    pauses: [],
    fired: [],
  };
  return { clocks: [c0] as readonly Clock[] } as Complaint;
}
