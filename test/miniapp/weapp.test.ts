import { BUILD_MS, builtMiniapp } from '../support/miniapp';
import { answer } from './answers';
import { ID } from './samples';
import { startWeapp, type Weapp } from './weapp-rig';

const API = 'http://127.0.0.1:3000/api/v1';

describe('the mini-program in WeCom', () => {
  let app: Weapp;
  let token = 'token-1';
  let codes = 0;

  beforeAll(async () => {
    const { weapp } = await builtMiniapp();
    app = startWeapp(weapp, {
      code: () => `code-${(codes += 1)}`,
      request: ({ url, method, header }) => {
        const path = url.slice(API.length);
        if (path === '/session/weapp') return { body: { token } };
        if (header['Authorization'] !== `Bearer ${token}`) return { status: 401, body: {} };
        return answer({ method, path, body: '' });
      },
    });
  }, BUILD_MS);

  const sent = (path: string) => app.requests.filter(({ url }) => url === `${API}${path}`);

  it('logs in with the code of wx.qy.login, once, and then asks again what it was refused', async () => {
    const page = await app.open('pages/work/index');
    expect(page.text()).toContain('部门负责人审批');
    expect(sent('/session/weapp').map(({ data }) => data)).toEqual(['{"code":"code-1"}']);
    expect(sent('/work').map(({ header }) => header['Authorization'])).toEqual([undefined, 'Bearer token-1']);
  });

  it('logs in anew when its session has ended', async () => {
    token = 'token-2';
    const page = await app.open('pages/work/index');
    expect(page.text()).toContain('部门负责人审批');
    expect(codes).toBe(2);
  });

  it('leads from a to-do to the page where it is done', async () => {
    const page = await app.open('pages/work/index');
    await page.tap('去审批');
    expect(app.visited.at(-1)).toBe(`/pages/approve/index?id=${ID}&no=1`);
  });

  it('files a complaint step by step, and sends it once', async () => {
    const page = await app.open('pages/file/index');
    await page.tap('下一步');
    expect(page.text()).toContain('请填写投诉人姓名');
    await page.type('投诉人姓名', '王女士');
    await page.type('联系电话', '13812345678');
    await page.tap('下一步');
    await page.type('发生了什么', '信用卡年费重复扣了 300 元');
    await page.type('投诉人要求什么', '退款');
    await page.type('主张金额', '300');
    await page.tap('下一步');
    await page.tap('下一步');
    expect(page.text()).toContain('没有发现重复的投诉');
    await page.tap('登记');
    expect(page.text()).toContain('KFB26000002-20260302-SL');
    const filings = sent('/cases');
    expect(filings.map(({ data }) => JSON.parse(data ?? '') as unknown)).toEqual([
      {
        ...{ name: '王女士', phone: '13812345678', facts: '信用卡年费重复扣了 300 元', request: '退款' },
        claimedFen: 30_000,
      },
    ]);
    expect(filings[0]?.header['Idempotency-Key']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('signs what was shown', async () => {
    const page = await app.open('pages/approve/index', { id: ID, no: '1' });
    expect(page.text()).toContain('300.00元');
    await page.tap('同意');
    expect(sent(`/cases/${ID}/acts/decide`).map(({ data }) => JSON.parse(data ?? '') as unknown)).toEqual([
      { no: 1, hash: 'f'.repeat(64), result: 'approved' },
    ]);
    expect(sent(`/cases/${ID}/acts/decide`)[0]?.header['If-Match']).toBe('"7"');
  });

  it('draws every page', async () => {
    for (const path of [
      'cases',
      'case',
      'act',
      'follow-up',
      'emergency',
      'evidence',
      'call',
      'leak',
      'notices',
    ]) {
      const page = await app.open(`pages/${path}/index`, { id: ID, act: 'classify', no: '1' });
      expect(page.text().length).toBeGreaterThan(10);
      expect(page.text()).not.toMatch(/没有找到|系统出了问题|undefined|\[object/);
    }
  }, 120_000);
});
