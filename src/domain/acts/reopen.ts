import { movedClocks, startStageClock, startStatutoryClock } from '../clocks';
import { voidedBy, type Complaint } from '../complaint';
import type { DomainEvent } from '../events';
import { foldAll } from '../fold';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import type { Context } from './context';

export interface Reopen {
  readonly type: 'reopen';
  /** 新事实、新理由. */
  readonly reason: string;
  /** When the new material was received: the statutory term starts anew from it (L6). */
  readonly materialAt: Date;
}

/** 重新调查 (T13, L6): new facts or reasons; another cycle, C0 from receipt of the new material, C3. */
export function reopen(complaint: Complaint, act: Reopen, by: Person, context: Context): Ruling {
  const { at } = context;
  if (isBlank(act.reason)) return refuse('reason_missing', { rule: 'T13' });
  const isSound =
    act.materialAt.getTime() <= at.getTime() && act.materialAt.getTime() >= complaint.receivedAt.getTime();
  if (!isSound) return refuse('received_in_future', { rule: 'L6' });
  const { reason, materialAt } = act;
  return rule(
    againFrom(complaint, materialAt, { type: 'reopened', by: by.userId, at, reason, materialAt }, context),
  );
}

/** The statutory term from a moment on, with what follows it (C9), and the investigation's from now. */
export function againFrom(
  complaint: Complaint,
  from: Date,
  event: DomainEvent & { type: 'reopened' | 'verification_overturned' },
  { at, rules }: Context,
): DomainEvent {
  const { voids, stops } = voidedBy(complaint);
  const c0 = startStatutoryClock(complaint, from, rules);
  const plain = {
    ...event,
    voids,
    stops: [...stops, ...(event.stops ?? []), 'C0', 'C5', 'C8'],
    starts: [c0],
  };
  const restarted = foldAll(complaint, [plain]);
  const c3 = startStageClock(restarted, 'C3', at, rules.investigate, rules);
  return { ...plain, starts: [c0, c3], moves: movedClocks(restarted, rules) };
}

export interface Redo {
  readonly type: 'redo';
  readonly reason: string;
}

/** 重做方案 (T14): the remedy is missing or poor and nothing is new; another cycle, C4, and C0 is not restarted. */
export function redo(complaint: Complaint, act: Redo, by: Person, { at, rules }: Context): Ruling {
  if (isBlank(act.reason)) return refuse('reason_missing', { rule: 'T14' });
  const { voids, stops } = voidedBy(complaint, ['closing']);
  return rule({
    type: 'redone',
    by: by.userId,
    at,
    reason: act.reason,
    voids,
    stops: [...stops, 'C5'],
    starts: [startStageClock(complaint, 'C4', at, rules.resolve, rules)],
  });
}
