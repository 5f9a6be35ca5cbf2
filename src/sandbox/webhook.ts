import { ILLEGAL_PARAMETER, isObject } from './card-rules';
import type { GroupContent } from './groups';
import type { Json } from './model';
import { validateCard } from './validate-card';
import { WeComError } from './wecom-error';
import type { ApiAnswer, ApiRequest, World } from './world';

const TEXT_BYTES = 2048;
const MARKDOWN_BYTES = 4096;
const EMPTY = 93017;

/** A webhook calls nobody back, so its cards are notices (doc 99110). */
const CARD_TYPES: ReadonlySet<unknown> = new Set(['text_notice', 'news_notice']);

const READERS: Readonly<Record<string, (part: Json) => GroupContent>> = {
  text: (part) => ({ kind: 'text', content: wording(part, 'text', TEXT_BYTES), ...mentionedIn(part) }),
  markdown: (part) => ({ kind: 'markdown', content: wording(part, 'markdown', MARKDOWN_BYTES) }),
  markdown_v2: (part) => ({ kind: 'markdown', content: wording(part, 'markdown_v2', MARKDOWN_BYTES) }),
  template_card: card,
};

/** 消息推送 webhook/send (doc 99110): the key in the query is all the credential. Nobody checks for duplicates. */
export function webhookSend({ query, body }: ApiRequest, { groups }: World): ApiAnswer {
  const group = groups.admit(query.get('key') ?? '');
  const type = body['msgtype'];
  const reader = typeof type === 'string' && Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (reader === undefined) throw new WeComError(40008, 'unsupported msgtype');
  const part = body[type as string];
  if (!isObject(part)) throw new WeComError(EMPTY, `${String(type)} is empty`);
  groups.push(group, reader(part));
  return { body: {} };
}

function wording({ content }: Json, at: string, most: number): string {
  if (content === undefined || content === '') throw new WeComError(EMPTY, `${at}.content is empty`);
  if (typeof content !== 'string') throw new WeComError(ILLEGAL_PARAMETER, `${at}.content must be a string`);
  if (Buffer.byteLength(content) > most)
    throw new WeComError(ILLEGAL_PARAMETER, `${at}.content exceed max length ${most}`);
  return content;
}

function mentionedIn(part: Json): Pick<GroupContent, 'mentioned'> {
  const mentioned = ['mentioned_list', 'mentioned_mobile_list'].flatMap((field) => {
    const list = part[field] ?? [];
    if (!Array.isArray(list) || list.some((each) => typeof each !== 'string'))
      throw new WeComError(ILLEGAL_PARAMETER, `text.${field} must be a list of strings`);
    return list as string[];
  });
  return mentioned.length === 0 ? {} : { mentioned };
}

function card(part: Json): GroupContent {
  if (!CARD_TYPES.has(part['card_type']))
    throw new WeComError(42031, 'card_type: text_notice or news_notice');
  for (const field of ['action_menu', 'task_id'])
    if (part[field] !== undefined)
      throw new WeComError(ILLEGAL_PARAMETER, `template_card.${field} does not belong here`);
  return { kind: 'card', card: validateCard(part) };
}
