import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium';
import { BUILD_MS, builtMiniapp, MINIAPP } from '../support/miniapp';
import { answer } from './answers';
import { ID } from './samples';
import { standIn, type StandIn } from './stand-in';

const PHONE = { width: 390, height: 844 };
const QUERY = `?id=${ID}&act=classify&no=1#link`;
const FIRST_LOAD_BYTES = 200 * 1024;

interface PagesJson {
  readonly pages: readonly { readonly path: string }[];
  readonly subPackages: readonly {
    readonly root: string;
    readonly pages: readonly { readonly path: string }[];
  }[];
}
const listed = JSON.parse(readFileSync(join(MINIAPP, 'src', 'pages.json'), 'utf8')) as PagesJson;
const PAGES = [
  ...listed.pages.map(({ path }) => path),
  ...listed.subPackages.flatMap(({ root, pages }) => pages.map(({ path }) => `${root}/${path}`)),
];

describe('the pages as H5, on a phone', () => {
  let browser: Browser;
  let service: StandIn;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    service = await standIn((await builtMiniapp()).h5, answer);
    browser = await launchChromium();
  }, BUILD_MS);
  afterAll(async () => {
    await browser?.close();
    await service?.close();
  });

  beforeEach(async () => {
    context = await browser.newContext({ viewport: PHONE, locale: 'zh-CN' });
    page = await context.newPage();
    complaints = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      const isMissing = /Failed to load resource/.test(message.text());
      if (message.type() === 'error' && !isMissing) complaints.push(message.text().slice(0, 300));
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(service.origin)) complaints.push(`foreign: ${request.url()}`);
    });
  });
  afterEach(() => context.close());

  const at = (path: string) => `${service.origin}/h5/#/${path}`;

  it.each(PAGES)(
    '%s obeys the CSP, keeps to the screen and suits a thumb, in huge type too',
    async (path) => {
      await page.goto(at(`${path}${QUERY}`));
      await isShown();
      expect(await tooSmall()).toEqual([]);
      expect(await width()).toBeLessThanOrEqual(PHONE.width);
      await page.evaluate(`localStorage.setItem('set-type-size', '{"type":"string","data":"huge"}')`);
      await page.reload();
      await isShown('.suda-huge ');
      expect(await width()).toBeLessThanOrEqual(PHONE.width);
      expect(complaints).toEqual([]);
    },
  );

  async function isShown(within = ''): Promise<void> {
    await page.locator(`${within}[role=heading]`).first().waitFor();
    await page.locator('[role=status][aria-label]').waitFor({ state: 'detached' });
  }

  const width = () => page.evaluate<number>('document.documentElement.scrollWidth');

  /** What is to be tapped and is less than 44 px high (WCAG 2.5.5). */
  async function tooSmall(): Promise<readonly string[]> {
    const small = [];
    const targets = page
      .locator('uni-page-body')
      .locator('[role=button], uni-button, [role=tab], [role=radio]');
    for (const target of await targets.all()) {
      const box = await target.boundingBox();
      if (box && box.height < 44) small.push(`${await target.innerText()}: ${box.height}`);
    }
    return small;
  }

  it('loads at most 200 KB of packed script before the first page stands', async () => {
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (new URL(response.url()).pathname.endsWith('.js')) scripts.push(response.body());
    });
    await page.goto(at('pages/work/index'));
    await page.getByText('去审批').waitFor();
    const bytes = (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(FIRST_LOAD_BYTES);
  });

  it('says what is wrong when the service does not answer, and shows the page on a second try', async () => {
    await context.route('**/api/v1/work', (route) => route.abort());
    await page.goto(at('pages/work/index'));
    await page.getByText('网络不通').waitFor();
    await context.unroute('**/api/v1/work');
    await page.getByText('再试一次', { exact: true }).click();
    await page.getByText('去审批').waitFor();
  });

  it('goes to log in when it is told to, and says where it wants to come back to', async () => {
    await context.route('**/api/v1/work', (route) => route.fulfill({ status: 401, body: '{}' }));
    await page.goto(at('pages/work/index'));
    await page.waitForURL(/session\/h5/);
    expect(new URL(page.url()).searchParams.get('to')).toBe('pages/work/index');
  });

  describe('a signature', () => {
    const decisions = () => service.calls.filter(({ path }) => path === `/cases/${ID}/acts/decide`);

    beforeEach(async () => {
      await page.goto(at(`pages/approve/index?id=${ID}&no=1`));
      await page.getByText('退还年费').or(page.getByText('支持')).first().waitFor();
    });

    it('is of what was shown: its fingerprint, and the version of the case', async () => {
      const before = decisions().length;
      await page.locator('uni-button', { hasText: '同意' }).dblclick();
      await page.getByText('已提交').waitFor();
      const sent = decisions().slice(before);
      expect(sent).toHaveLength(1);
      expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ no: 1, hash: 'f'.repeat(64), result: 'approved' });
      expect(sent[0]?.headers['if-match']).toBe('"7"');
    });

    it('is withheld with a reason only', async () => {
      const before = decisions().length;
      const [open, confirm] = [page.locator('uni-button', { hasText: '退回' }), page.getByRole('dialog')];
      await open.first().click();
      await confirm.locator('uni-button', { hasText: '退回' }).click();
      await page.getByText('请填写退回理由').waitFor();
      expect(decisions()).toHaveLength(before);
      await page.locator('[aria-label="退回理由"] textarea').fill('证据不足，请补流水');
      await confirm.locator('uni-button', { hasText: '退回' }).click();
      await page.getByText('已提交').waitFor();
      expect(JSON.parse(decisions()[before]?.body ?? '')).toMatchObject({
        ...{ result: 'returned', reason: '证据不足，请补流水' },
      });
    });

    it('that comes too late says so, and shows what is there now', async () => {
      await context.route('**/acts/decide', (route) =>
        route.fulfill({
          status: 412,
          contentType: 'application/problem+json',
          body: '{"detail":"方案已变更"}',
        }),
      );
      const again = page.waitForRequest((request) => request.url().endsWith(`/cases/${ID}`));
      await page.locator('uni-button', { hasText: '同意' }).click();
      await again;
      await page.getByText('方案已变更').waitFor();
    });

    it('whose answer was lost is asked for again under the same key', async () => {
      const keys: (string | undefined)[] = [];
      await context.route('**/acts/decide', (route) => {
        keys.push(route.request().headers()['idempotency-key']);
        return keys.length === 1 ? route.abort() : route.continue();
      });
      await page.locator('uni-button', { hasText: '同意' }).click();
      await page.getByText('没有连上服务').waitFor();
      await page.locator('uni-button', { hasText: '同意' }).click();
      await page.getByText('已提交').waitFor();
      expect(keys[0]).toBeDefined();
      expect(keys[1]).toBe(keys[0]);
    });
  });

  it('sends evidence piece by piece and then hands it to the case', async () => {
    const file = { name: '流水.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(2_500_000, 1) };
    const before = service.calls.length;
    await page.goto(at(`pages/evidence/index?id=${ID}`));
    const chooser = page.waitForEvent('filechooser');
    await page.locator('uni-button', { hasText: '文件' }).click();
    await (await chooser).setFiles(file);
    await page.getByText('已上传').waitFor();
    await page.locator('uni-button', { hasText: '存入案卷' }).click();
    await page.getByText('已提交').waitFor();
    const sent = service.calls.slice(before).filter(({ method }) => method !== 'GET');
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /uploads',
      'PUT /uploads/u1?offset=0',
      'PUT /uploads/u1?offset=1048576',
      'PUT /uploads/u1?offset=2097152',
      'POST /uploads/u1/complete',
      `POST /cases/${ID}/evidence`,
    ]);
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      name: '流水.pdf',
      size: 2_500_000,
      type: 'application/pdf',
    });
    expect(JSON.parse(sent.at(-1)?.body ?? '')).toEqual({ uploads: ['u1'] });
  });

  it('forgets what names people when somebody logs out', async () => {
    await page.goto(at('pages/file/index'));
    await page.locator('[aria-label="投诉人姓名"] input').fill('王女士');
    await page.getByText('我的').click();
    await page.waitForFunction(IS_DRAFT_KEPT);
    await page.getByText('退出登录').click();
    await page.getByText('手机里的草稿已清掉').waitFor();
    expect(await page.evaluate(IS_DRAFT_KEPT)).toBe(false);
  });

  describe('filing a complaint', () => {
    const field = (label: string) =>
      page.locator(`[aria-label="${label}"] input, [aria-label="${label}"] textarea`);
    const filings = () => service.calls.filter(({ method, path }) => method === 'POST' && path === '/cases');

    async function write(): Promise<void> {
      await page.goto(at('pages/file/index'));
      await field('投诉人姓名').fill('王女士');
      await field('联系电话').fill('13812345678');
      await page.getByText('下一步').click();
      await field('发生了什么').fill('信用卡年费重复扣了 300 元');
      await field('投诉人要求什么').fill('退款');
      await field('主张金额').fill('300.5');
    }

    it('sends what was written, once, however often the button is tapped', async () => {
      const before = filings().length;
      await write();
      await page.getByText('下一步').click();
      await page.getByText('下一步').click();
      await page.locator('uni-button', { hasText: '登记' }).dblclick();
      await page.getByText('KFB26000002-20260302-SL').waitFor();
      const sent = filings().slice(before);
      expect(sent).toHaveLength(1);
      expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
        ...{ name: '王女士', phone: '13812345678', facts: '信用卡年费重复扣了 300 元', request: '退款' },
        claimedFen: 30_050,
      });
      expect(sent[0]?.headers['idempotency-key']).toMatch(/^[0-9a-f]{32}$/);
    });

    it('keeps the draft over a closed page, and nowhere in plain', async () => {
      await write();
      // Leaving the page keeps it at once.
      await page.getByText('待办').click();
      await page.waitForFunction(IS_DRAFT_KEPT);
      const plain = await page.evaluate<string>('JSON.stringify({ ...localStorage, ...sessionStorage })');
      expect(plain).not.toContain('王女士');
      await page.close();
      page = await context.newPage();
      await page.goto(at('pages/file/index'));
      await page.getByText('上次没写完的草稿已放回').waitFor();
      expect(await field('发生了什么').inputValue()).toBe('信用卡年费重复扣了 300 元');
    });

    it('is kept without a network, and sent once with the same key when it is back', async () => {
      const before = filings().length;
      await write();
      await page.getByText('下一步').click();
      await page.getByText('下一步').click();
      await context.route('**/api/v1/cases', (route) => route.abort());
      await page.locator('uni-button', { hasText: '登记' }).click();
      await page.getByText('等网络恢复').waitFor();
      await context.unroute('**/api/v1/cases');
      const again = page.waitForRequest(
        (request) => request.method() === 'POST' && request.url().endsWith('/cases'),
      );
      await page.reload();
      await again;
      await page.getByText('网络恢复，已登记').waitFor();
      await page.reload();
      await page.getByText('投诉人姓名').waitFor();
      expect(filings().slice(before)).toHaveLength(1);
    });

    it('says at each field what is wrong, and goes no further', async () => {
      await page.goto(at('pages/file/index'));
      await field('联系电话').fill('123');
      await page.getByText('下一步').click();
      await page.getByText('请填写投诉人姓名').waitFor();
      await page.getByText('电话号码位数不对，请核对').waitFor();
      expect(await page.getByText('第 1 步，共 4 步').count()).toBe(1);
    });
  });
});

/** Runs in the page: whether a sealed text stands under the name of the draft. */
const IS_DRAFT_KEPT = `new Promise((resolve) => {
  const request = indexedDB.open('suda', 1);
  request.onsuccess = () => {
    const found = request.result.transaction('sealed').objectStore('sealed').get('t-draft-filing');
    found.onsuccess = () => resolve(found.result !== undefined);
  };
})`;
