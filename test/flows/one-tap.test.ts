import type { Complaint } from '../../src/domain/complaint';
import type { ChatMessage } from '../../src/sandbox';
import {
  cardsTo,
  cardTo,
  heard,
  investigated,
  openBank,
  redrawnTo,
  titleOf,
  told,
  type TestBank,
} from '../support/bank';

let bank: TestBank;
beforeEach(async () => {
  bank = await openBank({ strangers: [{ userid: 'guest', name: '客人' }] });
});
afterEach(() => bank.close());

const say = (userid: string, text: string, words: string) => told(bank.sandbox, userid, text, words);
const tap = (userid: string, card: ChatMessage, key: string, selected?: Record<string, string[]>) =>
  bank.sandbox.tap(userid, card.taskId ?? '', key, selected);
const caseOf = (id: string) =>
  bank.database.collection<Complaint & { _id: string }>('complaints').findOne({ _id: id });
const isUrgent = (message: ChatMessage, id: string) =>
  titleOf(message) === `${id} 法定办理期限临近截止` && JSON.stringify(message.card).includes('请点「收到」');
async function clicked(userid: string, key: string, words: string): Promise<string> {
  const from = bank.sandbox.chat(userid).length;
  await bank.sandbox.click(userid, key);
  return heard(bank.sandbox, userid, words, from);
}

describe('one tap for what is urgent (R35, R23, R63)', () => {
  it('an emergency: a listed reason and a tap; the head is asked for 收到, and the form tells the rest', async () => {
    const id = await investigated(bank);
    await bank.sandbox.say('zhou.min', `紧急 ${id}`);
    const card = await cardTo(bank.sandbox, 'zhou.min', id, '紧急处理');
    expect(JSON.stringify(card.card)).toContain('扬言自伤或伤人');
    await tap('zhou.min', card, 'do_now', { ground: ['ground.harm'] });
    await heard(bank.sandbox, 'zhou.min', '先行处理已记下');
    expect(await redrawnTo(bank.sandbox, 'zhou.min', id, '紧急处理')).toBe('已点，结果见回复');
    await tap('zhao.lei', await cardTo(bank.sandbox, 'zhao.lei', id, '紧急情形'), 'received');
    const [act] = (await caseOf(id))?.emergencies ?? [];
    expect(act).toMatchObject({ reason: 'harm', costFen: 0, by: 'zhou.min' });
    expect(act).not.toHaveProperty('witness');

    await say('zhou.min', `补办 ${id} 客户情绪平稳，次日答复`, '要在补办时写上');
    await say(
      'zhou.min',
      `补办 ${id} 客户情绪平稳，次日答复；措施：当面安抚；见证：值班经理`,
      '补办手续已记下',
    );
    const [whole] = (await caseOf(id))?.emergencies ?? [];
    expect(whole).toMatchObject({ action: '当面安抚', witness: '值班经理' });
    await cardTo(bank.sandbox, 'zhao.lei', id, '追认');
  });

  it('an emergency by the menu, where one case only can be meant; and for nobody whose step it is not', async () => {
    const id = await investigated(bank);
    await bank.sandbox.click('zhou.min', 'emergency');
    const card = await cardTo(bank.sandbox, 'zhou.min', id, '紧急处理');
    await Promise.all([tap('zhou.min', card, 'do_now'), tap('zhou.min', card, 'do_now')]);
    await heard(bank.sandbox, 'zhou.min', '已经办完');
    expect((await caseOf(id))?.emergencies).toHaveLength(1);
    await say('lin.tao', `紧急 ${id}`, '不归您办');
    await say('he.li', `紧急 ${id}`, '没有找到');
    await say('he.li', '紧急', '没有等您写');
  });

  it('major: the lead raises it by a tap, and the head is asked for 收到; others are told whose step it is', async () => {
    const id = await investigated(bank);
    await bank.sandbox.say('lin.tao', `重大 ${id}`);
    const card = await cardTo(bank.sandbox, 'lin.tao', id, '升为重大');
    await tap('lin.tao', card, 'do_now', { ground: ['ground.media'] });
    await heard(bank.sandbox, 'lin.tao', '级别调整已记下');
    await cardTo(bank.sandbox, 'zhao.lei', id, '重大投诉');
    expect((await caseOf(id))?.classification?.level).toBe('major');
    await say('chen.gang', `重大 ${id}`, '不归您办');
    await say('zhao.lei', `重大 ${id}`, '级别没有变化');
  });

  it('the statutory limit a day off is raised by itself: the head is asked for 收到 and rung', async () => {
    const id = await investigated(bank);
    bank.sandbox.clock.advance(15 * 24 * 3_600_000);
    const card = await bank.sandbox.waitFor('zhao.lei', (each) => isUrgent(each, id), 20_000);
    await tap('zhao.lei', card, 'received');
    expect(await redrawnTo(bank.sandbox, 'zhao.lei', id, '法定办理期限')).toMatch(/^赵磊 已收到/u);
  });
});

describe('the menu of the app (api.md 2.3)', () => {
  it('does what the words do', async () => {
    await clicked('zhou.min', 'todo', '现在没有等您办的事');
    await clicked('zhou.min', 'digest', '汇总');
    await clicked('zhou.min', 'something', '还没有接上功能');
    await bank.sandbox.click('guest', 'leak');
    const card = await cardTo(bank.sandbox, 'guest', '泄露报告');
    await tap('guest', card, 'report_anonymously');
    await cardTo(bank.sandbox, 'jiang.nan', '泄露事件');
    await clicked('guest', 'todo', '不在投诉处理的人员名单里');
    expect(cardsTo(bank.sandbox, 'zhou.min', '泄露事件')).toHaveLength(0);
  });
});
