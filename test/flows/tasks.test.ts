import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChatMessage } from '../../src/sandbox';
import {
  cardsTo,
  cardTo,
  investigated,
  openBank,
  redrawnTo,
  told,
  until,
  type TestBank,
} from '../support/bank';

const HOUR = 3_600_000;
const QUESTION = '年费为什么扣了两次';

/** The demo bank on a day when 李科, the interface person of 信息科技部, is on leave. */
function orgFile(folder: string): string {
  const file = join(folder, 'org.yaml');
  const text = readFileSync('config/org.demo.yaml', 'utf8');
  const away = text.replace(
    '{ userid: li.ke,',
    "{ userid: li.ke, leave: [{ from: '2026-03-01', to: '2026-03-31' }],",
  );
  expect(away).not.toBe(text);
  writeFileSync(file, away);
  return file;
}

let folder: string;
let bank: TestBank;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'suda-tasks-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  bank = await openBank({ orgFile: orgFile(folder) });
});
afterEach(() => bank.close());

const say = (userid: string, text: string, words: string) => told(bank.sandbox, userid, text, words);
const tap = (userid: string, card: ChatMessage, key: string, selected?: Record<string, string[]>) =>
  bank.sandbox.tap(userid, card.taskId ?? '', key, selected);

async function askedTech(): Promise<string> {
  const id = await investigated(bank);
  const typed = `协办 ${id} 信息科技部：王小明13987654321的${QUESTION}`;
  const answer = await say('chen.gang', typed, '协办1 已发给信息科技部 罗杰');
  expect(answer).toContain('接口人不在');
  return id;
}

