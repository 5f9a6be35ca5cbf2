import type { MenuClick } from '../src/wecom/callback';
import { CHAT } from '../src/wecom/copy-chat';
import type { Conversation } from './conversation';
import { textMessage } from './text-message';

/** 应用菜单: a key does what its word does. */
const WORD_OF = new Map([
  ['leak', '泄露报告'],
  ['emergency', '紧急'],
  ['todo', '待办'],
  ['digest', '汇总'],
]);

/** The word of a menu key; undefined when the bank's menu holds a key of its own. */
export function menuWord({ key }: MenuClick): string | undefined {
  return WORD_OF.get(key);
}

export async function menuClick(click: MenuClick, talk: Conversation): Promise<void> {
  const content = menuWord(click);
  await (content === undefined ? talk.say(CHAT.unknownMenu) : textMessage({ content }, talk));
}
