import { cardTo, cardsTo, heard, openBank, redrawnTo, until, type TestBank } from '../support/bank';
import { walker } from '../support/walker';

/** What leaves the main path (T3, T4, T13–T25), from what people type and tap. */
let bank: TestBank;
let walk: ReturnType<typeof walker>;
beforeAll(async () => {
  bank = await openBank();
  walk = walker(bank);
});
afterAll(() => bank.close());

const row = async (id: string) => bank.database.collection('complaints').findOne({ _id: id as never });
const reached = (id: string, state: string) =>
  until(`${id} is ${state}`, async () => (await walk.state(id)) === state);

async function investigating(): Promise<string> {
  const id = await walk.filed();
  await walk.classified(id);
  await walk.assigned(id);
  await reached(id, 'INVESTIGATING');
  return id;
}

describe('不予办理 (T3, L8)', () => {
  it('is proposed in chat, confirmed by the lead’s tap and ends when the caller was told', async () => {
    const id = await walk.filed();
    await walk.say('zhou.min', `不予办理 ${id} 非本人；原因：邻居代为反映`, '小组主管同意后');
    await walk.say('zhou.min', '确认', '不予办理的请示已记下');
    await walk.approved(id, 'lin.tao', '不予办理审批');
    await cardTo(bank.sandbox, 'zhou.min', id, '请告知投诉人不予办理');
    await walk.say('zhou.min', `告知 ${id} 电话 来访人已知悉`, '告知记录已记下');
    expect(await walk.state(id)).toBe('DECLINED');
    expect(await walk.say('zhou.min', `查 ${id}`, '不予办理')).not.toContain('截止');
    await walk.say('zhou.min', `联系 ${id} 电话 再说一次`, '已办结');
  });
});

describe('中止与恢复 (T15, T16, L3)', () => {
  it('pauses by the lead’s tap and goes on by time at its end date', async () => {
    const id = await investigating();
    await walk.say(
      'chen.gang',
      `中止 ${id} 鉴定 至2026-03-20；依据：鉴定委托书12号；告知：电话，投诉人同意`,
      '回复「确认」',
    );
    await walk.say('chen.gang', '确认', '中止的请示已记下');
    await walk.approved(id, 'lin.tao', '中止审批');
    await reached(id, 'SUSPENDED');
    expect(await walk.say('chen.gang', `查 ${id}`, '中止')).toContain('法定办理期限截止：暂停计算');
    await cardTo(bank.sandbox, 'zhao.lei', id, '已中止');
    const armed = await bank.database.collection('deadlines').find({ complaintId: id }).toArray();
    expect(armed.map(({ clockId }) => String(clockId))).toEqual(['S-1']);
    await walk.say('lin.tao', `恢复 ${id} 结果：鉴定意见已收到`, '恢复已记下');
    await reached(id, 'INVESTIGATING');
    await cardTo(bank.sandbox, 'chen.gang', id, '已恢复办理');
  });
});

describe('延期 (T21, L1)', () => {
  it('is signed by the head, and the owner is asked to tell the complainant the same day', async () => {
    const id = await investigating();
    await walk.say('chen.gang', `延期 ${id} 理由：需要调取外地凭证`, '延期的请示已记下');
    await walk.approved(id, 'zhao.lei', '延期审批');
    const card = await cardTo(bank.sandbox, 'chen.gang', id, '已批准延期');
    expect(await walk.say('chen.gang', `查 ${id}`, '调查中')).toContain('法定办理期限截止：4月1日 24:00');
    await walk.tap('chen.gang', card, 'write');
    await heard(bank.sandbox, 'chen.gang', `${id} 请用一句话写告知记录`);
    await walk.say('chen.gang', '电话 投诉人已知悉', '告知记录已记下');
    expect(await redrawnTo(bank.sandbox, 'chen.gang', id, '已批准延期')).toBe('已办理');
  });
});

describe('撤回 (T17, L7)', () => {
  it('ends the case, takes back what was waited for, and tells those who were at work', async () => {
    const { id } = await walk.upToApproval();
    await cardTo(bank.sandbox, 'zhao.lei', id, '部门负责人审批');
    await walk.say('zhou.min', `撤回 ${id} 身份：核对身份证；凭证：撤回申请书`, '不能恢复');
    await walk.say('zhou.min', '确认', '撤回已记下');
    expect(await walk.state(id)).toBe('WITHDRAWN');
    expect(await redrawnTo(bank.sandbox, 'zhao.lei', id, '部门负责人审批')).toBe('已作废');
    await cardTo(bank.sandbox, 'lin.tao', id, '投诉人已撤回');
    const armed = await bank.database.collection('deadlines').countDocuments({ complaintId: id });
    expect(armed).toBe(0);
  });
});

