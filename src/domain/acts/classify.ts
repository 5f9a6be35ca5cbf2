import { CODE_TABLE, type Classification } from '../classification';
import { restartClock, startStageClock } from '../clocks';
import { runningClock, type Complaint } from '../complaint';
import { nextDocument } from '../documents';
import type { DomainEvent } from '../events';
import { foldAll } from '../fold';
import { levelFor, majorReasonsOf, type Circumstances } from '../major';
import { groupFor, leadsOf, personOf, type Person } from '../org';
import { refuse, rule, type Ruling } from '../ruling';
import { INVESTIGATORS } from './assign';
import { leastLoaded, type Context } from './context';

export interface Classify {
  readonly type: 'classify';
  readonly classification: Classification;
  /** 利益冲突 (L4): the officer's own answer. */
  readonly conflict: boolean;
  /** 重大情形 (R23), as far as they are known. */
  readonly circumstances?: Circumstances;
  /** 被投诉人员 by userid: they take no part in the case (section 3). */
  readonly subjects?: readonly string[];
}

const NOTHING_SAID: Circumstances = { reasons: [] };

/** 初步分类 (T2, R19): three axes, level, group and the conflict answer; C2 stops, C3 starts. */
export function classify(complaint: Complaint, act: Classify, by: Person, context: Context): Ruling {
  const { at, rules, org, linked } = context;
  const subjects = act.subjects ?? [];
  if (act.conflict || subjects.includes(by.userId)) return refuse('conflict_of_interest', { rule: 'L4' });
  if (subjects.some((userId) => !personOf(org, userId))) return refuse('not_a_candidate', { rule: 'L4' });

  const group = groupFor(org, act.classification.business);
  if (!group || leadsOf(org, group.id).length === 0) return refuse('group_missing', { rule: 'R9' });

  const majorReasons = majorReasonsOf(complaint, act.circumstances ?? NOTHING_SAID, linked, rules);
  const level = levelFor(act.classification.level, majorReasons);
  const response = runningClock(complaint, 'C1');
  const classified: DomainEvent = {
    type: 'classified',
    by: by.userId,
    at,
    classification: { ...act.classification, level, table: CODE_TABLE },
    groupId: group.id,
    majorReasons,
    subjects,
    stops: ['C2'],
    starts: [
      startStageClock(complaint, 'C3', at, rules.investigate, rules),
      // A major case is to be contacted within response.major of receipt (R5).
      ...(level === 'major' && response ? [restartClock(response, rules.response.major, rules)] : []),
    ],
    document: nextDocument(complaint, 'FL', at),
  };
  return rule(classified, ...assignedByRule(foldAll(complaint, [classified]), context));
}

/** T5 by the rule, where the bank wants it so: to the least loaded on duty. The lead assigns when there is nobody. */
function assignedByRule(complaint: Complaint, context: Context): readonly DomainEvent[] {
  if (context.rules.assign !== 'rule') return [];
  const invest = leastLoaded(INVESTIGATORS, complaint, context);
  return invest ? [{ type: 'assigned', by: 'system', at: context.at, invest: invest.userId }] : [];
}
