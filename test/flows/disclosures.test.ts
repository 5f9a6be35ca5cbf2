import { brokenLink } from '../../src/desk/chain';
import type { RecordedAccess } from '../../src/desk/ports';
import type { ChatMessage } from '../../src/sandbox';
import { cardsTo, cardTo, investigated, openBank, redrawnTo, told, type TestBank } from '../support/bank';
import { digest } from '../support/builders';

const REASON = '原因：王小明13987654321回拨核实';

let bank: TestBank;
beforeEach(async () => {
  bank = await openBank();
});
afterEach(() => bank.close());

const say = (userid: string, text: string, words: string) => told(bank.sandbox, userid, text, words);
const tap = (userid: string, card: ChatMessage, key: string, selected?: Record<string, string[]>) =>
  bank.sandbox.tap(userid, card.taskId ?? '', key, selected);
const logOf = (complaintId: string) =>
  bank.database
    .collection('access_log')
    .find({ complaintId }, { projection: { _id: 0 } })
    .sort({ seq: 1 })
    .toArray() as unknown as Promise<RecordedAccess[]>;

describe('asking for what one may not read (G6, R32, R54)', () => {
  it('goes to the lead by card, and the asker hears until when it counts; no personal data is said', async () => {
    const id = await investigated(bank);
    await say('zhao.lei', `看原文 ${id} 电话、姓名 ${REASON}`, `${id} 看原文的申请已交 林涛 审批`);
    const card = await cardTo(bank.sandbox, 'lin.tao', id, '披露审批');
    const shown = JSON.stringify(card.card);
    expect(shown).toContain('看原文：姓名、电话');
    expect(shown).toContain('赵磊');
    expect(shown).not.toMatch(/王小明|1398765|300/u);
    await say('zhao.lei', `看原文 ${id} ${REASON}`, '已经提交过');
    await say('lin.tao', '待办', id);

    await tap('lin.tao', card, 'approve');
    expect(await redrawnTo(bank.sandbox, 'lin.tao', id, '披露审批')).toBe('林涛 已同意 3月2日 09:30');
    const news = JSON.stringify((await cardTo(bank.sandbox, 'zhao.lei', id, '披露已批准')).card);
    expect(news).toContain('3月3日 09:30 前有效');
    expect(news).toContain('小程序');
    expect(news).not.toMatch(/王小明|1398765/u);
    for (const reader of ['fang.yu', 'jiang.nan', 'shi.lei']) {
      const log = await say(reader, `访问记录 ${id}`, '访问记录：');
      expect(log).toContain('林涛批准赵磊 看原文：姓名、电话（第1号，3月3日 09:30 前有效）');
      expect(log).toContain('没有人看过');
      expect(log).not.toMatch(/王小明|1398765/u);
    }
    await say('zhao.lei', `访问记录 ${id}`, '没有找到');
    expect((await say('zhao.lei', `查 ${id}`, id)).includes('披露')).toBe(false);
  });

  it('is returned with a reason of its own', async () => {
    const id = await investigated(bank);
    await say('zhao.lei', `导出 ${id} 原因：向总行报送`, '导出的申请已交 林涛');
    const card = await cardTo(bank.sandbox, 'lin.tao', id, '披露审批');
    await tap('lin.tao', card, 'return', { why: ['why.unneeded'] });
    const no = await cardTo(bank.sandbox, 'zhao.lei', id, '没有批准');
    expect(JSON.stringify(no.card)).toContain('办理用不到');
  });

  it('says the same of a case that exists and of one that does not', async () => {
    const id = await investigated(bank);
    const missing = id.replace(/\d$/u, '9');
    for (const what of ['看原文', '导出', '跨组查阅']) {
      const words = what === '跨组查阅' ? '如果有这件投诉' : '没有找到';
      const one = await say('gao.yuan', `${what} ${id} 原因：核对同类投诉`, words);
      expect(await say('gao.yuan', `${what} ${missing} 原因：核对同类投诉`, words)).toBe(one);
    }
    const again = await say('gao.yuan', `跨组查阅 ${id} 原因：核对同类投诉`, '如果有这件投诉');
    expect(again).toContain('没有消息就是没有批准或没有这件投诉');
    expect(cardsTo(bank.sandbox, 'lin.tao', '披露审批')).toHaveLength(1);
    // What was denied is in the log, of the case that exists.
    expect((await logOf(id)).map(({ event }) => [event.by, event.use, event.result])).toEqual([
      ['gao.yuan', 'ask', 'denied'],
      ['gao.yuan', 'ask', 'denied'],
    ]);
    expect(await bank.database.collection('access_log').countDocuments({ complaintId: missing })).toBe(0);
    expect(brokenLink(await logOf(id), digest)).toBeUndefined();
    expect(await say('fang.yu', `访问记录 ${id}`, '申请披露')).toContain('高远 申请披露，被拒');
    await say('gao.yuan', `查 ${id}`, '没有找到');

    await tap('lin.tao', await cardTo(bank.sandbox, 'lin.tao', id, '披露审批'), 'approve');
    await cardTo(bank.sandbox, 'gao.yuan', id, '披露已批准');
    await say('gao.yuan', `查 ${id}`, `${id} 调查`);
    await say('gao.yuan', '待办', '现在没有等您办的事');
    bank.sandbox.clock.advance(30 * 24 * 3_600_000);
    await say('gao.yuan', `查 ${id}`, '没有找到');
  });

  it('asks for what is left out', async () => {
    await say('zhao.lei', '看原文 原因：核实', '请写上编号和原因');
    await say('zhao.lei', '跨组查阅 KFB26000001', '请写明原因');
    await say('zhao.lei', '导出 2026-01-01 至 2026-02-28', '请写明原因');
    await say('fang.yu', '访问记录', '请写上编号');
  });
});

