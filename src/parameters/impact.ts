import { UncoveredYear } from '../domain/calendar';
import type { Clock, Complaint } from '../domain/complaint';
import { dueUnder } from '../domain/due-under';
import type { Rules } from '../domain/rules';

/** A running clock as it is and as it would be. */
export interface ClockImpact {
  readonly clock: Clock;
  readonly wouldBeDue: Date;
  readonly moves: boolean;
  /** `at_once`: in time now, and late the moment the parameters were used. */
  readonly late: 'no' | 'already' | 'at_once' | 'no_longer';
}

/** 对一件在办投诉的影响; `uncovered` is the year the new calendar lacks. */
export interface CaseImpact {
  readonly complaint: Complaint;
  readonly clocks: readonly ClockImpact[];
  readonly uncovered?: number;
}

export function impactOn(complaint: Complaint, rules: Rules, now: Date): CaseImpact {
  try {
    const clocks = dueUnder(complaint, rules).map(({ clock, dueAt }) => ({
      clock,
      wouldBeDue: dueAt,
      moves: dueAt.getTime() !== clock.dueAt.getTime(),
      late: lateness(clock.dueAt <= now, dueAt <= now),
    }));
    return { complaint, clocks };
  } catch (error) {
    if (!(error instanceof UncoveredYear)) throw error;
    return { complaint, clocks: [], uncovered: error.year };
  }
}

function lateness(is: boolean, wouldBe: boolean): ClockImpact['late'] {
  if (is) return wouldBe ? 'already' : 'no_longer';
  return wouldBe ? 'at_once' : 'no';
}

/** 合计. */
export interface Summary {
  readonly cases: number;
  readonly moved: number;
  readonly lateAtOnce: number;
  readonly uncovered: number;
}

export const NOTHING: Summary = { cases: 0, moved: 0, lateAtOnce: 0, uncovered: 0 };

export function plus(sum: Summary, { clocks, uncovered }: CaseImpact): Summary {
  return {
    cases: sum.cases + 1,
    moved: sum.moved + clocks.filter(({ moves }) => moves).length,
    lateAtOnce: sum.lateAtOnce + clocks.filter(({ late }) => late === 'at_once').length,
    uncovered: sum.uncovered + (uncovered === undefined ? 0 : 1),
  };
}
