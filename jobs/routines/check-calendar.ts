import { calendarEnd, warningRound } from '../../src/domain/calendar-end';
import { nextAt } from '../../src/domain/recurrence';
import { calendarEndText } from '../../src/wecom/copy-routines';
import type { Routine } from './routine';
import { calendarKeepers, tell } from './tell';

/** 工作日历检查 (6.5): HEAD and SYSADM are told in time which year is to be entered. On natural days: it watches the calendar. */
export const checkCalendar: Routine = {
  name: 'check-calendar',
  next: (after, { daily }) => nextAt(after, daily.at),

  async run(parts) {
    const end = calendarEnd(parts.clock.now(), parts.rules.calendar);
    const round = warningRound(end);
    if (round === undefined) return;
    parts.log.warn({ ...end }, 'the calendar ends');
    // By its round and not by its day: once a week, also when a day was missed.
    await tell(parts, {
      key: `calendar-${end.year}-${round}`,
      to: calendarKeepers(parts.org()),
      content: calendarEndText(end),
    });
  },
};
