import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** 指标 for /metrics: counts and sizes, no label that names a person or a case. */
export interface Metrics {
  readonly registry: Registry;
  received(outcome: string): void;
  /** A case whose record did not verify (R24). */
  recordBroken(): void;
  /** A notice that went into its reader's digest. */
  folded(): void;
  /** A message that waits for tomorrow. */
  dayFull(): void;
  /** Asked at each scrape; a source that fails leaves its numbers out. */
  watchQueues(waiting: () => Promise<Readonly<Record<string, number>>>): void;
  /** Shown where an auditor runs, and nowhere else: elsewhere its heartbeat would seem to have stopped. */
  auditing(kinds: readonly string[]): Auditing;
}

/** 审计指标. */
export interface Auditing {
  /** How much was late at the last look, by kind; what is not named was not. */
  looked(late: Readonly<Record<string, number>>, tookMs: number): void;
  repaired(kind: string, count: number): void;
  beat(at: Date): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'suda_' });
  const callbacks = new Counter({
    name: 'suda_callbacks_total',
    help: 'Callbacks at the door, by outcome',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const broken = new Counter({
    name: 'suda_broken_records_total',
    help: 'Cases whose record did not verify, at every daily check',
    registers: [registry],
  });
  const folded = new Counter({
    name: 'suda_folded_messages_total',
    help: 'Notices that found no room with their reader and went into the digest',
    registers: [registry],
  });
  const dayFull = new Counter({
    name: 'suda_day_full_total',
    help: 'Messages that found the share of the day used up, and wait for the next',
    registers: [registry],
  });
  // A child each, looked up once: counting is part of every callback's way.
  const byOutcome = new Map<string, Counter.Internal>();
  return {
    registry,
    received: (outcome) => {
      const counter = byOutcome.get(outcome) ?? callbacks.labels({ outcome });
      byOutcome.set(outcome, counter);
      counter.inc();
    },
    recordBroken: () => broken.inc(),
    folded: () => folded.inc(),
    dayFull: () => dayFull.inc(),
    watchQueues: (waiting) => {
      const gauge = new Gauge({
        name: 'suda_queue_waiting',
        help: 'Jobs waiting, by queue',
        labelNames: ['queue'],
        registers: [registry],
        collect: async () => {
          const counts = await waiting().catch(() => ({}));
          for (const [queue, count] of Object.entries(counts)) gauge.set({ queue }, count);
        },
      });
    },
    auditing: (kinds) => auditing(registry, kinds),
  };
}

function auditing(registry: Registry, kinds: readonly string[]): Auditing {
  const registers = [registry];
  const heartbeat = new Gauge({
    name: 'suda_heartbeat_timestamp_seconds',
    help: 'When all was well last, Unix time by the database',
    registers,
  });
  const late = new Gauge({
    name: 'suda_late',
    help: 'What was late or lost at the last look, by kind; 1000 is 1000 or more',
    labelNames: ['kind'],
    registers,
  });
  const repaired = new Counter({
    name: 'suda_repaired_total',
    help: 'Lost deadlines and events that were put back',
    labelNames: ['kind'],
    registers,
  });
  const took = new Gauge({ name: 'suda_audit_seconds', help: 'How long the last look took', registers });
  return {
    looked: (counts, tookMs) => {
      for (const kind of kinds) late.set({ kind }, counts[kind] ?? 0);
      took.set(tookMs / 1_000);
    },
    repaired: (kind, count) => repaired.inc({ kind }, count),
    beat: (at) => heartbeat.set(at.getTime() / 1_000),
  };
}
