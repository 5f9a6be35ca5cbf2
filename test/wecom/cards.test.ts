import fc from 'fast-check';
import { Fault } from '../../src/errors';
import {
  cardMessage,
  cardUpdate,
  freeze,
  freezeUpdate,
  markdownMessage,
  textMessage,
} from '../../src/wecom/app-message';
import {
  buttonInteraction,
  multipleInteraction,
  textNotice,
  voteInteraction,
  type CardSelect,
} from '../../src/wecom/cards/builders';
import { fitBytes, fitChars, oneLine, plain } from '../../src/wecom/cards/text';

/* The tables of api.md 6.5 once more, written independently of src/wecom/limits.ts: a judge who shares nothing. */

type Json = Record<string, unknown>;

const FIELDS: Record<string, { required: string[]; optional: string[] }> = {
  text_notice: {
    required: ['main_title', 'card_action'],
    optional: [
      'source',
      'emphasis_content',
      'quote_area',
      'sub_title_text',
      'horizontal_content_list',
      'jump_list',
      'task_id',
    ],
  },
  button_interaction: {
    required: ['main_title', 'task_id', 'button_list'],
    optional: [
      'source',
      'quote_area',
      'sub_title_text',
      'horizontal_content_list',
      'card_action',
      'button_selection',
    ],
  },
  vote_interaction: {
    required: ['main_title', 'task_id', 'checkbox', 'submit_button'],
    optional: ['source'],
  },
  multiple_interaction: {
    required: ['main_title', 'task_id', 'select_list', 'submit_button'],
    optional: ['source'],
  },
};

/** Every fault of a card, as sentences; none for a card WeCom takes and shows in full. */
function faultsOf(card: Json): string[] {
  const faults: string[] = [];
  const say = (holds: boolean, fault: string) => void (holds || faults.push(fault));
  const at = (value: unknown): Json => (value ?? {}) as Json;
  const all = (value: unknown): Json[] => (value ?? []) as Json[];
  const shown = (value: unknown, chars: number, where: string) => {
    say(typeof value === 'string' && value.trim() !== '', `${where} is empty`);
    say(String(value).length <= chars, `${where} is longer than ${chars}`);
    say(!/\p{Cs}/u.test(String(value)), `${where} holds half a character`);
  };
  const maybe = (value: unknown, chars: number, where: string) =>
    value === undefined || shown(value, chars, where);
  const key = (value: unknown, bytes: number, where: string) =>
    say(typeof value === 'string' && value !== '' && Buffer.byteLength(value) <= bytes, `${where} is bad`);
  const url = (value: unknown, where: string) =>
    say(/^https?:\/\//.test(String(value)) && Buffer.byteLength(String(value)) <= 2048, `${where} is no url`);
  const count = (list: unknown, max: number, where: string) =>
    say(all(list).length >= 1 && all(list).length <= max, `${where} has ${all(list).length}`);
  const unique = (ids: unknown[], where: string) => say(new Set(ids).size === ids.length, `${where} repeat`);

  const type = String(card.card_type);
  const fields = FIELDS[type] ?? { required: [], optional: [] };
  for (const field of fields.required) say(card[field] !== undefined, `${field} is missing`);
  const known = ['card_type', ...fields.required, ...fields.optional];
  for (const field of Object.keys(card)) say(known.includes(field), `${field} does not belong`);

  const asks = type === 'vote_interaction' || type === 'multiple_interaction';
  shown(at(card.main_title).title, type === 'vote_interaction' ? 16 : 36, 'main_title.title');
  maybe(at(card.main_title).desc, asks ? 160 : 44, 'main_title.desc');
  maybe(at(card.source).desc, 20, 'source.desc');
  maybe(card.sub_title_text, 160, 'sub_title_text');
  maybe(at(card.emphasis_content).title, 14, 'emphasis_content.title');
  maybe(at(card.emphasis_content).desc, 22, 'emphasis_content.desc');
  if (card.quote_area && at(card.quote_area).type === 1) url(at(card.quote_area).url, 'quote_area.url');
  if (card.task_id !== undefined)
    say(/^[0-9A-Za-z_\-@]{1,128}$/.test(card.task_id as string), 'task_id is bad');
  if (card.card_action) {
    say(at(card.card_action).type === 1, 'card_action.type is not 1');
    url(at(card.card_action).url, 'card_action.url');
  }
  if (card.horizontal_content_list) count(card.horizontal_content_list, 6, 'horizontal_content_list');
  for (const row of all(card.horizontal_content_list)) {
    shown(row.keyname, 5, 'keyname');
    shown(row.value, 30, 'value');
    say(!/\n/.test(`${String(row.keyname)}${String(row.value)}`), 'a row holds a line break');
    if (row.type === 1) url(row.url, 'row.url');
    if (row.type === 3) key(row.userid, 64, 'row.userid');
  }
  if (card.jump_list) count(card.jump_list, 3, 'jump_list');
  for (const jump of all(card.jump_list)) {
    shown(jump.title, 18, 'jump.title');
    url(jump.url, 'jump.url');
  }
  if (card.button_list) count(card.button_list, 6, 'button_list');
  for (const button of all(card.button_list)) {
    shown(button.text, 10, 'button.text');
    if (button.type === 1) url(button.url, 'button.url');
    else key(button.key, 1024, 'button.key');
  }
  unique(
    all(card.button_list).flatMap((button) => button.key ?? []),
    'button keys',
  );
  const lists = [...all(card.select_list), ...(card.button_selection ? [at(card.button_selection)] : [])];
  if (card.select_list) count(card.select_list, 3, 'select_list');
  const questions = [...lists, ...(card.checkbox ? [at(card.checkbox)] : [])];
  for (const question of questions) {
    key(question.question_key, 1024, 'question_key');
    count(question.option_list, card.checkbox ? 20 : 10, 'option_list');
    const ids = all(question.option_list).map(({ id }) => id);
    for (const id of ids) key(id, 128, 'option.id');
    for (const { text } of all(question.option_list)) shown(text, card.checkbox ? 17 : 16, 'option.text');
    say(question.selected_id === undefined || ids.includes(question.selected_id), 'selected_id is no option');
  }
  unique(
    questions.map(({ question_key }) => question_key),
    'question keys',
  );
  unique(
    questions.flatMap(({ option_list }) => all(option_list).map(({ id }) => id)),
    'option ids',
  );
  if (card.submit_button) {
    shown(at(card.submit_button).text, 10, 'submit_button.text');
    key(at(card.submit_button).key, 1024, 'submit_button.key');
  }
  return faults;
}

/** Whatever people may type: nothing, emoji families, right-to-left, broken halves, controls, and very much of it. */
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.string({
    unit: fc.constantFrom(
      '👨‍👩‍👧‍👦',
      '🇨🇳',
      'é',
      'שלום',
      '\u202E',
      '\uD83D',
      '\u0000',
      '\r\n',
      '\t',
      '投',
      ' ',
      '"',
      '\\',
    ),
    maxLength: 60,
  }),
  fc.constantFrom(
    '',
    ' \n ',
    '\u0007',
    '投诉'.repeat(10_000),
    '👨‍👩‍👧‍👦'.repeat(1_820),
    `e${'\u0301'.repeat(20_000)}`,
  ),
);

