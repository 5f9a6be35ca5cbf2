import type { ChatMessage } from '../../src/sandbox';
import { cardTo, heard, redrawnTo, told, type TestBank } from './bank';

/** Walks cases of one bank by what people type and tap. */
export function walker(bank: TestBank) {
  const { sandbox } = bank;
  const say = (userid: string, text: string, words: string) => told(sandbox, userid, text, words);
  const tap = (userid: string, card: ChatMessage, key: string, selected?: Record<string, string[]>) =>
    sandbox.tap(userid, card.taskId ?? '', key, selected);

  const walk = {
    async filed(facts = '信用卡年费重复扣了300元'): Promise<string> {
      await say('zhou.min', `投诉：王女士，手机13987654321，${facts}，要求退款`, '回复「确认」');
      const answer = await say('zhou.min', '确认', '已登记');
      return /KFB\d{8}/u.exec(answer)?.[0] ?? '';
    },
    async classified(id: string, level = 'general'): Promise<void> {
      await say('zhou.min', `联系 ${id} 电话 已说明处理流程`, '联系记录已记下');
      const card = await cardTo(sandbox, 'zhou.min', id, '分类');
      await tap('zhou.min', card, 'classify', { level: [`level.${level}`] });
    },
    async assigned(id: string): Promise<void> {
      const card = await cardTo(sandbox, 'lin.tao', id, '分派');
      await tap('lin.tao', card, 'assign', { invest: ['invest.chen.gang'] });
    },
    async found(id: string): Promise<void> {
      await tap('chen.gang', await cardTo(sandbox, 'chen.gang', id, '调查'), 'write');
      await heard(sandbox, 'chen.gang', `${id} 请用一句话写`);
      await say('chen.gang', '银行责任；依据：系统重复计收年费；证据：扣费流水截图', '回复「确认」');
      await say('chen.gang', '确认', '调查结论已记下');
    },
    async solver(id: string): Promise<string> {
      return Promise.any(
        ['wu.qian', 'deng.chao'].map(async (userid) => {
          await cardTo(sandbox, userid, id, '方案');
          return userid;
        }),
      );
    },
    async planned(id: string, actions = '退还年费300元、短信致歉'): Promise<string> {
      const solver = await walk.solver(id);
      await say(solver, `方案 ${id} 支持；措施：${actions}；答复：三日内退回年费`, '回复「确认」');
      await say(solver, '确认', '处理方案已记下');
      return solver;
    },
    async upToApproval(amount = '300元', level?: string): Promise<{ id: string; solver: string }> {
      const id = await walk.filed(`信用卡年费重复扣了${amount}`);
      await walk.classified(id, level);
      await walk.assigned(id);
      await walk.found(id);
      return { id, solver: await walk.planned(id) };
    },
    async approved(id: string, userid: string, title: string): Promise<void> {
      await tap(userid, await cardTo(sandbox, userid, id, title), 'approve');
      await redrawnTo(sandbox, userid, id, title);
    },
    async executed(id: string, solver: string): Promise<void> {
      await cardTo(sandbox, solver, id, '请执行');
      await say(solver, `执行 ${id} 凭证：退款流水尾号8821；告知：电话，投诉人确认收到`, '回复「确认」');
      await say(solver, '确认', '执行情况已记下');
    },
    async followedUp(id: string): Promise<void> {
      await tap('tang.xin', await cardTo(sandbox, 'tang.xin', id, '回访'), 'follow_up', {
        score: ['score.5'],
      });
    },
    state: async (id: string): Promise<unknown> =>
      (await bank.database.collection('complaints').findOne({ _id: id as never }))?.['state'],
    approvals: async (id: string) =>
      (await bank.database.collection('events').find({ complaintId: id }).toArray())
        .map(({ event }) => event as { type: string; by: string; step?: { role: string } })
        .filter(({ type }) => type === 'approved' || type === 'returned'),
    say,
    tap,
  };
  return walk;
}
