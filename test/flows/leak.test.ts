import { brokenLink } from '../../src/desk/chain';
import type { RecordedLeak } from '../../src/desk/ports';
import type { Alert } from '../../src/domain/alert';
import type { ChatMessage } from '../../src/sandbox';
import {
  cardsTo,
  cardTo,
  heard,
  openBank,
  redrawnTo,
  told,
  until,
  type TestBank,
  type TestBankOptions,
} from '../support/bank';
import { digest } from '../support/builders';

const MINUTE = 60_000;
/** An analyst of another group: no case is theirs. */
const REPORTER = 'he.li';
const NOTE = '柜员把客户名单发到外部群，联系人13987654321';
const ID = 'KFB26000001';

let bank: TestBank;
afterEach(() => bank.close());

const open = async (options: TestBankOptions = {}) => {
  bank = await openBank(options);
};
const say = (userid: string, text: string, words: string) => told(bank.sandbox, userid, text, words);
const tap = (userid: string, card: ChatMessage, key: string, selected?: Record<string, string[]>) =>
  bank.sandbox.tap(userid, card.taskId ?? '', key, selected);
const pass = (minutes: number) => bank.sandbox.clock.advance(minutes * MINUTE);
const record = async (): Promise<readonly RecordedLeak[]> =>
  (await bank.database
    .collection('incident_events')
    .find({}, { projection: { _id: 0 } })
    .sort({ seq: 1 })
    .toArray()) as unknown as RecordedLeak[];
const ringing = (userid: string) =>
  bank.sandbox
    .calls()
    .filter(({ path, request }) => path?.includes('pstncc/call') && JSON.stringify(request).includes(userid));

async function offered(userid = REPORTER, typed = `泄露报告：${NOTE}`): Promise<ChatMessage> {
  await bank.sandbox.say(userid, typed);
  return cardTo(bank.sandbox, userid, '泄露报告');
}

async function reported(options: TestBankOptions = {}): Promise<void> {
  await open(options);
  await tap(REPORTER, await offered(), 'report', { leak: ['leak.outflow'] });
  await heard(bank.sandbox, REPORTER, '已上报');
}

const leakCards = (userid: string) => cardsTo(bank.sandbox, userid, '泄露事件');

describe('reporting a leak (R51)', () => {
  it('takes one tap of anybody, and calls the data officer and the head at once', async () => {
    await reported();
    expect(await heard(bank.sandbox, REPORTER, '已上报')).toContain(`${ID}-20260302-SX`);
    for (const userid of ['jiang.nan', 'zhao.lei']) {
      const card = await cardTo(bank.sandbox, userid, `${ID} 泄露事件（客户信息外发）`);
      const shown = JSON.stringify(card.card);
      expect(shown).toContain('何丽 3月2日 09:30');
      expect(shown).toContain('139****4321');
      expect(shown).not.toContain('13987654321');
    }
    expect(await redrawnTo(bank.sandbox, REPORTER, '泄露报告')).toBe('已上报');
    expect(leakCards('ma.wen')).toHaveLength(0);
    const events = await record();
    expect(events.map(({ event }) => event.type)).toEqual(['reported']);
    expect(events[0]?.event).toMatchObject({
      by: REPORTER,
      kind: 'outflow',
      documentNo: `${ID}-20260302-SX`,
    });
  });

  it('counts once, however often the card is tapped', async () => {
    await open();
    const card = await offered(REPORTER, '泄露报告');
    await Promise.all([tap(REPORTER, card, 'report'), tap(REPORTER, card, 'report')]);
    await heard(bank.sandbox, REPORTER, '已经办完');
    expect(await bank.database.collection('incidents').countDocuments()).toBe(1);
    expect((await record())[0]?.event).toMatchObject({ kind: 'other' });
  });

  it('is open to a colleague who is in no post of the organisation file', async () => {
    await open({ strangers: [{ userid: 'guest', name: '客人' }] });
    await tap('guest', await offered('guest', '上报泄露'), 'report', { leak: ['leak.loss'] });
    await heard(bank.sandbox, 'guest', '已上报');
    await cardTo(bank.sandbox, 'jiang.nan', ID, '资料遗失');
    await say('guest', '待办', '不在投诉处理的人员名单里');
    await say('guest', `泄露事件 ${ID}`, '不在投诉处理的人员名单里');
  });

  it('anonymously leaves no trace of who it was', async () => {
    await open();
    await tap(REPORTER, await offered(REPORTER, `数据泄露：我是何丽，${NOTE}`), 'report_anonymously', {
      leak: ['leak.access'],
    });
    await heard(bank.sandbox, REPORTER, '已匿名上报');
    expect(await redrawnTo(bank.sandbox, REPORTER, '泄露报告')).toBe('已上报');
    const card = await cardTo(bank.sandbox, 'jiang.nan', ID, '系统越权访问');
    expect(JSON.stringify(card.card)).toContain('匿名 3月2日 09:30');
    expect(JSON.stringify(card.card)).not.toContain('何丽');

    const traces = async (): Promise<readonly string[]> => {
      const found: string[] = [];
      for (const { name } of await bank.database.listCollections()) {
        const rows = await bank.database.collection(name).find().toArray();
        if (rows.some((row) => /he\.li|何丽/u.test(JSON.stringify(row)))) found.push(name);
      }
      return found;
    };
    // How many messages a member was sent is counted for two hours, of everybody alike.
    await until('nothing is left', async () => (await traces()).every((name) => name === 'send_budgets'));
    const [first] = await record();
    expect(first).toMatchObject({ causedBy: 'anonymous', event: { type: 'reported', kind: 'access' } });
    expect(bank.logged.join('')).not.toMatch(/he\.li|何丽/u);
    const keys = await bank.redis.keys(`suda-${bank.database.name}*`);
    expect(keys.join(' ')).not.toContain('he.li');
    const alerts = await bank.database.collection<Alert>('alerts').find().toArray();
    expect(alerts.every(({ callers }) => !callers.includes(REPORTER))).toBe(true);
    await say('jiang.nan', `泄露事件 ${ID}`, '匿名');
  });
});

