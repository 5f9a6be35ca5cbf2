import type { Clock } from './complaint';
import { refuse, type Refusal } from './ruling';

/** 补录 (R5, R58): what is entered after it happened keeps its true moment, and beside it the moment of the entry. */
export interface HappenedAt {
  /** The true moment; now when none is told. */
  readonly happenedAt?: Date;
}

/** True moment of what was done; `enteredAt` where it was entered later. */
export function momentsOf(
  { happenedAt }: HappenedAt,
  now: Date,
): { readonly at: Date; readonly enteredAt?: Date } {
  if (!happenedAt || happenedAt.getTime() === now.getTime()) return { at: now };
  return { at: happenedAt, enteredAt: now };
}

/** Not after now, and not before what it follows; undefined when it can have happened then. */
export function impossible(
  { happenedAt }: HappenedAt,
  since: Date,
  now: Date,
  rule: string,
): Refusal | undefined {
  if (!happenedAt) return undefined;
  // A moment that is none compares as neither.
  const isSound = happenedAt.getTime() <= now.getTime() && happenedAt.getTime() >= since.getTime();
  return isSound ? undefined : refuse('moment_impossible', { rule, at: since });
}

/** The later of two moments. */
export function later(a: Date, b: Date): Date {
  return a.getTime() >= b.getTime() ? a : b;
}

/** The moments at which clocks truly stopped, by clock id; nothing when it was entered as it happened. */
export function stoppedAt(
  clocks: readonly (Pick<Clock, 'id'> | undefined)[],
  moment: Date,
  now: Date,
): { readonly stopsAt?: Readonly<Record<string, Date>> } {
  if (moment.getTime() === now.getTime()) return {};
  return { stopsAt: Object.fromEntries(clocks.flatMap((clock) => (clock ? [[clock.id, moment]] : []))) };
}

/** 更正超时: missed as far as was known when the stop was entered, and kept in truth. */
export function isBreachCorrected({ dueAt, stoppedAt: stop, enteredAt }: Clock): boolean {
  return stop !== undefined && enteredAt !== undefined && stop < dueAt && enteredAt >= dueAt;
}
