import { MONDAY, openBank, told, type TestBank } from '../support/bank';

const SENTENCE = '投诉：王小明，手机13987654321，信用卡年费重复扣了300元，要求退款';

describe('asking in chat why a case is due when it is (为什么)', () => {
  let bank: TestBank;
  beforeAll(async () => {
    bank = await openBank({ clock: { now: () => MONDAY } });
    await say(SENTENCE, '回复「确认」');
    await say('确认', 'KFB26000001');
  });
  afterAll(() => bank.close());
  const say = (text: string, words: string, userid = 'zhou.min') => told(bank.sandbox, userid, text, words);

  it('is answered line by line, and the lines add up', async () => {
    const answer = await say('为什么 KFB26000001', '这样算的');
    expect(answer.split('\n')).toEqual([
      'KFB26000001 各项时限是这样算的：',
      '【首次联系】3月2日 11:30 到期',
      '3月2日 09:30 收到投诉，限 2 个工作小时',
      '3月2日 09:30–11:30（2 小时）',
      '【初步分类】3月2日 15:00 到期',
      '3月2日 09:30 收到投诉，限 4 个工作小时',
      '3月2日 09:30–12:00（2 小时 30 分钟）、13:30–15:00（1 小时 30 分钟），共 4 小时',
      '【法定办理期限】3月17日 24:00 到期',
      '3月2日 09:30 收到投诉，限 15 天',
      '3月2日当天不算，往后 15 天，到 3月17日',
    ]);
  });

  it('in other words too, and by everybody who may see the case', async () => {
    const answer = await say('为什么KFB26000001到期', '这样算的', 'zhao.lei');
    expect(answer).toContain('【法定办理期限】3月17日 24:00 到期');
  });

  it('of a case one may not see the answer is that of one that does not exist', async () => {
    const denied = await say('为什么 KFB26000001', '没有找到', 'xu.jing');
    expect(denied).toBe(await say('为什么 KFB26009999', '没有找到', 'xu.jing'));
  });

  it('without a number it is asked for', async () => {
    expect(await say('为什么', '请写上编号')).toContain('为什么 KFB26000001');
  });
});
