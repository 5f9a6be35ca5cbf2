import {
  bytes,
  checkFields,
  list,
  must,
  mustWhen,
  oneOf,
  part,
  text,
  under,
  url,
  where,
  type Field,
} from './card-rules';
import { itemsOf } from './menu';
import { checkAssociated } from './mini-program';
import type { Json } from './model';
import { checkAgent } from './send-request';
import { WeComError } from './wecom-error';
import type { ApiAnswer, ApiRequest, World } from './world';

const TYPES = [
  'click',
  'view',
  'view_miniprogram',
  'scancode_push',
  'scancode_waitmsg',
  'pic_sysphoto',
  'pic_photo_or_album',
  'pic_weixin',
  'location_select',
] as const;

type Codes = Readonly<Record<'type' | 'name' | 'key' | 'url', number>>;

/** menu/create (doc 90231): the errcodes of a button and of an item below one differ. */
export function createMenu({ query, body }: ApiRequest, world: World): ApiAnswer {
  checkAgent(agentIn(query), world);
  checkFields(body, { button: must(list(1, 3, 40016, checkButton), 40016) }, 'menu');
  const buttons = body['button'] as readonly Json[];
  for (const item of buttons.flatMap((button) => [button, ...itemsOf(button)]))
    if (item['type'] === 'view_miniprogram') checkAssociated(item['appid'], world);
  world.menu.set(buttons);
  return { body: {} };
}

/** menu/get (doc 90232); 46003 when there is none. */
export function getMenu({ query }: ApiRequest, world: World): ApiAnswer {
  checkAgent(agentIn(query), world);
  if (world.menu.list().length === 0) throw new WeComError(46003, 'no menu');
  return { body: { button: world.menu.list() } };
}

/** menu/delete (doc 90233). */
export function deleteMenu({ query }: ApiRequest, world: World): ApiAnswer {
  checkAgent(agentIn(query), world);
  world.menu.set([]);
  return { body: {} };
}

const agentIn = (query: URLSearchParams): number => Number(query.get('agentid') ?? Number.NaN);

const itemFields = (nameBytes: number, codes: Codes): Readonly<Record<string, Field>> => ({
  name: must(bytes(nameBytes, codes.name), codes.name),
  type: must(under(codes.type, oneOf(...TYPES)), codes.type),
  key: mustWhen(
    ({ type }) => type !== 'view' && type !== 'view_miniprogram',
    bytes(128, codes.key),
    codes.key,
  ),
  url: mustWhen(where('type', 'view'), under(codes.url, url), codes.url),
  pagepath: mustWhen(where('type', 'view_miniprogram'), bytes(1024, codes.url), codes.url),
  appid: mustWhen(where('type', 'view_miniprogram'), text, 90200),
});

const ITEM = part(itemFields(40, { type: 40024, name: 40025, key: 40026, url: 40027 }));
const LIST: Readonly<Record<string, Field>> = {
  name: must(bytes(16, 40018), 40018),
  sub_button: must(list(1, 5, 40023, ITEM), 40023),
};
const BUTTON = itemFields(16, { type: 40017, name: 40018, key: 40019, url: 40020 });

function checkButton(value: unknown, at: string): void {
  const isList = typeof value === 'object' && value !== null && 'sub_button' in value;
  part(isList ? LIST : BUTTON)(value, at);
}
