import { startStageClock } from '../clocks';
import type { Complaint, Finding } from '../complaint';
import { nextDocument } from '../documents';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import { keptOrLeastLoaded, type Context } from './context';

export interface Find {
  readonly type: 'find';
  readonly finding: Finding;
}

/** 调查结论 (T6, R20): tied to evidence or a written reason, after the complainant was spoken to; C3 stops, C4 starts. */
export function find(complaint: Complaint, act: Find, by: Person, context: Context): Ruling {
  const { at, rules } = context;
  if (isBlank(act.finding.grounds)) return refuse('text_missing', { rule: 'R20' });
  const { evidence, evidenceNos = [], noEvidenceReason } = act.finding;
  if (isBlank(evidence) && evidenceNos.length === 0 && isBlank(noEvidenceReason))
    return refuse('finding_needs_evidence', { rule: 'R20' });
  if (!evidenceNos.every((no) => complaint.evidence.some((each) => each.no === no)))
    return refuse('no_such_evidence', { rule: 'R20' });
  if (complaint.contacts.length === 0) return refuse('contact_missing', { rule: 'R20' });

  const solver = keptOrLeastLoaded('solve', 'SOLVE', complaint, context);
  if (!solver) return refuse('nobody_eligible', { rule: 'R10' });

  return rule({
    type: 'found',
    by: by.userId,
    at,
    finding: act.finding,
    solve: solver.userId,
    stops: ['C3'],
    starts: [startStageClock(complaint, 'C4', at, rules.resolve, rules)],
    document: nextDocument(complaint, 'DC', at),
  });
}