describe('紧急处理 (T24, T25, R35)', () => {
  it('acts first, tells the head urgently, owes the form, and is ratified by a tap', async () => {
    const id = await walk.filed();
    await walk.say(
      'zhou.min',
      `紧急处理 ${id} 扬言销户；措施：当面安抚；见证：值班经理；花费：0元`,
      '先行处理已记下',
    );
    await cardTo(bank.sandbox, 'zhao.lei', id, '紧急情形');
    await cardTo(bank.sandbox, 'zhou.min', id, '先行处理待补办');
    await walk.say('zhou.min', `补办 ${id} 投诉人扬言销户，已当面安抚，情绪平稳`, '补办手续已记下');
    await walk.approved(id, 'zhao.lei', '先行处理追认');
    await cardTo(bank.sandbox, 'zhou.min', id, '先行处理已追认');
    expect((await row(id))?.['emergencies']).toMatchObject([
      { settled: { result: 'ratified', by: 'zhao.lei' } },
    ]);
  });

  it('with a cost over the limit, or for no listed reason, it is refused with the rule', async () => {
    const id = await walk.filed();
    await walk.say(
      'zhou.min',
      `紧急处理 ${id} 扬言销户；措施：垫付；见证：值班经理；花费：500元`,
      '先行处理最多可花 0.00元',
    );
    await walk.say('zhou.min', `紧急处理 ${id} 心情不好；措施：安抚；见证：值班经理`, '情形（扬言销户');
  });
});

describe('合并与撤销合并 (T4, L6)', () => {
  it('goes on in the other case, whose owner hears of it; undone it is in hand again', async () => {
    const parent = await investigating();
    const id = await walk.filed();
    await walk.say(
      'zhou.min',
      `合并 ${id} 到 ${parent} 原因：同一客户同一笔年费，没有新材料`,
      `并入：${parent}`,
    );
    await walk.say('zhou.min', '确认', '合并已记下');
    expect(await walk.state(id)).toBe('MERGED');
    await cardTo(bank.sandbox, 'chen.gang', id, '有一件重复投诉并入');
    await walk.say('lin.tao', `撤销合并 ${id} 原因：是另一张卡的年费`, '撤销合并已记下');
    expect(await walk.state(id)).toBe('RECEIVED');
  });

  it('is refused when the telephone says it is somebody else’s', async () => {
    const parent = await investigating();
    await walk.say(
      'zhou.min',
      '投诉：李先生，手机13512345678，信用卡年费重复扣了300元，要求退款',
      '回复「确认」',
    );
    const other = /KFB\d{8}/u.exec(await walk.say('zhou.min', '确认', '已登记'))?.[0] ?? '';
    await walk.say('zhou.min', `合并 ${other} 到 ${parent} 原因：看着像`, '回复「确认」');
    await walk.say('zhou.min', '确认', '不是同一投诉人');
    expect(await walk.state(other)).toBe('RECEIVED');
  });
});

describe('关联 (R34): two cases of 6 万元', () => {
  it('linked by somebody on the one, the other is signed anew by everybody it now needs', async () => {
    const { id } = await walk.upToApproval('6万元');
    await walk.approved(id, 'zhao.lei', '部门负责人审批');
    await cardTo(bank.sandbox, 'qian.feng', id, '财务费用审批');
    const other = await walk.filed('信用卡年费重复扣了6万元');
    await walk.say('zhou.min', `关联 ${other} 到 ${id} 原因：同一次系统故障`, '关联已记下');

    expect(await redrawnTo(bank.sandbox, 'qian.feng', id, '财务费用审批')).toBe('已作废');
    await walk.approved(id, 'zhao.lei', '部门负责人审批（重大签字）');
    await cardTo(bank.sandbox, 'ma.wen', id, '主管领导审批');
    expect((await row(id))?.['approvals']).toMatchObject([
      { role: 'HEAD', decided: { result: 'approved' } },
      { role: 'FIN', voidedAt: expect.any(Date) as Date },
      { role: 'HEAD', gates: ['G0', 'G1'], amountFen: 12_000_000 },
      { role: 'EXEC' },
    ]);
  });
});

