import { startClock } from '../clocks';
import { voidedBy, type Complaint, type Telling } from '../complaint';
import { nextDocument } from '../documents';
import { hasHandled, hasSigned } from '../gates';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import { dueAfter } from '../working-time';
import { debtOf } from './close';
import type { Context } from './context';
import { againFrom } from './reopen';

export interface Verify {
  readonly type: 'verify';
  readonly appliedAt: Date;
  /** 书面申请: which paper. */
  readonly proof: string;
}

/** 受理核查 (T18, L5): in writing, within 30 days of receiving the decision, by a reviewer who had no part in the case. */
export function verify(complaint: Complaint, act: Verify, by: Person, { at, rules }: Context): Ruling {
  const told = complaint.execution?.notice.at;
  if (isBlank(act.proof)) return refuse('proof_missing', { rule: 'L5' });
  if (!told || !(act.appliedAt.getTime() <= at.getTime()) || act.appliedAt.getTime() < told.getTime())
    return refuse('end_date_invalid', { rule: 'L5' });
  const last = dueAfter(told, rules.verification.applyWithin, rules.calendar);
  if (act.appliedAt.getTime() >= last.getTime()) return refuse('too_late', { rule: 'L5', at: last });
  if (hadPart(complaint, by.userId)) return refuse('reviewer_involved', { rule: 'L5' });

  const { voids, stops } = voidedBy(complaint, ['closing']);
  return rule({
    type: 'verifying',
    by: by.userId,
    at,
    stateLeft: complaint.state,
    verification: { appliedAt: act.appliedAt, acceptedAt: at, reviewer: by.userId, proof: act.proof },
    voids,
    stops: [...stops, 'C5'],
    starts: [startClock(complaint, 'C8', act.appliedAt, rules.verification.answer, rules)],
  });
}

function hadPart(complaint: Complaint, userId: string): boolean {
  return (
    Object.values(complaint.team).includes(userId) ||
    hasHandled(complaint, userId) ||
    hasSigned(complaint, userId) ||
    complaint.subjects.includes(userId)
  );
}

interface Result {
  readonly reasons: string;
  readonly notice: Pick<Telling, 'mode' | 'proof'>;
}
export interface Uphold extends Result {
  readonly type: 'uphold';
}
export interface Overturn extends Result {
  readonly type: 'overturn';
}

/** 核查维持 (T19): the decision stands and the complainant was told. */
export function uphold(complaint: Complaint, act: Uphold, by: Person, { at }: Context): Ruling {
  const said = resultOf(act, at);
  if ('refused' in said) return said;
  return (
    debtOf(complaint) ??
    rule({
      type: 'verification_upheld',
      by: by.userId,
      at,
      ...said,
      stops: ['C8', 'C0'],
      document: nextDocument(complaint, 'HC', at),
    })
  );
}

/** 核查撤销 (T20): investigated anew; C0 restarts with the reviewer's decision. */
export function overturn(complaint: Complaint, act: Overturn, by: Person, context: Context): Ruling {
  const { at } = context;
  const said = resultOf(act, at);
  if ('refused' in said) return said;
  const document = nextDocument(complaint, 'HC', at);
  return rule(
    againFrom(
      complaint,
      at,
      { type: 'verification_overturned', by: by.userId, at, ...said, document },
      context,
    ),
  );
}

function resultOf({ reasons, notice }: Result, at: Date) {
  if (isBlank(reasons)) return refuse('reason_missing', { rule: 'L5' });
  if (isBlank(notice.proof)) return refuse('proof_missing', { rule: 'L5' });
  return { reasons, notice: { ...notice, at } };
}
