/** The inner XML of callbacks (api.md 2, docs 90239, 90240), before it is sealed. */

export interface Origin {
  readonly corpId: string;
  readonly agentId: number;
  readonly userid: string;
  /** CreateTime in seconds. */
  readonly createTime: number;
}

export interface TapDetails {
  readonly event: 'template_card_event' | 'template_card_menu_event';
  readonly eventKey: string;
  readonly taskId: string;
  readonly cardType: string;
  readonly responseCode: string;
  /** question_key → option ids; null when the card asks nothing. */
  readonly selected: Readonly<Record<string, readonly string[]>> | null;
}

/** 文本消息. */
export const textXml = (origin: Origin, content: string, msgId: string): string =>
  wrap(
    origin,
    'text',
    `<Content>${cdata(content)}</Content><MsgId>${msgId}</MsgId><AgentID>${origin.agentId}</AgentID>`,
  );

/** 进入应用. */
export const enterXml = (origin: Origin): string =>
  wrap(
    origin,
    'event',
    `<Event>${cdata('enter_agent')}</Event><EventKey>${cdata('')}</EventKey><AgentID>${origin.agentId}</AgentID>`,
  );

/** 点菜单: `click`, `view` or `view_miniprogram`, with the key, the address, or the page. */
export const menuXml = (origin: Origin, event: string, key: string): string =>
  wrap(
    origin,
    'event',
    `<Event>${cdata(event)}</Event><EventKey>${cdata(key)}</EventKey><AgentID>${origin.agentId}</AgentID>`,
  );

/** 模板卡片事件. */
export const tapXml = (origin: Origin, tap: TapDetails): string =>
  wrap(
    origin,
    'event',
    `<Event>${cdata(tap.event)}</Event><EventKey>${cdata(tap.eventKey)}</EventKey><TaskId>${cdata(tap.taskId)}</TaskId>` +
      `<CardType>${cdata(tap.cardType)}</CardType><ResponseCode>${cdata(tap.responseCode)}</ResponseCode>` +
      `<AgentID>${origin.agentId}</AgentID>${selectedItems(tap.selected)}`,
  );

/** The envelope that is posted (api.md 1.5). */
export const envelopeXml = (corpId: string, agentId: number, encrypted: string): string =>
  `<xml><ToUserName>${cdata(corpId)}</ToUserName><AgentID>${cdata(String(agentId))}</AgentID><Encrypt>${cdata(encrypted)}</Encrypt></xml>`;

function wrap({ corpId, userid, createTime }: Origin, msgType: string, fields: string): string {
  return (
    `<xml><ToUserName>${cdata(corpId)}</ToUserName><FromUserName>${cdata(userid)}</FromUserName>` +
    `<CreateTime>${createTime}</CreateTime><MsgType>${cdata(msgType)}</MsgType>${fields}</xml>`
  );
}

function selectedItems(selected: TapDetails['selected']): string {
  if (selected === null) return '';
  const items = Object.entries(selected).map(
    ([question, options]) =>
      `<SelectedItem><QuestionKey>${cdata(question)}</QuestionKey>` +
      `<OptionIds>${options.map((option) => `<OptionId>${cdata(option)}</OptionId>`).join('')}</OptionIds></SelectedItem>`,
  );
  return `<SelectedItems>${items.join('')}</SelectedItems>`;
}

/** What XML cannot carry (controls, lone surrogates) is left out; a `]]>` in the text is split over two sections. */
function cdata(text: string): string {
  const clean = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
  return `<![CDATA[${clean.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