describe('调级与回避 (T22, L4)', () => {
  it('the lead raises a case to major and the head hears of it', async () => {
    const id = await investigating();
    await walk.say('chen.gang', `调级 ${id} 重大 原因：媒体报道`, '不归您办');
    await walk.say('lin.tao', `调级 ${id} 重大 原因：媒体报道`, '级别调整已记下');
    await cardTo(bank.sandbox, 'zhao.lei', id, '重大投诉');
    await walk.say('lin.tao', `调级 ${id} 一般 原因：误报`, '降级要由部门负责人办');
    await walk.say('zhao.lei', `调级 ${id} 一般 原因：误报`, '级别调整已记下');
  });

  it('who stands aside does nothing more; the lead is asked to hand the case on', async () => {
    const id = await investigating();
    await walk.say('chen.gang', `回避 ${id} 原因：投诉人是我亲属`, '回避申请已记下');
    await walk.say('chen.gang', `结论 ${id} 银行责任；依据：重复计收；证据：流水`, '利害关系');
    await cardTo(bank.sandbox, 'lin.tao', id, '申请回避');
    await walk.say('lin.tao', `改派 ${id} 宋阳 原因：回避`, '改派已记下');
    await cardTo(bank.sandbox, 'song.yang', id, '请调查');
  });
});

describe('重新调查与核查 (T13, T18–T20, L5, L6)', () => {
  it('new facts in the follow-up send the case back to its investigator with a new term', async () => {
    const { id, solver } = await walk.upToApproval();
    await walk.approved(id, 'zhao.lei', '部门负责人审批');
    await walk.approved(id, 'qian.feng', '财务费用审批');
    await walk.executed(id, solver);
    const before = cardsTo(bank.sandbox, 'chen.gang', id, '请调查').length;
    await walk.say('lin.tao', `重新调查 ${id} 原因：投诉人补交流水；收到：2026-03-02 09:00`, '回复「确认」');
    await walk.say('lin.tao', '确认', '时间不对');
    await walk.say('lin.tao', `重新调查 ${id} 原因：投诉人补交流水；收到：2026-03-02 09:30`, '重新计算');
    await walk.say('lin.tao', '确认', '重新调查已记下');
    await until(
      'the investigator is asked again',
      () => cardsTo(bank.sandbox, 'chen.gang', id, '请调查').length > before,
    );
    expect(await row(id)).toMatchObject({ state: 'INVESTIGATING', cycle: 2 });
  });

  it('a closed case is verified by the superior organisation and sent back', async () => {
    const { id, solver } = await walk.upToApproval();
    await walk.approved(id, 'zhao.lei', '部门负责人审批');
    await walk.approved(id, 'qian.feng', '财务费用审批');
    await walk.executed(id, solver);
    await walk.followedUp(id);
    await reached(id, 'CLOSED');
    await walk.say('yan.bo', `核查 ${id} 申请：2026-03-02；凭证：核查申请书`, '核查受理已记下');
    expect(await walk.state(id)).toBe('VERIFYING');
    await cardTo(bank.sandbox, 'zhao.lei', id, '已受理核查');
    await walk.say('yan.bo', `核查撤销 ${id} 理由：证据不足；告知：信函，邮寄回执12号`, '重新调查');
    await walk.say('yan.bo', '确认', '核查撤销已记下');
    expect(await row(id)).toMatchObject({ state: 'INVESTIGATING', cycle: 2 });
  });
});

describe('监管转办 (C9)', () => {
  it('keeps the days its letter gives, and stops with the reply', async () => {
    const read = await walk.say(
      'zhou.min',
      '投诉：监管局转办，王女士，手机13987654321，信用卡年费重复扣了300元，要求退款，要求7日内答复',
      '回复「确认」',
    );
    expect(read).toContain('来源：监管转办（7 日内答复）');
    const id = /KFB\d{8}/u.exec(await walk.say('zhou.min', '确认', '已登记'))?.[0] ?? '';
    expect(await walk.say('zhou.min', `查 ${id}`, id)).toContain('监管转办答复截止：3月9日 24:00');
    await walk.say('zhou.min', `回复监管 ${id} 信函 复函12号`, '回复监管已记下');
    expect(await walk.say('zhou.min', `查 ${id}`, id)).not.toContain('监管转办答复');
  });
});

describe('what a person may do on a case (R38)', () => {
  it('is said under its progress, from the table: each their own', async () => {
    const id = await investigating();
    const ofInvestigator = await walk.say('chen.gang', `查 ${id}`, '您可以办');
    expect(ofInvestigator).toMatch(/您可以办：联系、结论.*中止、延期/u);
    expect(ofInvestigator).not.toMatch(/分派|改派|调级|撤回/u);
    expect(await walk.say('lin.tao', `查 ${id}`, '您可以办')).toContain('改派、调级');
    expect(await walk.say('zhou.min', `文书 ${id}`, '的文书')).toMatch(/-SL 受理.*\n.*-FL 分类/u);
    await walk.say('he.li', `文书 ${id}`, '没有找到这件投诉');
  });
});
