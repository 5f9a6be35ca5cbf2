import type { TextNoticeCard } from './cards/template-card';
import { fitBytes, plain } from './cards/text';
import { MESSAGE_LIMITS } from './limits';
import { checkedUserIds, must, rawJson } from './message-rules';

/** 群消息 (doc 99110) on the wire. */
export type GroupMessage =
  | {
      readonly msgtype: 'text';
      readonly text: { readonly content: string; readonly mentioned_list?: readonly string[] };
    }
  | { readonly msgtype: 'template_card'; readonly template_card: Omit<TextNoticeCard, 'task_id'> };

/** 文本消息: cut to 2048 bytes; `mention` names whom it calls (@). */
export function groupText(input: {
  readonly content: string;
  readonly mention?: readonly string[];
}): GroupMessage {
  const { content, mention = [] } = input;
  const shown = plain(content).trim();
  must(shown !== '', 'content is empty');
  return {
    msgtype: 'text',
    text: {
      content: fitBytes(shown, MESSAGE_LIMITS.text.max),
      ...(mention.length > 0 && { mentioned_list: checkedUserIds(mention, MESSAGE_LIMITS.toUsers) }),
    },
  };
}

/** 文本通知 in a group: a webhook calls nobody back, so the card goes without its task_id. */
export function groupCard({ task_id: _, ...card }: TextNoticeCard): GroupMessage {
  return { msgtype: 'template_card', template_card: card };
}

/** 定稿: the JSON that is sent at every try. */
export function freezeGroup(message: GroupMessage): string {
  return rawJson(message);
}
