import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { investigated } from '../support/bank';
import { BUILD_MS, MINIAPP } from '../support/miniapp';
import { openPhone } from '../support/phone';
import { openRig, SCREEN, type H5Phone, type MiniappRig } from './rig';

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
const FIRST_LOAD_BYTES = 200 * 1024;

/** Runs in the page: what is to be tapped and is less than 44 px high (WCAG 2.5.5). */
const TOO_SMALL = `[...document.querySelectorAll('uni-page-body :is([role=button], uni-button, [role=tab], [role=radio])')]
  .map((target) => [target.textContent, target.getBoundingClientRect().height])
  .filter(([, height]) => height > 0 && height < 44)`;
const WIDTH = 'document.documentElement.scrollWidth';

describe('every page, on a phone', () => {
  let rig: MiniappRig;
  let id = '';
  beforeAll(async () => {
    rig = await openRig();
    id = await investigated(rig.bank);
    const head = await openPhone(rig.bank, 'zhao.lei');
    const { etag } = await head.get(`/cases/${id}`);
    await head.post(`/cases/${id}/acts`, { type: 'disclose', what: 'unmask', reason: '回拨核实' }, { etag });
  }, BUILD_MS);
  afterAll(() => rig.close());

  /** As somebody to whom the page has something to show. */
  const placeOf = (path: string): { readonly userid: string; readonly query: string } => {
    const part = path.split('/')[1];
    if (part === 'approve') return { userid: 'lin.tao', query: `?id=${id}&no=1` };
    if (part === 'customer') return { userid: 'zhou.min', query: '#no-such-link' };
    return { userid: 'chen.gang', query: `?id=${id}&act=classify&kind=survey&no=${id}-20260302-SL` };
  };
  const openAs = async (path: string): Promise<H5Phone> => {
    const { userid, query } = placeOf(path);
    const phone = await rig.phoneOf(userid);
    await phone.open(`${path}${query}`);
    return phone;
  };

  it.each(PAGES)('%s keeps to the screen, suits a thumb and shows its name once', async (path) => {
    const { page } = await openAs(path);
    expect(await page.evaluate(TOO_SMALL)).toEqual([]);
    expect(await page.evaluate(WIDTH)).toBeLessThanOrEqual(SCREEN.width);
    // WeCom draws the name above the page; the heading says what it is about, or is there for who listens.
    const heading = page.locator('[role=heading][aria-level="1"]:visible');
    const [name, about] = [await page.title(), (await heading.innerText()).trim()];
    if (about !== name) expect([id, '投诉受理登记表']).toContain(about);
    else expect(await heading.boundingBox()).toMatchObject({ width: 1, height: 1 });
  });

  it('keeps to the screen in the largest letters too', async () => {
    for (const userid of ['chen.gang', 'lin.tao', 'zhou.min']) {
      const phone = await rig.phoneOf(userid);
      await phone.open('pages/me/index');
      await phone.choose('字号', '特大');
    }
    const wide = [];
    for (const path of PAGES) {
      const { page } = await openAs(path);
      await page.locator('.suda-huge').first().waitFor();
      const width = await page.evaluate<number>(WIDTH);
      if (width > SCREEN.width) wide.push(`${path}: ${width}`);
    }
    expect(wide).toEqual([]);
  }, 60_000);

  it('loads at most 200 KB of packed script before the first one stands', async () => {
    const phone = await rig.phoneOf('wu.qian');
    const scripts = new Set<string>();
    phone.page.on('request', (request) => {
      if (new URL(request.url()).pathname.endsWith('.js')) scripts.add(request.url());
    });
    await phone.open('pages/work/index');
    await phone.sees('现在没有等您办的事');
    const bodies = await Promise.all([...scripts].map(async (url) => (await fetch(url)).arrayBuffer()));
    const bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(FIRST_LOAD_BYTES);
  });
});
