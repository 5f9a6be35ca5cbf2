import { createGroupBudget } from '../../src/store/send-budget';
import { NOW, seconds, useStore } from './rig';

const rig = useStore();
const posts = () => rig.groupPosts;

beforeEach(async () => {
  await rig.models.groupPosts.deleteMany({});
  await rig.models.sendBudgets.deleteMany({});
});

describe('posts into the group (群推送)', () => {
  it('stay as they were put first, sealed, and wait until they may go', async () => {
    await posts().put({ id: 'a', body: '重大投诉' }, seconds(60));
    await posts().put({ id: 'a', body: '另一句' }, NOW);
    expect(await posts().post('a')).toEqual({
      ...{ id: 'a', body: '重大投诉', status: 'pending', postAt: seconds(60) },
    });
    const row = await rig.models.groupPosts.collection.findOne({});
    expect(JSON.stringify(row)).not.toContain('重大');
    expect(await rig.claims.claim('posts', seconds(59), 10, 15_000)).toEqual([]);
    expect(await rig.claims.claim('posts', seconds(60), 10, 15_000)).toEqual([{ id: 'a' }]);
    expect(await posts().post('nobody')).toBeUndefined();
  });

  it('are begun by one alone, and again only after a clear no', async () => {
    await posts().put({ id: 'a', body: 'x' }, NOW);
    const begun = await Promise.all([1, 2, 3].map(() => posts().begin('a', NOW)));
    expect(begun.filter(Boolean)).toHaveLength(1);
    expect(await posts().post('a')).toMatchObject({ triedAt: NOW });
    await posts().untried('a');
    expect(await posts().begin('a', NOW)).toBe(true);
  });

  it('are what WeCom said they are, though somebody took them for lost meanwhile', async () => {
    await posts().put({ id: 'a', body: 'x' }, NOW);
    await posts().failed('a', 'ambiguous');
    expect(await posts().begin('a', NOW)).toBe(false);
    await posts().sent('a', NOW);
    expect(await rig.models.groupPosts.findById('a').lean()).toMatchObject({ status: 'sent', sentAt: NOW });
    await posts().failed('a', 'ambiguous');
    expect(await posts().post('a')).toMatchObject({ status: 'sent' });
  });
});

describe('the budget of the group', () => {
  it('is twenty in a minute, taken by many at once, and says how long there is none', async () => {
    const budget = createGroupBudget(rig.models);
    const waits = await Promise.all(Array.from({ length: 25 }, () => budget()));
    expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(20);
    const [waitMs = 0] = waits.filter((each) => each > 0);
    expect(waitMs).toBeGreaterThan(50_000);
    expect(waitMs).toBeLessThanOrEqual(65_000);
  });

  it('takes no room from a member, whatever their userid', async () => {
    const budget = createGroupBudget(rig.models, 1);
    expect(await budget()).toBe(0);
    expect(await budget()).toBeGreaterThan(0);
    expect(await rig.models.sendBudgets.countDocuments({ _id: 'group' })).toBe(0);
  });
});
