import type { Clock, ClockKind, Complaint } from './complaint';
import type { ClockStart } from './events';
import { runningClock } from './complaint';
import type { Duration } from './duration';
import type { Rules } from './rules';
import { dueAfter, earlier, minusDuration } from './working-time';

function nextId(complaint: Complaint | undefined, kind: ClockKind): string {
  const before = complaint?.clocks.filter((clock) => clock.kind === kind).length ?? 0;
  return `${kind}-${before + 1}`;
}

/** Starts a clock that ends by its own duration. */
export function startClock(
  complaint: Complaint | undefined,
  kind: ClockKind,
  startAt: Date,
  duration: Duration,
  rules: Rules,
): ClockStart {
  return {
    id: nextId(complaint, kind),
    kind,
    startAt,
    duration,
    dueAt: dueAfter(startAt, duration, rules.calendar),
  };
}

/** 环节时限 C3, C4 (6.5): the earlier of the stage's own due and C0 minus the reserve. */
export function startStageClock(
  complaint: Complaint,
  kind: 'C3' | 'C4',
  startAt: Date,
  duration: Duration,
  rules: Rules,
): ClockStart {
  const own = startClock(complaint, kind, startAt, duration, rules);
  const statutory = runningClock(complaint, 'C0');
  if (!statutory) return own;
  return { ...own, dueAt: earlier(own.dueAt, minusDuration(statutory.dueAt, rules.statutory.reserve)) };
}

/** The same clock with another duration from the same start: C1 of a case found to be major. */
export function restartClock(clock: Clock, duration: Duration, rules: Rules): ClockStart {
  return {
    id: clock.id,
    kind: clock.kind,
    startAt: clock.startAt,
    duration,
    dueAt: dueAfter(clock.startAt, duration, rules.calendar),
  };
}
