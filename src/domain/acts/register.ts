import type { Classification } from '../classification';
import { startClock } from '../clocks';
import { nextDocument } from '../documents';
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
  readonly claimedFen?: number;
  readonly suggested: Partial<Classification>;
}

/** 登记 (T1, R18): numbered, and the clocks C0, C1, C2 run from the moment of receipt. */
export function register(act: Register, by: Person, context: Context): Ruling {
  const { at, rules } = context;
  if (!holdsPower(by, 'register', undefined)) return refuse('not_permitted', { rule: 'R18' });
  if (act.receivedAt.getTime() > at.getTime()) return refuse('received_in_future', { rule: 'R5' });

  return rule({
    type: 'registered',
    by: by.userId,
    at,
    complaintId: act.complaintId,
    rulesVersion: rules.version,
    receivedAt: act.receivedAt,
    ...(act.claimedFen !== undefined && { claimedFen: act.claimedFen }),
    suggested: act.suggested,
    starts: [
      startClock(undefined, 'C0', act.receivedAt, rules.statutory.due, rules),
      startClock(undefined, 'C1', act.receivedAt, rules.response.normal, rules),
      startClock(undefined, 'C2', act.receivedAt, rules.classify, rules),
    ],
    document: nextDocument({ id: act.complaintId, documents: [] }, 'SL', at),
  });
}
