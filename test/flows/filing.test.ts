import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { heard, openBank, told, until, type TestBank } from '../support/bank';

const SENTENCE = '投诉：王女士，手机13987654321，信用卡年费重复扣了300元，要求退款';

describe('filing a complaint in chat (受理, T1)', () => {
  let bank: TestBank;
  beforeAll(async () => {
    bank = await openBank();
  });
  afterAll(() => bank.close());
  const say = (text: string, words: string, userid = 'zhou.min') => told(bank.sandbox, userid, text, words);

  it('reads one free sentence back, masked, and files nothing before 确认', async () => {
    const answer = await say(SENTENCE, '我的理解');

    expect(answer).toContain('投诉人：王女士');
    expect(answer).toContain('139****4321');
    expect(answer).toContain('涉及金额：300.00元');
    expect(answer).toContain('要求：退款');
    expect(answer).not.toContain('还差');
    expect(await bank.database.collection('complaints').countDocuments()).toBe(0);
  });

  it('files on 确认 under the number of R25 and tells the deadlines', async () => {
    const answer = await say('确认', '已登记');

    expect(answer).toContain('KFB26000001-20260302-SL');
    expect(answer).toContain('法定办结期限：3月17日 24:00');
  });

  it('does not file the same draft again when 确认 is said twice', async () => {
    await say('确认', '没有等您确认的内容');
    expect(await bank.database.collection('complaints').countDocuments()).toBe(1);
  });

  it('asks only for what is missing, one answer at a time', async () => {
    const first = await say('投诉 手机银行转账2万元三天没到账', '还差');
    expect(first).toContain('投诉人姓名');
    expect(first).toContain('联系电话');
    expect(first).not.toContain('发生了什么事');

    const second = await say('李小明，13900001111', '还差');
    expect(second).not.toContain('联系电话');
    expect(second).toContain('投诉人要求什么');

    await say('确认', '还差');
    const third = await say('尽快到账', '回复「确认」');
    expect(third).toContain('投诉人：李**');
    expect(await say('确认', '已登记')).toContain('KFB26000002');
  });

  it('does not let a second complaint run into one that is not confirmed yet', async () => {
    await say(SENTENCE, '回复「确认」');
    await say('李雷，13900001111，ATM吞卡，要求还卡', '前一件还没登记');
    expect(await say('谢谢', '我的理解')).toContain('投诉人：王女士');
    await say('我要撤销投诉', '已取消');
  });

  it('says that a phone number has the wrong length instead of keeping it', async () => {
    const answer = await say('投诉：王女士，手机1381234567，账单错了，要求更正', '位数不对');
    expect(answer).toContain('联系电话');
    await say('取消', '已取消');
  });

  it('turns nobody away who gives no name and no number (R18)', async () => {
    const answer = await say('投诉：匿名，不愿留电话，城东网点排队两小时，要求增加窗口', '回复「确认」');
    expect(answer).toContain('未留电话');
    await say('取消', '已取消');
  });

  it('takes the true time of receipt of a letter (R5), and refuses one in the future', async () => {
    await say(
      '投诉：赵女士，13812340000，存单利息算错，要求更正。收到时间：2026-02-27 10:00',
      '收到时间：2月27日 10:00',
    );
    await say('确认', '已登记');
    await say('投诉：赵女士，13812340000，存单利息算错，要求更正。收到时间：2026-03-09 10:00', '收到时间');
    await say('确认', '时间不对：不能晚于现在');
    await say('取消', '已取消');
  });

  it('answers 帮助, 我的投诉, 待办 and 查', async () => {
    expect(await say('帮助', '我是诉达')).toContain('投诉：');
    expect(await say('我的投诉', '您登记的投诉')).toContain('KFB26000001 已登记');
    expect(await say('待办', '等您办的')).toContain('KFB26000001');
    expect(await say('查 kfb26000001-20260302-SL', '受理·已登记')).toContain('首次联系截止');
    expect(await say('查', '请写上编号')).toBeTruthy();
  });

  it('tells the same of a case one may not see and of one that does not exist', async () => {
    const denied = await say('查 KFB26000001', '没有找到', 'ma.wen');
    const missing = await say('查 KFB26009999', '没有找到', 'ma.wen');
    expect(denied).toBe(missing);
  });

  it('answers words it does not know with a sentence that helps', async () => {
    await say('今天天气不错', '回复「帮助」');
  });

  it('refuses to file for somebody whose post it is not', async () => {
    await say(SENTENCE, '这一步不归您办', 'chen.gang');
  });

  it('keeps the complainant out of every collection but the vault, and out of Redis and the log (R54)', async () => {
    const phone = '13987654321';
    for (const { name } of await bank.database.listCollections()) {
      const rows = JSON.stringify(await bank.database.collection(name).find().toArray());
      const found = [phone, '139****4321', '李小明', '王女士', '重复扣'].filter((each) =>
        rows.includes(each),
      );
      expect([name, found]).toEqual([name, []]);
    }
    const keys = await bank.redis.keys(`suda-${bank.database.name}*`);
    const values = await Promise.all(keys.map(async (key) => (await bank.redis.dump(key)) ?? ''));
    expect(values.join('\n')).not.toContain(phone);
    expect(keys.join('\n')).not.toContain(phone);
    expect(bank.logged.join('\n')).not.toMatch(/13987654321|李小明|王女士|年费/u);
    const party = await bank.database.collection('vault').findOne({ _id: 'KFB26000001' as never });
    expect(Object.keys(party?.['fields'] as object).sort()).toEqual(['facts', 'name', 'phone', 'request']);
  });
});

