import { LEAK_KIND, type LeakKind } from '../../domain/incident';
import { APP_NAME } from '../copy';
import { LEAK } from '../copy-leaks';
import { buttonInteraction } from './builders';
import { KEY, optionId, QUESTION } from './keys';
import type { InteractiveCard } from './template-card';

/** 泄露报告卡片 (R51): one tap reports. */
export function leakCard(note: string | undefined, taskId: string): InteractiveCard {
  return buttonInteraction({
    taskId,
    source: { text: APP_NAME, color: 'red' },
    title: LEAK.cardTitle,
    desc: LEAK.cardDesc,
    ...(note !== undefined && { subTitle: note }),
    selection: {
      questionKey: QUESTION.leak,
      title: LEAK.whatKind,
      options: (Object.entries(LEAK_KIND) as [LeakKind, string][]).map(([id, text]) => ({
        id: optionId(QUESTION.leak, id),
        text,
      })),
      selectedId: optionId(QUESTION.leak, 'other'),
    },
    buttons: [
      { text: LEAK.report, key: KEY.report, style: 3 },
      { text: LEAK.reportAnonymously, key: KEY.reportAnonymously, style: 2 },
    ],
  });
}
