import type { ChatMessage } from '../../src/sandbox';
import { cardsTo, cardTo, openBank, redrawnTo, told, until, type TestBank } from '../support/bank';

const HOUR = 3_600_000;

describe('an important notice (R62)', () => {
  let bank: TestBank;
  beforeEach(async () => {
    bank = await openBank();
  });
  afterEach(() => bank.close());

  const announced = async (to: string, text: string): Promise<string> => {
    const readBack = await told(bank.sandbox, 'zhao.lei', `通知 ${to}：${text}`, '回复「确认」发出');
    expect(readBack).toContain('共');
    return /TZ\d{8}/u.exec(await told(bank.sandbox, 'zhao.lei', '确认', '已发出'))?.[0] ?? '';
  };
  const notices = (userid: string) => cardsTo(bank.sandbox, userid, '重要通知');
  const tap = (
    userid: string,
    { taskId = '' }: ChatMessage,
    key: string,
    selected?: Record<string, string[]>,
  ) => bank.sandbox.tap(userid, taskId, key, selected);
  const status = (id: string) => told(bank.sandbox, 'zhao.lei', `通知 ${id}`, id);

  it('reaches everybody it is for, and each card says when its reader confirmed', async () => {
    const id = await announced('信息科技部、财务部', '周五前核对年费扣款');
    await until('all have it', () =>
      ['li.ke', 'luo.jie', 'pan.hong', 'han.xu', 'qian.feng', 'sun.rui'].every(
        (each) => notices(each).length === 1,
      ),
    );
    expect(notices('zhou.min')).toEqual([]);
    await until('the ledger knows', async () => (await status(id)).includes('已送达 6 人'));

    await tap('li.ke', notices('li.ke')[0]!, 'read');
    expect(await redrawnTo(bank.sandbox, 'li.ke', '重要通知')).toMatch(/^已读确认 3月2日/u);
    expect(notices('luo.jie')[0]?.state?.disabledButtons).toBeUndefined();
    const known = await status(id);
    expect(known).toContain('已读确认 1 人');
    expect(known).not.toMatch(/还没有确认：.*李科/u);
    expect(known).toMatch(/还没有确认：.*罗杰/u);
  });

  it('that somebody could not get is told by telephone, by the head of the department, at once', async () => {
    bank.sandbox.leave('luo.jie');
    const id = await announced('信息科技部', '周五前核对年费扣款');
    const list = await cardTo(bank.sandbox, 'pan.hong', id, '请电话告知');
    expect(JSON.stringify(list.card)).toContain('罗杰');
    expect(await status(id)).toContain('罗杰（没有送到）（已请潘虹打电话）');
    await tap('pan.hong', list, 'called', { called: ['called.luo.jie'] });
    expect(await redrawnTo(bank.sandbox, 'pan.hong', '请电话告知')).toBe('已记下');
    expect(await status(id)).toContain('电话告知 1 人');
  });

  it('that nobody answers in time: the sender is told who is silent, and they are called', async () => {
    const id = await announced('信息科技部', '周五前核对年费扣款');
    await until('all have it', async () => (await status(id)).includes('已送达 4 人'));
    await tap('li.ke', notices('li.ke')[0]!, 'read');
    await until('one confirmed', async () => (await status(id)).includes('已读确认 1 人'));
    bank.sandbox.clock.advance(24 * HOUR);
    const list = await cardTo(bank.sandbox, 'pan.hong', id, '请电话告知');
    expect(JSON.stringify(list.card)).toMatch(/韩旭.*罗杰/u);
    expect(JSON.stringify(list.card)).not.toMatch(/李科|潘虹/u);
    // The head who stayed silent herself is called by who sent it.
    const own = await cardTo(bank.sandbox, 'zhao.lei', id, '请电话告知');
    expect(JSON.stringify(own.card)).toContain('潘虹');
    await until('the sender is told', () =>
      bank.sandbox.chat('zhao.lei').some(({ content }) => content?.startsWith('到确认时间了')),
    );

    await tap('pan.hong', list, 'called', { called: ['called.luo.jie'] });
    await until('one is left', () =>
      bank.sandbox.chat('pan.hong').some(({ content }) => content?.includes('其余 1 人请继续打')),
    );
    await tap('han.xu', notices('han.xu')[0]!, 'read');
    await until('all but one know', async () => (await status(id)).includes('已读确认 2 人，电话告知 1 人'));
  });

  it('whose answer was cut off is not shown twice', async () => {
    bank.sandbox.faults.add({ path: '/cgi-bin/message/send', kind: 'cut_after', count: 3 });
    const id = await announced('信息科技部', '周五前核对年费扣款');
    await until('the ledger knows', async () => (await status(id)).includes('已送达 4 人'));
    expect(notices('li.ke')).toHaveLength(1);
  });

  it('is refused in the words of who asked, and sends nothing', async () => {
    await told(bank.sandbox, 'zhou.min', '通知 全行：放假', '这一步不归您办');
    await told(bank.sandbox, 'zhao.lei', '通知 火星部：放假', '没有这个部门：火星部');
    await told(bank.sandbox, 'zhao.lei', '通知：放假', '请写明发给谁');
    await told(bank.sandbox, 'zhao.lei', `通知 全行：${'字'.repeat(301)}`, '回复「确认」发出');
    await told(bank.sandbox, 'zhao.lei', '确认', '最多 300 字');
    await told(bank.sandbox, 'zhao.lei', '取消', '取消');
    const id = await announced('信息科技部', '客户王小明的电话是13987654321');
    await cardTo(bank.sandbox, 'li.ke', '重要通知');
    expect(JSON.stringify(notices('li.ke'))).not.toContain('13987654321');
    await told(bank.sandbox, 'zhou.min', `通知 ${id}`, '没有找到这条通知');
    await told(bank.sandbox, 'zhao.lei', '通知 TZ26009999', '没有找到这条通知');
  });
});
