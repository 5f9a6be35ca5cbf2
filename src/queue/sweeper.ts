import { LANES, type Claimed, type Claims, type Clock, type Lane } from '../desk/ports';

/** Work claimed and not finished after this long is claimed again: an emptied Redis costs no more (the reconcile sweep). */
export const LEASE_MS = 15_000;
const BATCH = 200;
/** The timer sleeps at most this long, so a deadline moved nearer by another process is seen in time. */
const MAX_SLEEP_MS = 1_000;

export interface Sweeper {
  start(): void;
  /** Something new may be there: look now. */
  wake(): void;
  stop(): Promise<void>;
}

export interface SweeperParts {
  readonly claims: Claims;
  readonly clock: Clock;
  readonly put: (lane: Lane, claimed: Claimed) => Promise<void>;
  readonly onError: (lane: Lane | 'sleep', error: unknown) => void;
}

/**
 * 巡查: takes what waits in MongoDB and puts it on the queue (decision 4). It decides nothing and acts on nothing; a row
 * it cannot put stays claimed and is taken again when the lease ends.
 */
export function createSweeper(parts: SweeperParts): Sweeper {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = true;
  let timer: NodeJS.Timeout | undefined;

  const sweepLane = async (lane: Lane): Promise<void> => {
    try {
      for (;;) {
        const claimed = await parts.claims.claim(lane, parts.clock.now(), BATCH, LEASE_MS);
        await Promise.all(
          claimed.map((each) => parts.put(lane, each).catch((error: unknown) => parts.onError(lane, error))),
        );
        if (claimed.length < BATCH) return;
      }
    } catch (error) {
      parts.onError(lane, error);
    }
  };

  const sleepMs = async (): Promise<number> => {
    try {
      const nearest = await parts.claims.nearestDeadline();
      if (!nearest) return MAX_SLEEP_MS;
      return Math.min(MAX_SLEEP_MS, Math.max(1, nearest.getTime() - parts.clock.now().getTime()));
    } catch (error) {
      parts.onError('sleep', error);
      return MAX_SLEEP_MS;
    }
  };

  const round = async (): Promise<void> => {
    do {
      again = false;
      await Promise.all(LANES.map(sweepLane));
      // A wake that came while we swept asks for one more round.
    } while (isAsked());
    if (!stopped) timer = setTimeout(wake, await sleepMs());
  };
  const isAsked = () => again && !stopped;

  const wake = (): void => {
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    clearTimeout(timer);
    running = round().finally(() => {
      running = undefined;
      if (again) wake();
    });
  };

  return {
    start: () => {
      stopped = false;
      wake();
    },
    wake,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
