import { UncoveredYear } from '../domain/calendar';
import type { Clock, Complaint } from '../domain/complaint';
import { movedClocks } from '../domain/clocks';
import { dueUnder, type DueUnder } from '../domain/due-under';
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

/** 假如改用新参数: every running clock (R70 keeps the case's own). */
export function impactOn(complaint: Complaint, rules: Rules, now: Date): CaseImpact {
  return impactOf(complaint, now, () => dueUnder(complaint, rules));
}

/** 日历变更会做的 (6.5): the clocks that `recount` will move. `rules` are the case's own, on the new calendar. */
export function recountOf(complaint: Complaint, rules: Rules, now: Date): CaseImpact {
  return impactOf(complaint, now, () => {
    const moves = new Map(movedClocks(complaint, rules).map(({ id, dueAt }) => [id, dueAt]));
    return complaint.clocks.flatMap((clock) => {
      const dueAt = moves.get(clock.id);
      return dueAt ? [{ clock, dueAt }] : [];
    });
  });
}

function impactOf(complaint: Complaint, now: Date, dues: () => readonly DueUnder[]): CaseImpact {
  try {
    const clocks = dues().map(({ clock, dueAt }) => ({
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
