import { movedClocks } from '../clocks';
import {
  isPaused,
  runningClock,
  voidedBy,
  type Approval,
  type Complaint,
  type SuspensionGround,
  type Telling,
} from '../complaint';
import { nextDocument } from '../documents';
import type { DomainEvent } from '../events';
import { foldAll } from '../fold';
import { impossible, momentsOf, type HappenedAt } from '../late-entry';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import { TRANSITIONS } from '../transitions';
import type { Context, TimeContext } from './context';
import { signatureAgain } from './regate';
import { goOn } from './papers';
import { ask, requestOf } from './request';

export interface Suspend {
  readonly type: 'suspend';
  readonly ground: SuspensionGround;
  /** 依据材料: the paper of the appraisal or the mediation. */
  readonly paper: string;
  readonly until: Date;
  /** The complainant has been told that this time does not count (L3). */
  readonly told: HappenedAt & Pick<Telling, 'mode' | 'proof'>;
}

/** 提请中止 (T15, L3): the handler proposes, LEAD approves. */
export function suspend(complaint: Complaint, act: Suspend, by: Person, context: Context): Ruling {
  const { at } = context;
  if (isBlank(act.paper)) return refuse('ground_missing', { rule: 'L3' });
  if (isBlank(act.told.proof)) return refuse('proof_missing', { rule: 'L3' });
  if (!(act.until.getTime() > at.getTime())) return refuse('end_date_invalid', { rule: 'T15' });
  const refusal = impossible(act.told, complaint.receivedAt, at, 'L3');
  if (refusal) return refusal;
  const { ground, paper, until } = act;
  const { mode, proof } = act.told;
  const told = { ...momentsOf(act.told, at), mode, proof };
  return ask(
    complaint,
    { kind: 'suspend', ground, paper, until, told },
    { gates: ['G5'], role: 'LEAD' },
    by,
    context,
  );
}

const SUSPENDABLE = TRANSITIONS.find(({ event }) => event === 'suspended')?.from ?? [];
/** What pauses (6.5): a regulator's term pauses as C0 does. */
const PAUSED = ['C0', 'C3', 'C4', 'C9'] as const;

/** 中止 (T15): C0, C3, C4 pause. Signatures on the plan that are waited for are void, for C6 knows no pause; they are asked for anew. */
export function suspended(complaint: Complaint, approval: Approval, by: Person, context: Context): Ruling {
  const { at } = context;
  const request = requestOf(complaint, approval.no, 'suspend');
  if (!request || !SUSPENDABLE.includes(complaint.state)) return refuse('wrong_state', { rule: 'T15' });
  if (!(request.until.getTime() > at.getTime())) return refuse('end_date_invalid', { rule: 'T15' });

  const { complaint: going, events } = goOn(complaint, by, context);
  return rule(...events, {
    type: 'suspended',
    by: by.userId,
    at,
    suspension: {
      no: approval.no,
      ground: request.ground,
      from: at,
      until: request.until,
      stateLeft: going.state,
    },
    pauses: PAUSED.flatMap((kind) => runningClock(going, kind)?.id ?? []),
    ...voidedBy(going, ['plan']),
    document: nextDocument(going, 'ZT', at),
  });
}

export interface Resume {
  readonly type: 'resume';
  /** 鉴定或调解结果. */
  readonly result: string;
}

/** 恢复 (T16): by the LEAD with the result; the clocks go on with the time they had left. */
export function resume(complaint: Complaint, act: Resume, by: Person, context: Context): Ruling {
  if (isBlank(act.result)) return refuse('text_missing', { rule: 'T16' });
  return resumed(complaint, act.result, by.userId, context);
}

/** 到期恢复 (T16): by time, when the end date has come. */
export function resumeByTime(complaint: Complaint, context: TimeContext): Ruling {
  const { state, suspension } = complaint;
  if (state !== 'SUSPENDED' || !suspension || suspension.until.getTime() > context.at.getTime())
    return refuse('clock_stopped');
  return resumed(complaint, '中止期满', 'system', context);
}

function resumed(complaint: Complaint, result: string, by: string, context: TimeContext): Ruling {
  const { stateLeft } = complaint;
  if (!stateLeft) return refuse('wrong_state', { rule: 'T16' });
  const paused = complaint.clocks.filter((clock) => !clock.stoppedAt && isPaused(clock)).map(({ id }) => id);
  const plain: DomainEvent = { type: 'resumed', by, at: context.at, to: stateLeft, result, resumes: paused };
  const event: DomainEvent = { ...plain, moves: movedClocks(foldAll(complaint, [plain]), context.rules) };
  return rule(event, ...signatureAgain(foldAll(complaint, [event]), context));
}
