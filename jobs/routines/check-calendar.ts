import { calendarEnd, warningRound } from '../../src/domain/calendar-end';
import { peopleWith } from '../../src/domain/org';
import { nextAt } from '../../src/domain/recurrence';
import { calendarEndText } from '../../src/wecom/copy-routines';
import type { Routine } from './routine';
import { tell } from './tell';

/** 工作日历检查 (6.5): HEAD and SYSADM are told in time which year is to be entered. On natural days: it watches the calendar. */
export const checkCalendar: Routine = {
  name: 'check-calendar',
  next: (after, { daily }) => nextAt(after, daily.at),

  async run(parts) {
    const end = calendarEnd(parts.clock.now(), parts.rules.calendar);
    const round = warningRound(end);
    if (round === undefined) return;
    parts.log.warn({ ...end }, 'the calendar ends');
    const org = parts.org();
    const to = [...peopleWith(org, 'HEAD'), ...peopleWith(org, 'SYSADM')].map(({ userId }) => userId);
    // By its round and not by its day: once a week, also when a day was missed.
    await tell(parts, { key: `calendar-${end.year}-${round}`, to, content: calendarEndText(end) });
  },
};
