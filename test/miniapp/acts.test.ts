import { cardTo, investigated } from '../support/bank';
import { BUILD_MS } from '../support/miniapp';
import { openRig, type MiniappRig } from './rig';

const DAY = 24 * 3_600_000;
const NOTHING = '现在没有等您办的事';

describe('what else is done on the pages of the mini-app', () => {
  let rig: MiniappRig;
  let id = '';
  beforeAll(async () => {
    rig = await openRig();
    id = await investigated(rig.bank);
  }, BUILD_MS);
  afterAll(() => rig.close());

  const caseOf = async (userid: string) => {
    const phone = await rig.phoneOf(userid);
    await phone.open(`pages/case/index?id=${id}`);
    return phone;
  };
  const events = async (type: string) =>
    (await rig.bank.database.collection('events').find({ complaintId: id }).toArray())
      .map(({ event }) => event as Readonly<Record<string, unknown>>)
      .filter((event) => event['type'] === type);

  describe('asking another department (R2, R3, R37)', () => {
    const ask = async (question: string) => {
      const phone = await caseOf('chen.gang');
      await phone.tap('办理');
      await phone.tap('请其他部门协办');
      await phone.choose('部门', '信息科技部');
      await phone.type('问题', question);
      await phone.tap('发出');
      await phone.sees(question);
      return phone;
    };

    it('shows the other department the question, and nothing else of the case', async () => {
      await ask('年费为什么扣了两次');
      const phone = await rig.phoneOf('li.ke');
      await phone.open('pages/work/index');
      await phone.tap('去协办');
      await phone.sees('年费为什么扣了两次');
      await phone.sees(/请在 3月2日 15:00 前接收/);
      await phone.sees('分类：信用卡／定价收费／一般');
      const shown = await phone.text();
      expect(shown).not.toMatch(/当事人|王|139|时限|300/);
    });

    it('is taken over and answered, which its asker reads', async () => {
      const phone = await caseOf('li.ke');
      await phone.tap('接收');
      await phone.tap('接收');
      await phone.sees('已接收');
      await phone.tap('答复');
      await phone.sees('年费为什么扣了两次');
      await phone.tap('提交答复');
      await phone.sees('请填写答复');
      await phone.type('答复', '批处理重复跑了一次，已修复');
      await phone.tap('提交答复');
      // It is out of their sight again.
      await phone.sees(NOTHING);
      await (await caseOf('chen.gang')).sees('批处理重复跑了一次，已修复');
    });

    it('is passed on to a colleague, or returned with a reason', async () => {
      await ask('有没有系统日志');
      const phone = await caseOf('li.ke');
      await phone.tap('转派');
      await phone.choose('转给谁', '罗杰');
      await phone.tap('转派');
      await phone.sees(NOTHING);
      const colleague = await caseOf('luo.jie');
      await colleague.tap('退回');
      await colleague.type('退回理由', '日志在数据中心');
      await colleague.tap('退回');
      await colleague.sees(NOTHING);
      await (await caseOf('chen.gang')).sees('退回：日志在数据中心');
    });
  });

  it('reads of another group’s case what it reads of one that is not there (design decision 8)', async () => {
    const phone = await caseOf('gao.yuan');
    await phone.sees('没有找到');
    const denied = (await phone.text()).replaceAll(id, '编号');
    await phone.open('pages/case/index?id=KFB26999999');
    await phone.sees('没有找到');
    expect((await phone.text()).replaceAll('KFB26999999', '编号')).toBe(denied);
    await phone.open(`pages/act/index?id=${id}&act=reassign`);
    await phone.sees('没有找到');
  });

  describe('看原文 (G6, R24, R54)', () => {
    it('is asked for with a reason, shown while the leave lasts, and then masked again', async () => {
      const head = await caseOf('zhao.lei');
      await head.sees('139****4321');
      expect(await head.text()).not.toContain('收起原文');
      await head.tap('申请看原文');
      await head.choose('要看哪几项', '电话');
      await head.tap('提交申请');
      await head.sees('请填写原因');
      await head.type('原因', '回拨核实退款账户');
      await head.tap('提交申请');
      await head.sees('已提交');

      // That somebody asked is for who decides, and for the access log.
      const others = await caseOf('chen.gang');
      await others.tap('为什么');
      await others.sees(/限 15 天/);
      expect(await others.text()).not.toContain('披露');

      const lead = await rig.phoneOf('lin.tao');
      await lead.open('pages/work/index');
      await lead.tap('去审批');
      await lead.sees('看原文：电话');
      await lead.tap('同意');
      await cardTo(rig.bank.sandbox, 'zhao.lei', id, '披露已批准');

      await head.open(`pages/case/index?id=${id}`);
      await head.sees('可看到 3月3日 09:30');
      await head.tap('看原文');
      await head.sees('13987654321');
      const log = await rig.bank.database.collection('access_log').find({ complaintId: id }).toArray();
      expect(log.map(({ event }) => event as unknown)).toContainEqual(
        expect.objectContaining({ by: 'zhao.lei', fields: ['phone'], result: 'shown' }),
      );

      await rig.advance(DAY);
      await head.tap('收起原文');
      await head.tap('看原文');
      await head.sees('脱敏');
      await head.open(`pages/case/index?id=${id}`);
      await head.sees('139****4321');
      expect(await head.text()).not.toContain('可看到');
    });
  });

  it('acts first in an emergency, by one tap on what is the matter, and makes the papers afterwards (T24, T25, R35)', async () => {
    const phone = await caseOf('zhou.min');
    await phone.tap('办理');
    await phone.tap('紧急处理');
    await phone.tap('先行处理');
    await phone.sees('请选择什么情形');
    await phone.choose('什么情形', '扬言自伤或伤人');
    await phone.tap('先行处理');
    await phone.sees('待补办');
    expect(await events('emergency_acted')).toHaveLength(1);
    await phone.tap('写补办');
    await phone.type('补办说明', '当面安抚，联系家属');
    await phone.type('措施', '陪同等候');
    await phone.type('见证人', '保安李某');
    await phone.tap('提交补办');
    await phone.sees('紧急处理');
    expect(await events('backfilled')).toHaveLength(1);
  });

  it('is graded anew by who sees how it is classified now (T22)', async () => {
    const phone = await caseOf('lin.tao');
    await phone.tap('办理');
    await phone.tap('调整级别');
    await phone.sees(/分类：信用卡／定价收费／.+／一般/);
    await phone.choose('级别', '重大');
    await phone.type('原因', '同一问题多人投诉');
    await phone.tap('调整');
    await phone.sees(/信用卡／定价收费／.+／重大/);
    expect(await events('releveled')).toHaveLength(1);
  });
});