const url = 'https://suda.example.com/case/42';
const source = fc.record({ text: words, color: fc.constantFrom('grey', 'black', 'red', 'green') });
const row = fc.oneof(
  fc.record({ label: words, value: words }),
  fc.record({ label: words, value: words, opens: fc.constant({ url }) }),
  fc.record({ label: words, value: words, opens: fc.constant({ userId: 'WangWu' }) }),
);
const quote = fc.record({ title: words, text: words, url: fc.constant(url) }, { requiredKeys: ['text'] });
const rows = fc.array(row, { maxLength: 6 });
const submit = fc.record({ text: words, key: fc.constant('submit') });

function options(most: number, question: string) {
  return fc
    .array(words, { minLength: 1, maxLength: most })
    .map((texts) => texts.map((text, index) => ({ id: `${question}-${index}`, text })));
}

function select(question: string): fc.Arbitrary<CardSelect> {
  return fc.record(
    {
      questionKey: fc.constant(question),
      title: words,
      options: options(10, question),
      selectedId: fc.constant(`${question}-0`),
    },
    { requiredKeys: ['questionKey', 'title', 'options'] },
  );
}

const notices = fc
  .record(
    {
      ...{ url: fc.constant(url), source, title: words, desc: words, quote, subTitle: words, rows },
      emphasis: fc.record({ title: words, desc: words }, { requiredKeys: ['title'] }),
      links: fc.array(fc.record({ title: words, url: fc.constant(url) }), { maxLength: 3 }),
      taskId: fc.constant('cmp-42-1'),
    },
    { requiredKeys: ['url', 'title'] },
  )
  .map(textNotice);

