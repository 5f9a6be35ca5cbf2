import { createBulkBudget } from '../../src/store/bulk-budget';
import { createSendBudget } from '../../src/store/send-budget';
import { useStore } from './rig';

const rig = useStore();
const shares = { ordinary: 15, urgent: 18, digest: 30 };
const options = { shares, accounts: 1_000 };
beforeEach(async () => {
  for (const name of ['send_budgets', 'send_days'])
    await rig.database.connection.collection(name).deleteMany({});
});

describe('room for a message to many (api.md 6.2)', () => {
  it('is for those who have not had enough in the minute, and counts with all else they get', async () => {
    const [single, bulk] = [createSendBudget(rig.models, options), createBulkBudget(rig.models, options)];
    for (let turn = 0; turn < 15; turn++) await single('busy', 'ordinary');
    const first = await bulk(['busy', 'free', 'new']);
    expect(first).toMatchObject({ room: ['free', 'new'], later: ['busy'] });
    expect(first.waitMs).toBeGreaterThanOrEqual(60_000);

    for (let turn = 0; turn < 14; turn++) await single('free', 'ordinary');
    expect(await single('free', 'ordinary')).toMatchObject({ full: 'member' });
    expect(await single('free', 'urgent')).toMatchObject({ waitMs: 0 });
  });

  it('is of the day’s share of everybody together, all or nothing', async () => {
    // Half of 200 for one account.
    const bulk = createBulkBudget(rig.models, { shares, accounts: 1 });
    const people = (count: number) => Array.from({ length: count }, (_, no) => `m${no}`);
    expect((await bulk(people(60))).room).toHaveLength(60);
    const over = await bulk(people(41));
    expect(over).toMatchObject({ room: [], later: people(41) });
    expect(over.waitMs).toBeLessThanOrEqual(24 * 3_600_000);
    expect((await bulk(people(40))).room).toHaveLength(40);
  });
});
