import type { Classification } from '../classification';
import { restartClock, startStageClock } from '../clocks';
import { runningClock, type Complaint } from '../complaint';
import { nextDocument } from '../documents';
import { groupFor, leadsOf, type Person } from '../org';
import { refuse, rule, type Ruling } from '../ruling';
import type { Context } from './context';

export interface Classify {
  readonly type: 'classify';
  readonly classification: Classification;
  /** 利益冲突 (L4): the officer's own answer. */
  readonly conflict: boolean;
}

/** 初步分类 (T2, R19): three axes, level, group and the conflict answer; C2 stops, C3 starts. */
export function classify(complaint: Complaint, act: Classify, by: Person, context: Context): Ruling {
  const { at, rules, org } = context;
  if (act.conflict) return refuse('conflict_of_interest', { rule: 'L4' });

  const group = groupFor(org, act.classification.business);
  if (!group || leadsOf(org, group.id).length === 0) return refuse('group_missing', { rule: 'R9' });

  const response = runningClock(complaint, 'C1');
  const major = act.classification.level === 'major';
  return rule({
    type: 'classified',
    by: by.userId,
    at,
    classification: act.classification,
    groupId: group.id,
    stops: ['C2'],
    starts: [
      startStageClock(complaint, 'C3', at, rules.investigate, rules),
      // A major case is to be contacted within response.major of receipt (R5).
      ...(major && response ? [restartClock(response, rules.response.major, rules)] : []),
    ],
    document: nextDocument(complaint, 'FL', at),
  });
}
