import { buttonCard, card, startRig, type Rig } from './rig';

const LINK = { type: 1, url: 'https://bank.example/case' };
const notice = (more: object = {}) => ({
  card_type: 'text_notice',
  main_title: { title: '提醒' },
  card_action: LINK,
  ...more,
});
const news = (more: object = {}) => ({
  card_type: 'news_notice',
  main_title: { title: '周报' },
  card_image: { url: 'https://bank.example/a.png' },
  card_action: LINK,
  ...more,
});
const vote = (more: object = {}, box: object = {}) => ({
  card_type: 'vote_interaction',
  task_id: 'vote-1',
  main_title: { title: '满意吗' },
  checkbox: { question_key: 'q', option_list: [{ id: 'yes', text: '满意' }], ...box },
  submit_button: { text: '提交', key: 'submit' },
  ...more,
});
const multiple = (more: object = {}) => ({
  card_type: 'multiple_interaction',
  task_id: 'multi-1',
  main_title: { title: '分类' },
  select_list: [{ question_key: 'q', option_list: [{ id: 'a', text: '甲' }] }],
  submit_button: { text: '提交', key: 'submit' },
  ...more,
});
const buttons = (...list: object[]) => buttonCard('b-1', { button_list: list });
const times = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));
const options = (count: number) => times(count, (n) => ({ id: `o${n}`, text: '项' }));
const menu = (...keys: string[]) => ({
  action_menu: { desc: '更多', action_list: keys.map((key) => ({ text: '项', key })) },
});

