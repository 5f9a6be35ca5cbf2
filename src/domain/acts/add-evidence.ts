import { may } from '../access';
import type { Complaint } from '../complaint';
import type { EvidenceFile } from '../evidence';
import type { Person } from '../org';
import { isRefusal, refuse, rule, type Refusal, type Ruling } from '../ruling';
import type { Context } from './context';
import { ownTask } from './own-task';

export interface AddEvidence {
  readonly type: 'add_evidence';
  readonly file: EvidenceFile;
  /** 协办 it answers. Who may write the evidence of the case needs none; who holds one task alone need not name it. */
  readonly task?: number;
}

/** The clock of a phone is not ours. */
const AHEAD_MS = 300_000;

/** 提交证据 (R20, 6.6): numbered within the case; of who holds a task it belongs to that task. */
export function addEvidence(complaint: Complaint, act: AddEvidence, by: Person, context: Context): Ruling {
  const { at, rules } = context;
  const task = taskOf(complaint, act, by, context);
  if (typeof task === 'object') return task;
  const { maxFiles } = rules.evidence;
  if (complaint.evidence.length >= maxFiles) return refuse('evidence_full', { rule: 'R20', limit: maxFiles });
  if (act.file.takenAt && act.file.takenAt.getTime() > at.getTime() + AHEAD_MS)
    return refuse('taken_in_future', { rule: 'R20' });
  return rule({
    ...{ type: 'evidence_added', by: by.userId, at },
    evidence: {
      ...{ no: complaint.evidence.length + 1, ...act.file, by: by.userId, at },
      ...(task !== undefined && { task }),
    },
  });
}

function taskOf(
  complaint: Complaint,
  { task }: AddEvidence,
  by: Person,
  { org }: Context,
): number | undefined | Refusal {
  if (task === undefined && may(by, 'W', 'evidence', complaint, org)) return undefined;
  const own = ownTask(complaint, task, by.userId);
  return isRefusal(own) ? own : own.no;
}
