import type { Claimed, Clock } from '../desk/ports';

/** A held row is looked at this often at least: a clock may be moved. */
const MAX_SLEEP_MS = 1_000;
const BATCH = 200;
const ENOUGH = 1_000;

/** Taken before its moment. */
export interface Held extends Claimed {
  readonly dueAt: Date;
  readonly leasedUntil: Date;
}

export interface Hold {
  keep(more: readonly Held[]): void;
  isFull(): boolean;
  /** The clock may have moved: look now. */
  wake(): void;
  /** Resolves to what waits still. */
  stop(): Promise<readonly Held[]>;
}

/** 候时: what was taken ahead waits here for its moment and is passed on then, with nothing to ask of any store before. */
export function createHold(clock: Clock, pass: (due: readonly Held[]) => Promise<void>): Hold {
  /** The nearest first. */
  let held: Held[] = [];
  let stopped = false;
  let passing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const alarm = (): void => {
    clearTimeout(timer);
    const [nearest] = held;
    if (!nearest || stopped || passing) return;
    const ms = nearest.dueAt.getTime() - clock.now().getTime();
    timer = setTimeout(rise, Math.min(MAX_SLEEP_MS, Math.max(0, ms)));
  };

  const rise = (): void => {
    passing = passAll().finally(() => {
      passing = undefined;
      alarm();
    });
  };

  const passAll = async (): Promise<void> => {
    for (let due = taken(); due.length > 0; due = taken()) await pass(due);
  };

  const taken = (): readonly Held[] => {
    const now = clock.now();
    const later = held.findIndex(({ dueAt }) => dueAt > now);
    return held.splice(0, Math.min(BATCH, later === -1 ? held.length : later));
  };

  return {
    keep: (more) => {
      held = [...held, ...more].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
      alarm();
    },
    isFull: () => held.length >= ENOUGH,
    wake: alarm,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await passing;
      return held;
    },
  };
}
