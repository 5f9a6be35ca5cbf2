import { CARD_LIMITS, type Limit } from '../limits';
import {
  checkedKey,
  checkedList,
  checkedTaskId,
  checkedUrl,
  checkedUserId,
  checkUnique,
  must,
} from '../message-rules';
import type { ButtonCard, MultipleCard, Selector, TextNoticeCard, VoteCard } from './template-card';
import { fitChars, oneLine, plain } from './text';

/*
 * Two kinds of limits (api.md 6.5). What our code chooses (ids, keys, urls, how many of a thing) must be right: a Fault
 * otherwise. What people wrote is fitted to the length WeCom recommends.
 */

const COLORS = { grey: 0, black: 1, red: 2, green: 3 } as const;

/** 卡片来源: the small line on top. */
export interface CardSource {
  readonly text: string;
  readonly color?: keyof typeof COLORS;
}

/** 引用: what somebody said, set apart. */
export interface CardQuote {
  readonly title?: string;
  readonly text: string;
  readonly url?: string;
}

/** 二级标题+文本: a label (5 characters) and a value (30); a tap opens a page or a member's profile. */
export interface CardRow {
  readonly label: string;
  readonly value: string;
  readonly opens?: { readonly url: string } | { readonly userId: string };
}

/** 跳转指引 */
export interface CardLink {
  readonly title: string;
  readonly url: string;
}

/** 按钮: calls back with `key`, or opens `url`. Style 1 is the emphasised one. */
export type CardButtonInput = { readonly text: string; readonly style?: 1 | 2 | 3 | 4 } & (
  { readonly key: string } | { readonly url: string }
);

/** 下拉选择 */
export interface CardSelect {
  readonly questionKey: string;
  readonly title: string;
  readonly options: readonly { readonly id: string; readonly text: string }[];
  readonly selectedId?: string;
}

export interface CardSubmit {
  readonly text: string;
  readonly key: string;
}

interface Head {
  readonly source?: CardSource;
  readonly title: string;
  readonly desc?: string;
}

interface Body {
  readonly quote?: CardQuote;
  readonly subTitle?: string;
  /** At most 6. */
  readonly rows?: readonly CardRow[];
}

/** 文本通知: tells, and opens `url` when tapped (WeCom requires a page to open). */
export function textNotice(
  input: Head &
    Body & {
      readonly url: string;
      readonly emphasis?: { readonly title: string; readonly desc?: string };
      /** At most 3. */
      readonly links?: readonly CardLink[];
      readonly taskId?: string;
    },
): TextNoticeCard {
  const { emphasis, links = [], taskId } = input;
  return {
    card_type: 'text_notice',
    ...head(input, CARD_LIMITS.title, CARD_LIMITS.titleDesc),
    ...(emphasis && {
      emphasis_content: {
        title: line(emphasis.title, CARD_LIMITS.emphasisTitle),
        ...(emphasis.desc !== undefined && { desc: line(emphasis.desc, CARD_LIMITS.emphasisDesc) }),
      },
    }),
    ...body(input),
    ...(links.length > 0 && {
      jump_list: checkedList(links, CARD_LIMITS.links, 'jump_list').map(({ title, url }) => ({
        type: 1 as const,
        title: line(title, CARD_LIMITS.linkTitle),
        url: checkedUrl(url),
      })),
    }),
    card_action: { type: 1, url: checkedUrl(input.url) },
    ...(taskId !== undefined && { task_id: checkedTaskId(taskId) }),
  };
}

/** 按钮交互: 1 to 6 buttons, perhaps with one list to choose from above them. */
export function buttonInteraction(
  input: Head &
    Body & {
      readonly taskId: string;
      readonly buttons: readonly CardButtonInput[];
      readonly selection?: CardSelect;
      /** What a tap on the card itself opens. */
      readonly url?: string;
    },
): ButtonCard {
  const { taskId, selection, url } = input;
  const buttons = checkedList(input.buttons, CARD_LIMITS.buttons, 'button_list');
  checkUnique(
    buttons.flatMap((each) => ('key' in each ? [each.key] : [])),
    'button key',
  );
  return {
    card_type: 'button_interaction',
    ...head(input, CARD_LIMITS.title, CARD_LIMITS.titleDesc),
    ...body(input),
    ...(url !== undefined && { card_action: { type: 1, url: checkedUrl(url) } }),
    task_id: checkedTaskId(taskId),
    ...(selection && { button_selection: selectors([selection])[0] as Selector }),
    button_list: buttons.map(button),
  };
}

/** 多项选择: 1 to 3 lists, one choice in each, sent together. */
export function multipleInteraction(
  input: Head & {
    readonly taskId: string;
    readonly selects: readonly CardSelect[];
    readonly submit: CardSubmit;
  },
): MultipleCard {
  return {
    card_type: 'multiple_interaction',
    ...head(input, CARD_LIMITS.title, CARD_LIMITS.questionDesc),
    task_id: checkedTaskId(input.taskId),
    select_list: selectors(checkedList(input.selects, CARD_LIMITS.selects, 'select_list')),
    submit_button: submitButton(input.submit),
  };
}

