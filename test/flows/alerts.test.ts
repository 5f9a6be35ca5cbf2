import type { DomainEvent } from '../../src/domain/events';
import type { ChatMessage } from '../../src/sandbox';
import {
  cardsTo,
  cardTo,
  openBank,
  redrawnTo,
  told,
  until,
  type TestBank,
  type TestBankOptions,
} from '../support/bank';

const MINUTE = 60_000;

let bank: TestBank;
afterEach(() => bank.close());

const tap = (userid: string, card: ChatMessage, key: string, selected?: Record<string, string[]>) =>
  bank.sandbox.tap(userid, card.taskId ?? '', key, selected);
const pass = (minutes: number) => bank.sandbox.clock.advance(minutes * MINUTE);
const eventsOf = (id: string, type: string) =>
  bank.database
    .collection<{ event: DomainEvent }>('events')
    .find({ complaintId: id, 'event.type': type })
    .toArray();
const ringing = (userid: string) =>
  bank.sandbox
    .calls()
    .filter(({ path, request }) => path?.includes('pstncc/call') && JSON.stringify(request).includes(userid));

/** A major case (重大) of which the head was told. */
async function major(options: TestBankOptions = {}): Promise<{ id: string; card: ChatMessage }> {
  bank = await openBank(options);
  const filing = '投诉：王小明，手机13987654321，信用卡年费重复扣了300元，要求退款';
  await told(bank.sandbox, 'zhou.min', filing, '回复「确认」');
  const id = /KFB\d{8}/u.exec(await told(bank.sandbox, 'zhou.min', '确认', '已登记'))?.[0] ?? '';
  await told(bank.sandbox, 'zhou.min', `联系 ${id} 电话 已说明处理流程`, '联系记录已记下');
  await tap('zhou.min', await cardTo(bank.sandbox, 'zhou.min', id, '分类'), 'classify', {
    level: ['level.major'],
  });
  return { id, card: await cardTo(bank.sandbox, 'zhao.lei', id, '重大投诉') };
}