describe('template cards (模板卡片)', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig();
  });
  afterEach(() => rig.sandbox.close());

  it.each([
    ['a notice with sub_title_text and no title', notice({ main_title: undefined, sub_title_text: '正文' })],
    ['a notice with a menu and a task_id', notice({ ...menu('a', 'b', 'c'), task_id: 'n-1' })],
    [
      'everything a notice may carry',
      notice({
        source: { icon_url: 'https://bank.example/i.png', desc: '诉达', desc_color: 3 },
        emphasis_content: { title: '2', desc: '小时' },
        quote_area: { type: 1, url: 'https://bank.example', title: 't', quote_text: 'q' },
        horizontal_content_list: times(6, () => ({ keyname: '时限', value: '今天' })),
        jump_list: times(3, () => ({ type: 2, title: '打开', appid: 'wx0', pagepath: 'p' })),
      }),
    ],
    [
      'a picture with its text',
      news({
        card_image: undefined,
        image_text_area: { image_url: 'https://bank.example/a.png', title: 't' },
      }),
    ],
    ['four vertical lines', news({ vertical_content_list: times(4, () => ({ title: 't', desc: 'd' })) })],
    ['titles beyond the recommended length', notice({ main_title: { title: '长'.repeat(200) } })],
    [
      'six buttons, one a link',
      buttons(...times(5, (n) => ({ text: 'b', key: `k${n}` })), {
        type: 1,
        text: '打开',
        url: 'https://bank.example',
      }),
    ],
    [
      'a button card with a drop-down',
      buttonCard('b-2', {
        button_selection: { question_key: 'q', title: '原因', option_list: options(10), selected_id: 'o3' },
      }),
    ],
    ['a button card that leads nowhere', buttonCard('b-3', { card_action: { type: 0 } })],
    ['a key of 1024 bytes', buttons({ text: 'b', key: 'k'.repeat(1024) })],
    ['a task_id of 128 bytes', buttonCard('t'.repeat(128))],
    ['twenty votes', vote({}, { mode: 1, option_list: options(20) })],
    ['a submit button without text', vote({ submit_button: { key: 'submit' } })],
    [
      'three selects',
      multiple({
        select_list: times(3, (n) => ({ question_key: `q${n}`, option_list: [{ id: `${n}`, text: '项' }] })),
      }),
    ],
  ])('accepts %s', async (_, template) => {
    expect(await rig.send(card(template))).toMatchObject({ errcode: 0 });
    expect(rig.sandbox.chat('lin')).toHaveLength(1);
  });

  it.each([
    ['no card at all', undefined, 41016],
    ['a card nested too deep', { template_card: notice() }, 41016],
    ['an unknown card_type', notice({ card_type: 'hologram' }), 42031],
    ['a field nobody knows', notice({ main_titel: {} }), 40058],
    ['a field of another card type', buttonCard('x', { jump_list: [] }), 40058],

    ['a notice without title and text', notice({ main_title: {} }), 42033],
    ['a notice without card_action', notice({ card_action: undefined }), 42045],
    ['a notice that leads nowhere', notice({ card_action: { type: 0 } }), 42045],
    ['a card_action without url', notice({ card_action: { type: 1 } }), 42045],
    ['a card_action without appid', notice({ card_action: { type: 2, pagepath: 'p' } }), 42045],
    ['a url without scheme', notice({ quote_area: { type: 1, url: 'bank.example' } }), 45034],
    [
      'a url beyond 2048 bytes',
      notice({ quote_area: { type: 1, url: `https://${'x'.repeat(2048)}` } }),
      40058,
    ],
    ['a colour that does not exist', notice({ source: { desc_color: 4 } }), 40058],
    ['seven lines', notice({ horizontal_content_list: times(7, () => ({ keyname: 'k' })) }), 42035],
    ['a line without keyname', notice({ horizontal_content_list: [{ value: 'v' }] }), 42027],
    ['a url line without url', notice({ horizontal_content_list: [{ keyname: 'k', type: 1 }] }), 42028],
    ['a file line without media', notice({ horizontal_content_list: [{ keyname: 'k', type: 2 }] }), 42029],
    ['a member line without userid', notice({ horizontal_content_list: [{ keyname: 'k', type: 3 }] }), 42050],
    ['four jumps', notice({ jump_list: times(4, () => ({ title: 't' })) }), 42036],
    ['a jump without appid', notice({ jump_list: [{ title: 't', type: 2 }] }), 42030],
    ['a menu without task_id', notice(menu('a')), 42014],
    ['a menu of four', notice({ ...menu('a', 'b', 'c', 'd'), task_id: 'n' }), 42051],
    ['a menu key twice', notice({ ...menu('a', 'a'), task_id: 'n' }), 42051],

    ['news without a picture', news({ card_image: undefined }), 42044],
    ['a picture without url', news({ card_image: { aspect_ratio: 1.3 } }), 42044],
    [
      'a picture too wide',
      news({ card_image: { url: 'https://bank.example/a.png', aspect_ratio: 2.3 } }),
      40058,
    ],
    ['five vertical lines', news({ vertical_content_list: times(5, () => ({ title: 't' })) }), 42035],

    ['a button card without task_id', buttonCard('x', { task_id: undefined }), 42014],
    ['a task_id with a colon', buttonCard('case:1'), 42014],
    ['a task_id of 129 bytes', buttonCard('t'.repeat(129)), 42014],
    ['a button card without title', buttonCard('x', { main_title: undefined }), 42033],
    ['no buttons', buttonCard('x', { button_list: undefined }), 42037],
    ['an empty button list', buttons(), 42037],
    ['seven buttons', buttons(...times(7, (n) => ({ text: 'b', key: `k${n}` }))), 42037],
    ['a button without text', buttons({ key: 'k' }), 42038],
    ['a button without key', buttons({ text: 'b' }), 42039],
    ['a key beyond 1024 bytes', buttons({ text: 'b', key: '键'.repeat(342) }), 42039],
    ['a button key twice', buttons({ text: 'b', key: 'k' }, { text: 'c', key: 'k' }), 42039],
    ['a link button without url', buttons({ type: 1, text: 'b' }), 42028],
    ['a style that does not exist', buttons({ text: 'b', key: 'k', style: 5 }), 40058],
    ['a menu key that is a button key', buttonCard('x', menu('approve')), 42051],
    [
      'a drop-down without question_key',
      buttonCard('x', { button_selection: { option_list: options(1) } }),
      42043,
    ],
    [
      'eleven choices',
      buttonCard('x', { button_selection: { question_key: 'q', option_list: options(11) } }),
      42047,
    ],

    ['a vote without question', vote({ checkbox: undefined }), 42043],
    ['twenty-one votes', vote({}, { option_list: options(21) }), 42042],
    ['no votes', vote({}, { option_list: [] }), 42042],
    ['an option without id', vote({}, { option_list: [{ text: '是' }] }), 42040],
    [
      'an option id beyond 128 bytes',
      vote({}, { option_list: [{ id: 'i'.repeat(129), text: '是' }] }),
      42040,
    ],
    ['an option without text', vote({}, { option_list: [{ id: 'i' }] }), 42041],
    ['an option id twice', vote({}, { option_list: [...options(1), ...options(1)] }), 42040],
    ['a vote without submit button', vote({ submit_button: undefined }), 42046],
    ['a submit button without key', vote({ submit_button: { text: '提交' } }), 42046],
    ['a submit text that is none', vote({ submit_button: { text: 1, key: 'k' } }), 42049],

    ['no selects', multiple({ select_list: [] }), 42047],
    [
      'four selects',
      multiple({
        select_list: times(4, (n) => ({ question_key: `q${n}`, option_list: [{ id: `${n}`, text: '项' }] })),
      }),
      42047,
    ],
    [
      'a question_key twice',
      multiple({
        select_list: times(2, (n) => ({ question_key: 'q', option_list: [{ id: `${n}`, text: '项' }] })),
      }),
      42043,
    ],
  ])('refuses %s', async (_, template, errcode) => {
    expect(await rig.send(card(template))).toMatchObject({ errcode });
    expect(rig.sandbox.chat('lin')).toEqual([]);
  });

  it('refuses a task_id that was used before, for ever', async () => {
    await rig.send(card(buttonCard('case-1')));
    rig.sandbox.clock.advance(365 * 86_400_000);
    expect(await rig.send(card(buttonCard('case-1')))).toMatchObject({ errcode: 42014 });
  });

  it('refuses a card that calls back while the app has no receive URL, and takes one that does not', async () => {
    rig.sandbox.setCallback(null);
    expect(await rig.send(card(buttonCard('case-1')))).toMatchObject({ errcode: 43012 });
    expect(await rig.send(card(notice()))).toMatchObject({ errcode: 0 });
  });

  it.each([
    ['a button card', buttonCard('b'), true],
    ['a notice with a menu', notice({ ...menu('a'), task_id: 'n' }), true],
    ['a plain notice', notice(), false],
  ])('hands out a response_code for %s: %#', async (_, template, given) => {
    expect('response_code' in (await rig.send(card(template)))).toBe(given);
  });
});
