import { cardTo, openBank, type TestBank } from '../support/bank';
import { walker } from '../support/walker';

let bank: TestBank;
beforeAll(async () => {
  bank = await openBank();
});
afterAll(() => bank.close());

describe('assigning the investigator (T5)', () => {
  it('shows the lead the open cases each candidate has, as they are when the card goes out', async () => {
    const walk = walker(bank);
    const optionsOf = async (id: string) =>
      JSON.stringify((await cardTo(bank.sandbox, 'lin.tao', id, '分派')).card);
    const first = await walk.filed();
    await walk.classified(first);
    expect(await optionsOf(first)).toContain('陈刚（在办 0 件）');
    await walk.assigned(first);
    await cardTo(bank.sandbox, 'chen.gang', first, '调查');

    const second = await walk.filed('信用卡被盗刷500元');
    await walk.classified(second);
    expect(await optionsOf(second)).toMatch(/宋阳（在办 0 件）.*陈刚（在办 1 件）/u);
  });
});
