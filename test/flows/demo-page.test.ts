import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium';
import { openBank, type TestBank } from '../support/bank';

const SENTENCE = '投诉：王女士，手机13812345678，信用卡年费重复扣了300元，要求退款';
const PATIENCE_MS = 15_000;

/** A person in front of the page: everything goes through what is drawn. */
function reader(page: Page) {
  const phone = (userid: string) => page.getByTestId(`phone-${userid}`);
  const seen = (what: Locator) => what.waitFor({ state: 'visible' });
  const answers = (userid: string) => phone(userid).locator('[data-testid=message][data-from=app]');
  /** How many answers a person had seen when they spoke last. */
  const before = new Map<string, number>();
  return {
    pick: async (userid: string) => {
      await page.getByTestId(`person-${userid}`).click();
      await seen(phone(userid));
    },
    putAway: (userid: string) => page.getByTestId(`close-${userid}`).click(),
    say: async (userid: string, words: string) => {
      before.set(userid, await answers(userid).count());
      await page.getByTestId(`input-${userid}`).fill(words);
      await page.getByTestId(`input-${userid}`).press('Enter');
    },
    /** A new answer, not one that says the same from earlier on. */
    hears: async (userid: string, words: string) => {
      const end = Date.now() + PATIENCE_MS;
      const isHeard = async () =>
        (await answers(userid).allInnerTexts())
          .slice(before.get(userid) ?? 0)
          .some((text) => text.includes(words));
      while (!(await isHeard())) if (Date.now() > end) throw new Error(`${userid} never heard ${words}`);
    },
    card: async (userid: string, title: string) => {
      const card = phone(userid).getByTestId('card').filter({ hasText: title }).last();
      await seen(card);
      return card;
    },
  };
}

describe('the demo in a browser', () => {
  let browser: Browser;
  let bank: TestBank;
  beforeAll(async () => {
    browser = await launchChromium();
    bank = await openBank();
  });
  afterAll(async () => {
    await browser.close();
    await bank.close();
  });

  it('takes a complaint from a chat message through every hand to 结案', async () => {
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    page.setDefaultTimeout(PATIENCE_MS);
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${bank.sandbox.url}/sandbox/`);
    const { pick, putAway, say, hears, card } = reader(page);

    await pick('zhou.min');
    await say('zhou.min', SENTENCE);
    await hears('zhou.min', '回复「确认」');
    await say('zhou.min', '确认');
    await hears('zhou.min', 'KFB26000001-20260302-SL');
    await say('zhou.min', '联系 KFB26000001 电话 已说明处理流程');
    await hears('zhou.min', '联系记录已记下');
    await (await card('zhou.min', '请联系投诉人并分类')).getByTestId('submit').click();

    await pick('lin.tao');
    const assign = await card('lin.tao', '请分派调查人');
    await assign.getByTestId('select-invest').selectOption({ value: 'invest.chen.gang' });
    await assign.getByTestId('submit').click();
    await putAway('lin.tao');

    await pick('chen.gang');
    await (await card('chen.gang', '请调查并作出结论')).getByTestId('button-write').click();
    await hears('chen.gang', '请用一句话写调查结论');
    await say('chen.gang', '银行责任；依据：系统重复计收年费；证据：扣费流水截图');
    await hears('chen.gang', '回复「确认」');
    await say('chen.gang', '确认');
    await hears('chen.gang', '调查结论已记下');
    await putAway('chen.gang');

    await pick('wu.qian');
    await (await card('wu.qian', '请制定处理方案')).getByTestId('button-write').click();
    await hears('wu.qian', '请用一句话写处理方案');
    await say('wu.qian', '支持；措施：退还年费300元、短信致歉；答复：三日内退回年费');
    await hears('wu.qian', '回复「确认」');
    await say('wu.qian', '确认');
    await hears('wu.qian', '处理方案已记下');

    for (const [userid, title] of [
      ['zhao.lei', '部门负责人审批'],
      ['qian.feng', '财务费用审批'],
    ] as const) {
      await pick(userid);
      const approval = await card(userid, title);
      await approval.getByTestId('button-approve').click();
      await approval.getByTestId('button-replaced').getByText('已同意 3月2日 09:30').waitFor();
      await putAway(userid);
    }

    await say('wu.qian', '执行 KFB26000001 凭证：退款流水尾号8821；告知：电话，投诉人确认收到');
    await hears('wu.qian', '回复「确认」');
    await say('wu.qian', '确认');
    await hears('wu.qian', '执行情况已记下');
    await putAway('wu.qian');

    await pick('tang.xin');
    const followUp = await card('tang.xin', 'KFB26000001 回访');
    await followUp.getByText('非常满意').click();
    await followUp.getByTestId('submit').click();

    await card('zhou.min', '投诉已办结');
    await say('zhou.min', '查 KFB26000001');
    await hears('zhou.min', '财务费用审批：钱峰 同意');
    expect(complaints).toEqual([]);
  }, 120_000);
});
