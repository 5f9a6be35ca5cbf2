import type { Clock, ClockKind, Complaint, Tier } from './complaint';
import { isPaused, runningClock } from './complaint';
import type { Duration } from './duration';
import type { ClockMove, ClockStart } from './events';
import type { Rules } from './rules';
import { dueAfter, earlier, minusDuration } from './working-time';

/** 办理时钟 (6.5): when each is due, and what moves it. */

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
  const dueAt = dueAfter(startAt, duration, rules.calendar);
  return { id: nextId(complaint, kind), kind, startAt, duration, dueAt };
}

/** 法定期限 C0 (L1): 15 days at first, from receipt of the complaint or of the new material (T13, T20). */
export function startStatutoryClock(
  complaint: Complaint | undefined,
  startAt: Date,
  rules: Rules,
): ClockStart {
  return { ...startClock(complaint, 'C0', startAt, rules.statutory.tiers[1], rules), tier: 1 };
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
  return { ...own, dueAt: effectiveDue({ ...own, pauses: [] }, runningClock(complaint, 'C0'), rules) };
}

/**
 * 监管转办时限 C9: what the regulator's letter states (as days from its receipt), else C0 minus a reserve, wherever C0 moves.
 */
export function startTransferClock(
  startAt: Date,
  stated: Duration | undefined,
  c0: ClockStart,
  rules: Rules,
): ClockStart {
  if (stated) return startClock(undefined, 'C9', startAt, stated, rules);
  const duration = rules.statutory.transferReserve;
  return {
    id: 'C9-1',
    kind: 'C9',
    startAt,
    duration,
    dueAt: minusDuration(c0.dueAt, duration),
    followsC0: true,
  };
}

/** The same clock with another duration from the same start: C1 of a case found to be major. */
export function restartClock(clock: Clock, duration: Duration, rules: Rules): ClockStart {
  const dueAt = dueAfter(clock.startAt, duration, rules.calendar, clock.pauses);
  return { id: clock.id, kind: clock.kind, startAt: clock.startAt, duration, dueAt };
}

type Counted = Pick<Clock, 'kind' | 'startAt' | 'duration' | 'dueAt' | 'pauses' | 'followsC0'>;

/** 自身到期: by the clock's own duration and pauses, before any other clock is looked at. */
export function ownDue(clock: Pick<Counted, 'startAt' | 'duration' | 'pauses'>, rules: Rules): Date {
  return dueAfter(clock.startAt, clock.duration, rules.calendar, clock.pauses);
}

/**
 * 实际到期 (6.5): a stage never ends later than C0 minus the reserve; a C9 without a date of its own follows C0, and stays
 * where it was when C0 has stopped.
 */
export function effectiveDue(clock: Counted, c0: Pick<Clock, 'dueAt'> | undefined, rules: Rules): Date {
  if (clock.followsC0) return c0 ? minusDuration(c0.dueAt, clock.duration) : clock.dueAt;
  const own = ownDue(clock, rules);
  const isStage = clock.kind === 'C3' || clock.kind === 'C4';
  return isStage && c0 ? earlier(own, minusDuration(c0.dueAt, rules.statutory.reserve)) : own;
}

/** 延期 (T21): C0 under the next of its terms, from the same start and with the same pauses. */
export function extendedClock(c0: Clock, tier: Tier, rules: Rules): ClockMove {
  const duration = rules.statutory.tiers[tier];
  return { id: c0.id, duration, tier, dueAt: ownDue({ ...c0, duration }, rules) };
}

/**
 * 重算 (6.5): the clocks whose due is another one now, after a pause ended, C0 was extended or restarted. `complaint` is
 * the case with that done. A paused clock is left alone: it has no due until it goes on.
 */
export function movedClocks(complaint: Complaint, rules: Rules): readonly ClockMove[] {
  const c0 = runningClock(complaint, 'C0');
  const dueOfC0 = c0 && !isPaused(c0) ? { ...c0, dueAt: ownDue(c0, rules) } : c0;
  return complaint.clocks
    .filter((clock) => !clock.stoppedAt && !isPaused(clock))
    .map((clock) => ({ id: clock.id, was: clock.dueAt, dueAt: effectiveDue(clock, dueOfC0, rules) }))
    .filter(({ was, dueAt }) => was.getTime() !== dueAt.getTime())
    .map(({ id, dueAt }) => ({ id, dueAt }));
}
