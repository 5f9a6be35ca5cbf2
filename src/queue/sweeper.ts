import { LANES, type Claimed, type Claims, type Clock, type Lane } from '../desk/ports';

/** Work claimed and not finished after this long is claimed again: an emptied Redis costs no more (the reconcile sweep). */
export const LEASE_MS = 15_000;
const BATCH = 200;
/** While Redis is away it is asked this often: it is back long before a lease ends. */
const AGAIN_MS = 1_000;
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
  /** Whether a failure to put only says that Redis is away. */
  readonly isOutage: (error: unknown) => boolean;
  readonly onError: (lane: Lane | 'sleep', error: unknown) => void;
}

/**
 * 巡查: takes what waits in MongoDB and puts it on the queue (decision 4). It decides nothing and acts on nothing. What
 * cannot be put because Redis is away is given back; any other row that is lost on the way is taken again when its lease ends.
 * No lane waits for another, however much stands in it.
 */
export function createSweeper(parts: SweeperParts): Sweeper {
  const lanes = LANES.map((lane) => sweeperOf(lane, parts));
  return {
    start: () => lanes.forEach(({ start }) => start()),
    wake: () => lanes.forEach(({ wake }) => wake()),
    stop: async () => {
      await Promise.all(lanes.map(({ stop }) => stop()));
    },
  };
}

function sweeperOf(lane: Lane, parts: SweeperParts): Sweeper {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = true;
  /** Redis is away: what is given back would only wake us again and again. */
  let resting = false;
  let timer: NodeJS.Timeout | undefined;

  const round = async (): Promise<void> => {
    let isThere: boolean;
    do {
      again = false;
      isThere = await sweep(lane, parts);
      // A wake that came while we swept asks for one more round.
    } while (isThere && isAsked());
    if (stopped) return;
    resting = !isThere;
    timer = setTimeout(rise, isThere ? await sleepMs(lane, parts) : AGAIN_MS);
  };
  const isAsked = () => again && !stopped;

  const rise = (): void => {
    resting = false;
    wake();
  };

  const wake = (): void => {
    if (stopped || resting) return;
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
      rise();
    },
    wake,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
      clearTimeout(timer);
    },
  };
}

/** Until nothing waits in the lane. Gives whether Redis is there. */
async function sweep(lane: Lane, parts: SweeperParts): Promise<boolean> {
  const { claims, clock, onError } = parts;
  try {
    for (;;) {
      const now = clock.now();
      const claimed = await claims.claim(lane, now, BATCH, LEASE_MS);
      const left = await putAll(lane, claimed, parts);
      if (left.length > 0) {
        await claims.giveBack(lane, left, new Date(now.getTime() + LEASE_MS), now);
        return false;
      }
      if (claimed.length < BATCH) return true;
    }
  } catch (error) {
    onError(lane, error);
    return true;
  }
}

/** Gives the ids of those that found no Redis. */
async function putAll(
  lane: Lane,
  claimed: readonly Claimed[],
  { put, isOutage, onError }: SweeperParts,
): Promise<readonly string[]> {
  const outcomes = await Promise.allSettled(claimed.map((each) => put(lane, each)));
  const failures = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome : undefined));
  const [first] = failures.filter((failure) => failure !== undefined);
  if (first) onError(lane, first.reason);
  return claimed.flatMap(({ id }, at) => (failures[at] && isOutage(failures[at].reason) ? [id] : []));
}

/** Deadlines are due at a moment of their own; whatever else waits was announced. */
async function sleepMs(lane: Lane, { claims, clock, onError }: SweeperParts): Promise<number> {
  if (lane !== 'deadlines') return MAX_SLEEP_MS;
  try {
    const nearest = await claims.nearestDeadline();
    if (!nearest) return MAX_SLEEP_MS;
    return Math.min(MAX_SLEEP_MS, Math.max(1, nearest.getTime() - clock.now().getTime()));
  } catch (error) {
    onError('sleep', error);
    return MAX_SLEEP_MS;
  }
}
