const CALLS = {
  '/cgi-bin/gettoken': '获取凭证',
  '/cgi-bin/message/send': '发送消息',
  '/cgi-bin/message/update_template_card': '更新卡片',
  '/cgi-bin/message/recall': '撤回消息',
  '/cgi-bin/webhook/send': '群消息推送',
  '/cgi-bin/pstncc/call': '拨打语音电话',
  '/cgi-bin/pstncc/getstates': '电话接听状态',
  '/cgi-bin/menu/create': '创建菜单',
  '/cgi-bin/menu/get': '读取菜单',
  '/cgi-bin/menu/delete': '删除菜单',
  '/cgi-bin/auth/getuserinfo': '网页登录身份',
  '/cgi-bin/miniprogram/jscode2session': '小程序登录身份',
  '/cgi-bin/user/get': '读取成员',
  '/cgi-bin/user/simplelist': '部门成员',
  '/cgi-bin/user/list': '部门成员详情',
  '/cgi-bin/department/list': '部门列表',
  '/cgi-bin/department/simplelist': '部门列表（简）',
};

const EVENTS = {
  text: '收到消息',
  enter_agent: '进入应用',
  click: '点菜单',
  view: '从菜单打开网页',
  view_miniprogram: '从菜单打开小程序',
  template_card_event: '点击卡片',
  template_card_menu_event: '卡片菜单',
};

/** What a fault can be aimed at. */
export const CALL_PATHS = Object.entries(CALLS).map(([path, words]) => ({ path, words }));
export const EVENT_NAMES = Object.entries(EVENTS).map(([path, words]) => ({ path, words }));

/** 接口 in words; one we have no words for by its own name. */
export const titleOf = ({ kind, path = '', event = '' }) =>
  kind === 'call' ? (CALLS[path] ?? path.replace('/cgi-bin/', '')) : (EVENTS[event] ?? event);

export const wireNameOf = ({ kind, path, event }) => (kind === 'call' ? path : event);

/** Whom an entry is about: the recipients of a call, the member of a callback. */
export function peopleOf({ userid, request }) {
  if (userid) return [userid];
  const body = request?.body ?? {};
  const named = [
    request?.userid,
    request?.query?.userid,
    ...(body.touser ?? '').split('|'),
    ...(body.userids ?? []),
    ...[body.callee_userid ?? []].flat(),
  ];
  return named.filter(Boolean);
}

/** { text, tone } of the outcome: broken, refused, or fine. */
export function outcomeOf({ status, errcode }) {
  if (status === 0) return { text: '断开', tone: 'bad' };
  if (status !== 200) return { text: String(status), tone: 'bad' };
  if (errcode) return { text: String(errcode), tone: 'odd' };
  return { text: errcode === 0 ? '0' : '200', tone: 'good' };
}

/** One element a line, indented: the callbacks' XML is flat enough for that. */
export function indented(xml) {
  let depth = 0;
  return xml
    .replace(/(?<!\]\])>\s*(?=<\/?[A-Za-z])/g, '>\n')
    .split('\n')
    .map((line) => {
      if (line.startsWith('</')) depth -= 1;
      const row = '  '.repeat(Math.max(0, depth)) + line;
      if (/^<[A-Za-z][^>]*>$/.test(line)) depth += 1;
      return row;
    })
    .join('\n');
}
