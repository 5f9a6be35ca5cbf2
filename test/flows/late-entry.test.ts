import { cardTo, openBank, redrawnTo, type TestBank } from '../support/bank';
import { walker } from '../support/walker';

let bank: TestBank;
beforeAll(async () => {
  bank = await openBank();
});
afterAll(() => bank.close());

describe('a first contact entered afterwards (R5, R58)', () => {
  it('shows both moments, takes back the missed limit, and is refused before the complaint came in', async () => {
    const walk = walker(bank);
    const id = await walk.filed();
    bank.sandbox.clock.advance(4 * 3_600_000);
    await cardTo(bank.sandbox, 'lin.tao', id, '首次联系已超时');

    const early = await walk.say('zhou.min', `联系 ${id} 电话 时间：昨天 15:20 已说明处理流程`, '时间不对');
    expect(early).toContain('也不能早于 3月2日 09:30');
    expect(early).toContain('（制度 R5）');
    await walk.say('zhou.min', `联系 ${id} 电话 时间：10:40 已说明处理流程`, '联系记录已记下');

    expect(await walk.say('zhou.min', `查 ${id}`, '补录')).toContain(
      '首次联系：3月2日 10:40 完成（3月2日 13:30 补录），期限内完成，此前记的超时更正',
    );
    expect(await redrawnTo(bank.sandbox, 'lin.tao', id, '首次联系已超时')).toBe('补录更正：未超时');
  });
});
