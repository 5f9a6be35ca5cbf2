import { ILLEGAL_PARAMETER } from './card-rules';
import { WeComError } from './wecom-error';
import type { ApiAnswer, ApiRequest, World } from './world';

/** 撤回应用消息 message/recall (doc 94867): within 24 h, for every recipient. */
export function recall({ body }: ApiRequest, world: World): ApiAnswer {
  const { sent, clock, limits, chats, app } = world;
  const message = typeof body['msgid'] === 'string' ? sent.find(body['msgid']) : undefined;
  if (message === undefined) throw new WeComError(ILLEGAL_PARAMETER, 'msgid unknown');
  if (clock.now() - message.at > limits.recallMs) throw new WeComError(42052, 'msgid expired');
  sent.keep({ ...message, recalled: true });
  for (const userid of message.recipients)
    chats.recall(userid, message.msgid, `${app.appName}撤回了一条消息`);
  return { body: {} };
}
