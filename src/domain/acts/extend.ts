import { extendedClock, movedClocks } from '../clocks';
import { runningClock, type Approval, type Clock, type Complaint } from '../complaint';
import { nextDocument } from '../documents';
import type { DomainEvent } from '../events';
import { foldAll } from '../fold';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Refusal, type Ruling } from '../ruling';
import type { Context } from './context';
import { ask, requestOf } from './request';

export interface Extend {
  readonly type: 'extend';
  readonly ground: string;
}

/** 提请延期 (T21, L1): to 30 days by HEAD, to 60 by EXEC; before the running due date. */
export function extend(complaint: Complaint, act: Extend, by: Person, context: Context): Ruling {
  if (isBlank(act.ground)) return refuse('ground_missing', { rule: 'L1' });
  const c0 = extendable(complaint, context);
  if ('refused' in c0) return c0;
  const tier = c0.tier === 2 ? 3 : 2;
  const role = tier === 3 ? 'EXEC' : 'HEAD';
  return ask(complaint, { kind: 'extend', tier, ground: act.ground }, { gates: ['G5'], role }, by, context);
}

/** 延期 (T21): C0 gets its next term, the stages that depend on it move along, and the complainant is to be told the same day. */
export function extended(complaint: Complaint, approval: Approval, by: Person, context: Context): Ruling {
  const { at, rules } = context;
  const request = requestOf(complaint, approval.no, 'extend');
  const c0 = extendable(complaint, context);
  if ('refused' in c0) return c0;
  if (!request || request.tier !== (c0.tier ?? 1) + 1) return refuse('no_longer_tier', { rule: 'L1' });

  const moved = extendedClock(c0, request.tier, rules);
  const plain: DomainEvent = {
    type: 'extended',
    by: by.userId,
    at,
    extension: { no: approval.no, tier: request.tier, at, dueBefore: c0.dueAt, dueAt: moved.dueAt },
    moves: [moved],
    document: nextDocument(complaint, 'ZT', at),
  };
  const others = movedClocks(foldAll(complaint, [plain]), rules).filter(({ id }) => id !== c0.id);
  return rule({ ...plain, moves: [moved, ...others] });
}

/** The running C0, while it can still be extended: too late stays too late (example 5). */
function extendable(complaint: Complaint, { at }: Context): Clock | Refusal {
  const c0 = runningClock(complaint, 'C0');
  if (!c0) return refuse('clock_stopped', { rule: 'T21' });
  if (c0.tier === 3) return refuse('no_longer_tier', { rule: 'L1' });
  if (complaint.state !== 'SUSPENDED' && at.getTime() >= c0.dueAt.getTime())
    return refuse('too_late', { rule: 'T21', at: c0.dueAt });
  return c0;
}
