import { fitBytes, plain } from './cards/text';
import { MESSAGE_LIMITS } from './limits';
import { must, rawJson } from './message-rules';

/** 群消息 (doc 99110) on the wire. */
export interface GroupMessage {
  readonly msgtype: 'text';
  readonly text: { readonly content: string };
}

/** 文本消息: cut to 2048 bytes. */
export function groupText(content: string): GroupMessage {
  const shown = plain(content).trim();
  must(shown !== '', 'content is empty');
  return { msgtype: 'text', text: { content: fitBytes(shown, MESSAGE_LIMITS.text.max) } };
}

/** 定稿: the JSON that is sent at every try. */
export function freezeGroup(message: GroupMessage): string {
  return rawJson(message);
}
