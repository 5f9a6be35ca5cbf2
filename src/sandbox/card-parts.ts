import {
  between,
  bytes,
  flag,
  list,
  may,
  must,
  mustWhen,
  oneOf,
  part,
  text,
  under,
  url,
  where,
  type Rule,
} from './card-rules';

/** The parts of a template card (api.md 6.5, doc 90236): a row a field, its rule, and the errcode when it is missing. */

const MISSING_TITLE = 41016;
const BAD_LIST_URL = 42028;
const BAD_MEDIA = 42029;
const BAD_APPID = 42030;
const BAD_BUTTON_TEXT = 42038;
const BAD_BUTTON_KEY = 42039;
const BAD_OPTION_ID = 42040;
const BAD_OPTION_TEXT = 42041;
const BAD_QUESTION_KEY = 42043;
const BAD_IMAGE = 42044;
const BAD_CARD_ACTION = 42045;
const BAD_SUBMIT_KEY = 42046;
const BAD_SUBMIT_TEXT = 42049;
const BAD_MEMBER = 42050;
const BAD_MENU_KEY = 42051;

const optionId = must(bytes(128, BAD_OPTION_ID), BAD_OPTION_ID);
const optionText = must(text, BAD_OPTION_TEXT);
const questionKey = must(bytes(1024, BAD_QUESTION_KEY), BAD_QUESTION_KEY);
const option = part({ id: optionId, text: optionText });
const tickedOption = part({ id: optionId, text: optionText, is_checked: may(flag) });

/** A jump to a url (1) or a mini-program (2); `kinds` lists what the part allows. */
const jump = (...kinds: readonly number[]) => ({
  url: mustWhen(where('type', 1), url, BAD_LIST_URL),
  appid: mustWhen(where('type', 2), text, BAD_APPID),
  pagepath: may(text),
  type: kinds.includes(0) ? may(oneOf(...kinds)) : must(oneOf(...kinds), BAD_CARD_ACTION),
});

export const source: Rule = part({ icon_url: may(url), desc: may(text), desc_color: may(oneOf(0, 1, 2, 3)) });

export const actionMenu: Rule = part({
  desc: may(text),
  action_list: must(
    list(
      1,
      3,
      BAD_MENU_KEY,
      part({ text: must(text, BAD_MENU_KEY), key: must(bytes(1024, BAD_MENU_KEY), BAD_MENU_KEY) }),
    ),
    BAD_MENU_KEY,
  ),
});

export const mainTitle: Rule = part({ title: may(text), desc: may(text) });
export const emphasisContent: Rule = part({ title: may(text), desc: may(text) });
export const quoteArea: Rule = part({ ...jump(0, 1, 2), title: may(text), quote_text: may(text) });

export const horizontalContentList: Rule = list(
  0,
  6,
  42035,
  part({
    type: may(oneOf(0, 1, 2, 3)),
    keyname: must(text, 42027),
    value: may(text),
    url: mustWhen(where('type', 1), url, BAD_LIST_URL),
    media_id: mustWhen(where('type', 2), text, BAD_MEDIA),
    userid: mustWhen(where('type', 3), text, BAD_MEMBER),
  }),
);

export const verticalContentList: Rule = list(
  0,
  4,
  42035,
  part({ title: must(text, MISSING_TITLE), desc: may(text) }),
);
export const jumpList: Rule = list(0, 3, 42036, part({ ...jump(0, 1, 2), title: must(text, MISSING_TITLE) }));

export const cardAction: Rule = under(BAD_CARD_ACTION, part(jump(1, 2)));
/** A button card may also say 0: the card itself leads nowhere. */
export const optionalCardAction: Rule = under(BAD_CARD_ACTION, part(jump(0, 1, 2)));

export const cardImage: Rule = part({ url: must(url, BAD_IMAGE), aspect_ratio: may(between(1.3, 2.25)) });

export const imageTextArea: Rule = part({
  ...jump(0, 1, 2),
  title: may(text),
  desc: may(text),
  image_url: must(url, BAD_IMAGE),
});

const isUrlButton = where('type', 1);

export const buttonList: Rule = list(
  1,
  6,
  42037,
  part({
    type: may(oneOf(0, 1)),
    text: must(text, BAD_BUTTON_TEXT),
    style: may(oneOf(1, 2, 3, 4)),
    key: mustWhen((button) => !isUrlButton(button), bytes(1024, BAD_BUTTON_KEY), BAD_BUTTON_KEY),
    url: mustWhen(isUrlButton, url, BAD_LIST_URL),
  }),
);

const selection = {
  question_key: questionKey,
  title: may(text),
  selected_id: may(text),
  disable: may(flag),
  option_list: must(list(1, 10, 42047, option), 42047),
};

export const buttonSelection: Rule = part(selection);
export const selectList: Rule = list(1, 3, 42047, part(selection));

export const checkbox: Rule = part({
  question_key: questionKey,
  mode: may(oneOf(0, 1)),
  disable: may(flag),
  option_list: must(list(1, 20, 42042, tickedOption), 42042),
});

export const submitButton: Rule = part({
  text: may(under(BAD_SUBMIT_TEXT, text)),
  key: must(bytes(1024, BAD_SUBMIT_KEY), BAD_SUBMIT_KEY),
});
