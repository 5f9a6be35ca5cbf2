import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium';
import { buttonCard, card, KEYS, startReceiver, startRig, text, type Receiver, type Rig } from './rig';

// A browser wants a free processor; what is drawn is waited for, never slept on.
const PATIENCE_MS = 5000;
const SENTENCE = '投诉：王女士，手机13812345678，信用卡年费重复扣了300元，要求退款';
const GROUP_KEY = 'key-of-the-group';
const WIDE = { width: 1200, height: 800 };
const PHONE = { width: 390, height: 844 };

const selectCard = {
  card_type: 'multiple_interaction',
  task_id: 'classify-1',
  main_title: { title: '请分类' },
  select_list: [
    {
      question_key: 'level',
      title: '级别',
      selected_id: 'l.general',
      option_list: options('l', '重大', '一般'),
    },
    { question_key: 'reason', title: '原因', option_list: options('r', '收费', '服务') },
  ],
  submit_button: { text: '确认分类', key: 'classify' },
};

const voteCard = (mode: 0 | 1) => ({
  card_type: 'vote_interaction',
  task_id: `vote-${mode}`,
  main_title: { title: '满意吗' },
  checkbox: { question_key: 'score', mode, option_list: options('s', '满意', '一般', '不满意') },
  submit_button: { text: '提交回访', key: 'follow_up' },
});

function options(letter: string, ...texts: string[]) {
  const ids: Readonly<Record<string, string>> = { 一般: 'general', 重大: 'major' };
  return texts.map((each, index) => ({ id: `${letter}.${ids[each] ?? index}`, text: each }));
}

