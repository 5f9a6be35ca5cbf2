import { cardsTo, cardTo, investigated, told, until } from '../support/bank';
import { BUILD_MS } from '../support/miniapp';
import { openRig, type H5Phone, type MiniappRig } from './rig';

const MINUTE = 60_000;

describe('notices, calls and leaks on the phone', () => {
  let rig: MiniappRig;
  let phone: H5Phone;
  let id = '';
  beforeAll(async () => {
    rig = await openRig({ voice: 'off' });
    id = await investigated(rig.bank);
  }, BUILD_MS);
  afterAll(() => rig?.close());

  const button = (words: string) => phone.page.locator('uni-button:visible', { hasText: words });
  const events = async (type: string) =>
    (
      await rig.bank.database.collection('events').find({ complaintId: id, 'event.type': type }).toArray()
    ).map(({ event }) => event as object);

  it('an important one is confirmed by 已读 (R62)', async () => {
    const { sandbox } = rig.bank;
    await told(sandbox, 'zhao.lei', '通知 信息科技部：周五下班前核对年费清单', '回复「确认」发出');
    const sent = await told(sandbox, 'zhao.lei', '确认', '已发出');
    await cardTo(sandbox, 'li.ke', '重要通知');
    phone = await rig.phoneOf('li.ke');
    await phone.open('pages/notices/index');
    await phone.sees('周五下班前核对年费清单');
    await button('已读确认').dblclick();
    await phone.sees(/^已读$/u);
    expect(await button('已读确认').count()).toBe(0);
    const no = /TZ\d{8}/u.exec(sent)?.[0] ?? '';
    expect(await told(sandbox, 'zhao.lei', `通知 ${no}`, '已读确认 1 人')).toContain(no);
    phone = await rig.phoneOf('he.li');
    await phone.open('pages/notices/index');
    await phone.sees('没有通知');
  });

  it('a colleague is asked to call, and tells what came of it; 收到 ends it (R63)', async () => {
    const { sandbox } = rig.bank;
    await sandbox.say('lin.tao', `调级 ${id} 重大 原因：媒体关注`);
    await cardTo(sandbox, 'zhao.lei', id, '重大投诉');
    await rig.advance(5 * MINUTE);
    await until('a second card', () => cardsTo(sandbox, 'zhao.lei', id, '重大投诉').length === 2);
    await rig.advance(5 * MINUTE);
    let caller = '';
    await until('somebody is asked to call', () => {
      const isAsked = (userid: string) => cardsTo(sandbox, userid, id, '请打电话给赵磊').length > 0;
      caller = ['zhou.min', 'lin.tao', 'chen.gang', 'xu.jing'].find(isAsked) ?? '';
      return caller !== '';
    });
    phone = await rig.phoneOf(caller);
    await phone.open('pages/notices/index');
    await phone.tap('去呼叫');
    await phone.sees('赵磊');
    await button('未接通').dblclick();
    await phone.sees('没有要您打的电话');

    phone = await rig.phoneOf('zhao.lei');
    await phone.open('pages/notices/index');
    await phone.sees('重大投诉，请关注');
    await button('收到').dblclick();
    await button('收到').waitFor({ state: 'detached' });
    expect(await events('reached')).toEqual([
      expect.objectContaining({ by: 'zhao.lei', how: 'acknowledged', userId: 'zhao.lei' }),
    ]);
  });

  it('a leak is reported by anybody, without a name if so wished: then nothing leads back (R51)', async () => {
    phone = await rig.phoneOf('he.li');
    await phone.open('pages/leak/index');
    await phone.tap('立即上报');
    await phone.sees('请选择哪一种');
    await phone.tap('资料遗失');
    await phone.type('看到了什么', '何丽看到客户名单，电话13987654321');
    await phone.tap('匿名的不留是谁，之后也不能再问您');
    await button('立即上报').dblclick();
    await phone.sees('已上报');
    const found = await rig.bank.database.collection('incidents').find().toArray();
    expect(found).toHaveLength(1);
    const record = JSON.stringify([
      found,
      await rig.bank.database.collection('incident_events').find().toArray(),
    ]);
    expect(record).toContain('loss');
    expect(record).not.toMatch(/he\.li|何丽|13987654321/u);

    // It is no case to be looked at.
    phone = await rig.phoneOf('jiang.nan');
    await phone.open('pages/notices/index');
    await button('收到').first().waitFor();
    expect(await button('去看').count()).toBe(0);
  });
});
