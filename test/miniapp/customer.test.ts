import type { Browser, Page } from 'playwright-core';
import { BUILD_MS } from '../support/miniapp';
import { apiUrl } from '../support/phone';
import { walker } from '../support/walker';
import { openRig, type MiniappRig } from './rig';

describe('what a complainant does by a link, on their own phone (R22, L2)', () => {
  let rig: MiniappRig;
  let page: Page;
  let id = '';
  const complaints: string[] = [];
  beforeAll(async () => {
    rig = await openRig();
    const walk = walker(rig.bank);
    const { id: made, solver } = await walk.upToApproval('300元');
    id = made;
    await walk.approved(id, 'zhao.lei', '审批');
    await walk.approved(id, 'qian.feng', '审批');
    await walk.executed(id, solver);
  }, BUILD_MS);
  afterAll(async () => {
    await rig?.close();
    expect(complaints).toEqual([]);
  });

  const says = (words: string) => page.getByText(words).first().waitFor();
  const button = (words: string) => page.locator('uni-button', { hasText: words });
  const events = async (type: string) =>
    (
      await rig.bank.database.collection('events').find({ complaintId: id, 'event.type': type }).toArray()
    ).map(({ event }) => event as object);
  /** Whoever gives it reads it off the page, this once. */
  async function given(userid: string, kind: string): Promise<string> {
    const phone = await rig.phoneOf(userid);
    await phone.open(`pages/link/index?id=${id}&kind=${kind}`);
    await phone.tap('取链接');
    await phone.sees('链接只显示这一次');
    await phone.tap('复制');
    return phone.page.locator('.link-url').innerText();
  }
  /** The complainant's own phone, each time another one. */
  async function follow(url: string): Promise<void> {
    const browser = (await rig.phoneOf('zhou.min')).context.browser() as Browser;
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
    page = await context.newPage();
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== new URL(url).origin) complaints.push(request.url());
    });
    await page.goto(url);
  }

  it('rates once, in words too, and may object', async () => {
    const url = await given('tang.xin', 'survey');
    await follow(url);
    await says('信用卡投诉处理得怎么样');
    // Neither histories nor screenshots have the token.
    expect(page.url()).not.toContain(url.split('/c/')[1]);
    expect(await page.content()).not.toMatch(/王女士|139|KFB/u);
    await button('提交').click();
    await says('请选择您对处理结果');
    await page.getByRole('radio', { name: '不满意', exact: true }).click();
    await page.locator('[aria-label="想说的话"] textarea').fill('王女士觉得慢，13987654321');
    await page.getByText('我对处理结果有异议').click();
    await button('提交').dblclick();
    await says('您的回答已记下');
    expect(await events('survey_answered')).toMatchObject([
      {
        by: 'complainant',
        survey: { score: 2, objection: true, remark: '投诉人觉得慢，139****4321' },
      },
    ]);
    await follow(url);
    await says('您的回答已记下');
    await page.reload();
    await says('请从收到的链接重新打开');
  });

  it('reads the decision after the end of a number on record, with the ways on', async () => {
    const url = await given('zhou.min', 'notice');
    await follow(url);
    const last4 = page.locator('[aria-label="后四位"] input');
    await last4.fill('12');
    await button('核对并查看').click();
    await says('写四位');
    await last4.fill('0000');
    await button('核对并查看').click();
    await says('后四位与登记的不一致');
    await last4.fill('4321');
    await button('核对并查看').click();
    await says('三日内退回年费');
    for (const words of ['核实情况', '处理决定', '依据和理由', '救济途径']) await says(words);
    expect(await page.content()).not.toMatch(/王女士|1398/u);
  });

  it('after five wrong ones the link is over, and says whom to turn to', async () => {
    const url = await given('zhou.min', 'notice');
    await follow(url);
    for (const wrong of ['0000', '1111', '2222', '3333', '4444']) {
      await page.locator('[aria-label="后四位"] input').fill(wrong);
      const answered = page.waitForResponse(/public\/notice/u);
      await button('核对并查看').click();
      expect((await answered).status()).toBe(403);
    }
    await page.locator('[aria-label="后四位"] input').fill('4321');
    await button('核对并查看').click();
    await says('请联系我行重新发一个');
    expect(await button('核对并查看').count()).toBe(0);
  });

  it('made up it is over, whatever it is', async () => {
    await follow(apiUrl(rig.bank, '').replace('/api/v1', `/c/${'A'.repeat(32)}`));
    await says('请联系我行重新发一个');
  });
});
