import { tallyOf } from '../../src/desk/weekly';
import { shanghaiDate } from '../../src/domain/calendar';
import { nextWeekly } from '../../src/domain/recurrence';
import { lastWeek } from '../../src/domain/week';
import { weeklyFor, weeklyReaders } from '../../src/domain/weekly';
import { weeklyGroupText, weeklyText } from '../../src/wecom/copy-weekly';
import { tellGroup } from '../group-message';
import type { Routine } from './routine';
import { tell } from './tell';

/** 周报 (R31, section 7): on the last working day of a week its figures and its agenda go to those who lead; the figures to the group. */
export const weeklySummary: Routine = {
  name: 'weekly-summary',
  next: (after, { weekly, calendar }) => nextWeekly(after, weekly.at, calendar),

  async run(parts) {
    // Of the cut-off, however late it is told; after weeks of silence of the last one.
    const week = lastWeek(parts.clock.now(), parts.rules);
    const tally = await tallyOf(parts.weekCases(week), week);
    const key = `weekly-${shanghaiDate(week.to)}`;
    const org = parts.org();
    for (const person of weeklyReaders(org)) {
      const view = weeklyFor(person, tally, org);
      if (view) await tell(parts, { key, to: [person.userId], content: weeklyText(view, week, org) });
    }
    await tellGroup(parts, `${key}-g`, weeklyGroupText(tally.bank, week));
  },
};
