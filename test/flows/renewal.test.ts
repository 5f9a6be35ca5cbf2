import { cardsTo, cardTo, openBank, until, type TestBank } from '../support/bank';
import { walker } from '../support/walker';

const HOUR = 3_600_000;
const RENEWED = '已换新卡片，请点新卡';

describe('a card in nobody’s hands for three days (api.md 6.6)', () => {
  let bank: TestBank;
  beforeEach(async () => {
    bank = await openBank();
  });
  afterEach(() => bank.close());

  const classifying = (id: string) =>
    cardsTo(bank.sandbox, 'zhou.min', id).filter(({ card }) => JSON.stringify(card).includes('确认分类'));
  const words = (id: string) => classifying(id).map(({ state }) => state?.disabledButtons);
  const ledger = () => bank.database.collection('deliveries');
  const waits = async (id: string) =>
    (await ledger().find({ complaintId: id, renews: true }).toArray()).map(({ _id }) => String(_id));

  it('is replaced by a fresh one, says so, and the fresh one works', async () => {
    const walk = walker(bank);
    const id = await walk.filed();
    await cardTo(bank.sandbox, 'zhou.min', id, '分类');
    await until('it is to be replaced', async () => (await waits(id)).length === 1);

    bank.sandbox.clock.advance(71 * HOUR);
    await until('replaced', () => classifying(id).length === 2);
    await until('the old one says so', () => words(id)[0] === RENEWED);
    await until('the fresh one may be replaced in its turn', async () =>
      (await waits(id)).includes(`${id}-1-0-r1`),
    );
    expect(await waits(id)).toHaveLength(1);

    await walk.tap('zhou.min', classifying(id)[1]!, 'classify', { level: ['level.general'] });
    await until('done', () => words(id)[1] === '已办理');
    expect(words(id)).toEqual([RENEWED, '已办理']);
    expect((await waits(id)).filter((name) => name.includes('-1-0'))).toEqual([]);
  });

  it('is not replaced once it was answered', async () => {
    const walk = walker(bank);
    const id = await walk.filed();
    await walk.classified(id);
    await until('done', () => words(id)[0] === '已办理');
    await until('the next one is out', async () => (await waits(id)).length === 1);
    bank.sandbox.clock.advance(71 * HOUR);
    await until('the next one is replaced', async () =>
      (await waits(id)).some((name) => name.endsWith('-r1')),
    );
    expect(classifying(id)).toHaveLength(1);
  });

  it('that could not be replaced in time still works, and then says what was done', async () => {
    const walk = walker(bank);
    const id = await walk.filed();
    await cardTo(bank.sandbox, 'zhou.min', id, '分类');
    await until('it is to be replaced', async () => (await waits(id)).length === 1);
    // As after an outage: WeCom takes its code no more.
    bank.sandbox.clock.advance(80 * HOUR);
    await until('replaced', () => classifying(id).length === 2);
    await until('it cannot be redrawn', async () => {
      const row = await ledger().findOne({ _id: `${id}-1-0` as never });
      return row?.['redraw'] === 'lost';
    });
    expect(words(id)[0]).toBeUndefined();

    await walk.tap('zhou.min', classifying(id)[0]!, 'classify', { level: ['level.general'] });
    await until('both say so', () => words(id).every((each) => each === '已办理'));
  });
});
