import type { Paperwork } from '../src/desk/paperwork-ports';
import type {
  Clock,
  Digests,
  Ledger,
  Records,
  Routines,
  SendClass,
  SendRoom,
  Vacancies,
} from '../src/desk/ports';
import type { Broadcasts, BulkRoom } from '../src/desk/broadcast-ports';
import type { Desk, Visit } from '../src/desk/desk';
import type { Examine, Keeping } from '../src/desk/evidence-ports';
import type { GroupPosts } from '../src/desk/group-ports';
import type { Complaint } from '../src/domain/complaint';
import type { Org } from '../src/domain/org';
import type { CalendarInForce, Rules } from '../src/domain/rules';
import type { Week } from '../src/domain/week';
import type { Callback } from '../src/wecom/callback';
import type { WeComClient } from '../src/wecom/client';
import type { PagesAt } from '../src/wecom/cards/pages';
import type { Webhook } from '../src/wecom/webhook';

/** What jobs are given: the desk, the ledger, the client and the clock. They import none of them. */
export interface JobParts {
  readonly desk: Desk;
  /** The one this process runs by. */
  readonly calendar: CalendarInForce;
  readonly ledger: Ledger;
  readonly digests: Digests;
  readonly broadcasts: Broadcasts;
  readonly paperwork: Paperwork;
  readonly keeping: Keeping;
  readonly examine: Examine;
  readonly routines: Pick<Routines, 'open' | 'plan'>;
  readonly records: Records;
  readonly vacancies: Vacancies;
  /** The cases that count in a week, as they stood at its end. */
  readonly weekCases: (week: Week) => AsyncIterable<Complaint>;
  readonly inbox: {
    /** The callback of a row that waits; undefined when it was handled. */
    readonly openRow: (id: string) => Promise<{ readonly callback: Callback } | undefined>;
    readonly earlierWaiting: (id: string) => Promise<boolean>;
    readonly failed: (id: string) => Promise<void>;
  };
  readonly answer: (callback: Callback, callbackId: string, visit: Visit) => Promise<void>;
  readonly wecom: WeComClient;
  /** 发送预算 (api.md 6.2): takes room for one message to a member, or says how long there is none. */
  readonly budget: (userId: string, of: SendClass) => Promise<SendRoom>;
  /** The same for many members at once. */
  readonly bulkBudget: BulkRoom;
  /** 消息推送 into the team's group; absent where the bank has none. `budget` takes room for one, or says how long there is none (ms). */
  readonly group?: { readonly webhook: Webhook; readonly budget: () => Promise<number> };
  readonly groupPosts: GroupPosts;
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
  /** A notice found no room and went into its reader's digest. */
  readonly folded: () => void;
  /** A message waits for tomorrow: the corp's share of today is used up. */
  readonly dayFull: () => void;
  readonly agentId: number;
  /** Where cards open the mini-app; absent where the bank has none. */
  readonly pages?: PagesAt;
  readonly clock: Clock;
  readonly log: {
    readonly info: (facts: object, message: string) => void;
    readonly warn: (facts: object, message: string) => void;
    readonly error: (facts: object, message: string) => void;
  };
}