describe('an urgent notice (R63)', () => {
  it('asks for 收到, and that is the end of it', async () => {
    const { id, card } = await major();
    expect(JSON.stringify(card.card)).not.toMatch(/王小明|1398765/u);
    await tap('zhao.lei', card, 'received');
    expect(await redrawnTo(bank.sandbox, 'zhao.lei', id, '重大投诉')).toBe('赵磊 已收到 3月2日 09:30');
    const [reached] = await eventsOf(id, 'reached');
    expect(reached?.event).toMatchObject({ by: 'zhao.lei', how: 'acknowledged', userId: 'zhao.lei' });

    pass(120);
    await told(bank.sandbox, 'zhao.lei', '待办', '');
    expect(cardsTo(bank.sandbox, 'zhao.lei', id, '重大投诉')).toHaveLength(1);
  });

  it('rings who stays silent after the second card; what was said on the telephone ends it', async () => {
    const { id } = await major();
    pass(5);
    await until('a second card', () => cardsTo(bank.sandbox, 'zhao.lei', id, '重大投诉').length === 2);
    pass(5);
    await until('it rings', () => ringing('zhao.lei').length === 1);
    bank.sandbox.answer('zhao.lei');
    pass(1);
    expect(await redrawnTo(bank.sandbox, 'zhao.lei', id, '重大投诉')).toMatch(/^赵磊 已接听/u);
    const [reached] = await eventsOf(id, 'reached');
    expect(reached?.event).toMatchObject({ by: 'system', how: 'spoken', userId: 'zhao.lei' });
    pass(60);
    await told(bank.sandbox, 'zhao.lei', '待办', '');
    expect(ringing('zhao.lei')).toHaveLength(1);
  });

  it('goes by a colleague where there is no voice call, then to the next person, and the record says so', async () => {
    const { id } = await major({ voice: 'off' });
    pass(5);
    await until('a second card', () => cardsTo(bank.sandbox, 'zhao.lei', id, '重大投诉').length === 2);
    pass(5);
    const task = await cardTo(bank.sandbox, 'zhou.min', id, '请打电话给赵磊');
    expect(JSON.stringify(task.card)).toContain('"userid":"zhao.lei"');
    await tap('zhou.min', task, 'no_answer');
    expect(await redrawnTo(bank.sandbox, 'zhou.min', id, '请打电话给赵磊')).toBe('未接通');
    pass(5);
    await cardTo(bank.sandbox, 'lin.tao', id, '请打电话给赵磊');
    pass(5);
    await until('asked again', () => cardsTo(bank.sandbox, 'zhou.min', id, '请打电话给赵磊').length === 2);
    pass(5);

    const next = await cardTo(bank.sandbox, 'ma.wen', id, '重大投诉');
    expect(JSON.stringify(next.card)).toContain('赵磊没有回应');
    const [passed] = await eventsOf(id, 'alert_passed');
    expect(passed?.event).toMatchObject({ from: 'zhao.lei', to: { userId: 'ma.wen' } });
    expect(passed?.event).toMatchObject({
      calls: [
        { result: 'not_taken' },
        { result: 'not_answered', by: 'zhou.min' },
        { result: 'silent', by: 'lin.tao' },
        { result: 'silent', by: 'zhou.min' },
      ],
    });

    await tap('ma.wen', next, 'received');
    for (const userid of ['zhao.lei', 'ma.wen'])
      expect(await redrawnTo(bank.sandbox, userid, id, '重大投诉')).toMatch(/^马文舟 已收到/u);
    expect(await redrawnTo(bank.sandbox, 'lin.tao', id, '请打电话给赵磊')).toBe('已请他人联系');

    const known = await told(bank.sandbox, 'zhao.lei', `谁知道 ${id}`, '谁知道');
    expect(known).toMatch(/赵磊 重大投诉：已发（消息 .{6}）/u);
    expect(known).toContain('09:40 语音电话给赵磊：企业微信没有受理');
    expect(known).toContain('09:40 周敏打电话给赵磊：未接通');
    expect(known).toMatch(/周敏 请打电话：已发（消息 .{6}），3月2日 09:40 点了「未接通」/u);
    expect(known).toMatch(/马文舟 重大投诉：已发（消息 .{6}），3月2日 09:55 点了「收到」/u);
    expect(known).not.toMatch(/王小明|1398765/u);
    await told(bank.sandbox, 'he.li', `谁知道 ${id}`, '没有找到');
  });

  it('a colleague who got through ends it; what comes too late gets a truthful sentence', async () => {
    const { id, card } = await major({ voice: 'off' });
    pass(5);
    await until('a second card', () => cardsTo(bank.sandbox, 'zhao.lei', id, '重大投诉').length === 2);
    pass(5);
    await tap('zhou.min', await cardTo(bank.sandbox, 'zhou.min', id, '请打电话给赵磊'), 'got_through');
    expect(await redrawnTo(bank.sandbox, 'zhao.lei', id, '重大投诉')).toBe('赵磊 已接听 3月2日 09:40');
    expect(await redrawnTo(bank.sandbox, 'zhou.min', id, '请打电话给赵磊')).toBe('已接通');
    const [reached] = await eventsOf(id, 'reached');
    expect(reached?.event).toMatchObject({ by: 'zhou.min', how: 'called', userId: 'zhao.lei' });
    expect(card.taskId).toBeDefined();
  });

  it('asks nobody any more once the case ended', async () => {
    const { id } = await major({ voice: 'off' });
    await told(bank.sandbox, 'zhou.min', `撤回 ${id} 身份：核对身份证 凭证：撤回书`, '确认');
    await told(bank.sandbox, 'zhou.min', '确认', id);
    pass(5);
    expect(await redrawnTo(bank.sandbox, 'zhao.lei', id, '重大投诉')).toBe('事项已办结');
    expect(cardsTo(bank.sandbox, 'zhao.lei', id, '重大投诉')).toHaveLength(1);
  });
});
