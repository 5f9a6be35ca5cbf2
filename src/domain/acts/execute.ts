import { startClock } from '../clocks';
import { runningClock, type Complaint, type Execution, type Plan } from '../complaint';
import { nextDocument } from '../documents';
import { nextStep } from '../gates';
import { impossible, later, momentsOf, stoppedAt, type HappenedAt } from '../late-entry';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import { keptOrLeastLoaded, type Context } from './context';

export interface Execute extends HappenedAt {
  readonly type: 'execute';
  /** 执行凭证: proof that every action of the approved plan was done. */
  readonly proof: string;
  /** 告知 (L2): how the decision was told, or proof that the complainant cannot be reached. */
  readonly notice: HappenedAt & { readonly mode: Execution['notice']['mode']; readonly proof: string };
}

/** 执行完毕 (T11, R21, L2): C0 stops at the telling, C4 when all was done, and C5 starts with the later of the two. */
export function execute(complaint: Complaint, act: Execute, by: Person, context: Context): Ruling {
  const { at, rules, linked } = context;
  const { plan, extensions } = complaint;
  if (!plan || nextStep(complaint, plan, rules, linked))
    return refuse('waits_for_signature', { rule: 'R34' });
  if (extensions.some(({ told }) => !told)) return refuse('extension_untold', { rule: 'L1' });
  if (isBlank(act.proof) || isBlank(act.notice.proof)) return refuse('proof_missing', { rule: 'R21' });

  const since = approvedAt(complaint, plan);
  const refusal = impossible(act, since, at, 'R21') ?? impossible(act.notice, since, at, 'L2');
  if (refusal) return refusal;

  const officer = keptOrLeastLoaded('followUp', 'FOLLOW', complaint, context);
  if (!officer) return refuse('nobody_eligible', { rule: 'R22' });

  const document = nextDocument(complaint, 'GZ', at);
  const done = momentsOf(act, at);
  const { mode, proof } = act.notice;
  const notice = { ...momentsOf(act.notice, at), mode, proof };
  return rule({
    type: 'executed',
    by: by.userId,
    at,
    execution: {
      ...done,
      by: by.userId,
      proof: act.proof,
      notice,
      documentNo: document.no,
    },
    followUp: officer.userId,
    stops: ['C0', 'C4'],
    ...stopsAt(complaint, notice.at, done.at, at),
    starts: [startClock(complaint, 'C5', later(done.at, notice.at), rules.followUp.due, rules)],
    document,
  });
}

/** The last signature of the plan, or the end of a suspension after it: nothing was carried out before. */
function approvedAt({ approvals, suspension, receivedAt }: Complaint, { hash }: Plan): Date {
  const signed = approvals.flatMap(({ hash: of, decided }) => (of === hash && decided ? [decided.at] : []));
  return [...signed, suspension?.resumedAt ?? receivedAt].reduce(later, receivedAt);
}

function stopsAt(complaint: Complaint, told: Date, done: Date, now: Date) {
  const all = {
    ...stoppedAt([runningClock(complaint, 'C0')], told, now).stopsAt,
    ...stoppedAt([runningClock(complaint, 'C4')], done, now).stopsAt,
  };
  return Object.keys(all).length > 0 && { stopsAt: all };
}
