import { movedClocks } from '../clocks';
import type { Complaint } from '../complaint';
import { rule, type Ruling } from '../ruling';
import type { CalendarInForce } from '../rules';
import type { Context } from './context';

/** 日历变更重算 (6.5): the running clocks whose due is another one by the calendar now in force; nothing where none moved. */
export function recount(
  complaint: Complaint,
  calendar: CalendarInForce,
  { at, rules }: Pick<Context, 'at' | 'rules'>,
): Ruling {
  const moves = movedClocks(complaint, rules);
  if (moves.length === 0) return rule();
  const was = complaint.clocks
    .filter(({ id }) => moves.some((move) => move.id === id))
    .map(({ id, dueAt }) => ({ id, dueAt }));
  return rule({ type: 'calendar_changed', by: 'system', at, calendar, was, moves });
}
