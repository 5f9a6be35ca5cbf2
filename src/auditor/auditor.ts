import { factsOf } from '../log';
import type { Finding, Look } from './look';
import type { Heartbeats } from './ports';
import type { Kind } from './waiting';
import type { Webhook } from './webhook';

/** 审计器: looks again and again, and gives a heartbeat when all is well. */
export interface Auditor {
  start(): void;
  /** One look now; never throws. */
  lookNow(): Promise<void>;
  stop(): Promise<void>;
}

export interface AuditorParts {
  readonly look: () => Promise<Look>;
  readonly heartbeats: Heartbeats;
  readonly webhook: Webhook;
  readonly everyMs: number;
  /** Called at every heartbeat. */
  readonly heartbeatUrl?: string;
  /** Told once when it turns bad and once when it is well again. */
  readonly alarmUrl?: string;
  readonly metrics: {
    readonly looked: (late: Readonly<Partial<Record<Kind, number>>>, tookMs: number) => void;
    readonly repaired: (kind: Kind, count: number) => void;
    readonly beat: (at: Date) => void;
  };
  readonly log: {
    readonly info: (facts: object, message: string) => void;
    readonly warn: (facts: object, message: string) => void;
    readonly error: (facts: object, message: string) => void;
  };
}

/** What the alarm says: kinds and numbers, no id, for it leaves the house. */
type Alarm =
  | { readonly status: 'late'; readonly late: Readonly<Partial<Record<Kind, number>>> }
  | { readonly status: 'blind' }
  | { readonly status: 'well' };

export function createAuditor(parts: AuditorParts): Auditor {
  const { heartbeats, metrics, log } = parts;
  /** While the database is away, the alarm can be noted nowhere else. */
  let isBlind = false;
  let isRunning = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;

  const alarm = async (what: Alarm): Promise<boolean> => {
    if (parts.alarmUrl === undefined) return false;
    const { alarmUrl } = parts;
    return said('alarm', () => parts.webhook.post(alarmUrl, { service: 'suda', ...what }));
  };
  const said = (what: string, call: () => Promise<void>): Promise<boolean> =>
    call().then(
      () => true,
      (error: unknown) => {
        log.warn({ to: what, ...factsOf(error) }, 'webhook failed');
        return false;
      },
    );

  const well = async (seen: Look): Promise<void> => {
    const { at, isAlarmed } = await heartbeats.beat(seen);
    metrics.beat(at);
    const { heartbeatUrl } = parts;
    if (heartbeatUrl !== undefined) await said('heartbeat', () => parts.webhook.ping(heartbeatUrl));
    if ((isAlarmed || isBlind) && (await alarm({ status: 'well' }))) {
      isBlind = false;
      await heartbeats.alarmed(false);
    }
  };

  const bad = async ({ findings }: Look): Promise<void> => {
    for (const { kind, ids, repaired } of findings) {
      if (repaired > 0) metrics.repaired(kind, repaired);
      log.error({ kind, count: ids.length, repaired, ids: ids.slice(0, NAMED) }, 'not well: no heartbeat');
    }
    if (parts.alarmUrl === undefined || (await heartbeats.isAlarmed())) return;
    if (await alarm({ status: 'late', late: countsOf(findings) })) await heartbeats.alarmed(true);
  };

  const lookNow = async (): Promise<void> => {
    try {
      const seen = await parts.look();
      metrics.looked(countsOf(seen.findings), seen.tookMs);
      await (seen.findings.length === 0 ? well(seen) : bad(seen));
    } catch (error) {
      log.error(factsOf(error), 'cannot look: no heartbeat');
      if (!isBlind) isBlind = await alarm({ status: 'blind' });
    }
  };

  const next = (): void => {
    if (!isRunning) return;
    timer = setTimeout(() => {
      looking = lookNow().finally(next);
    }, parts.everyMs);
  };

  return {
    // Not at once: what fell due while nobody was there is taken up in the first seconds.
    start: () => {
      isRunning = true;
      next();
    },
    lookNow,
    stop: async () => {
      isRunning = false;
      clearTimeout(timer);
      await looking;
      await parts.webhook.close();
    },
  };
}

/** Enough to go and look. */
const NAMED = 5;

function countsOf(findings: readonly Finding[]): Readonly<Partial<Record<Kind, number>>> {
  return Object.fromEntries(findings.map(({ kind, ids }) => [kind, ids.length]));
}
