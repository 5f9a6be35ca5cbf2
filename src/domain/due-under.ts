import { LIMIT } from './acts/open-approval';
import { effectiveDue, ownDue } from './clocks';
import { runningClock, type Clock, type Complaint } from './complaint';
import type { Duration } from './duration';
import type { Rules } from './rules';

/** A running clock beside its due time under other rules. */
export interface DueUnder {
  readonly clock: Clock;
  readonly dueAt: Date;
}

/**
 * 假如改用新参数: every running clock of a case, from the same start and with the same pauses, as if these rules had been
 * in force (R70 keeps the case's own; this only foretells). Throws UncoveredYear.
 */
export function dueUnder(complaint: Complaint, rules: Rules): readonly DueUnder[] {
  const under = (clock: Clock): Clock => ({ ...clock, duration: durationOf(clock, complaint, rules) });
  const statutory = runningClock(complaint, 'C0');
  // The statutory limit first: the stages end before it.
  const c0 = statutory && { dueAt: ownDue(under(statutory), rules) };
  return complaint.clocks
    .filter((clock) => !clock.stoppedAt)
    .map((clock) => ({ clock, dueAt: effectiveDue(under(clock), c0, rules) }));
}

function durationOf(clock: Clock, complaint: Complaint, rules: Rules): Duration {
  switch (clock.kind) {
    case 'C0':
      return rules.statutory.tiers[clock.tier ?? 1];
    case 'C1':
      return complaint.classification?.level === 'major' ? rules.response.major : rules.response.normal;
    case 'C2':
      return rules.classify;
    case 'C3':
      return rules.investigate;
    case 'C4':
      return rules.resolve;
    case 'C5':
      return rules.followUp.due;
    case 'C6': {
      const asked = complaint.approvals.find(({ clockId }) => clockId === clock.id);
      return asked ? rules.approval[LIMIT[asked.role]] : clock.duration;
    }
    case 'C7':
      return rules.emergency.backfill;
    case 'C8':
      return rules.verification.answer;
    case 'C9':
      // What the regulator's letter states is no parameter of ours.
      return clock.followsC0 ? rules.statutory.transferReserve : clock.duration;
  }
}
