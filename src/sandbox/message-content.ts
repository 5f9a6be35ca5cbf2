import { ILLEGAL_PARAMETER, isObject, url } from './card-rules';
import type { AppContent } from './chats';
import { firstBytes, firstCharacters } from './cut';
import { miniprogramNotice } from './miniprogram-notice';
import type { Json } from './model';
import { callsBack, validateCard } from './validate-card';
import { WeComError } from './wecom-error';
import type { World } from './world';

type Reader = (part: unknown, world: World) => AppContent;

/** The message types the sandbox carries (api.md 6.3); each reader checks its part and says what the member sees. */
const READERS: Readonly<Record<string, Reader>> = {
  text,
  markdown,
  textcard,
  miniprogram_notice: miniprogramNotice,
  template_card: templateCard,
};

/** WeCom knows them; they need an uploaded file, and this corp has none. */
const NEED_MEDIA: ReadonlySet<unknown> = new Set(['image', 'voice', 'video', 'file', 'mpnews']);

/** The content under the key named by msgtype. */
export function contentOf(body: Json, world: World): AppContent {
  const type = body['msgtype'];
  if (NEED_MEDIA.has(type)) throw new WeComError(40007, 'invalid media_id: the sandbox keeps no media');
  const reader = typeof type === 'string' && Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (reader === undefined) throw new WeComError(40008, 'unsupported msgtype');
  if (type === 'miniprogram_notice' && body['touser'] === '@all')
    throw new WeComError(40031, 'a miniprogram_notice does not go to @all');
  return reader(body[type as string], world);
}

/** Cut beyond 2048 bytes; refused far beyond. */
function text(part: unknown, { limits }: World): AppContent {
  const content = wording(part);
  if (Buffer.byteLength(content) > limits.textBytesRefused)
    throw new WeComError(ILLEGAL_PARAMETER, 'text.content is far too long');
  return { kind: 'text', content: firstBytes(content, limits.textBytes) };
}

function markdown(part: unknown, { limits }: World): AppContent {
  const content = wording(part);
  if (Buffer.byteLength(content) > limits.textBytes)
    throw new WeComError(45002, 'markdown.content is too long');
  return { kind: 'markdown', content };
}

/** Shown as the text notice it looks like. */
function textcard(value: unknown): AppContent {
  const part: Json = isObject(value) ? value : {};
  const { title, description, btntxt = '详情' } = part;
  if (typeof title !== 'string' || title === '') throw new WeComError(41016, 'textcard.title missing');
  if (typeof description !== 'string' || description === '')
    throw new WeComError(ILLEGAL_PARAMETER, 'textcard.description missing');
  if (typeof btntxt !== 'string') throw new WeComError(ILLEGAL_PARAMETER, 'textcard.btntxt must be a string');
  url(part['url'], 'textcard.url');
  const plain = firstCharacters(description, 512)
    .replace(/<br\s*\/?>|<\/div>/g, '\n')
    .replace(/<div[^>]*>/g, '');
  const card = {
    card_type: 'text_notice',
    main_title: { title: firstCharacters(title, 128) },
    sub_title_text: plain.trim(),
    jump_list: [{ type: 1, title: firstCharacters(btntxt, 4), url: part['url'] }],
    card_action: { type: 1, url: part['url'] },
  };
  return { kind: 'card', card };
}

/** 43012 when taps would have nowhere to go; 42014 when the task_id was used before. */
function templateCard(value: unknown, world: World): AppContent {
  const card = validateCard(value);
  if (callsBack(card) && world.callback === null)
    throw new WeComError(43012, 'the app has no receive-message URL');
  const taskId = card['task_id'];
  if (typeof taskId !== 'string') return { kind: 'card', card };
  if (world.sent.isTaken(taskId)) throw new WeComError(42014, 'task_id was used before');
  return { kind: 'card', card, taskId };
}

function wording(part: unknown): string {
  const content = isObject(part) ? part['content'] : undefined;
  if (content !== undefined && typeof content !== 'string')
    throw new WeComError(ILLEGAL_PARAMETER, 'content must be a string');
  if (content === undefined || content === '') throw new WeComError(44004, 'empty content');
  return content;
}
