import { openApproval, type Complaint } from '../complaint';
import { isDecided, isSurveyed, newLink, type LinkKind } from '../customer-link';
import type { Person } from '../org';
import { refuse, rule, type Ruling } from '../ruling';
import type { Context } from './context';

export interface GiveSurveyLink {
  readonly type: 'give_survey_link';
}
export interface GiveNoticeLink {
  readonly type: 'give_notice_link';
}

/** 发回访链接 (R22): to be answered once in a cycle, and before the follow-up is recorded. */
export function giveSurveyLink(
  complaint: Complaint,
  _act: GiveSurveyLink,
  by: Person,
  context: Context,
): Ruling {
  if (openApproval(complaint, 'closing')) return refuse('waits_for_signature', { rule: 'R23' });
  if (isSurveyed(complaint)) return refuse('surveyed_already', { rule: 'R22' });
  return given('survey', complaint, by, context);
}

/** 发答复链接 (L2): what it shows was signed by all who had to. */
export function giveNoticeLink(
  complaint: Complaint,
  _act: GiveNoticeLink,
  by: Person,
  context: Context,
): Ruling {
  if (!isDecided(complaint)) return refuse('plan_unsigned', { rule: 'R34' });
  return given('notice', complaint, by, context);
}

function given(kind: LinkKind, complaint: Complaint, by: Person, { rules, at }: Context): Ruling {
  const { until } = newLink(kind, complaint, rules, at);
  return rule({ type: 'link_given', by: by.userId, at, kind, until });
}
