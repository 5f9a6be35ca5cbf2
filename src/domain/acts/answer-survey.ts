import type { Complaint, Survey } from '../complaint';
import { COMPLAINANT, surveyStatus, type CustomerLink } from '../customer-link';
import { refuse, rule, type Ruling } from '../ruling';

export type SurveyAnswer = Pick<Survey, 'score' | 'remark' | 'objection'>;

/**
 * 投诉人在线评价 (R22): once in a cycle, by a link that is good. It is no attempt and closes nothing (T12): FOLLOW looks it
 * through and records it as one that reached the complainant, with the mode the link went out by; no second call is needed.
 */
export function answerSurvey(
  complaint: Complaint,
  link: CustomerLink,
  answer: SurveyAnswer,
  { at }: { readonly at: Date },
): Ruling {
  if (surveyStatus(link, complaint, at) !== 'open') return refuse('request_over', { rule: 'R22' });
  return rule({
    ...{ type: 'survey_answered', by: COMPLAINANT, at },
    survey: { ...answer, cycle: complaint.cycle, at },
  });
}
