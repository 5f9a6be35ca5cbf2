import { cardTo } from '../support/bank';
import { BUILD_MS } from '../support/miniapp';
import { openPhone } from '../support/phone';
import { openRig, type MiniappRig } from './rig';

const FILING = {
  party: {
    name: '王小明',
    phone: '13987654321',
    facts: '信用卡年费重复扣了300元',
    request: '要求退款',
  },
  claimedFen: 30_000,
};

describe('a complaint handled on the pages of the mini-app, from phone to phone', () => {
  let rig: MiniappRig;
  let id = '';
  beforeAll(async () => {
    rig = await openRig();
    const clerk = await openPhone(rig.bank, 'zhou.min');
    id = (await clerk.post<{ id: string }>('/cases', FILING)).body.id;
  }, BUILD_MS);
  afterAll(() => rig.close());

  /** The phone of who is to do something, at their work. */
  const atWork = async (userid: string, what: string) => {
    const phone = await rig.phoneOf(userid);
    await phone.open('pages/work/index');
    await phone.tap(what);
    return phone;
  };
  const events = async (type: string) =>
    (await rig.bank.database.collection('events').find({ complaintId: id }).toArray())
      .map(({ event }) => event as { readonly type: string; readonly by: string; readonly reason?: string })
      .filter((event) => event.type === type);
  const state = async () => {
    const complaints = rig.bank.database.collection<{ _id: string; state: string }>('complaints');
    return (await complaints.findOne({ _id: id }))?.state;
  };

  it('is looked at, talked over and classified by the clerk (T2, R5, R24)', async () => {
    const phone = await rig.phoneOf('zhou.min');
    await phone.open(`pages/case/index?id=${id}`);
    await phone.sees('已登记');
    await phone.sees('139****4321');
    await phone.tap('看原文');
    await phone.sees('13987654321');
    await phone.tap('收起原文');
    expect(await phone.text()).not.toContain('13987654321');
    await phone.tap('为什么');
    await phone.sees(/限 15 天/);
    await phone.tap('办理');
    await phone.tap('联系投诉人');
    await phone.tap('记下联系');
    await phone.sees('请填写说了什么');
    await phone.choose('联系方式', '电话');
    await phone.type('说了什么', '已说明处理流程');
    await phone.tap('记下联系');
    await phone.sees('周敏（电话）已说明处理流程');
    await phone.tap('去分类');
    await phone.choose('业务办理渠道', '移动客户端');
    await phone.choose('被投诉人员', '邓超');
    await phone.tap('确认分类');
    await phone.sees('信用卡／定价收费／移动客户端／一般');
    expect(await state()).toBe('CLASSIFIED');
    expect(await events('classified')).toEqual([expect.objectContaining({ subjects: ['deng.chao'] })]);
  });

  it('is assigned by the lead, from who may take it (T5, L4)', async () => {
    const phone = await atWork('lin.tao', '去分派');
    await phone.choose('调查人', '陈刚');
    await phone.tap('分派');
    await phone.sees('现在没有等您办的事');
    expect(await events('assigned')).toEqual([expect.objectContaining({ by: 'lin.tao' })]);
  });

  it('is investigated: the finding wants evidence, or why there is none (T6, R20)', async () => {
    const phone = await atWork('chen.gang', '写结论');
    await phone.choose('责任', '银行责任');
    await phone.type('依据', '系统重复计收年费');
    await phone.tap('提交结论');
    await phone.sees('请填写证据');
    await phone.type('证据', '扣费流水');
    // Somebody else was at it meanwhile: that is shown first, and what was written stays.
    const clerk = await openPhone(rig.bank, 'zhou.min');
    const { etag } = await clerk.get(`/cases/${id}`);
    await clerk.post(`/cases/${id}/acts`, { type: 'contact', mode: 'sms', note: '已告知进展' }, { etag });
    await phone.tap('提交结论');
    await phone.sees('您看到的不是最新的一版');
    await phone.tap('提交结论');
    await phone.sees('现在没有等您办的事');
    expect(await state()).toBe('PLANNING');
  });

  const plan = async (notice: string) => {
    const phone = await atWork('wu.qian', '写方案');
    await phone.choose('处理决定', '支持');
    await phone.type('1. 措施内容', '退还年费');
    await phone.type('金额', '300');
    await phone.type('答复意见', notice);
    await phone.tap('提交审批');
    await phone.sees('现在没有等您办的事');
    expect(await state()).toBe('AWAITING_APPROVAL');
  };

  it('is planned, and returned from the link on the card, with a reason in the signer’s own words (T7, T8)', async () => {
    await plan('退回年费');
    const { card } = await cardTo(rig.bank.sandbox, 'zhao.lei', id, '部门负责人审批');
    const [, page = ''] = /"url":"[^"]*\/h5\/#\/(pages\/approve[^"]*)"/.exec(JSON.stringify(card)) ?? [];
    const phone = await rig.phoneOf('zhao.lei');
    await phone.open(page);
    await phone.sees(/分类：信用卡／.*／.*／一般/);
    await phone.sees('拟支付：300.00元');
    await phone.tap('退回');
    await phone.tap('退回');
    await phone.sees('请填写退回理由');
    await phone.type('退回理由', '答复要写明几日内退回');
    await phone.tap('退回');
    await phone.sees('现在没有等您办的事');
    expect(await events('returned')).toEqual([
      expect.objectContaining({ by: 'zhao.lei', reason: '答复要写明几日内退回' }),
    ]);
    expect(await state()).toBe('PLANNING');
    const solver = await rig.phoneOf('wu.qian');
    await solver.open(`pages/case/index?id=${id}`);
    await solver.sees(/赵磊.*答复要写明几日内退回/);
  });

  it('is signed as it was shown: what changed meanwhile is shown first, and a double tap signs once (T9, decision 6)', async () => {
    await plan('三日内退回年费');
    const phone = await atWork('zhao.lei', '去审批');
    await phone.sees('拟支付：300.00元');
    const investigator = await openPhone(rig.bank, 'chen.gang');
    const { etag } = await investigator.get(`/cases/${id}`);
    const contact = { type: 'contact', mode: 'phone', note: '补充说明' };
    expect((await investigator.post(`/cases/${id}/acts`, contact, { etag })).status).toBe(200);
    await phone.tap('同意');
    await phone.sees('您看到的不是最新的一版');
    await phone.page.locator('uni-button:visible', { hasText: '同意' }).dblclick();
    await phone.sees('现在没有等您办的事');

    const finance = await atWork('qian.feng', '去审批');
    await finance.tap('同意');
    await finance.sees('现在没有等您办的事');
    expect((await events('approved')).map(({ by }) => by)).toEqual(['zhao.lei', 'qian.feng']);
    expect(await state()).toBe('EXECUTING');
  });

  it('is executed, and the complainant told (T11, L2); asked twice after a lost answer it is done once', async () => {
    const phone = await atWork('wu.qian', '写执行');
    await phone.type('执行凭证', '退款流水尾号8821');
    await phone.choose('告知方式', '电话');
    await phone.type('告知凭证', '通话录音 12 号');
    await phone.context.route('**/acts', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await phone.tap('提交执行');
    await phone.sees('网络不通');
    await phone.context.unroute('**/acts');
    await phone.tap('提交执行');
    await phone.sees('现在没有等您办的事');
    expect(await events('executed')).toHaveLength(1);
    expect(await state()).toBe('FOLLOW_UP');
  });

  it('is followed up by who sees the number when they call, and closed (T12, R22, R24)', async () => {
    const phone = await atWork('tang.xin', '去回访');
    await phone.tap('看电话 139****4321');
    await phone.sees('拨打 13987654321');
    await phone.choose('联系上了吗', '联系上了');
    await phone.choose('满意度', '非常满意');
    await phone.tap('提交回访');
    await phone.sees('现在没有等您办的事');
    expect(await state()).toBe('CLOSED');
    const log = await rig.bank.database.collection('access_log').find({ complaintId: id }).toArray();
    expect(log.map(({ event }) => (event as { by: string }).by)).toEqual(['zhou.min', 'tang.xin']);

    const clerk = await rig.phoneOf('zhou.min');
    await clerk.open('pages/cases/index');
    await clerk.sees('没有您能查阅的案件');
    await clerk.tap('我登记的');
    await clerk.sees('已办结');
  });

  it('is taken up for review by who sees nothing of it before, by its number (T18, L5)', async () => {
    const phone = await rig.phoneOf('yan.bo');
    await phone.open(`pages/case/index?id=${id}`);
    await phone.sees('这件投诉的内容您现在看不到');
    expect(await phone.text()).not.toMatch(/办结|信用卡|当事人|证据/);
    await phone.tap('办理');
    await phone.tap('受理核查');
    await phone.tap('请选日期和时间');
    await phone.tap('确定');
    await phone.type('书面申请', '核查申请书');
    await phone.tap('受理');
    await phone.sees('核查中');
    expect(await state()).toBe('VERIFYING');
  });
});