describe('who must know of a leak (R63, section 7)', () => {
  it('is asked again, rung, and passed on at any hour; the executive is called when half an hour was not enough', async () => {
    await reported({ clock: { now: () => Date.parse('2026-03-02T15:30:00Z') } });
    await until('both have cards', () => leakCards('jiang.nan').length + leakCards('zhao.lei').length === 2);
    await tap('zhao.lei', leakCards('zhao.lei')[0] as ChatMessage, 'received');
    await redrawnTo(bank.sandbox, 'zhao.lei', ID);
    pass(5);
    await until('a second card', () => leakCards('jiang.nan').length === 2);
    pass(5);
    await until('it rings', () => ringing('jiang.nan').length === 1);
    expect(ringing('zhao.lei')).toHaveLength(0);
    pass(20);
    const card = await cardTo(bank.sandbox, 'ma.wen', ID, '没联系上');
    await tap('ma.wen', card, 'received');
    const status = await say('ma.wen', `泄露事件 ${ID}`, '期限');
    expect(status).toContain('赵磊（部门负责人）：第 0 分钟点了「收到」');
    expect(status).toContain('马文舟（主管领导）：第 30 分钟点了「收到」');
    expect(status).toMatch(/江楠（个人信息保护负责人）：还没有回应，打了 \d 次电话/u);
  });

  it('leaves the executive alone when both were reached, and asks for the inquiry when it is late', async () => {
    await reported();
    for (const userid of ['jiang.nan', 'zhao.lei'])
      await tap(userid, await cardTo(bank.sandbox, userid, ID, '请马上处理'), 'received');
    for (const userid of ['jiang.nan', 'zhao.lei']) await redrawnTo(bank.sandbox, userid, ID, '请马上处理');
    pass(30);
    await say('ma.wen', '待办', '');
    expect(leakCards('ma.wen')).toHaveLength(0);
    pass(90);
    await cardTo(bank.sandbox, 'jiang.nan', ID, '还没有立案调查');
    await say('jiang.nan', `立案调查 ${ID}`, '调查中');
    pass(5);
    await redrawnTo(bank.sandbox, 'zhao.lei', ID, '还没有立案调查');
  });

  it('who opens the inquiry was reached, and is not rung', async () => {
    await reported();
    await cardTo(bank.sandbox, 'jiang.nan', ID);
    await say('jiang.nan', '立案调查', `${ID} 已记下。现在：调查中`);
    expect(await redrawnTo(bank.sandbox, 'jiang.nan', ID)).toBe('江楠 已收到 3月2日 09:30');
    expect((await record()).map(({ event }) => event.type)).toEqual([
      'reported',
      'inquiry_opened',
      'reached',
    ]);
  });

  it('is called by a colleague where there is no voice call: by who reported it first', async () => {
    await reported({ voice: 'off' });
    await until('both have cards', () => leakCards('jiang.nan').length + leakCards('zhao.lei').length === 2);
    pass(5);
    await until('second cards', () => leakCards('jiang.nan').length === 2);
    pass(5);
    await tap(REPORTER, await cardTo(bank.sandbox, REPORTER, ID, '请打电话给江楠'), 'got_through');
    expect(await redrawnTo(bank.sandbox, 'jiang.nan', ID)).toBe('江楠 已接听 3月2日 09:40');
  });
});