describe('what the bot is not for', () => {
  let bank: TestBank;
  beforeAll(async () => {
    bank = await openBank();
  });
  afterAll(() => bank.close());

  it.each([
    ['20,000 characters', 'ab'.repeat(10_000), '最多读 2000 字'],
    ['emoji and right-to-left text', '😀😀 مرحبا ‮abc', '回复「帮助」'],
    ['a template of our own', '${constructor} {{7*7}} $where', '回复「帮助」'],
  ])('answers %s with one clear sentence', async (_what, text, words) => {
    await told(bank.sandbox, 'zhou.min', text, words);
    expect(await bank.database.collection('complaints').countDocuments()).toBe(0);
  });

  it('refuses at the door what is larger than any message of WeCom, and keeps nothing of it', async () => {
    const delivery = await bank.sandbox.say('zhou.min', '投诉'.repeat(10_000));
    expect(delivery.attempts[0]?.status).toBe(413);
    expect(
      await bank.database.collection('inbox').countDocuments({ from: 'zhou.min', status: 'pending' }),
    ).toBe(0);
  });

  it('keeps emoji and right-to-left text of a complaint as they were written', async () => {
    const answer = await told(
      bank.sandbox,
      'zhou.min',
      '投诉：Ali Reza，手机13812345678，柜员说مرحبا然后笑😀，要求道歉',
      '回复「确认」',
    );
    expect(answer).toContain('😀');
    expect(answer).toContain('مرحبا');
  });
});

/** Two hundred at once: test/desk/at-once.test.ts. */
describe('filings at once', () => {
  it('give numbers without a gap', async () => {
    const clerks = Array.from({ length: 24 }, (_, at) => `clerk${at}`);
    const people = clerks
      .map(
        (id) =>
          `  - { userid: ${id}, name: 柜员${id.slice(5)}, position: 柜员, department: service, roles: [INTAKE] }`,
      )
      .join('\n');
    const bank = await openBank({
      orgFile: fileOf(`${readFileSync('config/org.demo.yaml', 'utf8')}${people}\n`),
    });
    try {
      await Promise.all(clerks.map((id) => bank.sandbox.say(id, SENTENCE)));
      await Promise.all(clerks.map((id) => bank.sandbox.say(id, '确认')));
      const complaints = bank.database.collection('complaints');
      await until('all are filed', async () => (await complaints.countDocuments()) === 24, 50_000);

      const ids = (await complaints.find().toArray()).map(({ _id }) => String(_id)).sort();
      const wanted = clerks.map((_, at) => `KFB26${String(at + 1).padStart(6, '0')}`);
      expect(ids).toEqual(wanted);
      await heard(bank.sandbox, 'clerk23', '已登记');
    } finally {
      await bank.close();
    }
  }, 90_000);
});

function fileOf(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'suda-org-'));
  const file = join(folder, `${createHash('sha256').update(text).digest('hex').slice(0, 8)}.yaml`);
  writeFileSync(file, text);
  return file;
}
