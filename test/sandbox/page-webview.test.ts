import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium';
import { buttonCard, card, startRig, text, type Rig } from './rig';
import { startService, type Service } from './service';

const PATIENCE_MS = 5000;
const WEAPP = { appid: 'wx0123456789abcdef' };
const GROUP_KEY = 'key-of-the-group';
const CASE_PAGE = 'pages/case/index?id=1';

describe('the mini-app on the phones of the sandbox', () => {
  let browser: Browser;
  let rig: Rig;
  let service: Service;
  let page: Page;
  let foreign: string[];
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    service = await startService(() => rig);
    rig = await startRig({
      h5Url: service.h5Url,
      weapp: WEAPP,
      groups: [{ name: '投诉应急群', key: GROUP_KEY }],
    });
    foreign = [];
    complaints = [];
  });
  afterEach(async () => {
    await page.context().close();
    await rig.sandbox.close();
    await service.close();
    expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
  });

  const open = async (query: string, viewport = { width: 1200, height: 800 }) => {
    const context = await browser.newContext({ viewport });
    context.setDefaultTimeout(PATIENCE_MS);
    page = await context.newPage();
    page.on('request', (request) => {
      if (!request.url().startsWith(rig.sandbox.url)) foreign.push(request.url());
    });
    page.on('console', (message) => {
      // A page that has to log in is told so by a 401, which Chromium reports.
      const isLogin = message.text().includes('401');
      if (['error', 'warning'].includes(message.type()) && !isLogin) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${rig.sandbox.url}/sandbox/${query}`);
    await seen(page.getByRole('heading', { name: '诉达' }));
  };
  const the = (id: string) => page.getByTestId(id);
  const phone = (userid: string) => the(`phone-${userid}`);
  const screen = (userid: string) => page.frameLocator(`[data-testid=webview-page-${userid}]`);
  const seen = (what: Locator) => what.waitFor({ state: 'visible' });
  const gone = (what: Locator) => what.waitFor({ state: 'detached' });
  const shows = (userid: string, where: string) => seen(screen(userid).getByText(where, { exact: true }));
  const isLoggedIn = (userid: string) => seen(screen(userid).getByRole('heading', { name: userid }));
  const close = async (userid: string) => {
    await the(`webview-close-${userid}`).click();
    await gone(the(`webview-${userid}`));
  };

  it("opens the app's home page from the 工作台, logged in as whose phone it is", async () => {
    await open('?who=Lin');
    await the('workbench-Lin').click();
    await isLoggedIn('Lin');
    await seen(the('webview-title-Lin').getByText('待办'));
    await close('Lin');
    await seen(the('input-Lin'));
  });

  it('keeps the logins of two phones apart, and through a reload', async () => {
    await open('?who=Lin,zhao');
    await the('workbench-Lin').click();
    await the('workbench-zhao').click();
    await isLoggedIn('Lin');
    await isLoggedIn('zhao');
    await page.reload();
    await the('workbench-zhao').click();
    await isLoggedIn('zhao');
    await the('workbench-Lin').click();
    await isLoggedIn('Lin');
    expect(rig.sandbox.calls().filter(({ path }) => path === '/cgi-bin/auth/getuserinfo')).toHaveLength(2);
    expect(new Set(service.visitors)).toEqual(new Set(['Lin', 'zhao']));
  });

  const url = () => `${service.h5Url}#/${CASE_PAGE}`;
  const mini = { type: 2, appid: WEAPP.appid, pagepath: CASE_PAGE };
  const notice = (more: object) =>
    card({
      card_type: 'text_notice',
      main_title: { title: '请处理' },
      card_action: { type: 1, url: 'https://bank.example/' },
      ...more,
    });
  const ways = (): readonly (readonly [control: string, message: object])[] => [
    ['card-action', notice({ card_action: { type: 1, url: url() } })],
    ['card-action', notice({ card_action: mini })],
    ['card-jump', notice({ jump_list: [{ type: 1, title: '案件', url: url() }] })],
    ['card-jump', notice({ jump_list: [{ ...mini, title: '案件' }] })],
    ['card-link', card(buttonCard('b-1', { button_list: [{ type: 1, text: '退回', url: url() }] }))],
    ['card-action', { msgtype: 'textcard', textcard: { title: '催办', description: '今天', url: url() } }],
    [
      'card-jump',
      {
        msgtype: 'miniprogram_notice',
        miniprogram_notice: { appid: WEAPP.appid, page: CASE_PAGE, title: '投诉待办' },
      },
    ],
  ];
  it('opens at its page from a card, a line or a button of one, a text card, and a mini-program notice', async () => {
    await open('?who=Lin');
    for (const [control, message] of ways()) {
      await rig.send(message as Record<string, unknown>);
      await phone('Lin').getByTestId('card').last().getByTestId(control).click();
      await shows('Lin', `#/${CASE_PAGE}`);
      await isLoggedIn('Lin');
      await close('Lin');
    }
  });

  it('opens from the menu of the app, whose keys go to the service', async () => {
    await open('?who=Lin');
    const item = (name: string, more: object) => ({ name, ...more });
    const button = [
      item('待办', { type: 'click', key: 'todo' }),
      item('案件', { type: 'view', url: url() }),
      item('我的', { sub_button: [item('小程序', { ...mini, type: 'view_miniprogram' })] }),
    ];
    expect(await rig.post('menu/create?agentid=1000002', { button })).toMatchObject({ errcode: 0 });
    const menu = the('menu-Lin');
    await menu.getByRole('button', { name: '案件' }).click();
    await shows('Lin', `#/${CASE_PAGE}`);
    await close('Lin');
    await menu.getByRole('button', { name: '我的' }).click();
    await menu.getByRole('button', { name: '小程序' }).click();
    await shows('Lin', `#/${CASE_PAGE}`);
    await close('Lin');
    await menu.getByRole('button', { name: '待办' }).click();
    await seen(the('log-row').filter({ hasText: '点菜单' }));
    expect(rig.sandbox.callbacks().map(({ event }) => event)).toEqual([
      'enter_agent',
      'view',
      'view_miniprogram',
      'click',
    ]);
  });

  it('opens from a link in a text', async () => {
    await open('?who=Lin');
    await rig.send(text(`看<a href="${url()}">案件</a>`));
    await phone('Lin').getByText('案件').click();
    await shows('Lin', `#/${CASE_PAGE}`);
  });

  it('goes back page by page, names each, and leaves from the first one', async () => {
    await open('?who=Lin');
    await the('workbench-Lin').click();
    await isLoggedIn('Lin');
    await screen('Lin').getByRole('link', { name: '案件' }).click();
    await shows('Lin', `#/${CASE_PAGE}`);
    await seen(the('webview-title-Lin').getByText('案件'));
    await the('webview-back-Lin').click();
    await seen(the('webview-title-Lin').getByText('待办'));
    await the('webview-back-Lin').click();
    await gone(the('webview-Lin'));
  });

  it('opens no foreign page and no foreign mini-program, and says so', async () => {
    await open('?who=Lin');
    await rig.send(notice({ jump_list: [{ type: 2, title: '别的', appid: 'wx0', pagepath: 'p' }] }));
    await phone('Lin').getByTestId('card-action').click();
    await seen(the('toast').getByText('外部网页，沙箱不打开'));
    await phone('Lin').getByTestId('card-jump').click();
    await seen(the('toast').getByText('这个小程序没有关联到应用，打不开'));
    expect(await the('webview-Lin').count()).toBe(0);
    expect(page.context().pages()).toHaveLength(1);
  });

  it('opens nothing in a group, which is nobody’s phone', async () => {
    await open('?who=group/1');
    const body = JSON.stringify(notice({ card_action: { type: 1, url: url() } }));
    await fetch(`${rig.sandbox.url}/cgi-bin/webhook/send?key=${GROUP_KEY}`, { method: 'POST', body });
    await phone('group/1').getByTestId('card-action').click();
    await seen(the('toast').getByText('在群里打不开，请到成员的手机上看'));
  });

  it('is gone from the phone of who leaves the bank', async () => {
    await open('?who=Lin');
    await the('workbench-Lin').click();
    await isLoggedIn('Lin');
    rig.sandbox.leave('lin');
    await gone(the('webview-Lin'));
    expect(await the('workbench-Lin').count()).toBe(0);
  });

  it('appears when the app gets its home page', async () => {
    rig.sandbox.setH5Url(null);
    await open('?who=Lin');
    expect(await the('workbench-Lin').count()).toBe(0);
    rig.sandbox.setH5Url(service.h5Url);
    await the('workbench-Lin').click();
    await isLoggedIn('Lin');
  });

  it('lets a call ring over it', async () => {
    await open('?who=Lin');
    await the('workbench-Lin').click();
    await isLoggedIn('Lin');
    await rig.post('pstncc/call', { callee_userid: ['lin'] });
    await the('hang-up-Lin').click();
    await isLoggedIn('Lin');
  });

  it('fills a narrow screen, and is found where it was left', async () => {
    await open('?who=Lin,zhao', { width: 390, height: 844 });
    await the('workbench-zhao').click();
    await isLoggedIn('zhao');
    expect((await the('webview-zhao').boundingBox())?.width).toBe(390);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    await screen('zhao').getByRole('link', { name: '案件' }).click();
    await shows('zhao', `#/${CASE_PAGE}`);
    await the('tab-people').click();
    await the('person-Lin').click();
    await seen(phone('Lin'));
    expect(await the('webview-zhao').count()).toBe(0);
    await page.getByRole('button', { name: '赵敏' }).first().click();
    await shows('zhao', `#/${CASE_PAGE}`);
  });
});
