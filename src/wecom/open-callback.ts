import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Callback } from './callback';
import type { XmlRecord } from './xml';

/** 解析回调 (doc 90239, 90240): the opened XML as one of our callbacks; undefined when it is no such thing. */

const seconds = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform((text) => new Date(Number(text) * 1_000));
const userId = z.string().min(1).max(64).toLowerCase();
const text = z.string().max(1_024);

const common = { ToUserName: text, FromUserName: userId, CreateTime: seconds };
const Message = z.object({
  ...common,
  MsgType: text.min(1),
  MsgId: text.min(1),
  Content: z.string().optional(),
});
const Event = z.object({ ...common, MsgType: z.literal('event'), Event: text.min(1) });
const Click = Event.extend({ EventKey: text.min(1) });
const Tap = Event.extend({
  EventKey: text,
  TaskId: text.min(1),
  CardType: text,
  ResponseCode: text,
  SelectedItems: z
    .union([
      z.object({
        SelectedItem: z.array(
          z.object({
            QuestionKey: text,
            OptionIds: z.union([z.object({ OptionId: z.array(text) }), z.string().max(0)]).optional(),
          }),
        ),
      }),
      z.string().trim().max(0),
    ])
    .optional(),
});

/** A callback and the key under which it counts once. */
export interface OpenedCallback {
  readonly callback: Callback;
  readonly messageKey: string;
}

export function openCallback(xml: XmlRecord, source: string): OpenedCallback | undefined {
  return xml['MsgType'] === 'event' ? openEvent(xml, source) : openMessage(xml);
}

/** Messages by MsgId (api.md 1.7). */
function openMessage(xml: XmlRecord): OpenedCallback | undefined {
  const result = Message.safeParse(xml);
  if (!result.success) return undefined;
  const {
    FromUserName: from,
    CreateTime: at,
    MsgType: msgType,
    MsgId: msgId,
    Content: content,
  } = result.data;
  const agent = typeof xml['AgentID'] === 'string' ? xml['AgentID'] : '';
  const messageKey = digest(['message', agent, from, at.getTime(), msgId].join('|'));
  if (msgType !== 'text')
    return { messageKey, callback: { kind: 'other_message', from, at, msgId, msgType } };
  return content === undefined
    ? undefined
    : { messageKey, callback: { kind: 'text', from, at, msgId, content } };
}

/** Events have no MsgId: several may come in one second, so the whole opened body is the key. */
function openEvent(xml: XmlRecord, source: string): OpenedCallback | undefined {
  const result = Event.safeParse(xml);
  if (!result.success) return undefined;
  const { FromUserName: from, CreateTime: at, Event: event } = result.data;
  const messageKey = digest(`event|${source}`);
  if (event === 'template_card_event') {
    const callback = openTap(xml);
    return callback && { messageKey, callback };
  }
  if (event === 'click') {
    const { data } = Click.safeParse(xml);
    return data && { messageKey, callback: { kind: 'menu_click', from, at, key: data.EventKey } };
  }
  if (event === 'enter_agent') return { messageKey, callback: { kind: 'enter_agent', from, at } };
  return { messageKey, callback: { kind: 'other_event', from, at, event } };
}

function openTap(xml: XmlRecord): Callback | undefined {
  const result = Tap.safeParse(xml);
  if (!result.success) return undefined;
  const {
    FromUserName: from,
    CreateTime: at,
    TaskId,
    EventKey,
    ResponseCode,
    CardType,
    SelectedItems,
  } = result.data;
  const items = typeof SelectedItems === 'object' ? SelectedItems.SelectedItem : [];
  const selected = Object.fromEntries(
    items.map(({ QuestionKey, OptionIds }) => [
      QuestionKey,
      typeof OptionIds === 'object' ? OptionIds.OptionId : [],
    ]),
  );
  return {
    kind: 'card_tap',
    from,
    at,
    taskId: TaskId,
    eventKey: EventKey,
    responseCode: ResponseCode,
    cardType: CardType,
    selected,
  };
}

function digest(textToHash: string): string {
  return hash('sha256', textToHash, 'hex');
}
