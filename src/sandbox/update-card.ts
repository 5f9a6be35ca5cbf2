import { ILLEGAL_PARAMETER, isObject } from './card-rules';
import type { Json } from './model';
import type { SentMessage } from './sent-messages';
import { isInteractive, validateReplacement } from './validate-card';
import { WeComError } from './wecom-error';
import type { ApiAnswer, ApiRequest, World } from './world';

/** 更新模版卡片消息 message/update_template_card (doc 94888): one update a response_code. */
export function updateTemplateCard({ body }: ApiRequest, world: World): ApiAnswer {
  const message = messageOf(body, world);
  const change = changeOf(body, message);
  const { reached, invalid } = targetsOf(body, message, world);
  world.codes.use(body['response_code'] as string);
  for (const userid of reached) world.chats.updateCard(userid, message.msgid, change);
  return { body: invalid.length === 0 ? {} : { invaliduser: invalid } };
}

function messageOf(body: Json, world: World): SentMessage {
  const { agentid, response_code: code } = body;
  if (!Number.isSafeInteger(agentid)) throw new WeComError(40056, 'agentid must be an integer');
  if (typeof code !== 'string' || code === '') throw new WeComError(60140, 'response_code missing');
  const message = world.sent.find(world.codes.resolve(code));
  if (agentid !== world.app.agentId) throw new WeComError(42015, 'the task belongs to another app');
  if (message === undefined || message.recalled) throw new WeComError(42016, 'task not found');
  return message;
}

/** Exactly one of button and template_card; greying needs a card with buttons. */
function changeOf(body: Json, message: SentMessage): { card?: Json; disabledButtons?: string } {
  const { button, template_card: card } = body;
  if ((button === undefined) === (card === undefined)) {
    throw new WeComError(ILLEGAL_PARAMETER, 'exactly one of button and template_card');
  }
  if (card !== undefined) {
    const replacement = validateReplacement(card);
    const label = replacement['replace_text'];
    return typeof label === 'string' && label !== ''
      ? { card: replacement, disabledButtons: label }
      : { card: replacement };
  }
  const name = isObject(button) ? button['replace_name'] : undefined;
  if (typeof name !== 'string' || name === '') throw new WeComError(42020, 'button.replace_name missing');
  if (message.card === null || !isInteractive(message.card)) {
    throw new WeComError(ILLEGAL_PARAMETER, 'button: the original card has no buttons to grey');
  }
  return { disabledButtons: name };
}

/** Only those who received the card; others are named in invaliduser, an array here. */
function targetsOf(body: Json, message: SentMessage, world: World): { reached: string[]; invalid: string[] } {
  const userids = idList(body, 'userids', 1000, 40032, 'string') as string[];
  const parties = idList(body, 'partyids', 100, 82002, 'number') as number[];
  const tags = idList(body, 'tagids', 100, 82003, 'number');
  const { atall = 0 } = body;
  if (atall !== 0 && atall !== 1) throw new WeComError(ILLEGAL_PARAMETER, 'atall must be 0 or 1');
  if (atall === 1) return { reached: [...message.recipients], invalid: [] };
  if (userids.length + parties.length + tags.length === 0) throw new WeComError(82001, 'no target given');

  const received = new Set(message.recipients);
  const named = userids.map((asked) => ({ asked, userid: world.directory.find(asked)?.userid }));
  const invalid = named
    .filter(({ userid }) => userid === undefined || !received.has(userid))
    .map(({ asked }) => asked.toLowerCase());
  const everyone = [
    ...named.map(({ userid }) => userid),
    ...parties.flatMap((id) => world.directory.everybodyUnder(id).map((person) => person.userid)),
  ];
  const reached = new Set(everyone.filter((userid) => userid !== undefined && received.has(userid)));
  return { reached: message.recipients.filter((userid) => reached.has(userid)), invalid };
}

function idList(
  body: Json,
  field: string,
  most: number,
  tooMany: number,
  type: 'string' | 'number',
): unknown[] {
  const value = body[field] ?? [];
  if (!Array.isArray(value) || value.some((each) => typeof each !== type)) {
    throw new WeComError(
      field === 'userids' ? 40031 : ILLEGAL_PARAMETER,
      `${field} must be an array of ${type}s`,
    );
  }
  if (value.length > most) throw new WeComError(tooMany, `${field} holds more than ${most}`);
  return value;
}