describe('handling a leak (R51)', () => {
  const opened = async () => {
    await reported();
    await cardTo(bank.sandbox, 'jiang.nan', ID);
    await say('jiang.nan', `立案调查 ${ID}`, '调查中');
  };

  it('is the data officer’s; to anybody else there is no such incident', async () => {
    await reported();
    await cardTo(bank.sandbox, 'zhao.lei', ID);
    const missing = await say('lin.tao', '泄露事件 KFB26000009', '没有找到');
    expect(await say('lin.tao', `泄露事件 ${ID}`, '没有找到')).toBe(missing);
    expect(await say(REPORTER, `泄露事件 ${ID}`, '没有找到')).toBe(missing);
    expect(await say('lin.tao', `立案调查 ${ID}`, '没有找到')).toBe(missing);
    expect(await say('jiang.nan', '泄露事件 KFB26000009', '没有找到')).toBe(missing);
    await say('zhao.lei', `立案调查 ${ID}`, '不归您办');
    await say('jiang.nan', `泄露处置 ${ID} 原因：误发；措施：已撤回`, '还没有立案调查');
    expect(await say('zhao.lei', '泄露事件', ID)).toContain('客户信息外发');
    expect(await say('lin.tao', '泄露事件', '没有找到')).toBe(missing);
  });

  it('closes with cause and remedy only, by the data officer and the head', async () => {
    await opened();
    await say('jiang.nan', `结案 ${ID}`, '没有查明原因和采取的措施');
    await say('jiang.nan', `泄露处置 ${ID}`, '还差');
    await say(
      'jiang.nan',
      `泄露处置 ${ID} 原因：误发到外部群，客户13987654321；措施：已撤回并核实删除；涉及：120 人；数据：姓名、手机号；发现：2026-03-02 09:00`,
      '已记下',
    );
    await say('jiang.nan', `结案 ${ID}`, '已记下');
    const asked = await heard(bank.sandbox, 'zhao.lei', '您也同意');
    expect(asked).toContain('江楠 同意泄露事件');
    expect(asked).not.toContain('13987654321');
    await say('jiang.nan', `结案 ${ID}`, '正等另一方');
    await say('ma.wen', `结案 ${ID}`, '不归您办');
    await say('zhao.lei', `结案 ${ID}`, '已结案');
    await say('jiang.nan', `泄露处置 ${ID} 教训：外发要复核`, '已结案');
    const events = await record();
    expect(brokenLink(events, digest)).toBeUndefined();
    expect(JSON.stringify(events)).not.toContain('13987654321');
    expect(await redrawnTo(bank.sandbox, 'zhao.lei', ID, '请马上处理')).toBe('赵磊 已收到 3月2日 09:30');
  });

  it('shows the minutes from the discovery to each notice, and counts down what is still to be told', async () => {
    await opened();
    await say('jiang.nan', `泄露处置 ${ID} 发现：昨天；涉及：很多人`, '还差');
    await say('jiang.nan', `泄露处置 ${ID} 发现：2026-03-02 09:00；涉及：1.2万人`, '已记下');
    pass(25);
    await say('jiang.nan', `已报告监管 ${ID} 税务局：电话`, '报告给谁');
    await say(
      'jiang.nan',
      `已报告监管 ${ID} 人民银行简要报告：电话报告，记录 3 号 时间：今天 09:28`,
      '已记下',
    );
    await say('jiang.nan', `已告知个人 ${ID} 短信逐一告知，清单 7 号`, '已记下');
    const status = await say('jiang.nan', `泄露事件 ${ID}`, '期限');
    expect(status).toContain('上报：3月2日 09:30（第 30 分钟，何丽）');
    expect(status).toContain('江楠（个人信息保护负责人）：第 30 分钟点了「收到」');
    expect(status).toContain('立案调查：第 30 分钟');
    expect(status).toContain('报送人民银行简要报告：第 28 分钟');
    expect(status).toContain('报送人民银行：3月2日 11:00 前，还剩 1 小时 5 分');
    expect(status).toContain('告知个人：第 55 分钟');
    expect(status).toContain('涉及：约 12000 人');
    expect(Buffer.byteLength(status)).toBeLessThan(2048);
    pass(70);
    expect(await say('jiang.nan', `泄露事件 ${ID}`, '期限')).toContain('已超时 5 分');
  });
});
