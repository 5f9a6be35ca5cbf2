import { UncoveredYear } from '../domain/calendar';
import type { Complaint } from '../domain/complaint';
import type { Rules } from '../domain/rules';
import { refuse, type Refusal } from '../domain/ruling';
import { weekUpTo, type Week } from '../domain/week';
import { counted, EMPTY_TALLY, type Tally } from '../domain/weekly';
import type { Transaction } from './ports';

/** 周报 of a week that goes on (R31). */
export interface Weekly {
  weekSoFar(): Promise<{ readonly week: Week; readonly tally: Tally } | Refusal>;
}

export function weeklyOf({
  tx,
  at,
  rules,
}: {
  readonly tx: Transaction;
  readonly at: Date;
  readonly rules: Rules;
}): Weekly {
  return {
    weekSoFar: async () => {
      try {
        const week = weekUpTo(at, rules);
        return { week, tally: await tallyOf(tx.weekCases(week), week) };
      } catch (error) {
        if (error instanceof UncoveredYear) return refuse('calendar_uncovered', { year: error.year });
        throw error;
      }
    },
  };
}

/** One case in hand at a time: a bank may have more of them than fit in memory. */
export async function tallyOf(cases: AsyncIterable<Complaint>, week: Week): Promise<Tally> {
  let tally = EMPTY_TALLY;
  for await (const complaint of cases) tally = counted(tally, complaint, week);
  return tally;
}
