import { investigated } from '../support/bank';
import { BUILD_MS } from '../support/miniapp';
import { openPhone } from '../support/phone';
import { openRig, type MiniappRig } from './rig';

const PARTY = { name: '王小明', phone: '13987654321', facts: '信用卡年费重复扣了300元', request: '要求退款' };
const NOTHING = '现在没有等您办的事';
const PAGE = 20;

describe('待办 and 案件 on the phone', () => {
  let rig: MiniappRig;
  let id = '';
  beforeAll(async () => {
    rig = await openRig({ strangers: [{ userid: 'nobody', name: '路人' }] });
    id = await investigated(rig.bank);
  }, BUILD_MS);
  afterAll(() => rig.close());

  it('shows a handler what waits for them, how pressing it is, and leads to where it is done', async () => {
    const phone = await rig.phoneOf('chen.gang');
    await phone.open('pages/work/index');
    await phone.sees(id);
    await phone.sees('请调查并作出结论');
    await phone.sees(/还剩 \d+ 天/);
    await phone.tap('写结论');
    await phone.sees('提交后进入方案制定。');
  });

  it('lists the cases page by page, in hand or filed by oneself, and opens any by its number', async () => {
    const clerk = await openPhone(rig.bank, 'zhou.min');
    for (let each = 0; each < PAGE; each += 1) await clerk.post('/cases', { party: PARTY });
    const phone = await rig.phoneOf('zhou.min');
    await phone.open('pages/cases/index');
    const cards = phone.page.locator('.cases-id:visible');
    await cards.nth(PAGE - 1).waitFor();
    expect(await cards.count()).toBe(PAGE);
    await phone.page.mouse.wheel(0, 10_000);
    await cards.nth(PAGE).waitFor();
    await phone.tap('我登记的');
    await phone.sees('已登记');
    await phone.type('按编号打开', id.toLowerCase());
    await phone.tap(`打开 ${id}`);
    await phone.sees('调查中');
  });

  describe('without an answer', () => {
    it('says what is wrong, keeps what was there, and goes on when it is asked again', async () => {
      const phone = await rig.phoneOf('zhou.min');
      await phone.context.route('**/api/v1/work', (route) => route.abort());
      await phone.open('pages/work/index');
      await phone.sees('网络不通');
      await phone.context.unroute('**/api/v1/work');
      await phone.tap('再试一次');
      await phone.sees('去分类');
      await phone.context.setOffline(true);
      await phone.sees('网络已断开，看到的可能不是最新的');
      await phone.context.setOffline(false);
    });

    it('says so in words when the service is out of order', async () => {
      const phone = await rig.phoneOf('zhou.min');
      await phone.context.route(`**/cases/${id}`, (route) => route.fulfill({ status: 503, body: 'oops' }));
      await phone.open(`pages/case/index?id=${id}`);
      await phone.sees('系统出了问题');
      await phone.context.unroute(`**/cases/${id}`);
      await phone.tap('再试一次');
      await phone.sees('139****4321');
    });
  });

  describe('logging in and out', () => {
    it('lets nobody in whom the bank does not know, and says whom to ask', async () => {
      const phone = await rig.phoneOf('nobody');
      await phone.open('pages/work/index');
      await phone.sees('您不在诉达的人员名单里');
      expect(await phone.text()).not.toContain('再试一次');
    });

    it('comes back to what was being written when the session ends in the middle of it, and does it once', async () => {
      const phone = await rig.phoneOf('chen.gang');
      await phone.open(`pages/act/index?id=${id}&act=contact`);
      await phone.choose('联系方式', '电话');
      await phone.type('说了什么', '问清了扣费日期');
      await rig.bank.database.collection('sessions').deleteMany({});
      await phone.tap('记下联系');
      await phone.sees('上次没发出的内容已放回');
      await phone.tap('记下联系');
      await phone.sees('写结论');
      const told = await rig.bank.database.collection('events').find({ complaintId: id }).toArray();
      const notes = told.map(({ event }) => event as { type: string; by: string });
      expect(notes.filter(({ type, by }) => type === 'contacted' && by === 'chen.gang')).toHaveLength(1);
    });

    it('ends on every device at once', async () => {
      const other = await openPhone(rig.bank, 'tang.xin');
      const phone = await rig.phoneOf('tang.xin');
      await phone.open('pages/me/index');
      await phone.sees('唐欣');
      await phone.context.route('**/session/**', (route) => route.abort());
      await phone.tap('在所有设备上退出');
      await phone.sees('没有退出');
      await phone.context.unroute('**/session/**');
      await phone.tap('在所有设备上退出');
      await phone.sees('已退出');
      expect((await other.get('/me')).status).toBe(401);
      await phone.tap('重新登录');
      await phone.sees(NOTHING);
    });
  });
});
