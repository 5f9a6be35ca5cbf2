/** 模板卡片 as WeCom wants it on the wire (api.md 6.5). Built by ./builders, never by hand: they keep the limits. */

interface Source {
  readonly desc: string;
  readonly desc_color: 0 | 1 | 2 | 3;
}

interface Title {
  readonly title: string;
  readonly desc?: string;
}

interface Emphasis {
  readonly title: string;
  readonly desc?: string;
}

interface Quote {
  readonly type: 0 | 1;
  readonly url?: string;
  readonly title?: string;
  readonly quote_text: string;
}

interface HorizontalContent {
  readonly type: 0 | 1 | 3;
  readonly keyname: string;
  readonly value: string;
  readonly url?: string;
  readonly userid?: string;
}

interface Jump {
  readonly type: 1;
  readonly title: string;
  readonly url: string;
}

export type CardAction =
  | { readonly type: 1; readonly url: string }
  | { readonly type: 2; readonly appid: string; readonly pagepath: string };

interface CardButton {
  readonly type: 0 | 1;
  readonly text: string;
  readonly style?: 1 | 2 | 3 | 4;
  readonly key?: string;
  readonly url?: string;
}

interface Option {
  readonly id: string;
  readonly text: string;
}

export interface Selector {
  readonly question_key: string;
  readonly title: string;
  readonly selected_id?: string;
  readonly option_list: readonly Option[];
  /** Only in an update. */
  readonly disable?: true;
}

interface Checkbox {
  readonly question_key: string;
  readonly mode: 0 | 1;
  readonly option_list: readonly (Option & { readonly is_checked: boolean })[];
  /** Only in an update. */
  readonly disable?: true;
}

interface SubmitButton {
  readonly text: string;
  readonly key: string;
}

/** 文本通知 */
export interface TextNoticeCard {
  readonly card_type: 'text_notice';
  readonly source?: Source;
  readonly main_title: Title;
  readonly emphasis_content?: Emphasis;
  readonly quote_area?: Quote;
  readonly sub_title_text?: string;
  readonly horizontal_content_list?: readonly HorizontalContent[];
  readonly jump_list?: readonly Jump[];
  readonly card_action: CardAction;
  readonly task_id?: string;
}

/** 按钮交互 */
export interface ButtonCard {
  readonly card_type: 'button_interaction';
  readonly source?: Source;
  readonly main_title: Title;
  readonly quote_area?: Quote;
  readonly sub_title_text?: string;
  readonly horizontal_content_list?: readonly HorizontalContent[];
  readonly card_action?: CardAction;
  readonly task_id: string;
  readonly button_selection?: Selector;
  readonly button_list: readonly CardButton[];
}

/** 投票选择 */
export interface VoteCard {
  readonly card_type: 'vote_interaction';
  readonly source?: Source;
  readonly main_title: Title;
  readonly task_id: string;
  readonly checkbox: Checkbox;
  readonly submit_button: SubmitButton;
}

/** 多项选择 */
export interface MultipleCard {
  readonly card_type: 'multiple_interaction';
  readonly source?: Source;
  readonly main_title: Title;
  readonly task_id: string;
  readonly select_list: readonly Selector[];
  readonly submit_button: SubmitButton;
}

/** Cards that call back, and so can be greyed by an update. */
export type InteractiveCard = ButtonCard | VoteCard | MultipleCard;

export type TemplateCard = TextNoticeCard | InteractiveCard;
