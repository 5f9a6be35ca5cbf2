import { openEmergencies, runningClock, type Complaint } from '../complaint';
import { missingDocuments } from '../documents';
import { stoppedAt } from '../late-entry';
import { refuse, rule, type Refusal, type Ruling } from '../ruling';
import type { Context } from './context';

/** 办结 (T12): with nothing owed and every document filed; the survey was over at `surveyedAt`. */
export function closed(complaint: Complaint, { at }: Pick<Context, 'at'>, surveyedAt = at): Ruling {
  const c5 = stoppedAt([runningClock(complaint, 'C5')], surveyedAt, at);
  return (
    debtOf(complaint) ??
    filed(complaint) ??
    rule({ type: 'closed', by: 'system', at, stops: ['C0', 'C5'], ...c5 })
  );
}

/** 未了结的先行处理 (R35): a case with one ends in no way but by the complainant's own withdrawal. */
export function debtOf(complaint: Complaint): Refusal | undefined {
  const [open] = openEmergencies(complaint);
  return open && refuse('emergency_open', { rule: 'R35', by: open.by });
}

function filed(complaint: Complaint): Refusal | undefined {
  const missing = missingDocuments(complaint);
  return missing.length > 0 ? refuse('documents_missing', { rule: 'R25', missing }) : undefined;
}
