import type { Clock, Ledger, Paperwork, Records, Routines, Vacancies } from '../src/desk/ports';
import type { Desk, Visit } from '../src/desk/desk';
import type { Org } from '../src/domain/org';
import type { CalendarInForce, Rules } from '../src/domain/rules';
import type { Callback } from '../src/wecom/callback';
import type { WeComClient } from '../src/wecom/client';

/** What jobs are given: the desk, the ledger, the client and the clock. They import none of them. */
export interface JobParts {
  readonly desk: Desk;
  /** The one this process runs by. */
  readonly calendar: CalendarInForce;
  readonly ledger: Ledger;
  readonly paperwork: Paperwork;
  readonly routines: Pick<Routines, 'open' | 'plan'>;
  readonly records: Records;
  readonly vacancies: Vacancies;
  readonly inbox: {
    /** The callback of a row that waits; undefined when it was handled. */
    readonly openRow: (id: string) => Promise<{ readonly callback: Callback } | undefined>;
    readonly earlierWaiting: (id: string) => Promise<boolean>;
    readonly failed: (id: string) => Promise<void>;
  };
  readonly answer: (callback: Callback, callbackId: string, visit: Visit) => Promise<void>;
  readonly wecom: WeComClient;
  /** 发送预算 per member (api.md 6.2): 0 when a message may go now, else the milliseconds to wait. */
  readonly budget: (userId: string) => Promise<number>;
  /** The organisation as of now. */
  readonly org: () => Org;
  /** Those in force. */
  readonly rules: Rules;
  /** Those a case began under. */
  readonly rulesOf: (version: string) => Rules;
  /** Whether the bank has WeCom's voice calls (紧急通知). */
  readonly voice: boolean;
  /** SHA-256, hex. */
  readonly digest: (text: string) => string;
  /** Counted for /metrics. */
  readonly recordBroken: () => void;
  readonly agentId: number;
  readonly clock: Clock;
  /** Something new waits: the sweeper looks now instead of a second later. */
  readonly wake: () => void;
  readonly log: {
    readonly info: (facts: object, message: string) => void;
    readonly warn: (facts: object, message: string) => void;
    readonly error: (facts: object, message: string) => void;
  };
}
