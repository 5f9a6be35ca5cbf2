import { LANES, type Claimed, type Claims, type Clock, type Lane } from '../desk/ports';
import { createHold, type Held, type Hold } from './hold';
import { roundsOf, type Found, type Rounds } from './rounds';

/** Work claimed and not finished after this long is claimed again: an emptied Redis costs no more (the reconcile sweep). */
export const LEASE_MS = 12_000;
/** Deadlines are taken this long before they are due: when the moment comes nothing is left to be asked of MongoDB. */
export const AHEAD_MS = 2_000;
const BATCH = 200;
const AT_ONCE = 20;
/** Between two looks, however often we are woken; what nobody sits waiting for can wait longer. */
const GAP_MS = 20;
const LONG_GAP_MS = 250;
/** The timer sleeps at most this long, so a deadline moved nearer by another process is seen in time. */
const MAX_SLEEP_MS = 1_000;

export interface Sweeper {
  start(): void;
  /** Something new may be there: look now. */
  wake(lanes: readonly Lane[]): void;
  stop(): Promise<void>;
}

export interface SweeperParts {
  readonly claims: Claims;
  readonly clock: Clock;
  /** Whether Redis can do with more of a lane; what would only wait there waits in MongoDB as well. */
  readonly hasRoom: (lane: Lane) => Promise<boolean>;
  readonly put: (lane: Lane, claimed: Claimed) => Promise<void>;
  /** Whether a failure to put only says that Redis is away. */
  readonly isOutage: (error: unknown) => boolean;
  readonly onError: (lane: Lane | 'sleep', error: unknown) => void;
}

/** What is urgent, and what somebody waits for with the phone in the hand. */
const SOON: readonly Lane[] = [
  'callbacks',
  'urgent_events',
  'events',
  'urgent',
  'messages',
  'redraws',
  'alerts',
];

/**
 * 巡查: takes what waits in MongoDB and puts it on the queue (decision 4). It decides nothing and acts on nothing. What
 * cannot be put because Redis is away is given back; any other row that is lost on the way is taken again when its lease ends.
 * Each lane has rounds of its own: none waits for what else there is to do.
 */
export function createSweeper(parts: SweeperParts): Sweeper {
  const hold = createHold(parts.clock, (due) => passHeld(due, parts));
  const roundsIn = (lane: Lane): Rounds => {
    if (lane === 'deadlines')
      return roundsOf(
        () => lookAhead(hold, parts),
        LONG_GAP_MS,
        () => untilNearest(parts),
      );
    return roundsOf(
      () => look(lane, parts),
      SOON.includes(lane) ? GAP_MS : LONG_GAP_MS,
      () => MAX_SLEEP_MS,
    );
  };
  const rounds = new Map(LANES.map((lane) => [lane, roundsIn(lane)]));
  return {
    start: () => rounds.forEach(({ start }) => start()),
    wake: (lanes) => {
      hold.wake();
      for (const lane of lanes) rounds.get(lane)?.wake();
    },
    stop: async () => {
      await Promise.all([...rounds.values()].map(({ stop }) => stop()));
      await letGo(await hold.stop(), parts);
    },
  };
}

/** One batch, so that no lane waits for another, however much stands in it. */
async function look(lane: Lane, parts: SweeperParts): Promise<Found> {
  const { claims, clock, hasRoom } = parts;
  try {
    if (!(await hasRoom(lane))) return 'all';
    const now = clock.now();
    const claimed = await claims.claim(lane, now, BATCH, LEASE_MS);
    if (!(await passOn(lane, claimed, after(now, LEASE_MS), parts))) return 'no_redis';
    return claimed.length < BATCH ? 'all' : 'more';
  } catch (error) {
    return failed(lane, error, parts);
  }
}

/** 预取: what is due goes on now, what is due soon is held until then. */
async function lookAhead(hold: Hold, parts: SweeperParts): Promise<Found> {
  const { claims, clock, hasRoom } = parts;
  try {
    if (hold.isFull() || !(await hasRoom('deadlines'))) return 'all';
    const now = clock.now();
    const until = after(now, AHEAD_MS);
    const leasedUntil = after(until, LEASE_MS);
    const claimed = await claims.claim('deadlines', until, BATCH, LEASE_MS);
    hold.keep(
      claimed.flatMap(({ dueAt = now, ...row }) => (dueAt > now ? [{ ...row, dueAt, leasedUntil }] : [])),
    );
    const due = claimed.filter(({ dueAt = now }) => dueAt <= now);
    if (!(await passOn('deadlines', due, leasedUntil, parts))) return 'no_redis';
    return claimed.length < BATCH ? 'all' : 'more';
  } catch (error) {
    return failed('deadlines', error, parts);
  }
}

function failed(lane: Lane, error: unknown, { isOutage, onError }: SweeperParts): Found {
  onError(lane, error);
  return isOutage(error) ? 'no_redis' : 'all';
}

async function passHeld(held: readonly Held[], parts: SweeperParts): Promise<void> {
  try {
    for (const [leasedUntil, rows] of byLease(held)) await passOn('deadlines', rows, leasedUntil, parts);
  } catch (error) {
    parts.onError('deadlines', error);
  }
}

/** Whoever starts next need not wait for our leases to end. */
async function letGo(held: readonly Held[], { claims, clock, onError }: SweeperParts): Promise<void> {
  try {
    for (const [leasedUntil, rows] of byLease(held))
      await claims.giveBack(
        'deadlines',
        rows.map(({ id }) => id),
        leasedUntil,
        clock.now(),
      );
  } catch (error) {
    onError('deadlines', error);
  }
}

function byLease(held: readonly Held[]): readonly (readonly [Date, readonly Held[]])[] {
  const ends = new Set(held.map(({ leasedUntil }) => leasedUntil.getTime()));
  return [...ends].map((end) => [
    new Date(end),
    held.filter(({ leasedUntil }) => leasedUntil.getTime() === end),
  ]);
}

/** Whether Redis was there; what it could not take is given back. */
async function passOn(
  lane: Lane,
  claimed: readonly Claimed[],
  leasedUntil: Date,
  parts: SweeperParts,
): Promise<boolean> {
  const left = await putAll(lane, claimed, parts);
  if (left.length > 0) await parts.claims.giveBack(lane, left, leasedUntil, parts.clock.now());
  return left.length === 0;
}

/** A few at a time, so that what is urgent gets its turn between them; gives the ids of those that found no Redis. */
async function putAll(
  lane: Lane,
  claimed: readonly Claimed[],
  parts: SweeperParts,
): Promise<readonly string[]> {
  for (let at = 0; at < claimed.length; at += AT_ONCE) {
    const left = await putFew(lane, claimed.slice(at, at + AT_ONCE), parts);
    if (left.length > 0) return [...left, ...claimed.slice(at + AT_ONCE).map(({ id }) => id)];
  }
  return [];
}

async function putFew(
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

/** Until the nearest one may be taken. */
async function untilNearest({ claims, clock, onError }: SweeperParts): Promise<number> {
  try {
    const nearest = await claims.nearestDeadline();
    if (!nearest) return MAX_SLEEP_MS;
    const ms = nearest.getTime() - AHEAD_MS - clock.now().getTime();
    return Math.min(MAX_SLEEP_MS, Math.max(LONG_GAP_MS, ms));
  } catch (error) {
    onError('sleep', error);
    return MAX_SLEEP_MS;
  }
}

function after(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}
