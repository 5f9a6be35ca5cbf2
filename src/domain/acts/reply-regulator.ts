import { runningClock, type Complaint, type Telling } from '../complaint';
import { impossible, momentsOf, stoppedAt, type HappenedAt } from '../late-entry';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import type { Context } from './context';

export interface ReplyRegulator extends HappenedAt {
  readonly type: 'reply_regulator';
  readonly mode: Telling['mode'];
  readonly proof: string;
}

/** 回复监管 (C9, L11): the regulator that passed the complaint on has its answer. */
export function replyRegulator(
  complaint: Complaint,
  act: ReplyRegulator,
  by: Person,
  { at }: Context,
): Ruling {
  const c9 = runningClock(complaint, 'C9');
  if (!c9) return refuse('no_transfer', { rule: 'C9' });
  if (isBlank(act.proof)) return refuse('proof_missing', { rule: 'C9' });
  const telling = { ...momentsOf(act, at), mode: act.mode, proof: act.proof };
  return (
    impossible(act, complaint.receivedAt, at, 'C9') ??
    rule({
      type: 'regulator_replied',
      by: by.userId,
      at,
      telling,
      stops: ['C9'],
      ...stoppedAt([c9], telling.at, at),
    })
  );
}