describe('exporting in bulk (G6: DPO and HEAD, both)', () => {
  it('counts when both have agreed, and each card shows what became of it', async () => {
    await say(
      'fang.yu',
      '导出 2026-01-01 至 2026-02-28 原因：一季度审计抽样',
      '申请已交 江楠、赵磊 会签，两方都同意才有效',
    );
    const officer = await cardTo(bank.sandbox, 'jiang.nan', '批量导出审批');
    const head = await cardTo(bank.sandbox, 'zhao.lei', '批量导出审批');
    expect(JSON.stringify(head.card)).toContain('批量导出 2026-01-01 至 2026-02-28 收到的投诉');
    await tap('jiang.nan', officer, 'approve');
    expect(await redrawnTo(bank.sandbox, 'jiang.nan', '批量导出审批')).toBe('江楠 已同意 3月2日 09:30');
    await tap('zhao.lei', head, 'approve');
    await bank.sandbox.waitFor(
      'fang.yu',
      ({ content }) => content?.includes('已批准，3月3日 09:30 前有效') ?? false,
    );
    const [row] = await bank.database.collection('bulk_exports').find().toArray();
    expect(row).toMatchObject({
      by: 'fang.yu',
      version: 3,
      decisions: [{ office: 'DPO' }, { office: 'HEAD' }],
    });
  });

  it('is over when one of them says no, and the other card with it', async () => {
    await say('fang.yu', '导出 KFB26000001 KFB26000002 原因：抽样', 'KFB26000001、KFB26000002');
    const head = await cardTo(bank.sandbox, 'zhao.lei', '批量导出审批');
    await cardTo(bank.sandbox, 'jiang.nan', '批量导出审批');
    await tap('zhao.lei', head, 'return', { why: ['why.unclear'] });
    expect(await redrawnTo(bank.sandbox, 'jiang.nan', '批量导出审批')).toBe('赵磊 已退回 3月2日 09:30');
    await bank.sandbox.waitFor(
      'fang.yu',
      ({ content }) => content?.includes('赵磊 没有批准，理由：原因没有写清楚') ?? false,
    );
  });
});
