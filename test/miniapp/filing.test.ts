import { BUILD_MS } from '../support/miniapp';
import { openPhone, type Phone } from '../support/phone';
import * as sample from '../support/evidence-samples';
import { openRig, type H5Phone, type MiniappRig } from './rig';

const FACTS = '信用卡年费重复扣了 300 元';

describe('filing a complaint on the phone (R18)', () => {
  let rig: MiniappRig;
  let clerk: Phone;
  let phone: H5Phone;
  beforeAll(async () => {
    rig = await openRig();
    clerk = await openPhone(rig.bank, 'zhou.min');
    phone = await rig.phoneOf('zhou.min');
    await phone.open('pages/file/index');
  }, BUILD_MS);
  afterAll(() => rig?.close());

  const rows = () => rig.bank.database.collection('complaints');
  const field = (label: string) =>
    phone.page.locator(`[aria-label="${label}"]:visible`).locator('input, textarea');
  /** uni-app tells of typing every 100 ms at most: a timer that was set later ends later. */
  const type = async (label: string, value: string) => {
    await phone.type(label, value);
    await phone.page.evaluate('new Promise((done) => setTimeout(done, 100))');
  };
  /** The tab of this name lies below it. */
  const submit = () => phone.page.locator('uni-button:visible', { hasText: /^登记$/u });
  const partyOf = async (id: string) => {
    const fields = ['name', 'phone', 'idNo', 'account', 'facts', 'request', 'proxy'];
    const { body } = await clerk.post<{ fields: { field: string; value: string }[] }>(`/cases/${id}/party`, {
      fields,
    });
    return Object.fromEntries(body.fields.map(({ field: name, value }) => [name, value]));
  };
  const filedNo = async () => {
    await phone.sees(/编号 KFB/u);
    return /编号 (KFB\d{8})/u.exec(await phone.text())?.[1] ?? '';
  };
  async function write({ number = '13812345678', name = '王女士' } = {}): Promise<void> {
    await type('投诉人姓名', name);
    if (number !== '') await type('联系电话', number);
    await phone.tap('下一步');
    await type('发生了什么', FACTS);
    await type('投诉人要求什么', '退款');
    await type('主张金额', '300.5');
  }

  it('says at each field what is wrong, the service too, and files once, however often the button is tapped', async () => {
    await type('联系电话', '123');
    await phone.tap('下一步');
    await phone.sees('请填写投诉人姓名');
    await phone.sees('写 11 位手机号，或带区号的座机');
    await type('证件号', '110105194912310021');
    await write();
    await phone.choose('来源', '监管转办');
    await type('转办函要求几日内答复', '15');
    await phone.tap('下一步');
    // The check digit is the service's to look at.
    await phone.sees('身份证号不对，请核对');
    await type('证件号', '11010519491231002x');
    await phone.tap('下一步');
    await phone.tap('下一步');
    await phone.sees('没有发现重复的投诉');
    const before = await rows().countDocuments();
    await submit().dblclick();
    const id = await filedNo();
    expect(await phone.text()).toContain('请在');
    expect(await rows().countDocuments()).toBe(before + 1);
    expect(await rows().findOne({ _id: id as never })).toMatchObject({
      ...{ state: 'RECEIVED', claimedFen: 30_050, source: 'regulator' },
    });
    expect(await partyOf(id)).toEqual({
      ...{ name: '王女士', phone: '13812345678', idNo: '11010519491231002X' },
      ...{ facts: FACTS, request: '退款' },
    });
  });

  it('tells of a case that is likely the same, before it is filed', async () => {
    await phone.tap('再登记一件');
    await write();
    await phone.tap('下一步');
    await phone.sees('可能是同一件');
    await phone.sees('很可能重复');
  });

  it('keeps the draft over a closed page, sealed, for its writer alone, until 退出', async () => {
    // Leaving the page keeps it at once.
    await phone.tap('待办');
    await phone.sees('请联系投诉人并分类');
    await phone.open('pages/file/index');
    await phone.sees('上次没写完的草稿已放回');
    expect(await field('发生了什么').inputValue()).toBe(FACTS);
    const plain = await phone.page.evaluate<string>('JSON.stringify({ ...localStorage, ...sessionStorage })');
    expect(plain).not.toContain('王女士');

    // Another member's phone in the same browser, and so in the same storage.
    const other = await phone.context.newPage();
    await other.goto(`${rig.bank.sandbox.url}/phone/xu.jing/h5/#/pages/file/index`);
    await other.getByText('第 1 步').waitFor();
    expect(await other.locator('[aria-label="投诉人姓名"] input').inputValue()).toBe('');
    await other.close();

    await phone.open('pages/me/index');
    await phone.tap('退出登录');
    await phone.sees('手机里的草稿已清掉');
    await phone.open('pages/file/index');
    await phone.sees('第 1 步');
    expect(await field('投诉人姓名').inputValue()).toBe('');
  });

  it('takes a proxy, and then the papers of one', async () => {
    await type('投诉人姓名', '匿名');
    await phone.tap('由代理人提出');
    await phone.tap('下一步');
    await phone.sees('请填写代理人姓名');
    await type('代理人姓名', '李四');
    await type('代理人电话', '021-12345678');
    await type('与投诉人的关系', '女儿');
    await write({ name: '匿名', number: '' });
    await phone.tap('下一步');
    await phone.sees('没有填电话和证件号，查不了重复');
    await submit().click();
    const id = await filedNo();
    expect((await partyOf(id))['proxy']).toBe('李四（女儿），021-12345678');
    const chooser = phone.page.waitForEvent('filechooser');
    await phone.page.locator('uni-button:visible', { hasText: '相册' }).first().click();
    const buffer = await sample.photo();
    await (await chooser).setFiles({ name: '授权书.jpg', mimeType: 'image/jpeg', buffer });
    await phone.sees('已存入案卷');
    const row = await rows().findOne({ _id: id as never });
    expect(row?.['evidence']).toEqual([expect.objectContaining({ no: 1, kind: 'image', purpose: 'proxy' })]);
  });

  it('is kept without a network, and filed once when it is back', async () => {
    await phone.tap('再登记一件');
    await write({ number: '13800000001' });
    await phone.tap('下一步');
    await phone.sees('没有发现重复的投诉');
    const before = await rows().countDocuments();
    await phone.context.setOffline(true);
    await submit().click();
    await phone.sees('等网络恢复');
    expect(await rows().countDocuments()).toBe(before);
    await phone.context.setOffline(false);
    await phone.sees('网络恢复，已登记');
    expect(await rows().countDocuments()).toBe(before + 1);
  });

  it('whose answer was lost is filed once', async () => {
    await phone.tap('再登记一件');
    await write({ number: '13800000002' });
    await phone.tap('下一步');
    await phone.sees('没有发现重复的投诉');
    const before = await rows().countDocuments();
    let arrived = 0;
    await phone.page.route('**/api/v1/cases', async (route) => {
      await route.fetch();
      arrived += 1;
      await route.abort();
    });
    await submit().click();
    await phone.sees('等网络恢复');
    expect(arrived).toBe(1);
    await phone.page.unroute('**/api/v1/cases');
    await phone.page.reload();
    await phone.sees('网络恢复，已登记');
    await phone.open('pages/file/index');
    await phone.sees('第 1 步');
    expect(await phone.text()).not.toContain('还没发出的登记');
    expect(await rows().countDocuments()).toBe(before + 1);
  });

  it('is for those who register; others are told whom to turn to', async () => {
    phone = await rig.phoneOf('chen.gang');
    await phone.open('pages/file/index');
    await phone.sees('登记投诉由受理专员办');
  });
});
