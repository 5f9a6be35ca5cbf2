import type { Folded } from '../../desk/ports';
import { isUrgent } from '../../domain/notices';
import { APP_NAME } from '../copy';
import { digestDesc, foldedLine } from '../copy-digest';
import { CARD_LIMITS } from '../limits';
import { voteInteraction } from './builders';
import { KEY, optionId, QUESTION } from './keys';
import type { InteractiveCard } from './template-card';

/** How many one card lists, and one sentence sends. */
export const DIGEST_ITEMS = CARD_LIMITS.voteOptions.max;

/** 汇总卡片: what found no room, urgent first, to be ticked and sent after all. The rest comes in the next one. */
export function digestCard(items: readonly Folded[], taskId: string): InteractiveCard {
  const urgent = items.filter(({ notice }) => isUrgent(notice)).length;
  return voteInteraction({
    taskId,
    source: { text: `${APP_NAME} · 汇总`, color: urgent > 0 ? 'red' : 'grey' },
    title: `您有 ${items.length} 条通知待看`,
    desc: digestDesc(items.length, urgent, DIGEST_ITEMS),
    question: {
      questionKey: QUESTION.folded,
      mode: 'multi',
      options: items
        .slice(0, DIGEST_ITEMS)
        .map((item) => ({ id: optionId(QUESTION.folded, item.id), text: foldedLine(item) })),
    },
    submit: { text: '发给我', key: KEY.release },
  });
}
