/** 等着办的行 of one kind: where they stand, which of them wait, since when, and how long they may. */
export interface WaitingRows {
  readonly collection: string;
  readonly where: Readonly<Record<string, string | true>>;
  /** The field that says since when; indexed together with `where`. */
  readonly since: string;
  readonly graceMs: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const GRACE_MS = 10 * SECOND;

/**
 * 等着办的: every place where something waits for the service, a line each. What is older than its grace is late, claimed
 * or not: one that is claimed every few seconds and never done is what nobody else would notice.
 */
export const WAITING = {
  deadlines: { collection: 'deadlines', where: {}, since: 'dueAt', graceMs: GRACE_MS },
  events: { collection: 'outbox', where: {}, since: 'createdAt', graceMs: GRACE_MS },
  callbacks: { collection: 'inbox', where: { status: 'pending' }, since: 'receivedAt', graceMs: GRACE_MS },
  // Nobody takes them: the lease of whoever did ran out.
  messages: {
    collection: 'deliveries',
    where: { status: 'pending' },
    since: 'claimedUntil',
    graceMs: GRACE_MS,
  },
  // They are taken and do not go out. A full budget or a short breakdown of WeCom is over by then.
  unsent: { collection: 'deliveries', where: { status: 'pending' }, since: 'createdAt', graceMs: 2 * MINUTE },
  renewals: { collection: 'deliveries', where: { renews: true }, since: 'claimedUntil', graceMs: GRACE_MS },
  alerts: { collection: 'alerts', where: { waits: true }, since: 'nextAt', graceMs: GRACE_MS },
  broadcasts: { collection: 'broadcasts', where: { waits: true }, since: 'claimedUntil', graceMs: GRACE_MS },
  batches: {
    collection: 'broadcast_batches',
    where: { status: 'pending' },
    since: 'claimedUntil',
    graceMs: 2 * MINUTE,
  },
  digests: { collection: 'digests', where: { stale: true }, since: 'claimedUntil', graceMs: GRACE_MS },
  // Printed one after the other, and nobody waits for them to be told.
  documents: { collection: 'paperwork', where: {}, since: 'createdAt', graceMs: 5 * MINUTE },
  // Looked through one after the other, and stored.
  uploads: { collection: 'uploads', where: { state: 'checking' }, since: 'completeAt', graceMs: 5 * MINUTE },
  // Twenty a minute and nobody is asked to act: a burst takes its time.
  posts: { collection: 'group_posts', where: { status: 'pending' }, since: 'postAt', graceMs: 5 * MINUTE },
  // Checking every record of a large bank takes its time.
  routines: { collection: 'routines', where: {}, since: 'dueAt', graceMs: 60 * MINUTE },
} as const satisfies Readonly<Record<string, WaitingRows>>;

/** What is not there although it should be: found by the cases and by the events. */
const LOST = ['lost_deadlines', 'lost_events'] as const;

/** What a look may find. */
export type Kind = keyof typeof WAITING | (typeof LOST)[number];
export const KINDS: readonly Kind[] = [...(Object.keys(WAITING) as (keyof typeof WAITING)[]), ...LOST];
