import { movedClocks } from '../clocks';
import { runningClock, type Complaint } from '../complaint';
import type { DomainEvent } from '../events';
import { foldAll } from '../fold';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import type { Context } from './context';

export interface AwaitPapers {
  readonly type: 'await_papers';
  readonly what: string;
}
export interface ReceivePapers {
  readonly type: 'receive_papers';
}

/** 等投诉人补材料 (6.5): pauses the stage's clock, never C0. Only what the bank does not hold may be asked for (L9). */
export function awaitPapers(complaint: Complaint, act: AwaitPapers, by: Person, { at }: Context): Ruling {
  if (complaint.waitsForPapers) return refuse('asked_already', { rule: 'C3' });
  if (isBlank(act.what)) return refuse('text_missing', { rule: 'L9' });
  const pauses = (['C3', 'C4'] as const).flatMap((kind) => runningClock(complaint, kind)?.id ?? []);
  return rule({ type: 'papers_awaited', by: by.userId, at, what: act.what, pauses });
}

/** 材料已到: the stage's clock goes on. */
export function receivePapers(complaint: Complaint, by: Person, context: Context): Ruling {
  const { events } = goOn(complaint, by, context);
  return events.length > 0 ? rule(...events) : refuse('papers_not_awaited', { rule: 'C3' });
}

/** Whoever goes on without the papers waits no longer. Gives the case with that done. */
export function goOn(
  complaint: Complaint,
  by: Person,
  { at, rules }: Context,
): { readonly complaint: Complaint; readonly events: readonly DomainEvent[] } {
  if (!complaint.waitsForPapers) return { complaint, events: [] };
  const resumes = (['C3', 'C4'] as const).flatMap((kind) => runningClock(complaint, kind)?.id ?? []);
  const plain: DomainEvent = { type: 'papers_received', by: by.userId, at, resumes };
  const event: DomainEvent = { ...plain, moves: movedClocks(foldAll(complaint, [plain]), rules) };
  return { complaint: foldAll(complaint, [event]), events: [event] };
}