const buttons = fc
  .record(
    {
      ...{
        taskId: fc.constant('cmp-42_1@a'),
        source,
        title: words,
        desc: words,
        quote,
        subTitle: words,
        rows,
      },
      buttons: fc
        .array(words, { minLength: 1, maxLength: 6 })
        .map((texts) =>
          texts.map((text, index) =>
            index === 5 ? { text, url } : { text, key: `k${index}`, style: 1 as const },
          ),
        ),
      selection: select('q1'),
      url: fc.constant(url),
    },
    { requiredKeys: ['taskId', 'title', 'buttons'] },
  )
  .map(buttonInteraction);

const votes = fc
  .record(
    {
      ...{ taskId: fc.constant('v1'), source, title: words, desc: words, submit },
      question: fc.record({
        questionKey: fc.constant('q1'),
        mode: fc.constantFrom('single', 'multi'),
        options: options(20, 'q1'),
      }),
    },
    { requiredKeys: ['taskId', 'title', 'question', 'submit'] },
  )
  .map(voteInteraction);

const multiples = fc
  .record(
    {
      ...{ taskId: fc.constant('m1'), source, title: words, desc: words, submit },
      selects: fc
        .tuple(select('q1'), select('q2'), select('q3'))
        .chain((all) => fc.subarray(all, { minLength: 1 })),
    },
    { requiredKeys: ['taskId', 'title', 'selects', 'submit'] },
  )
  .map(multipleInteraction);

const anyCard = fc.oneof(notices, buttons, votes, multiples);

describe('a built card (模板卡片)', () => {
  it('is one that WeCom takes and shows in full, whatever people wrote', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        const message = freeze(cardMessage({ to: ['zhangsan'], agentId: 1000002, card }), 'm1');
        const wire = JSON.parse(message) as { template_card: Json };
        expect(faultsOf(wire.template_card)).toEqual([]);
        expect(message).not.toMatch(/\\u/);
        expect(message).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
      }),
      { numRuns: 150 },
    );
  });
});

describe('the judge of this test', () => {
  const card: Json = {
    ...buttonInteraction({ taskId: 't1', title: '投诉', buttons: [{ text: '受理', key: 'accept' }] }),
  };

  it.each<[string, Json]>([
    ['main_title.title is longer than 36', { main_title: { title: '长'.repeat(37) } }],
    ['main_title.title is empty', { main_title: { title: ' ' } }],
    ['main_title.title holds half a character', { main_title: { title: '\uD83D' } }],
    ['task_id is bad', { task_id: 'a b' }],
    ['button_list has 0', { button_list: [] }],
    ['jump_list does not belong', { jump_list: [{ title: 'a', url }] }],
  ])('sees that %s', (fault, change) => {
    expect(faultsOf(card)).toEqual([]);
    expect(faultsOf({ ...card, ...change })).toContain(fault);
  });
});

