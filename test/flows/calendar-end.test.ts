import { cardTo, openBank, told } from '../support/bank';

const SENTENCE = '投诉：王女士，手机13987654321，信用卡年费重复扣了300元，要求退款';
const at = (date: string) => ({ clock: { now: () => Date.parse(`${date}:00+08:00`) } });

/** 2027 stands in no table of config/rules.yaml. */
describe('the end of the calendar (6.5)', () => {
  it('refuses a step whose limit would fall into a year nobody has entered, and says which', async () => {
    const bank = await openBank(at('2026-12-30T09:30'));
    try {
      await told(bank.sandbox, 'zhou.min', SENTENCE, '回复「确认」');
      await told(bank.sandbox, 'zhou.min', '确认', 'KFB26000001');
      const card = await cardTo(bank.sandbox, 'zhou.min', '请联系投诉人并分类');
      const tapped = bank.sandbox.chat('zhou.min').length;
      await bank.sandbox.tap('zhou.min', card.taskId ?? '', 'classify');
      const answer = await bank.sandbox.waitFor(
        'zhou.min',
        (each) => bank.sandbox.chat('zhou.min').indexOf(each) >= tapped && each.from === 'app',
      );
      expect(answer.content).toContain('工作日历还没有 2027 年');
      const row = await bank.database.collection('complaints').findOne({});
      expect(row?.['state']).toBe('RECEIVED');
    } finally {
      await bank.close();
    }
  });

  it('takes no number for a complaint it cannot register (R25)', async () => {
    const bank = await openBank(at('2026-12-31T09:30'));
    try {
      await told(bank.sandbox, 'zhou.min', SENTENCE, '回复「确认」');
      await told(bank.sandbox, 'zhou.min', '确认', '工作日历还没有 2027 年');
      for (const collection of ['complaints', 'counters', 'vault', 'events']) {
        expect([collection, await bank.database.collection(collection).countDocuments()]).toEqual([
          collection,
          0,
        ]);
      }
      // Nothing is lost: the draft still stands, and can be confirmed when the calendar is there.
      await told(bank.sandbox, 'zhou.min', '确认', '工作日历还没有 2027 年');
    } finally {
      await bank.close();
    }
  });
});
