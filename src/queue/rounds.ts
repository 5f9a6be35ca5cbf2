/** While Redis is away it is asked this often: what waits is late by no more when it returns. */
const AGAIN_MS = 300;

/** What a look came to. */
export type Found = 'all' | 'more' | 'no_redis';

export interface Rounds {
  start(): void;
  /** Something new may be there: look now. */
  wake(): void;
  stop(): Promise<void>;
}

/** 巡视: looks again and again: when woken, but `gapMs` after the last look, and at the latest after `sleepMs`. */
export function roundsOf(
  look: () => Promise<Found>,
  gapMs: number,
  sleepMs: () => number | Promise<number>,
): Rounds {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = true;
  /** Redis is away: what is given back would only wake us again and again. */
  let resting = false;
  let lookedAt = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  let timerAt = Infinity;

  const round = async (): Promise<void> => {
    let found: Found;
    do {
      again = false;
      lookedAt = performance.now();
      found = await look();
      resting = found === 'no_redis';
    } while (found === 'more' && !stopped);
    alarm(resting ? AGAIN_MS : await sleepMs());
  };

  /** The next look, unless an earlier one is set. */
  const alarm = (ms: number): void => {
    const at = performance.now() + ms;
    if (stopped || at >= timerAt) return;
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(rise, ms);
  };

  const rise = (): void => {
    if (stopped || running) return;
    clearTimeout(timer);
    timerAt = Infinity;
    running = round().finally(() => {
      running = undefined;
      // A wake that came while we looked asks for one more look.
      if (again && !resting) alarm(gapMs);
    });
  };

  return {
    start: () => {
      stopped = false;
      rise();
    },
    wake: () => {
      if (stopped || resting) return;
      if (running) again = true;
      else alarm(Math.max(0, lookedAt + gapMs - performance.now()));
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
