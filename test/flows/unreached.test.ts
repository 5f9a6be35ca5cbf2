import { cardTo, openBank, told, until, type TestBank } from '../support/bank';
import { walker } from '../support/walker';

describe('a member who left the bank’s WeCom (未送达)', () => {
  let bank: TestBank;
  beforeEach(async () => {
    bank = await openBank();
  });
  afterEach(() => bank.close());

  const unreached = async (id: string) =>
    (await bank.database.collection('events').find({ complaintId: id }).toArray())
      .map(({ event }) => event as { type: string; userId?: string })
      .filter(({ type }) => type === 'unreached')
      .map(({ userId }) => userId);

  it('with a task in hand: the lead hears of it, once, and the record says so', async () => {
    const walk = walker(bank);
    const id = await walk.filed();
    await walk.classified(id);
    bank.sandbox.leave('chen.gang');
    await walk.assigned(id);
    const card = await cardTo(bank.sandbox, 'lin.tao', id, '陈刚收不到消息');
    expect(JSON.stringify(card.card)).toContain('「请调查」没有送到。请当面交代，或改派他人');
    expect(await unreached(id)).toEqual(['chen.gang']);
    const answer = await told(bank.sandbox, 'lin.tao', `谁知道 ${id}`, '谁知道');
    expect(answer).toContain('陈刚 请调查：没有发到');
    expect(answer).toContain('林涛 有人未送达：已发');
  });

  it('who alone was to sign: the level above signs', async () => {
    const walk = walker(bank);
    bank.sandbox.leave('zhao.lei');
    const { id, solver } = await walk.upToApproval('300元');
    await walk.approved(id, 'ma.wen', '审批');
    await walk.approved(id, 'qian.feng', '审批');
    await walk.executed(id, solver);
    expect(await unreached(id)).toEqual(['zhao.lei']);
  });

  it('who was asked urgently: a colleague is to call, and then the next in line is asked', async () => {
    const walk = walker(bank);
    bank.sandbox.leave('zhao.lei');
    const id = await walk.filed();
    await walk.classified(id, 'major');
    await cardTo(bank.sandbox, 'zhou.min', id, '请打电话给赵磊');
    await until('three calls reached nobody', async () => {
      bank.sandbox.clock.advance(5 * 60_000);
      await new Promise((resolve) => setTimeout(resolve, 200));
      const alerts = await bank.database.collection('alerts').find({}).toArray();
      return alerts.some(({ turn }) => turn === 2);
    });
    await cardTo(bank.sandbox, 'ma.wen', id, '重大投诉');
  });

  it('who must know of a leak: a colleague is to call at once (R51)', async () => {
    bank.sandbox.leave('jiang.nan');
    await bank.sandbox.say('tang.xin', '泄露报告');
    const card = await cardTo(bank.sandbox, 'tang.xin', '泄露报告');
    await walker(bank).tap('tang.xin', card, 'report', { leak: ['leak.loss'] });
    await cardTo(bank.sandbox, 'tang.xin', '请打电话给江楠');
  });
});
