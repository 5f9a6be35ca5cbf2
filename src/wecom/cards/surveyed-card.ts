import { STATES, type Complaint } from '../../domain/complaint';
import type { Notice } from '../../domain/notice';
import type { Org } from '../../domain/org';
import { APP_NAME, surveyText } from '../copy';
import { SURVEYED } from '../copy-customer';
import { buttonInteraction } from './builders';
import { rowsOf } from './case-rows';
import { KEY } from './keys';
import type { InteractiveCard } from './template-card';

/** 在线评价卡片 (R22): the score, and what its reader may do about it. What was remarked is read on the case page. */
export function surveyedCard(
  { to }: Notice & { kind: 'surveyed' },
  complaint: Complaint,
  org: Org,
  taskId: string,
): InteractiveCard {
  const { id, state, survey, team } = complaint;
  const ask = to === team.followUp ? SURVEYED.followUp : SURVEYED.lead;
  return buttonInteraction({
    taskId,
    source: { text: `${APP_NAME} · 回访` },
    title: `${id} ${SURVEYED.title}`,
    desc: `${survey ? surveyText(survey) : STATES[state]}，${ask}`,
    rows: rowsOf(complaint, org, undefined),
    buttons: [{ text: '看进展', key: KEY.look, style: 1 }],
  });
}
