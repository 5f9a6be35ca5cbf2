import type { CardNotice } from '../../domain/notice';
import type { AlertNotice } from '../../domain/urgent-notice';
import { checkedUrl } from '../message-rules';
import { RETURN_BY_PAGE } from '../copy';
import type { CardAction, InteractiveCard } from './template-card';

/** 页面的去处: where the mini-app is opened from a card (api.md 6.5 card_action, 10). */
export interface PagesAt {
  /** Of the H5, without a slash at its end; absent where the bank has only the mini-program. */
  readonly publicUrl?: string | undefined;
  /** The mini-program that is linked with the app. */
  readonly weappId?: string | undefined;
}

/** A tap on the card opens the page it is about; a signature may be returned there with a reason in one's own words. */
export function withPages(
  card: InteractiveCard,
  notice: CardNotice | AlertNotice,
  id: string,
  at: PagesAt | undefined,
): InteractiveCard {
  const page = pageFor(notice, id);
  const action = at && actionTo(page, at);
  if (!action || card.card_type !== 'button_interaction') return card;
  const returns = notice.kind === 'approval' && at.publicUrl !== undefined;
  return {
    ...card,
    card_action: action,
    button_list: returns
      ? [...card.button_list, { type: 1, text: RETURN_BY_PAGE, style: 2, url: urlOf(page, at.publicUrl) }]
      : card.button_list,
  };
}

function pageFor(notice: CardNotice | AlertNotice, id: string): string {
  switch (notice.kind) {
    case 'approval':
      return `pages/approve/index?id=${id}&no=${notice.no}`;
    case 'alert':
    case 'call_task':
      return 'pages/call/index';
    default:
      return `pages/case/index?id=${id}`;
  }
}

/** The mini-program where there is one, else the H5. */
function actionTo(page: string, { publicUrl, weappId }: PagesAt): CardAction | undefined {
  if (weappId !== undefined) return { type: 2, appid: weappId, pagepath: page };
  return publicUrl === undefined ? undefined : { type: 1, url: urlOf(page, publicUrl) };
}

function urlOf(page: string, publicUrl = ''): string {
  return checkedUrl(`${publicUrl}/h5/#/${page}`);
}
