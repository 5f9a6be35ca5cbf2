import { readCommand } from '../src/chat/command';
import type { Person } from '../src/domain/org';
import type { Callback } from '../src/wecom/callback';
import { CHAT } from '../src/wecom/copy-chat';
import { cardTap } from './card-tap';
import type { Conversation } from './conversation';
import { offerLeakReport } from './leak-report';
import { menuWord } from './menu-click';

/** 名单外的同事: has an account in the bank and no post. May report a leak (R51), and nothing else. */
export async function answerStranger(callback: Callback, talk: Omit<Conversation, 'by'>): Promise<void> {
  const { from } = callback;
  const by: Person = { userId: from, name: from, position: '', department: '', roles: [] };
  if (callback.kind === 'card_tap') return cardTap(callback, { ...talk, by });
  const words =
    callback.kind === 'menu_click' ? menuWord(callback) : 'content' in callback && callback.content;
  const command = words ? readCommand(words) : undefined;
  if (command?.kind === 'report_leak') return offerLeakReport(command.text, { ...talk, by });
  await talk.say(CHAT.stranger);
}