describe('asking another department (R2, R3, R37)', () => {
  it('goes to the deputy while the interface person is away, is taken over by a tap and answered in chat', async () => {
    const id = await askedTech();
    const card = await cardTo(bank.sandbox, 'luo.jie', id, '信息科技部协办，请接收');
    // What is random in it holds any digits.
    const shown = JSON.stringify({ ...card.card, task_id: '', card_action: {} });
    expect(shown).toContain(QUESTION);
    expect(shown).not.toMatch(/王小明|139|4321|300/u);
    expect(cardsTo(bank.sandbox, 'li.ke', id)).toEqual([]);

    await say('luo.jie', '待办', `${id} 协办1 待接收 截止 3月2日 15:00`);
    await tap('luo.jie', card, 'acknowledge');
    expect(await redrawnTo(bank.sandbox, 'luo.jie', id, '请接收')).toBe('已接收 3月2日 09:30');
    const second = await cardTo(bank.sandbox, 'luo.jie', id, '信息科技部协办，请答复');
    await tap('luo.jie', second, 'write');
    await say('luo.jie', '批处理重复跑了一次，已修复', `${id} 协办1 已答复`);

    const heard = await cardTo(bank.sandbox, 'chen.gang', id, '信息科技部已答复');
    expect(JSON.stringify(heard.card)).toContain('批处理重复跑了一次，已修复');
    expect(await redrawnTo(bank.sandbox, 'luo.jie', id, '请答复')).toBe('已答复 3月2日 09:30');
    await say('chen.gang', `查 ${id}`, '协办1 信息科技部：罗杰 答复');
    await say('luo.jie', '待办', '现在没有等您办的事');
    await say('luo.jie', `查 ${id}`, '没有找到');
  });

  it('shows the other department the task, and nothing else of the case', async () => {
    const id = await askedTech();
    await cardTo(bank.sandbox, 'luo.jie', id, '请接收');
    const seen = await say('luo.jie', `查 ${id}`, QUESTION);
    expect(seen.split('\n')).toEqual([
      `${id} 协办1（信息科技部）`,
      '分类：信用卡 / 定价收费 / 一般',
      `问题：投诉人（号码略）的${QUESTION}`,
      '待接收，截止 3月2日 15:00（3月4日 24:00 前答复）',
    ]);
    await tap('luo.jie', await cardTo(bank.sandbox, 'luo.jie', id, '请接收'), 'look');
    await until('the same by the card', () => {
      const said = bank.sandbox.chat('luo.jie').filter(({ content }) => content === seen);
      return said.length === 2;
    });
    await say('luo.jie', `结论 ${id} 银行责任`, '不归您办');
    await say('li.ke', `查 ${id}`, '没有找到');
    await say('li.ke', `答复 ${id} 已修复`, '没有找到');
  });

  it('falls through to the head when nobody takes it over, and tells asker and head when nobody answers', async () => {
    const id = await askedTech();
    await cardTo(bank.sandbox, 'luo.jie', id, '请接收');
    bank.sandbox.clock.advance(6 * HOUR);
    const card = await cardTo(bank.sandbox, 'pan.hong', id, '信息科技部协办，请接收');
    expect(JSON.stringify(card.card)).toContain('罗杰 逾期未接收，转由您办');
    expect(await redrawnTo(bank.sandbox, 'luo.jie', id, '请接收')).toBe('已转给 潘虹');
    await tap('pan.hong', card, 'acknowledge');
    await cardTo(bank.sandbox, 'pan.hong', id, '请答复');

    bank.sandbox.clock.advance(72 * HOUR);
    await cardTo(bank.sandbox, 'chen.gang', id, '信息科技部逾期未答复协办');
    await cardTo(bank.sandbox, 'pan.hong', id, '信息科技部逾期未答复协办');
    const events = await bank.database.collection('events').find({ complaintId: id }).toArray();
    const overdue = events.filter(({ event }) => (event as { type: string }).type === 'task_overdue');
    expect(overdue).toHaveLength(1);
    await say('pan.hong', '答复 批处理重复跑了一次', `${id} 协办1 已答复`);
  });

  it('is forwarded and returned with a reason, which the asker hears', async () => {
    const id = await askedTech();
    const card = await cardTo(bank.sandbox, 'luo.jie', id, '请接收');
    await say('luo.jie', `转派 ${id} 李科`, '只能转给本部门在岗的同事');
    await say('luo.jie', `转派 ${id} 潘虹`, '协办1 已转给 潘虹');
    expect(await redrawnTo(bank.sandbox, 'luo.jie', id, '请接收')).toBe('已转给 潘虹');
    await expect(tap('luo.jie', card, 'acknowledge')).rejects.toThrow('不能操作');

    const hers = await cardTo(bank.sandbox, 'pan.hong', id, '请接收');
    await tap('pan.hong', hers, 'return', { why: ['why.unclear'] });
    const heard = await cardTo(bank.sandbox, 'chen.gang', id, '信息科技部退回协办');
    expect(JSON.stringify(heard.card)).toContain('理由：问题不明确');
    await say('chen.gang', `协办 ${id} 客户服务部：有无录音`, '这是您自己的部门');
    await say('chen.gang', `协办 ${id} 行领导：怎么办`, '还没有接口人');
    await say('chen.gang', `协办 ${id}`, '请用一句话写协办');
    await say('chen.gang', '财务部', '还差：问题');
    await say('chen.gang', '年费有没有入账', '协办2 已发给财务部 孙蕊');
  });

  it('leaves 「答复：…」 to the plan that waits for it', async () => {
    const id = await investigated(bank);
    await say('chen.gang', `结论 ${id} 银行责任；依据：重复计收；证据：流水`, '回复「确认」');
    await say('chen.gang', '确认', '调查结论已记下');
    const solver = await Promise.any(
      ['wu.qian', 'deng.chao'].map(async (userid) => {
        await cardTo(bank.sandbox, userid, id, '方案');
        return userid;
      }),
    );
    await say(solver, `方案 ${id} 支持；措施：退还年费300元`, '还差：答复意见');
    await say(solver, '答复：三日内退回年费', '答复：三日内退回年费');
  });
});
