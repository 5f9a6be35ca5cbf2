import { MONDAY, openBank, told, type TestBank } from '../support/bank';

const PHONE = '13987654321';
const SENTENCE = `投诉：王小明，手机${PHONE}，信用卡年费重复扣了300元，要求退款`;
const AGAIN = `投诉：王女士，手机139 8765 4321，我的信用卡年费被重复扣了两次，多扣300元，要求退款并道歉`;
const SECRETS = /13987654321|王小明|王女士|139\*\*\*\*4321/u;
const DAY = 86_400_000;

describe('the same complaint filed again (重复投诉, R18, L6)', () => {
  let bank: TestBank;
  let now = MONDAY;
  beforeAll(async () => {
    bank = await openBank({ clock: { now: () => now } });
  });
  afterAll(() => bank.close());
  const say = (text: string, words: string, userid = 'zhou.min') => told(bank.sandbox, userid, text, words);
  /** What stands under the read-back. */
  const hintIn = (answer: string) => answer.split('\n注意，投诉人以前投诉过：\n')[1] ?? '';
  const count = () => bank.database.collection('complaints').countDocuments();

  it('the first time there is nothing to say', async () => {
    expect(await say(SENTENCE, '回复「确认」')).not.toContain('以前投诉过');
    await say('确认', 'KFB26000001');
    expect(await say('查重 KFB26000001', '没有找到')).toBe('没有找到投诉人相同的其他投诉。');
  });

  it('is shown with its score and the reasons before it is confirmed, in other words and on another day', async () => {
    now = MONDAY + 3 * DAY;
    const hint = hintIn(await say(AGAIN, '以前投诉过'));

    expect(hint).toContain('· KFB26000001（已登记，3天前登记）很可能是同一件：同一电话 40 分、内容相似 ');
    expect(hint).toContain('不要重复登记');
    const points = [...hint.matchAll(/ (\d+) 分(?!$)(?=[、，])/gmu)].map(([, each]) => Number(each));
    const [, total] = /共 (\d+) 分/u.exec(hint) ?? [];
    expect(points.reduce((sum, each) => sum + each, 0)).toBe(Number(total));
    expect(Number(total)).toBeGreaterThanOrEqual(70);
  });

  it('has neither name nor number in the hint', async () => {
    const hint = hintIn(await say('还要求道歉', '以前投诉过'));
    expect(hint).toContain('KFB26000001');
    expect(hint).not.toMatch(SECRETS);
    expect(hint).not.toContain('年费');
  });

  it('is not filed when the clerk says 取消, and is when the clerk says 确认', async () => {
    await say('取消', '已取消');
    expect(await count()).toBe(1);

    await say(AGAIN, '以前投诉过');
    await say('确认', 'KFB26000002');
    expect(await count()).toBe(2);
  });

  it('is found afterwards by 查重, from either side', async () => {
    for (const [one, other] of [
      ['KFB26000001', 'KFB26000002'],
      ['KFB26000002', 'KFB26000001'],
    ] as const) {
      const answer = await say(`查重 ${one}`, `${one} 查重`);
      expect(answer).toMatch(new RegExp(`· ${other}（.*）很可能是同一件：`, 'u'));
      expect(answer).not.toContain(`· ${one}`);
      expect(answer).not.toMatch(SECRETS);
    }
    expect(await say('查重', '请写上编号')).toContain('查重 KFB26000001');
  });

  it('another trouble of the same person may be related, and is no repeat (R34)', async () => {
    const answer = await say(`投诉：王小明，${PHONE}，房贷利率上浮没有告知，要求说明`, '以前投诉过');
    expect(hintIn(answer)).toContain('可能有关');
    expect(hintIn(answer)).not.toContain('很可能');
    expect(hintIn(answer)).not.toContain('不要重复登记');
    await say('取消', '已取消');
  });

  it('the same words from another telephone are another complaint', async () => {
    const answer = await say(SENTENCE.replace(PHONE, '13911112222'), '回复「确认」');
    expect(answer).not.toContain('以前投诉过');
    await say('取消', '已取消');
  });

  it('is known by the identity number too', async () => {
    const identified = '投诉：李雷，身份证11010519491231002X，手机13700000001，ATM吞卡三天没人处理，要求还卡';
    await say(identified, '回复「确认」');
    await say('确认', 'KFB26000003');
    const answer = await say(identified.replace('13700000001', '13700000002'), '以前投诉过');
    expect(hintIn(answer)).toContain('KFB26000003');
    expect(hintIn(answer)).toContain('同一证件号 40 分');
    await say('取消', '已取消');
  });

  it('those who leave no number are not taken for one person', async () => {
    const unnamed = '投诉：匿名，不愿留电话，城东网点排队两小时，要求增加窗口';
    await say(unnamed, '回复「确认」');
    await say('确认', 'KFB26000004');
    expect(await say(unnamed, '回复「确认」')).not.toContain('以前投诉过');
    await say('取消', '已取消');
    await say('查重 KFB26000004', '无法查重');
  });

  it('does not name a case one may not see: it says how many there are', async () => {
    const answer = await say(AGAIN, '以前投诉过', 'xu.jing');
    expect(hintIn(answer)).toBe('· 有 2 件投诉人相同的投诉，您无权查看，请联系小组主管');
    expect(answer).not.toContain('KFB');

    await say('确认', 'KFB26000005', 'xu.jing');
    const found = await say('查重 KFB26000005', '查重：', 'xu.jing');
    expect(found).toContain('· 有 2 件投诉人相同的投诉');
    expect(found).not.toMatch(/KFB2600000[12]/u);
  });

  it('tells who may see them all about all of them', async () => {
    const answer = await say('查重 KFB26000005', '查重：', 'zhao.lei');
    expect(answer).toContain('· KFB26000001');
    expect(answer).toContain('· KFB26000002');
    expect(answer).not.toContain('无权查看');
  });

  it('answers 查重 of a case one may not see as of one that does not exist', async () => {
    const denied = await say('查重 KFB26000001', '没有找到', 'xu.jing');
    expect(denied).toBe(await say('查重 KFB26009999', '没有找到', 'xu.jing'));
  });

  it('leaves nothing of the comparing in the store, the queue or the log (R54)', async () => {
    for (const { name } of await bank.database.listCollections()) {
      const rows = JSON.stringify(await bank.database.collection(name).find().toArray());
      const found = [PHONE, '王小明', '年费', '同一电话', '很可能'].filter((each) => rows.includes(each));
      expect([name, found]).toEqual([name, []]);
    }
    expect(bank.logged.join('\n')).not.toMatch(/13987654321|王小明|王女士|年费/u);
  });
});
