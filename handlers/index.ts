import type { Visit } from '../src/desk/desk';
import { personOf } from '../src/domain/org';
import { cardMessage, freeze, textMessage as text } from '../src/wecom/app-message';
import type { Callback } from '../src/wecom/callback';
import { CHAT } from '../src/wecom/copy-chat';
import { cardTap } from './card-tap';
import type { Conversation } from './conversation';
import { menuClick } from './menu-click';
import { answerStranger } from './stranger';
import { textMessage } from './text-message';

export interface HandlerParts {
  readonly agentId: number;
}

/** 应答: hands a stored callback to the handler of its kind. */
export type Answer = (callback: Callback, callbackId: string, visit: Visit) => Promise<void>;

export function createAnswer({ agentId }: HandlerParts): Answer {
  return async (callback, callbackId, visit) => {
    let said = 0;
    // Who asked is waiting for the answer: it passes what is ordinary.
    const asAnswer = (to: string) =>
      to === callback.from ? ({ sendAs: 'digest', urgent: true } as const) : {};
    const nextId = () => `reply-${callbackId}-${said++}`;
    const send = async (to: string, content: string, how: { untraced?: true } = {}): Promise<void> => {
      const id = nextId();
      const body = freeze(text({ to: [to], agentId, content }), id);
      await visit.tx.deliver({ id, to, body, ...asAnswer(to), ...how }, visit.at);
    };
    const sendText: Conversation['sendText'] = (to, content) => send(to, content);
    const say: Conversation['say'] = (content) => send(callback.from, content);
    const sayUntraced: Conversation['sayUntraced'] = (content) =>
      send(callback.from, content, { untraced: true });
    const sendCard: Conversation['sendCard'] = async (notice, card) => {
      const id = nextId();
      const { to } = notice;
      const body = freeze(cardMessage({ to: [to], agentId, card: card(id) }), id);
      await visit.tx.deliver({ id, to, body, ...asAnswer(to), taskId: id, notice }, visit.at);
    };
    const newTaskId = (no: number) => `broadcast-${callbackId}-${no}`;
    // Only opened the app, or an event nobody asked for: no reason to speak.
    if (callback.kind === 'enter_agent' || callback.kind === 'other_event') return;

    const talk = { org: visit.org, visit, say, sayUntraced, sendText, sendCard, newTaskId };
    const by = personOf(visit.org, callback.from);
    await (by ? handle(callback, { by, ...talk }) : answerStranger(callback, talk));
  };
}

function handle(
  callback: Exclude<Callback, { kind: 'enter_agent' | 'other_event' }>,
  talk: Conversation,
): Promise<void> {
  switch (callback.kind) {
    case 'text':
      return textMessage(callback, talk);
    case 'card_tap':
      return cardTap(callback, talk);
    case 'menu_click':
      return menuClick(callback, talk);
    case 'other_message':
      return talk.say(CHAT.onlyText);
  }
}