/** 投票选择: one question of at most 20 options, one or several to tick. */
export function voteInteraction(
  input: Head & {
    readonly taskId: string;
    readonly question: {
      readonly questionKey: string;
      readonly mode: 'single' | 'multi';
      readonly options: readonly { readonly id: string; readonly text: string; readonly checked?: boolean }[];
    };
    readonly submit: CardSubmit;
  },
): VoteCard {
  const { questionKey, mode } = input.question;
  const options = checkedList(input.question.options, CARD_LIMITS.voteOptions, 'checkbox.option_list');
  checkUnique(
    options.map(({ id }) => id),
    'option id',
  );
  must(
    mode === 'multi' || options.filter(({ checked }) => checked).length <= 1,
    'one tick in a single choice',
  );
  return {
    card_type: 'vote_interaction',
    ...head(input, CARD_LIMITS.voteTitle, CARD_LIMITS.questionDesc),
    task_id: checkedTaskId(input.taskId),
    checkbox: {
      question_key: checkedKey(questionKey, CARD_LIMITS.questionKey, 'question_key'),
      mode: mode === 'single' ? 0 : 1,
      option_list: options.map(({ id, text, checked = false }) => ({
        id: checkedKey(id, CARD_LIMITS.optionId, 'option id'),
        text: line(text, CARD_LIMITS.voteOption),
        is_checked: checked,
      })),
    },
    submit_button: submitButton(input.submit),
  };
}

function head({ source, title, desc }: Head, titleLimit: Limit, descLimit: Limit) {
  return {
    ...(source && {
      source: { desc: line(source.text, CARD_LIMITS.source), desc_color: COLORS[source.color ?? 'grey'] },
    }),
    main_title: {
      title: line(title, titleLimit),
      ...(desc !== undefined && { desc: block(desc, descLimit) }),
    },
  };
}

function body({ quote, subTitle, rows = [] }: Body) {
  return {
    ...(quote && {
      quote_area: {
        ...(quote.url === undefined
          ? { type: 0 as const }
          : { type: 1 as const, url: checkedUrl(quote.url) }),
        ...(quote.title !== undefined && { title: line(quote.title, CARD_LIMITS.quoteTitle) }),
        quote_text: block(quote.text, CARD_LIMITS.quoteText),
      },
    }),
    ...(subTitle !== undefined && { sub_title_text: block(subTitle, CARD_LIMITS.subTitle) }),
    ...(rows.length > 0 && {
      horizontal_content_list: checkedList(rows, CARD_LIMITS.rows, 'horizontal_content_list').map(row),
    }),
  };
}

function row({ label, value, opens }: CardRow) {
  const shown = { keyname: line(label, CARD_LIMITS.rowLabel), value: line(value, CARD_LIMITS.rowValue) };
  if (opens === undefined) return { type: 0 as const, ...shown };
  if ('url' in opens) return { type: 1 as const, ...shown, url: checkedUrl(opens.url) };
  return { type: 3 as const, ...shown, userid: checkedUserId(opens.userId) };
}

function button(input: CardButtonInput) {
  const shown = {
    text: line(input.text, CARD_LIMITS.button),
    ...(input.style !== undefined && { style: input.style }),
  };
  if ('url' in input) return { type: 1 as const, ...shown, url: checkedUrl(input.url) };
  return { type: 0 as const, ...shown, key: checkedKey(input.key, CARD_LIMITS.key, 'button key') };
}

/** "Ids and question_keys must not repeat inside a card": read strictly, across all its lists. */
function selectors(selects: readonly CardSelect[]): readonly Selector[] {
  checkUnique(
    selects.map(({ questionKey }) => questionKey),
    'question_key',
  );
  checkUnique(
    selects.flatMap(({ options }) => options.map(({ id }) => id)),
    'option id',
  );
  return selects.map(({ questionKey, title, options, selectedId }) => {
    must(selectedId === undefined || options.some(({ id }) => id === selectedId), 'selected_id is no option');
    return {
      question_key: checkedKey(questionKey, CARD_LIMITS.questionKey, 'question_key'),
      title: line(title, CARD_LIMITS.selectTitle),
      ...(selectedId !== undefined && { selected_id: selectedId }),
      option_list: checkedList(options, CARD_LIMITS.selectOptions, 'option_list').map(({ id, text }) => ({
        id: checkedKey(id, CARD_LIMITS.optionId, 'option id'),
        text: line(text, CARD_LIMITS.selectOption),
      })),
    };
  });
}

function submitButton({ text, key }: CardSubmit) {
  return {
    text: line(text, CARD_LIMITS.submit),
    key: checkedKey(key, CARD_LIMITS.key, 'submit_button.key'),
  };
}

/** WeCom refuses an empty text where one is required, and draws a gap where it is not. */
const NOTHING = '—';

function line(text: string, limit: Limit): string {
  return fitChars(oneLine(text), limit.max) || NOTHING;
}

function block(text: string, limit: Limit): string {
  return fitChars(plain(text).trim(), limit.max) || NOTHING;
}
