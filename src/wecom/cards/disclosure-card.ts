import type { Complaint } from '../../domain/complaint';
import type { Notice } from '../../domain/notice';
import type { Org } from '../../domain/org';
import { APP_NAME, nameOf } from '../copy';
import { disclosureTitle, HOW_TO_USE, untilText } from '../copy-disclosure';
import { buttonInteraction } from './builders';
import { KEY } from './keys';
import type { InteractiveCard } from './template-card';

/** 披露已批准 (G6): until when it counts and where it opens; nothing of what it opens. */
export function disclosedCard(
  { no }: Notice & { kind: 'disclosed' },
  { id, disclosures }: Complaint,
  org: Org,
  taskId: string,
): InteractiveCard {
  const given = disclosures.find((each) => each.no === no);
  return buttonInteraction({
    taskId,
    source: { text: `${APP_NAME} · 披露` },
    title: `${id} 披露已批准`,
    desc: given ? `${disclosureTitle(given)}，${untilText(given.until)}` : '',
    rows: given
      ? [
          { label: '批准人', value: nameOf(org, given.approvedBy) },
          { label: '用法', value: HOW_TO_USE[given.what](id) },
        ]
      : [],
    buttons: [{ text: '看进展', key: KEY.look, style: 1 }],
  });
}