describe('what our own code gets wrong in a card', () => {
  const button = { text: '受理', key: 'accept' };
  const card = { taskId: 't1', title: '投诉', buttons: [button] };
  const option = { id: 'o1', text: '是' };
  const question = { questionKey: 'q1', title: '是否属实', options: [option] };
  const multiple = { taskId: 'm1', title: '调查', submit: { text: '提交', key: 's' }, selects: [question] };
  const vote = { ...multiple, question: { questionKey: 'q1', mode: 'single' as const, options: [option] } };
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: `o${index}`, text: '项' }));

  const mistakes: Record<string, () => unknown> = {
    'a task_id with a colon': () => buttonInteraction({ ...card, taskId: 'cmp:42' }),
    'an empty task_id': () => buttonInteraction({ ...card, taskId: '' }),
    'a task_id with a line end': () => buttonInteraction({ ...card, taskId: 'cmp\n' }),
    'a task_id of 129 bytes': () => buttonInteraction({ ...card, taskId: 'a'.repeat(129) }),
    'no button': () => buttonInteraction({ ...card, buttons: [] }),
    'seven buttons': () =>
      buttonInteraction({ ...card, buttons: many(7).map(({ id, text }) => ({ key: id, text })) }),
    'two buttons of one key': () => buttonInteraction({ ...card, buttons: [button, button] }),
    'a key of more than 1024 bytes': () =>
      buttonInteraction({ ...card, buttons: [{ text: '好', key: '键'.repeat(342) }] }),
    'an empty key': () => buttonInteraction({ ...card, buttons: [{ text: '好', key: '' }] }),
    'a seventh row': () =>
      buttonInteraction({ ...card, rows: many(7).map(({ id }) => ({ label: id, value: id })) }),
    'a fourth link': () =>
      textNotice({ title: '投诉', url, links: many(4).map(({ id }) => ({ title: id, url })) }),
    'a url without scheme': () => textNotice({ title: '投诉', url: 'suda.example.com' }),
    'a url that runs code': () => textNotice({ title: '投诉', url: 'javascript:alert(1)' }),
    'a url of 2049 bytes': () => textNotice({ title: '投诉', url: url.padEnd(2049, 'a') }),
    'four lists': () =>
      multipleInteraction({
        ...multiple,
        selects: many(4).map(({ id }) => ({
          ...question,
          questionKey: id,
          options: [{ id: `${id}x`, text: '是' }],
        })),
      }),
    'eleven options': () =>
      multipleInteraction({ ...multiple, selects: [{ ...question, options: many(11) }] }),
    'an option id in two lists': () =>
      multipleInteraction({ ...multiple, selects: [question, { ...question, questionKey: 'q2' }] }),
    'a question_key twice': () =>
      multipleInteraction({
        ...multiple,
        selects: [question, { ...question, options: [{ id: 'o2', text: '否' }] }],
      }),
    'an option id of more than 128 bytes': () =>
      multipleInteraction({
        ...multiple,
        selects: [{ ...question, options: [{ id: '号'.repeat(43), text: '是' }] }],
      }),
    'a selected_id that is no option': () =>
      multipleInteraction({ ...multiple, selects: [{ ...question, selectedId: 'o9' }] }),
    'twenty-one options to vote on': () =>
      voteInteraction({ ...vote, question: { ...vote.question, options: many(21) } }),
    'two ticks in a single choice': () =>
      voteInteraction({
        ...vote,
        question: { ...vote.question, options: many(2).map((each) => ({ ...each, checked: true })) },
      }),
  };

  it.each(Object.entries(mistakes))('%s is a Fault before anything is sent', (_, build) => {
    expect(build).toThrow(Fault);
    expect(build).toThrow('wecom_message_invalid');
  });
});

describe('a message (应用消息)', () => {
  const address = { to: ['zhangsan'], agentId: 1000002 };

  it('is cut to 2048 bytes between characters', () => {
    for (const build of [textMessage, markdownMessage]) {
      const wire = JSON.parse(freeze(build({ ...address, content: '👨‍👩‍👧投诉'.repeat(500) }), 'm1')) as Record<
        string,
        Json
      >;
      const { content } = (wire.text ?? wire.markdown) as { content: string };
      expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2048);
      expect(content).toMatch(/(?:👨‍👩‍👧|投|诉)…$/u);
    }
  });

  it('is addressed to each member once, and never to everybody', () => {
    expect(textMessage({ ...address, to: ['ZhangSan', 'zhangsan', 'lisi'], content: '好' }).touser).toBe(
      'zhangsan|lisi',
    );
    for (const to of [
      [],
      ['@all'],
      ['a|b'],
      [''],
      ['a b'],
      Array.from({ length: 1001 }, (_, index) => `u${index}`),
    ]) {
      expect(() => textMessage({ ...address, to, content: '好' })).toThrow(Fault);
    }
  });

  it('is a Fault when it says nothing', () => {
    expect(() => textMessage({ ...address, content: ' \u0000 ' })).toThrow(Fault);
  });

  it('freezes to the same bytes each time, with the duplicate check on and nothing escaped by \\u', () => {
    const message = textMessage({ ...address, content: '第一行\r\n第二行 C:\\user "引号" \u0007\uD83D' });
    expect(freeze(message, 'm1')).toBe(freeze(structuredClone(message), 'm1'));
    expect(freeze(message, 'm1')).not.toBe(freeze(message, 'm2'));
    expect(JSON.parse(freeze(message, 'm1'))).toEqual({
      touser: 'zhangsan',
      agentid: 1000002,
      msgtype: 'text',
      text: { content: '第一行\n第二行 C:\\user "引号"' },
      enable_duplicate_check: 1,
      duplicate_check_interval: expect.any(Number) as number,
    });
  });

  it('that was not built here is a Fault when JSON would escape it', () => {
    const raw = { touser: 'zhangsan', agentid: 1, msgtype: 'text', text: { content: '\u0000' } } as const;
    expect(() => freeze(raw, 'm1')).toThrow(Fault);
  });
});

