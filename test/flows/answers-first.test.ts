import { createLedger } from '../../src/store/ledger';
import { modelsOf } from '../../src/store/models';
import { createSealer } from '../../src/store/sealer';
import { freeze, textMessage } from '../../src/wecom/app-message';
import { MONDAY, openBank, told, until, type TestBank } from '../support/bank';

const ORDINARY = 90;

describe('who asked and waits with the phone in the hand', () => {
  let bank: TestBank;
  beforeEach(async () => {
    bank = await openBank();
  });
  afterEach(() => bank.close());

  it('is answered before what is ordinary, however much of that waits', async () => {
    const { sandbox, database, masterKey } = bank;
    const ledger = createLedger(modelsOf(database), createSealer(Buffer.from(masterKey, 'base64')));
    sandbox.faults.add({ path: 'message/send', kind: 'delay', value: 1_000 });
    const to = 'lin.tao';
    for (let no = 0; no < ORDINARY; no++) {
      const id = `ordinary-${no}`;
      const body = freeze(textMessage({ to: [to], agentId: 1_000_002, content: `第 ${no} 条` }), id);
      await ledger.tell({ id, to, body }, new Date(MONDAY));
    }
    const waiting = () => database.collection('deliveries').countDocuments({ status: 'pending' });
    await until('they are on their way', async () => (await waiting()) < ORDINARY);
    await told(sandbox, 'zhou.min', '帮助', '投诉');
    expect(await waiting()).toBeGreaterThan(ORDINARY / 3);
    sandbox.faults.clearAll();
  });
});