describe('the page of the sandbox', () => {
  let browser: Browser;
  let rig: Rig;
  let receiver: Receiver;
  let page: Page;
  let foreign: string[];
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    receiver = await startReceiver((response) => response.end());
    rig = await startRig({
      callback: { url: receiver.url, ...KEYS },
      groups: [{ name: '投诉应急群', key: GROUP_KEY }],
    });
    foreign = [];
    complaints = [];
  });
  afterEach(async () => {
    await page.context().close();
    await rig.sandbox.close();
    await receiver.close();
    expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
  });

  const open = async (query = '', viewport = WIDE) => {
    const context = await browser.newContext({ viewport });
    context.setDefaultTimeout(PATIENCE_MS);
    page = await context.newPage();
    page.on('request', (request) => {
      if (!request.url().startsWith(rig.sandbox.url)) foreign.push(request.url());
    });
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${rig.sandbox.url}/sandbox/${query}`);
    await seen(page.getByRole('heading', { name: '诉达' }));
  };
  const the = (id: string) => page.getByTestId(id);
  const phone = (userid: string) => the(`phone-${userid}`);
  const seen = (what: Locator) => what.waitFor({ state: 'visible' });
  const gone = (what: Locator) => what.waitFor({ state: 'detached' });
  const cardOf = (userid: string, taskId: string) => phone(userid).locator(`[data-task="${taskId}"]`);
  const overflow = () => page.evaluate('document.documentElement.scrollWidth - innerWidth');
  /** The inner XML of the first callback of that kind. */
  const called = async (event: string) => {
    await seen(page.locator('.log-row[data-kind=callback]', { hasText: event }).first());
    return rig.sandbox.callbacks().find((delivery) => delivery.event === event)?.xml ?? '';
  };
  const overflowsAnywhere = () =>
    page.evaluate(
      `[...document.querySelectorAll('*')].filter((each) => each.getBoundingClientRect().right > innerWidth + 1).length`,
    );

  it('lists the people by department and opens a phone for whoever is chosen', async () => {
    await open();
    await seen(the('welcome'));
    expect(await the('person-Lin').innerText()).toMatch(/林晓\s+柜员/);
    await the('person-Lin').click();
    await seen(phone('Lin').getByRole('heading', { name: '林晓' }));
    expect(await the('person-Lin').getAttribute('aria-pressed')).toBe('true');
    expect(page.url()).toContain('?who=Lin');
    await the('person-Lin').click();
    await gone(phone('Lin'));
  });

  it('brings a typed sentence to the service with Enter, and shows what it answers', async () => {
    await open('?who=lin');
    await the('input-Lin').fill(SENTENCE);
    await the('input-Lin').press('Enter');
    await seen(phone('Lin').locator('[data-testid=message][data-from=member]', { hasText: '王女士' }));
    expect(await called('text')).toContain(`<Content><![CDATA[${SENTENCE}]]></Content>`);
    expect(await the('input-Lin').inputValue()).toBe('');
    await rig.send(text('已收到\n请确认'));
    const answer = phone('Lin').locator('[data-from=app]', { hasText: '已收到' });
    expect(await answer.locator('.text').innerText()).toBe('已收到\n请确认');
  });

  it('puts the sentence to try into the input of the newcomer', async () => {
    await open();
    await the('try').click();
    expect(await the('input-Lin').inputValue()).toBe(SENTENCE);
    await the('send-Lin').click();
    await called('text');
  });

  it('draws a button card, tells which button was tapped, and redraws the card in its place', async () => {
    await open('?who=Lin');
    const sent = await rig.send(
      card(
        buttonCard('case-1', {
          sub_title_text: '银行责任',
          horizontal_content_list: [{ keyname: '涉及金额', value: '300.00 元' }],
          button_selection: {
            question_key: 'why',
            title: '退回理由',
            option_list: options('w', '证据不足', '金额'),
          },
        }),
      ),
    );
    await rig.send(text('后来的一句'));
    const drawn = cardOf('Lin', 'case-1');
    expect(await drawn.innerText()).toMatch(
      /赔付审批[\s\S]*银行责任[\s\S]*涉及金额\s+300.00 元[\s\S]*退回理由/,
    );
    await drawn.getByTestId('select-why').selectOption('w.1');
    await drawn.getByTestId('button-reject').click();
    await seen(drawn.getByTestId('card-pending'));
    const xml = await called('template_card_event');
    expect(xml).toContain('<EventKey><![CDATA[reject]]></EventKey>');
    expect(xml).toContain('<OptionId><![CDATA[w.1]]></OptionId>');

    const update = { agentid: 1000002, atall: 1, response_code: sent.response_code };
    await rig.post('message/update_template_card', { ...update, button: { replace_name: '赵敏 已退回' } });
    await seen(drawn.getByTestId('button-replaced').and(page.getByText('赵敏 已退回')));
    expect(await drawn.getByRole('button').count()).toBe(1);
    expect(await drawn.getByRole('button').isDisabled()).toBe(true);
    const lines = phone('Lin').getByTestId('message');
    expect(await lines.count()).toBe(2);
    expect(await lines.first().getAttribute('data-kind')).toBe('card');
  });

  it('replaces a card by another one when the service sends one', async () => {
    await open('?who=Lin');
    const { response_code } = await rig.send(card(buttonCard('case-1')));
    await seen(cardOf('Lin', 'case-1').getByTestId('button-approve'));
    await rig.post('message/update_template_card', {
      agentid: 1000002,
      atall: 1,
      response_code,
      template_card: {
        card_type: 'text_notice',
        main_title: { title: '已办结' },
        card_action: { type: 1, url: 'https://bank.example/1' },
      },
    });
    await seen(cardOf('Lin', 'case-1').getByText('已办结'));
    expect(await cardOf('Lin', 'case-1').getByTestId('button-approve').count()).toBe(0);
  });

  it('sends the choices of every drop-down, the preset one where nothing was chosen', async () => {
    await open('?who=Lin');
    await rig.send(card(selectCard));
    const drawn = cardOf('Lin', 'classify-1');
    expect(await drawn.getByTestId('select-level').inputValue()).toBe('l.general');
    await drawn.getByTestId('select-reason').selectOption({ label: '服务' });
    await drawn.getByTestId('submit').click();
    const xml = await called('template_card_event');
    expect(xml).toContain('<EventKey><![CDATA[classify]]></EventKey>');
    expect(xml.match(/(?<=<OptionId><!\[CDATA\[)[^\]]+/g)).toEqual(['l.general', 'r.1']);
  });

  it.each([
    [0, '投票单选', ['s.2']],
    [1, '投票多选', ['s.0', 's.2']],
  ] as const)('lets a member vote (mode %d, %s)', async (mode, _, chosen) => {
    await open('?who=Lin');
    await rig.send(card(voteCard(mode)));
    const drawn = cardOf('Lin', `vote-${mode}`);
    expect(await drawn.getByTestId('submit').isDisabled()).toBe(true);
    await drawn.getByTestId('option-s.0').check();
    await drawn.getByTestId('option-s.2').check();
    await drawn.getByTestId('submit').click();
    const xml = await called('template_card_event');
    expect(xml.match(/(?<=<OptionId><!\[CDATA\[)[^\]]+/g)).toEqual(chosen);
  });

  it('draws markdown and foreign markup as words, never as elements', async () => {
    await open('?who=Lin');
    const evil = '<img src=x onerror="document.title=1">';
    const content = `**粗** <font color="warning">急</font> [页](javascript:alert(1))${evil}\n> 引`;
    await rig.send({ msgtype: 'markdown', markdown: { content } });
    const drawn = phone('Lin').locator('.markdown');
    expect(await drawn.innerText()).toContain(evil);
    expect(await drawn.locator('strong').innerText()).toBe('粗');
    expect(await drawn.locator('.font-warning').innerText()).toBe('急');
    expect(await drawn.locator('blockquote').innerText()).toBe('引');
    expect(await drawn.locator('a, img').count()).toBe(0);
    await rig.send(text('详见<a href="https://bank.example/help">制度</a><b>第三条</b>'));
    const words = phone('Lin').getByText('详见');
    expect(await words.innerText()).toBe('详见制度<b>第三条</b>');
    expect(await words.locator('a').getAttribute('href')).toBe('https://bank.example/help');
  });

  it('draws a picture from another host as a frame instead of loading it', async () => {
    await open('?who=Lin');
    const url = 'https://pictures.example/a.png';
    await rig.send(
      card({
        card_type: 'news_notice',
        source: { desc: '消保学堂', icon_url: url },
        main_title: { title: '一图看懂' },
        card_image: { url },
        card_action: { type: 1, url: 'https://bank.example/1' },
      }),
    );
    await seen(phone('Lin').getByText('图片 · pictures.example'));
    expect(await phone('Lin').locator('img').count()).toBe(0);
  });

  it('shows two phones side by side and counts what the third has not read', async () => {
    await open('?who=Lin,zhao');
    await rig.send({ ...text('给大家'), touser: 'Lin|zhao|007' });
    await seen(phone('zhao').getByText('给大家'));
    await seen(
      the('person-007')
        .getByTestId('unread')
        .and(page.getByText('1', { exact: true })),
    );
    const [left, right] = await Promise.all([phone('Lin').boundingBox(), phone('zhao').boundingBox()]);
    expect(left?.y).toBe(right?.y);
    expect(right?.x).toBeGreaterThan((left?.x ?? 0) + (left?.width ?? 0));
    expect((right?.x ?? 0) + (right?.width ?? 0)).toBeLessThan(WIDE.width);
    await the('person-007').click();
    await gone(the('person-007').getByTestId('unread'));
  });

  it('keeps the last line in sight when another phone takes its room, and stays where a reader has scrolled to', async () => {
    const list = `document.querySelector('[data-testid=phone-Lin] [role=log]')`;
    const fromEnd = `${list}.scrollHeight - ${list}.scrollTop - ${list}.clientHeight`;
    await open('?who=Lin');
    for (let n = 1; n <= 12; n += 1) await rig.send(text(`${n} ${'窄了就要折行的一句话'.repeat(5)}`));
    await phone('Lin').getByText('12 窄了').waitFor();
    await the('person-zhao').click();
    await seen(phone('zhao'));
    await page.waitForFunction(`${fromEnd} < 2`);
    await phone('Lin').getByRole('log').hover();
    await page.mouse.wheel(0, -2000);
    await seen(phone('Lin').getByRole('button', { name: '回到最新' }));
    await rig.send(text('新的一句'));
    await phone('Lin').getByText('新的一句').waitFor({ state: 'attached' });
    expect(await page.evaluate(`${list}.scrollTop`)).toBe(0);
    await phone('Lin').getByRole('button', { name: '回到最新' }).click();
    await page.waitForFunction(`${fromEnd} < 2`);
  });

  it('rings the phone of who is called, and lets it be answered and hung up', async () => {
    await open('?who=Lin');
    const placed = await rig.post('pstncc/call', { callee_userid: ['lin', 'zhao'] });
    const [{ callid }] = placed['states'] as [{ callid: string }];
    const reason = async () =>
      (await rig.post('pstncc/getstates', { callee_userid: 'lin', callid }))['reason'];
    await seen(the('call-Lin').getByText('来电 · 紧急通知'));
    await seen(the('person-zhao').getByText('来电'));
    await seen(the('toast').filter({ hasText: '赵敏 的手机在响' }));
    await the('answer-Lin').click();
    await seen(the('call-Lin').getByText('通话中 · 紧急通知'));
    expect(await reason()).toBe(3);
    await the('hang-up-Lin').click();
    await gone(the('call-Lin'));
    expect(await reason()).toBe(0);
    await the('person-zhao').click();
    await the('hang-up-zhao').click();
    await gone(the('call-zhao'));
    await gone(the('person-zhao').getByText('来电'));
  });

  it('shows a ringing phone to a page that comes later, until it has rung out', async () => {
    await rig.post('pstncc/call', { callee_userid: ['lin'] });
    await open('?who=Lin');
    await seen(the('call-Lin').getByText('来电 · 紧急通知'));
    rig.sandbox.clock.advance(30_000);
    await gone(the('call-Lin'));
  });

  it('lets a phone be off or out of reach, and a member leave and come back', async () => {
    await open('?who=Lin');
    await the('condition-Lin').selectOption({ label: '手机关机' });
    await seen(the('person-Lin').getByText('关机'));
    const placed = await rig.post('pstncc/call', { callee_userid: ['lin'] });
    const [{ callid }] = placed['states'] as [{ callid: string }];
    const asked = { callee_userid: 'lin', callid };
    expect(await rig.post('pstncc/getstates', asked)).toMatchObject({ reason: 8 });
    await the('condition-Lin').selectOption({ label: '已离职' });
    await seen(phone('Lin').getByText('已离职，收不到也发不出消息'));
    expect(await the('input-Lin').count()).toBe(0);
    expect(await rig.send(text('x'))).toMatchObject({ errcode: 81013 });
    await the('condition-Lin').selectOption({ label: '手机正常' });
    await seen(the('input-Lin'));
    expect(await rig.send(text('回来了'))).toMatchObject({ errcode: 0 });
    await seen(phone('Lin').getByText('回来了'));
  });

  it('shows what a webhook pushes into a group, counted until it is opened', async () => {
    await open();
    const push = (body: unknown) =>
      fetch(`${rig.sandbox.url}/cgi-bin/webhook/send?key=${GROUP_KEY}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
    await push({ msgtype: 'text', text: { content: '请立即处理', mentioned_list: ['lin', '@all'] } });
    await seen(the('person-group/1').getByTestId('unread').getByText('1', { exact: true }));
    await the('person-group/1').click();
    const group = phone('group/1');
    await seen(group.getByText('请立即处理'));
    await seen(group.getByText('@林晓 @所有人'));
    await gone(the('person-group/1').getByTestId('unread'));
    await push({ msgtype: 'markdown', markdown: { content: '<@zhao> 请看 **重大投诉**' } });
    await seen(group.getByText('@赵敏'));
    await push(
      card({
        card_type: 'text_notice',
        main_title: { title: '扬言曝光' },
        card_action: { type: 1, url: 'https://bank.example/1' },
      }),
    );
    await seen(group.getByText('扬言曝光'));
    expect(await group.getByRole('textbox').count()).toBe(0);
    expect(rig.sandbox.callbacks()).toEqual([]);
  });

  it('finds people by name, and says when nobody fits', async () => {
    await open();
    await the('people-search').fill('赵');
    await gone(the('person-Lin'));
    await the('person-zhao').click();
    await seen(phone('zhao'));
    await the('people-search').fill('无此人');
    await seen(page.getByText('没有找到「无此人」'));
    await the('people-search').fill('');
    await seen(the('person-Lin'));
  });

  it('stands before a bank of a hundred thousand: it lists a hundred and finds the others', async () => {
    await rig.sandbox.close();
    const people = Array.from({ length: 100_000 }, (_, n) => ({
      ...{ userid: `p${n}`, name: `员工${n}`, department: [1], position: '柜员' },
    }));
    const departments = [{ id: 1, name: '城商银行', parentid: 0 }];
    rig = await startRig({ callback: { url: receiver.url, ...KEYS }, directory: { departments, people } });
    await open();
    await seen(the('people-more').getByText('还有 99900 人，请搜索'));
    const touser = people.slice(98_500, 99_500).map(({ userid }) => userid);
    await rig.send({ ...text('全行通知'), touser: ['p0', ...touser.slice(1)].join('|') });
    await seen(the('person-p0').getByTestId('unread'));
    await the('people-search').fill('p99499');
    await the('person-p99499').click();
    await seen(phone('p99499').getByText('全行通知'));
  });

  it('inspects every call with its request and answer, and filters by person and kind', async () => {
    await open('?who=Lin');
    await rig.send(text('查我'));
    await rig.send({ ...text('给赵敏'), touser: 'zhao' });
    await seen(the('log-row').filter({ hasText: '赵敏' }));
    await the('log-who').selectOption('Lin');
    await gone(the('log-row').filter({ hasText: '赵敏' }));
    await the('log-kind-call').click();
    await gone(page.locator('.log-row[data-kind=callback]'));
    await the('log-row').filter({ hasText: 'message/send' }).click();
    const detail = await the('log-detail').innerText();
    expect(detail).toContain('"content": "查我"');
    expect(detail).toContain('"errcode": 0');
    expect(detail).toContain('"access_token": "***"');
  });

  it('moves the clock forward', async () => {
    await open();
    await the('tab-clock').click();
    const reading = async () => Number(await the('clock-now').getAttribute('data-now'));
    const before = await reading();
    await the('clock-amount').fill('2');
    await the('clock-unit').selectOption({ label: '天' });
    await the('clock-advance').click();
    await seen(page.getByText('比真实时间快 2 天'));
    expect((await reading()) - before).toBeGreaterThan(2 * 86_400_000 - 1_000);
    expect(rig.sandbox.clock.reading().offsetMs).toBe(2 * 86_400_000);
  });

  it('switches faults on and off', async () => {
    await open();
    await the('tab-faults').click();
    await the('fault-errcode-value').fill('45009');
    await the('fault-errcode-path').selectOption('/cgi-bin/message/send');
    await the('fault-errcode-count').selectOption({ label: '3 次' });
    await the('fault-errcode-on').click();
    await seen(the('fault-active').filter({ hasText: '还剩 3 次' }));
    expect(await rig.send(text('x'))).toMatchObject({ errcode: 45009 });
    await seen(the('fault-active').filter({ hasText: '还剩 2 次' }));
    await the('fault-clear').click();
    await gone(the('fault-active'));
    expect(await rig.send(text('x'))).toMatchObject({ errcode: 0 });
  });

  it('says so when the service does not take a callback', async () => {
    await receiver.close();
    await open('?who=Lin');
    await seen(phone('Lin').getByText('服务没有正常应答'));
    await seen(the('service').and(page.getByText('等待服务')));
  });

  it('fits a phone: one chat fills the screen, the rest is behind tabs, nothing overflows', async () => {
    await open('?who=Lin,zhao', PHONE);
    await rig.send({ ...card(selectCard), touser: 'zhao' });
    await seen(cardOf('zhao', 'classify-1').getByTestId('submit'));
    expect(await phone('Lin').count()).toBe(0);
    expect((await phone('zhao').boundingBox())?.width).toBe(PHONE.width);
    await rig.post('pstncc/call', { callee_userid: ['zhao'] });
    await seen(the('answer-zhao'));
    for (const tab of ['people', 'inspector', 'clock', 'faults', 'chat']) {
      await the(`tab-${tab}`).click();
      expect([tab, await overflow(), await overflowsAnywhere()]).toEqual([tab, 0, 0]);
    }
    await the('tab-people').click();
    await the('person-Lin').click();
    await seen(phone('Lin'));
  });
});
