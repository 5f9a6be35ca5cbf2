import type { Level } from '../classification';
import { restartClock } from '../clocks';
import { runningClock, type Complaint } from '../complaint';
import type { DomainEvent } from '../events';
import { foldAll } from '../fold';
import { isOverLimit } from '../major';
import type { Person } from '../org';
import { isBlank, isRefusal, refuse, rule, type Refusal, type Ruling } from '../ruling';
import type { Context } from './context';
import { regate } from './regate';

export interface Relevel {
  readonly type: 'relevel';
  readonly to: Level;
  readonly reason: string;
}

const RANK: Readonly<Record<Level, number>> = { general: 0, complex: 1, major: 2 };

/** 调整级别 (T22, R23): LEAD up, HEAD down, with a reason; the gates are computed anew. */
export function relevel(complaint: Complaint, act: Relevel, by: Person, context: Context): Ruling {
  const from = levelFrom(complaint, act.to, by);
  if (typeof from === 'object') return from;
  if (isBlank(act.reason)) return refuse('reason_missing', { rule: 'T22' });

  const { majorReasons } = complaint;
  const event = { by: by.userId, from, to: act.to, reason: act.reason, majorReasons };
  return withGates(complaint, releveled(complaint, event, context), 'level', context);
}

/** The level that would be changed, or why this person may not change it so. */
export function levelFrom({ classification }: Complaint, to: Level, by: Person): Level | Refusal {
  if (!classification) return refuse('wrong_state', { rule: 'T22' });
  const { level: from } = classification;
  if (from === to) return refuse('level_unchanged', { rule: 'T22' });
  const isUp = RANK[to] > RANK[from];
  if (isUp && !by.roles.includes('LEAD')) return refuse('upgrade_by_lead', { rule: 'T22' });
  if (!isUp && !by.roles.includes('HEAD')) return refuse('downgrade_by_head', { rule: 'R23' });
  return from;
}

/** 自动升级 (R23): the amount has come to be over the limit. Once only: HEAD's downgrade stands against it. */
export function raisedByAmount(complaint: Complaint, context: Context): readonly DomainEvent[] {
  const { rules, linked } = context;
  const { classification, majorReasons } = complaint;
  if (!classification || majorReasons.includes('amount') || !rules.major.reasons.includes('amount'))
    return [];
  if (!isOverLimit(complaint, linked, rules)) return [];

  const from = classification.level;
  const more = {
    by: 'system',
    from,
    to: 'major',
    reason: 'amount',
    majorReasons: [...majorReasons, 'amount'],
  } as const;
  return [releveled(complaint, more, context)];
}

type Change = { readonly by: string } & Pick<
  DomainEvent & { type: 'releveled' },
  'from' | 'to' | 'reason' | 'majorReasons'
>;

function releveled(complaint: Complaint, change: Change, { at, rules }: Context): DomainEvent {
  const response = runningClock(complaint, 'C1');
  const becomesMajor = change.to === 'major' && change.from !== 'major';
  return {
    type: 'releveled',
    at,
    ...change,
    ...(becomesMajor && response && { starts: [restartClock(response, rules.response.major, rules)] }),
  };
}

/** The change, and what it does to the signatures that are waited for. */
export function withGates(
  complaint: Complaint,
  event: DomainEvent,
  reason: 'level' | 'amount',
  context: Context,
): Ruling {
  const gates = regate(foldAll(complaint, [event]), reason, context);
  return isRefusal(gates) ? gates : rule(event, ...gates.events);
}
