import { createHash } from 'node:crypto';
import type { InteractiveCard, TemplateCard } from './cards/template-card';
import { fitBytes, fitChars, oneLine, plain } from './cards/text';
import { CARD_LIMITS, MESSAGE_LIMITS } from './limits';
import { checkedAgentId, checkedKey, checkedUserIds, must, rawJson } from './message-rules';

interface Addressed {
  /** userids joined by `|`. */
  readonly touser: string;
  readonly agentid: number;
}

/** 应用消息 (doc 90236) on the wire, without the duplicate check that `freeze` adds. */
export type AppMessage = Addressed &
  (
    | { readonly msgtype: 'text'; readonly text: { readonly content: string } }
    | { readonly msgtype: 'markdown'; readonly markdown: { readonly content: string } }
    | { readonly msgtype: 'template_card'; readonly template_card: TemplateCard }
  );

interface Address {
  /** userids, 1 to 1000; never everybody. */
  readonly to: readonly string[];
  readonly agentId: number;
}

/** 文本消息: cut to 2048 bytes. */
export function textMessage({ content, ...address }: Address & { readonly content: string }): AppMessage {
  return {
    ...addressed(address),
    msgtype: 'text',
    text: { content: fitted(content, MESSAGE_LIMITS.text.max) },
  };
}

/** markdown 消息: cut to 2048 bytes. Text of people goes in through `plain` and is not escaped here. */
export function markdownMessage({ content, ...address }: Address & { readonly content: string }): AppMessage {
  const shown = fitted(content, MESSAGE_LIMITS.markdown.max);
  return { ...addressed(address), msgtype: 'markdown', markdown: { content: shown } };
}

/** 模板卡片消息 */
export function cardMessage({ card, ...address }: Address & { readonly card: TemplateCard }): AppMessage {
  return { ...addressed(address), msgtype: 'template_card', template_card: card };
}

/**
 * 定稿: the JSON that is kept in the ledger and sent at every try. WeCom drops a repeat when the whole JSON is the same,
 * so two messages that happen to read alike would become one (api.md 6.1). The check's own interval tells them apart:
 * it is drawn from `id`, the same at every try of one message and another for the next.
 */
export function freeze(message: AppMessage, id: string): string {
  return rawJson({ ...message, enable_duplicate_check: 1, duplicate_check_interval: intervalFor(id) });
}

const { min: MIN_INTERVAL, max: MAX_INTERVAL } = MESSAGE_LIMITS.duplicateInterval;

function intervalFor(id: string): number {
  const drawn = createHash('sha256').update(id).digest().readUInt32BE(0);
  return MIN_INTERVAL + (drawn % (MAX_INTERVAL - MIN_INTERVAL + 1));
}

type WithoutTask<Card> = Card extends TemplateCard ? Omit<Card, 'task_id'> : never;

/** 更新模版卡片 (doc 94888) on the wire. */
export interface CardUpdate {
  readonly userids: readonly string[];
  readonly agentid: number;
  readonly response_code: string;
  readonly button?: { readonly replace_name: string };
  readonly template_card?: WithoutTask<TemplateCard> & { readonly replace_text?: string };
}

export type CardUpdateInput = {
  /** All who received the card, so that every copy shows the outcome. */
  readonly userIds: readonly string[];
  readonly agentId: number;
  /** Of the send or of the last tap: works once, for 72 h. */
  readonly responseCode: string;
} & (
  | { /** Greys the buttons and shows this instead. */ readonly replaceName: string }
  | { readonly card: TemplateCard }
  | {
      readonly card: InteractiveCard;
      /** Greyed label in place of the buttons; lists are greyed with them. */
      readonly replaceText: string;
    }
);

/** 卡片更新: the buttons greyed, or a whole new card (whose task_id is left out, as in WeCom's examples). */
export function cardUpdate(input: CardUpdateInput): CardUpdate {
  const target = {
    userids: checkedUserIds(input.userIds, CARD_LIMITS.updateUsers),
    agentid: checkedAgentId(input.agentId),
    response_code: checkedKey(input.responseCode, CARD_LIMITS.key, 'response_code'),
  };
  if ('replaceName' in input) return { ...target, button: { replace_name: label(input.replaceName) } };
  if (!('replaceText' in input)) return { ...target, template_card: withoutTask(input.card) };
  const replaced = { ...withoutTask(disabled(input.card)), replace_text: label(input.replaceText) };
  return { ...target, template_card: replaced };
}

/** 定稿 of an update, for the outbox. */
export function freezeUpdate(update: CardUpdate): string {
  return rawJson(update);
}

function addressed({ to, agentId }: Address): Addressed {
  const userIds = checkedUserIds(to, MESSAGE_LIMITS.toUsers);
  return { touser: userIds.join('|'), agentid: checkedAgentId(agentId) };
}

function fitted(content: string, bytes: number): string {
  const text = plain(content).trim();
  must(text !== '', 'content is empty');
  return fitBytes(text, bytes);
}

function label(text: string): string {
  const shown = oneLine(text);
  must(shown !== '', 'label is empty');
  return fitChars(shown, CARD_LIMITS.replaceText.max);
}

function withoutTask<Card extends TemplateCard>(card: Card): WithoutTask<Card>;
function withoutTask({ task_id: _, ...rest }: TemplateCard): object {
  return rest;
}

function disabled(card: InteractiveCard): InteractiveCard {
  switch (card.card_type) {
    case 'button_interaction':
      if (card.button_selection === undefined) return card;
      return { ...card, button_selection: { ...card.button_selection, disable: true } };
    case 'multiple_interaction':
      return { ...card, select_list: card.select_list.map((select) => ({ ...select, disable: true })) };
    case 'vote_interaction':
      return { ...card, checkbox: { ...card.checkbox, disable: true } };
  }
}
