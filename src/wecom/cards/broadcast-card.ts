import type { Broadcast } from '../../domain/broadcast';
import { showMoment } from '../../domain/calendar';
import type { Org } from '../../domain/org';
import { APP_NAME, nameOf } from '../copy';
import { CARD_LIMITS } from '../limits';
import { buttonInteraction, voteInteraction } from './builders';
import { KEY, optionId, QUESTION } from './keys';
import type { InteractiveCard } from './template-card';

/** How many people one call card names. */
export const CALLED_AT_ONCE = CARD_LIMITS.voteOptions.max;

/** 重要通知卡片 (R62): the same for all, each confirms for himself. */
export function broadcastCard(
  { id, by, text, confirmBy }: Broadcast,
  org: Org,
  taskId: string,
): InteractiveCard {
  return buttonInteraction({
    taskId,
    source: { text: `${APP_NAME} · 重要通知`, color: 'red' },
    title: '重要通知',
    desc: `请在 ${showMoment(confirmBy)}前点「已读确认」`,
    ...parted(text),
    rows: [
      { label: '发布人', value: nameOf(org, by) },
      { label: '编号', value: id },
    ],
    buttons: [{ text: '已读确认', key: KEY.read, style: 1 }],
  });
}

/** What the quotation cannot hold stands below it, parted after a sentence where there is one. */
function parted(text: string): { readonly quote: { readonly text: string }; readonly subTitle?: string } {
  const most = CARD_LIMITS.quoteText.max;
  if ([...text].length <= most) return { quote: { text } };
  const first = [...text].slice(0, most).join('');
  const end = Math.max(...['。', '；', '\n'].map((mark) => first.lastIndexOf(mark))) + 1;
  const cut = end > most / 2 ? end : first.length;
  return { quote: { text: text.slice(0, cut) }, subTitle: text.slice(cut).trim() };
}

/** 呼叫任务 (R62): who is to be told by telephone, to be ticked once they were. */
export function callListCard(
  { id, text }: Pick<Broadcast, 'id' | 'text'>,
  userIds: readonly string[],
  org: Org,
  taskId: string,
): InteractiveCard {
  return voteInteraction({
    taskId,
    source: { text: `${APP_NAME} · 呼叫任务`, color: 'red' },
    title: `${id} 请电话告知`,
    desc: text,
    question: {
      questionKey: QUESTION.called,
      mode: 'multi',
      options: userIds.map((userId) => ({
        id: optionId(QUESTION.called, userId),
        text: nameOf(org, userId),
      })),
    },
    submit: { text: '已告知', key: KEY.called },
  });
}
