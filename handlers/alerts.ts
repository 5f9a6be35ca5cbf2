import type { SentCard } from '../src/desk/ports';
import { acknowledge, reported } from '../src/domain/alert-ladder';
import { isRefusal } from '../src/domain/ruling';
import type { AlertNotice } from '../src/domain/urgent-notice';
import type { CardTap } from '../src/wecom/callback';
import { KEY } from '../src/wecom/cards/keys';
import { ALERT_SAID } from '../src/wecom/copy-alerts';
import { CHAT } from '../src/wecom/copy-chat';
import { refusalText } from '../src/wecom/copy-refusals';
import type { Conversation } from './conversation';

/** 紧急通知的回应 (R63): 收到, or what came of a call that was asked for. */
export async function answerAlert(
  { eventKey }: CardTap,
  { deliveryId }: SentCard,
  notice: AlertNotice,
  { by, org, visit, say }: Conversation,
): Promise<void> {
  if (!isAnswer(eventKey, notice)) return say(CHAT.unreadableTap);
  let wasOver = false;
  const alert = await visit.changeAlert(notice.alert, (before, at, rules) => {
    wasOver = before.end !== undefined;
    return notice.kind === 'alert'
      ? acknowledge(before, by.userId, at)
      : reported(before, notice.call, by.userId, eventKey === KEY.gotThrough, at, rules);
  });
  if (isRefusal(alert)) return say(refusalText(alert, org));
  await visit.tx.wantRedraw(deliveryId, visit.at);
  if (wasOver) await say(ALERT_SAID.over);
}

function isAnswer(eventKey: string, { kind }: AlertNotice): boolean {
  return kind === 'alert'
    ? eventKey === KEY.received
    : eventKey === KEY.gotThrough || eventKey === KEY.noAnswer;
}
