/** 回调 (doc 90238–90241): one verified delivery from WeCom, opened and checked. `from` is the userid in lower case. */
interface Common {
  readonly from: string;
  /** CreateTime. */
  readonly at: Date;
}

/** 文本消息. `content` is personal data until the vault has it: never log it. */
export interface TextMessage extends Common {
  readonly kind: 'text';
  readonly msgId: string;
  readonly content: string;
}

/** 图片、语音等: a message type we do not read; answered politely (section 2.2). */
export interface OtherMessage extends Common {
  readonly kind: 'other_message';
  readonly msgId: string;
  readonly msgType: string;
}

/** 卡片点击 (2.4): `selected` maps question_key to option ids. */
export interface CardTap extends Common {
  readonly kind: 'card_tap';
  readonly taskId: string;
  readonly eventKey: string;
  readonly responseCode: string;
  readonly cardType: string;
  readonly selected: Readonly<Record<string, readonly string[]>>;
}

/** 进入应用 (enter_agent). */
export interface EnterAgent extends Common {
  readonly kind: 'enter_agent';
}

/** 菜单点击 (2.3): a key of the app's menu, as the bank set it. */
export interface MenuClick extends Common {
  readonly kind: 'menu_click';
  readonly key: string;
}

/** Any event we have no handler for: a value, not a crash. */
export interface OtherEvent extends Common {
  readonly kind: 'other_event';
  readonly event: string;
}

export type Callback = TextMessage | OtherMessage | CardTap | EnterAgent | MenuClick | OtherEvent;
