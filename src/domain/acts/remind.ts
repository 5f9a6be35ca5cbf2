import { isPaused, openApprovals, type Complaint } from '../complaint';
import { latestOf, recipientsOf, SUSPENSION, thresholdOf } from '../escalation';
import type { Threshold } from '../escalation-table';
import type { EventOf } from '../events';
import { passesUpTo } from '../passing-up';
import { refuse, rule, type Ruling } from '../ruling';
import { taskNoOf } from '../tasks';
import type { TimeContext } from './context';
import { resumeByTime } from './suspend';
import { taskByTime } from './task-by-time';

export interface Remind {
  readonly type: 'remind';
  readonly clockId: string;
  readonly threshold: string;
}

/** 催办与升级 (section 7): a threshold was reached while the clock still runs. Told once; every escalation is an event. */
export function remind(complaint: Complaint, act: Remind, context: TimeContext): Ruling {
  if (act.clockId === SUSPENSION) return resumeByTime(complaint, context);
  const taskNo = taskNoOf(act.clockId);
  if (taskNo !== undefined) return taskByTime(complaint, taskNo, act.threshold, context);
  const { at, org, rules } = context;
  const clock = complaint.clocks.find(({ id }) => id === act.clockId);
  if (!clock || clock.stoppedAt || isPaused(clock)) return refuse('clock_stopped');

  const threshold = thresholdOf(complaint, clock, act.threshold, rules);
  const name = threshold && latestOf(clock, threshold, act.threshold, at, rules);
  if (!name || clock.fired.includes(name)) return refuse('clock_stopped');
  return rule({
    type: 'escalated',
    by: 'system',
    at,
    clockId: clock.id,
    kind: clock.kind,
    threshold: name,
    urgent: threshold.mode === 'call',
    breached: at.getTime() >= clock.dueAt.getTime(),
    to: recipientsOf(threshold, clock, complaint, org),
    dueAt: clock.dueAt,
    ...passedUp(complaint, clock.id, threshold),
  });
}

/** 越级 (C6): a row that turns to the level above gives it the right to sign as well, where it may have it. */
function passedUp(
  complaint: Complaint,
  clockId: string,
  { to }: Threshold,
): Pick<EventOf<'escalated'>, 'passes'> {
  if (!to.includes('next_up')) return {};
  const approval = openApprovals(complaint).find((each) => each.clockId === clockId);
  const role = approval && passesUpTo(approval);
  return role ? { passes: { no: approval.no, to: role } } : {};
}
