import type { ChatMessage, Selection } from '..';
import type { DemoBank } from './bank';

const HOUR = 3_600_000;
const WAIT_MS = 15_000;

/** 演示脚本: plays one case from a chat message to 结案 and prints it. Resolves to whether it closed. */
export async function playScript(bank: DemoBank, print: (line: string) => void): Promise<boolean> {
  const stage = createStage(bank, print);
  const { say, reply, card, tap } = stage;

  stage.title('受理：受理专员周敏在聊天里登记');
  await say('zhou.min', '投诉：王女士，信用卡年费重复扣了300元，要求退款');
  await reply('zhou.min', '联系电话');
  await say('zhou.min', '手机13812345678');
  await reply('zhou.min', '回复「确认」');
  await say('zhou.min', '确认');
  const filed = await reply('zhou.min', '已登记');
  const id = /[A-Z]{3}\d{8}/u.exec(filed)?.[0] ?? '';
  await say('zhou.min', `联系 ${id} 电话 已说明处理流程`);
  await reply('zhou.min', '联系记录已记下');
  await tap('zhou.min', await card('zhou.min', id, '请联系投诉人并分类'), 'classify');

  stage.title('调查：主管林涛分派，调查人陈刚作结论');
  await tap('lin.tao', await card('lin.tao', id, '请分派调查人'), 'assign', { invest: ['invest.chen.gang'] });
  await tap('chen.gang', await card('chen.gang', id, '请调查'), 'write');
  await reply('chen.gang', '调查结论');
  await say('chen.gang', '银行责任；依据：系统重复计收年费；证据：扣费流水截图');
  await reply('chen.gang', '回复「确认」');
  await say('chen.gang', '确认');
  await reply('chen.gang', '调查结论已记下');

  stage.title('解决：方案、审批、执行');
  const solver = await stage.whoGets(['wu.qian', 'deng.chao'], id, '请制定处理方案');
  await tap(solver, await card(solver, id, '请制定处理方案'), 'write');
  await reply(solver, '处理方案');
  await say(solver, '支持；措施：退还年费300元、短信致歉；答复：三日内退回年费');
  await reply(solver, '回复「确认」');
  await say(solver, '确认');
  await reply(solver, '处理方案已记下');
  await card('zhao.lei', id, '部门负责人审批');
  stage.note('负责人没有处理，时间往前拨到第二天，催办到了');
  bank.sandbox.clock.advance(26 * HOUR);
  await card('zhao.lei', id, '审批已超时');
  await tap('zhao.lei', await card('zhao.lei', id, '部门负责人审批'), 'approve');
  await card('sun.rui', id, '财务费用审批');
  await tap('qian.feng', await card('qian.feng', id, '财务费用审批'), 'approve');
  await stage.redrawn('sun.rui', id, '财务费用审批');
  await tap(solver, await card(solver, id, '请执行'), 'write');
  await reply(solver, '执行情况');
  await say(solver, '凭证：退款流水尾号8821；告知：电话，投诉人确认收到');
  await reply(solver, '回复「确认」');
  await say(solver, '确认');
  await reply(solver, '执行情况已记下');

  stage.title('回访：回访专员唐欣记下满意度，自动办结');
  await tap('tang.xin', await card('tang.xin', id, '回访'), 'follow_up', { score: ['score.5'] });
  await card('zhou.min', id, '投诉已办结');
  await say('zhou.min', `查 ${id}`);
  const summary = await reply('zhou.min', `${id} 办结`);
  return summary.includes('已办结');
}

function createStage({ sandbox, org }: DemoBank, print: (line: string) => void) {
  const nameOf = (userid: string) => org.people.get(userid)?.name ?? userid;
  const seen = new Map<string, number>();
  const waitFor = (userid: string, fits: (message: ChatMessage) => boolean) =>
    sandbox.waitFor(userid, fits, WAIT_MS);

  return {
    title: (text: string) => print(`\n── ${text} ──`),
    note: (text: string) => print(`   （${text}）`),

    say: async (userid: string, text: string): Promise<void> => {
      print(`${nameOf(userid)}：${text}`);
      seen.set(userid, sandbox.chat(userid).length);
      await sandbox.say(userid, text);
    },

    /** The bot's next sentence that holds these words. */
    reply: async (userid: string, words: string): Promise<string> => {
      const from = seen.get(userid) ?? 0;
      const message = await waitFor(
        userid,
        (each) =>
          each.from === 'app' &&
          (each.content ?? '').includes(words) &&
          sandbox.chat(userid).indexOf(each) >= from,
      );
      print(`  诉达 → ${nameOf(userid)}：${indented(message.content ?? '')}`);
      return message.content ?? '';
    },

    /** A card of this case whose title holds one of these words and whose buttons still work. */
    card: async (userid: string, id: string, ...words: readonly string[]): Promise<ChatMessage> => {
      const message = await waitFor(
        userid,
        (each) => isCard(each, id, words) && !each.state?.disabledButtons,
      );
      print(`  卡片 → ${nameOf(userid)}：${titleOf(message)}`);
      return message;
    },

    redrawn: async (userid: string, id: string, words: string): Promise<void> => {
      const message = await waitFor(
        userid,
        (each) => isCard(each, id, [words]) && each.state?.disabledButtons !== undefined,
      );
      print(`  卡片重绘 → ${nameOf(userid)}：${message.state?.disabledButtons ?? ''}`);
    },

    whoGets: async (userids: readonly string[], id: string, words: string): Promise<string> =>
      Promise.any(
        userids.map(async (userid) => {
          await waitFor(userid, (each) => isCard(each, id, [words]));
          return userid;
        }),
      ),

    tap: async (userid: string, message: ChatMessage, key: string, selected?: Selection): Promise<void> => {
      print(`${nameOf(userid)} 点「${labelOf(message, key)}」`);
      seen.set(userid, sandbox.chat(userid).length);
      await sandbox.tap(userid, message.taskId ?? '', key, selected);
    },
  };
}

function isCard(message: ChatMessage, id: string, words: readonly string[]): boolean {
  const title = titleOf(message);
  return message.kind === 'card' && title.includes(id) && words.some((word) => title.includes(word));
}

interface CardText {
  readonly main_title?: { readonly title?: string };
  readonly button_list?: readonly { readonly key?: string; readonly text?: string }[];
  readonly submit_button?: { readonly key?: string; readonly text?: string };
}

function titleOf({ card }: ChatMessage): string {
  return (card as CardText | undefined)?.main_title?.title ?? '';
}

function labelOf({ card }: ChatMessage, key: string): string {
  const { button_list: buttons = [], submit_button: submit } = (card ?? {}) as CardText;
  return [...buttons, submit].find((button) => button?.key === key)?.text ?? key;
}

function indented(text: string): string {
  return text.split('\n').join('\n      ');
}