describe('an update of a card (更新模版卡片)', () => {
  const target = { userIds: ['zhangsan', 'lisi'], agentId: 1000002, responseCode: 'code-1' };
  const selection = { questionKey: 'q1', title: '原因', options: [{ id: 'o1', text: '证据不足' }] };
  const buttonCard = buttonInteraction({
    taskId: 't1',
    title: '投诉',
    buttons: [{ text: '受理', key: 'a' }],
    selection,
  });

  it('greys the buttons with a label that fits', () => {
    expect(cardUpdate({ ...target, replaceName: '已\n受理' })).toEqual({
      userids: ['zhangsan', 'lisi'],
      agentid: 1000002,
      response_code: 'code-1',
      button: { replace_name: '已 受理' },
    });
    expect(cardUpdate({ ...target, replaceName: '长'.repeat(99) }).button?.replace_name).toHaveLength(20);
  });

  it('brings a new card without its task_id', () => {
    const card = textNotice({ title: '已受理', url, taskId: 't1' });
    const update = cardUpdate({ ...target, card });
    expect(update.template_card).toMatchObject({ card_type: 'text_notice', card_action: { type: 1, url } });
    expect(freezeUpdate(update)).not.toMatch(/task_id|replace_text/);
  });

  it('greys the lists together with the buttons', () => {
    expect(cardUpdate({ ...target, card: buttonCard, replaceText: '已受理' }).template_card).toMatchObject({
      replace_text: '已受理',
      button_selection: { question_key: 'q1', disable: true },
    });
    const multiple = multipleInteraction({
      ...{ taskId: 'm1', title: '调查', selects: [selection], submit: { text: '提交', key: 's' } },
    });
    expect(cardUpdate({ ...target, card: multiple, replaceText: '已提交' }).template_card).toMatchObject({
      select_list: [{ disable: true }],
    });
    const vote = voteInteraction({
      ...{ taskId: 'v1', title: '满意度', submit: { text: '提交', key: 's' } },
      question: { questionKey: 'q1', mode: 'single', options: [{ id: 'o1', text: '满意' }] },
    });
    expect(cardUpdate({ ...target, card: vote, replaceText: '已评价' }).template_card).toMatchObject({
      checkbox: { disable: true },
    });
  });

  it('is a Fault without a response_code or a recipient', () => {
    expect(() => cardUpdate({ ...target, responseCode: '', card: buttonCard })).toThrow(Fault);
    expect(() => cardUpdate({ ...target, userIds: [], card: buttonCard })).toThrow(Fault);
  });
});

describe('fitting a text', () => {
  it('leaves alone what fits', () => {
    expect(fitChars('投诉处理', 4)).toBe('投诉处理');
    expect(fitBytes('投诉处理', 12)).toBe('投诉处理');
  });

  it('cuts between graphemes, the ellipsis counted in', () => {
    expect(fitChars('投诉处理单', 4)).toBe('投诉处…');
    expect(fitBytes('投诉处理单', 12)).toBe('投诉处…');
    expect(fitChars('好👨‍👩‍👧了吗', 9)).toBe('好…');
    expect(fitChars('好👨‍👩‍👧了吗', 10)).toBe('好👨‍👩‍👧…');
    expect(fitBytes('🇨🇳🇨🇳🇨🇳', 20)).toBe('🇨🇳🇨🇳…');
  });

  it('gives nothing where not even the ellipsis fits', () => {
    expect(fitBytes('投诉', 2)).toBe('');
  });

  it('stays within the limit and keeps a beginning of the text, whatever it is', () => {
    fc.assert(
      fc.property(words, fc.nat(60), (text, limit) => {
        const [bytes, chars] = [fitBytes(text, limit), fitChars(text, limit)];
        expect(Buffer.byteLength(bytes)).toBeLessThanOrEqual(limit);
        expect(chars.length).toBeLessThanOrEqual(limit);
        for (const cut of [bytes, chars]) expect(text.startsWith(cut.replace(/…$/, ''))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('takes out what WeCom refuses or what deceives the eye, and keeps emoji, line ends and right-to-left', () => {
    expect(plain('a\u0000b\u0085c\r\nd\te\uFEFF\uD83Df')).toBe('ab\nc\nd ef');
    expect(plain('付款\u202Egnp.exe\u2066!')).toBe('付款gnp.exe!');
    expect(plain('שלום 👨‍👩‍👧')).toBe('שלום 👨‍👩‍👧');
    expect(oneLine('  张三\n金额\u3000 300  ')).toBe('张三 金额 300');
  });
});
