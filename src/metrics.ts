import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** 指标 for /metrics: counts and sizes, no label that names a person or a case. */
export interface Metrics {
  readonly registry: Registry;
  received(outcome: string): void;
  /** A case whose record did not verify (R24). */
  recordBroken(): void;
  /** Asked at each scrape; a source that fails leaves its numbers out. */
  watchQueues(waiting: () => Promise<Readonly<Record<string, number>>>): void;
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
  };
}
