import {
  bytes,
  checkFields,
  flag,
  ILLEGAL_PARAMETER,
  isObject,
  list,
  may,
  must,
  part,
  type Rule,
} from './card-rules';
import type { AppContent } from './chats';
import { checkAssociated } from './mini-program';
import type { Json } from './model';
import { WeComError } from './wecom-error';
import type { World } from './world';

const APPID = /^wx[0-9a-f]{16}$/;

const characters =
  (least: number, most: number, code: number): Rule =>
  (value, at) => {
    const length = typeof value === 'string' ? [...value].length : -1;
    if (length < least || length > most)
      throw new WeComError(code, `${at} must be ${least} to ${most} characters`);
  };

const appid: Rule = (value, at) => {
  if (typeof value !== 'string' || !APPID.test(value)) throw new WeComError(90207, `${at} is no appid`);
};

const FIELDS = {
  appid: must(appid, 90200),
  page: may(bytes(1024, 90204)),
  title: must(characters(4, 12, ILLEGAL_PARAMETER), 41016),
  description: may(characters(4, 12, ILLEGAL_PARAMETER)),
  emphasis_first_item: may(flag),
  content_item: may(
    list(
      0,
      10,
      90201,
      part({ key: must(characters(1, 10, 90202), 90202), value: must(characters(1, 30, 90203), 90203) }),
    ),
  ),
};

/** 小程序通知 miniprogram_notice (api.md 6.4.1), shown as the text notice it looks like. Without a page it opens nothing. */
export function miniprogramNotice(value: unknown, world: World): AppContent {
  const notice: Json = isObject(value) ? value : {};
  checkFields(notice, FIELDS, 'miniprogram_notice');
  checkAssociated(notice['appid'], world);
  return { kind: 'card', card: asCard(notice) };
}

function asCard({
  appid,
  page,
  title,
  description,
  emphasis_first_item: emphasis,
  content_item,
}: Json): Json {
  const items = (content_item ?? []) as readonly { readonly key: string; readonly value: string }[];
  const [first] = emphasis === true ? items : [];
  const rows = first === undefined ? items : items.slice(1);
  const target = { type: 2, appid, pagepath: page };
  return {
    card_type: 'text_notice',
    source: { desc: '小程序' },
    main_title: { title, desc: description },
    ...(first !== undefined && { emphasis_content: { title: first.value, desc: first.key } }),
    horizontal_content_list: rows.map(({ key, value }) => ({ keyname: key, value })),
    ...(page !== undefined && {
      jump_list: [{ ...target, title: '进入小程序查看' }],
      card_action: target,
    }),
  };
}
