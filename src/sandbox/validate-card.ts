import * as parts from './card-parts';
import { checkFields, isObject, may, must, mustWhen, text, type Field, type Rule } from './card-rules';
import type { Json } from './model';
import { WeComError } from './wecom-error';

export const CARD_TYPES = [
  'text_notice',
  'news_notice',
  'button_interaction',
  'vote_interaction',
  'multiple_interaction',
] as const;
export type CardType = (typeof CARD_TYPES)[number];

/** R required, O optional, - not applicable: one letter a card type, in the order of CARD_TYPES. */
type Row = readonly [field: string, needs: string, rule: Rule, missing: number];

// The table of api.md 6.5; the last column is the errcode when a required field is missing.
// prettier-ignore
const TABLE: readonly Row[] = [
  // field                     text_notice, news_notice, button, vote, multiple
  ['source',                  'O O O O O', parts.source,                  40058],
  ['action_menu',             'O O O - -', parts.actionMenu,              42051],
  ['quote_area',              'O O O - -', parts.quoteArea,               40058],
  ['main_title',              'O R R R R', parts.mainTitle,               42033],
  ['emphasis_content',        'O - - - -', parts.emphasisContent,         40058],
  ['sub_title_text',          'O - O - -', text,                          40058],
  ['card_image',              '- O - - -', parts.cardImage,               42044],
  ['image_text_area',         '- O - - -', parts.imageTextArea,           42044],
  ['vertical_content_list',   '- O - - -', parts.verticalContentList,     42035],
  ['horizontal_content_list', 'O O O - -', parts.horizontalContentList,   42035],
  ['jump_list',               'O O - - -', parts.jumpList,                42036],
  ['card_action',             'R R - - -', parts.cardAction,              42045],
  ['card_action',             '- - O - -', parts.optionalCardAction,      42045],
  ['button_list',             '- - R - -', parts.buttonList,              42037],
  ['button_selection',        '- - O - -', parts.buttonSelection,         42043],
  ['checkbox',                '- - - R -', parts.checkbox,                42043],
  ['select_list',             '- - - - R', parts.selectList,              42047],
  ['submit_button',           '- - - R R', parts.submitButton,            42046],
];

const INTERACTIVE: ReadonlySet<CardType> = new Set([
  'button_interaction',
  'vote_interaction',
  'multiple_interaction',
]);

const TASK_ID = /^[0-9A-Za-z_\-@]{1,128}$/;
const taskId: Rule = (value, at) => {
  if (typeof value !== 'string' || !TASK_ID.test(value))
    throw new WeComError(42014, `${at} must match [0-9A-Za-z_-@], at most 128 bytes`);
};

const SHARED: Readonly<Record<string, Field>> = { card_type: may(text) };

/** 模板卡片 as it is sent. Uniqueness of the task_id is the sender's to check. */
export function validateCard(value: unknown): Json {
  const card = template(value);
  const type = cardTypeOf(card);
  check(card, type, { task_id: mustWhen(callsBack, taskId, 42014) });
  return card;
}

/** A card that replaces another: `replace_text` is allowed and `disable` makes sense; a task_id is not asked for. */
export function validateReplacement(value: unknown): Json {
  const card = template(value);
  const type = cardTypeOf(card);
  check(card, type, { task_id: may(taskId), ...(INTERACTIVE.has(type) ? { replace_text: may(text) } : {}) });
  return card;
}

/** Whether taps on it call the service back, so that the app needs a receive URL (43012). */
export const callsBack = (card: Json): boolean =>
  INTERACTIVE.has(card['card_type'] as CardType) || card['action_menu'] !== undefined;

export const isInteractive = (card: Json): boolean => INTERACTIVE.has(card['card_type'] as CardType);

/** 41016 is what the field gets for a card nested one level too deep or too shallow (api.md 17, 25). */
function template(value: unknown): Json {
  if (!isObject(value) || isObject(value['template_card']))
    throw new WeComError(41016, 'missing title: template_card is nested wrongly');
  return value;
}

function cardTypeOf(card: Json): CardType {
  const type = CARD_TYPES.find((known) => known === card['card_type']);
  if (type === undefined) throw new WeComError(42031, 'card_type unknown');
  return type;
}

function check(card: Json, type: CardType, extra: Readonly<Record<string, Field>>): void {
  checkFields(card, { ...SHARED, ...fieldsOf(type), ...extra }, 'template_card');
  checkTitle(card, type);
  if (type === 'news_notice' && card['card_image'] === undefined && card['image_text_area'] === undefined) {
    throw new WeComError(42044, 'template_card needs card_image or image_text_area');
  }
  refuseRepeats(card);
}

function fieldsOf(type: CardType): Record<string, Field> {
  const column = CARD_TYPES.indexOf(type);
  const fields: Record<string, Field> = {};
  for (const [name, needs, rule, missing] of TABLE) {
    const need = needs.split(' ')[column];
    if (need === 'R') fields[name] = must(rule, missing);
    if (need === 'O') fields[name] = may(rule);
  }
  return fields;
}

function checkTitle(card: Json, type: CardType): void {
  const titled = isObject(card['main_title']) && Boolean(card['main_title']['title']);
  const excused = type === 'text_notice' && Boolean(card['sub_title_text']);
  if (!titled && !excused) throw new WeComError(42033, 'template_card.main_title.title missing');
}

/** Button and menu keys, question_keys and option ids must not repeat inside one card. */
function refuseRepeats(card: Json): void {
  const questions = [card['button_selection'], card['checkbox'], ...items(card['select_list'])].filter(
    isObject,
  );
  const groups: readonly (readonly [what: string, code: number, values: readonly unknown[]])[] = [
    ['button key', 42039, items(card['button_list']).map((button) => button['key'])],
    ['menu key', 42051, menuKeys(card)],
    ['question_key', 42043, questions.map((question) => question['question_key'])],
    [
      'option id',
      42040,
      questions.flatMap((question) => items(question['option_list']).map((option) => option['id'])),
    ],
  ];
  for (const [what, code, values] of groups) {
    const present = values.filter((value) => value !== undefined);
    if (new Set(present).size < present.length) throw new WeComError(code, `template_card repeats a ${what}`);
  }
  const buttons = new Set(items(card['button_list']).map((button) => button['key']));
  if (menuKeys(card).some((key) => buttons.has(key)))
    throw new WeComError(42051, 'a menu key is also a button key');
}

const menuKeys = (card: Json): unknown[] =>
  isObject(card['action_menu'])
    ? items(card['action_menu']['action_list']).map((action) => action['key'])
    : [];

const items = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
