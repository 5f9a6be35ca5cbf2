import { startClock } from '../clocks';
import type { Complaint, Execution } from '../complaint';
import { nextDocument } from '../documents';
import { nextStep } from '../gates';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import { keptOrLeastLoaded, type Context } from './context';

export interface Execute {
  readonly type: 'execute';
  /** 执行凭证: proof that every action of the approved plan was done. */
  readonly proof: string;
  /** 告知 (L2): how the decision was told, or proof that the complainant cannot be reached. */
  readonly notice: { readonly mode: Execution['notice']['mode']; readonly proof: string };
}

/** 执行完毕 (T11, R21, L2): C0 stops at the telling, C4 stops, C5 starts. */
export function execute(complaint: Complaint, act: Execute, by: Person, context: Context): Ruling {
  const { at, rules, linked } = context;
  const { plan, extensions } = complaint;
  if (!plan || nextStep(complaint, plan, rules, linked))
    return refuse('waits_for_signature', { rule: 'R34' });
  if (extensions.some(({ told }) => !told)) return refuse('extension_untold', { rule: 'L1' });
  if (isBlank(act.proof) || isBlank(act.notice.proof)) return refuse('proof_missing', { rule: 'R21' });

  const officer = keptOrLeastLoaded('followUp', 'FOLLOW', complaint, context);
  if (!officer) return refuse('nobody_eligible', { rule: 'R22' });

  const document = nextDocument(complaint, 'GZ', at);
  return rule({
    type: 'executed',
    by: by.userId,
    at,
    execution: {
      at,
      by: by.userId,
      proof: act.proof,
      notice: { ...act.notice, at },
      documentNo: document.no,
    },
    followUp: officer.userId,
    stops: ['C0', 'C4'],
    starts: [startClock(complaint, 'C5', at, rules.followUp.due, rules)],
    document,
  });
}
