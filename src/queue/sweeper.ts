import { LANES, type Claimed, type Claims, type Clock, type Lane } from '../desk/ports';

/** Work claimed and not finished after this long is claimed again: an emptied Redis costs no more (the reconcile sweep). */
export const LEASE_MS = 15_000;
const BATCH = 200;
/** While Redis is away it is asked this often: it is back long before a lease ends. */
const AGAIN_MS = 1_000;
/** What nobody sits waiting for is looked at no more often than this, however often we are woken. */
const GAP_MS = 250;
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
 * Deadlines and what is urgent have rounds of their own: neither waits for what else there is to do.
 */
export function createSweeper(parts: SweeperParts): Sweeper {
  const others = LANES.filter(
    (lane) => lane !== 'deadlines' && !URGENT.includes(lane) && !CHAT.includes(lane),
  );
  const always = () => MAX_SLEEP_MS;
  const rounds = [
    roundsOf(['deadlines'], parts, GAP_MS, () => untilNearest(parts)),
    roundsOf(URGENT, parts, 0, always),
    roundsOf(CHAT, parts, 0, always),
    roundsOf(others, parts, GAP_MS, always),
  ];
  return {
    start: () => rounds.forEach(({ start }) => start()),
    wake: () => rounds.forEach(({ wake }) => wake()),
    stop: async () => {
      await Promise.all(rounds.map(({ stop }) => stop()));
    },
  };
}

const URGENT: readonly Lane[] = ['urgent_events', 'urgent', 'alerts'];
/** What somebody waits for with the phone in the hand. */
const CHAT: readonly Lane[] = ['callbacks', 'events', 'messages', 'redraws'];

/** Looks at these lanes again and again: when woken, but `gapMs` after the last look, and at the latest after `sleepMs`. */
function roundsOf(
  lanes: readonly Lane[],
  parts: SweeperParts,
  gapMs: number,
  sleepMs: () => number | Promise<number>,
): Sweeper {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = true;
  /** Redis is away: what is given back would only wake us again and again. */
  let resting = false;
  let lookedAt = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  let timerAt = Infinity;

  const round = async (): Promise<void> => {
    let found: readonly Found[];
    do {
      again = false;
      lookedAt = performance.now();
      found = await Promise.all(lanes.map((lane) => look(lane, parts)));
      resting = found.includes('no_redis');
      // A wake that came while we looked asks for one more look.
    } while (!resting && !stopped && (found.includes('more') || (isAsked() && gapMs === 0)));
    const restMs = resting ? AGAIN_MS : await sleepMs();
    alarm(isAsked() && !resting ? Math.min(restMs, gapMs) : restMs);
  };
  const isAsked = () => again;

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
      // Asked for in the moment between the last look and now.
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

/** What a look at a lane came to. */
type Found = 'all' | 'more' | 'no_redis';

/** One batch, so that no lane waits for another, however much stands in it. */
async function look(lane: Lane, parts: SweeperParts): Promise<Found> {
  const { claims, clock, onError } = parts;
  try {
    const now = clock.now();
    const claimed = await claims.claim(lane, now, BATCH, LEASE_MS);
    const left = await putAll(lane, claimed, parts);
    if (left.length === 0) return claimed.length < BATCH ? 'all' : 'more';
    await claims.giveBack(lane, left, new Date(now.getTime() + LEASE_MS), now);
    return 'no_redis';
  } catch (error) {
    onError(lane, error);
    return 'all';
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

async function untilNearest({ claims, clock, onError }: SweeperParts): Promise<number> {
  try {
    const nearest = await claims.nearestDeadline();
    if (!nearest) return MAX_SLEEP_MS;
    return Math.min(MAX_SLEEP_MS, Math.max(1, nearest.getTime() - clock.now().getTime()));
  } catch (error) {
    onError('sleep', error);
    return MAX_SLEEP_MS;
  }
}
