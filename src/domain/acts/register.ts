import type { Classification, Source } from '../classification';
import { startClock, startStatutoryClock, startTransferClock } from '../clocks';
import { nextDocument } from '../documents';
import { elapsedMs, type Duration } from '../duration';
import { isAmount } from '../money';
import type { Person } from '../org';
import { refuse, rule, type Ruling } from '../ruling';
import { holdsPower } from '../transitions';
import type { Context } from './context';

export interface Register {
  readonly type: 'register';
  /** 项目编号, taken from the counter in the same transaction. */
  readonly complaintId: string;
  /** True time of receipt, also for a letter or a paper sheet (R5). */
  readonly receivedAt: Date;
  readonly source?: Source;
  /** 监管转办 (C9): by when the regulator's letter wants an answer, as days from its receipt. */
  readonly replyWithin?: Duration;
  readonly claimedFen?: number;
  readonly suggested: Partial<Classification>;
}

/** 登记 (T1, R18): numbered, and the clocks C0, C1, C2 run from the moment of receipt; C9 for a transfer by the regulator. */
export function register(act: Register, by: Person, context: Context): Ruling {
  const { at, rules } = context;
  const { complaintId, receivedAt, source, replyWithin, claimedFen, suggested } = act;
  if (!holdsPower(by, 'register', undefined)) return refuse('not_permitted', { rule: 'R18' });
  // A moment that is none compares as neither.
  if (!(receivedAt.getTime() <= at.getTime())) return refuse('received_in_future', { rule: 'R5' });
  if (claimedFen !== undefined && !isAmount(claimedFen)) return refuse('amount_invalid', { rule: 'R18' });
  if (replyWithin && !elapsedMs(replyWithin)) return refuse('end_date_invalid', { rule: 'C9' });

  const statutory = startStatutoryClock(undefined, receivedAt, rules);
  return rule({
    type: 'registered',
    by: by.userId,
    at,
    complaintId,
    rulesVersion: rules.version,
    receivedAt,
    ...(source !== undefined && { source }),
    ...(claimedFen !== undefined && { claimedFen }),
    suggested,
    starts: [
      statutory,
      startClock(undefined, 'C1', receivedAt, rules.response.normal, rules),
      startClock(undefined, 'C2', receivedAt, rules.classify, rules),
      ...(source === 'regulator' ? [startTransferClock(receivedAt, replyWithin, statutory, rules)] : []),
    ],
    document: nextDocument({ id: complaintId, documents: [] }, 'SL', at),
  });
}
