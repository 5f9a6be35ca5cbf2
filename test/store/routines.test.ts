import { NOW, seconds, useStore } from './rig';

const rig = useStore();
const row = () => rig.models.routines.findById('check').lean();
const planned = { dueAt: seconds(60), isPlanned: true };

beforeEach(async () => {
  await rig.models.routines.deleteMany({});
  await rig.models.vacancies.deleteMany({});
});

describe('the rows of routines (例行任务)', () => {
  it('are new only once, however many services start', async () => {
    await Promise.all([rig.routines.arm(['check'], NOW), rig.routines.arm(['check'], NOW)]);
    expect(await rig.routines.open('check', 1)).toEqual({ dueAt: NOW, isPlanned: false });
    await rig.routines.plan('check', 1, planned);
    await rig.routines.arm(['check'], seconds(90));
    expect(await row()).toEqual({
      ...{ _id: 'check', version: 2, dueAt: seconds(60), claimedUntil: seconds(60) },
    });
  });

  it('move on once for each version, and an older one is no longer there', async () => {
    await rig.routines.arm(['check'], NOW);
    await Promise.all([
      rig.routines.plan('check', 1, planned),
      rig.routines.plan('check', 1, { dueAt: seconds(99), isPlanned: true }),
    ]);
    expect((await row())?.version).toBe(2);
    expect(await rig.routines.open('check', 1)).toBeUndefined();
    await rig.routines.plan('check', 1, { dueAt: seconds(999), isPlanned: true });
    expect((await row())?.dueAt).not.toEqual(seconds(999));
  });

  it('are due at their moment and not before, though claimed in the turn before it', async () => {
    await rig.routines.arm(['check'], NOW);
    expect(await rig.claims.claim('routines', NOW, 10, 15_000)).toEqual([{ id: 'check', version: 1 }]);
    await rig.routines.plan('check', 1, { dueAt: seconds(5), isPlanned: false });
    expect(await rig.claims.claim('routines', seconds(4), 10, 15_000)).toEqual([]);
    expect(await rig.claims.claim('routines', seconds(5), 10, 15_000)).toEqual([{ id: 'check', version: 2 }]);
    expect(await rig.routines.open('check', 2)).toEqual({ dueAt: seconds(5), isPlanned: false });
  });
});

describe('what is remembered of vacancies (R2)', () => {
  it('the check that first found each, until one does not find it', async () => {
    expect(await rig.vacancies.observe(['tech'], NOW)).toEqual(new Map([['tech', NOW]]));
    expect(await rig.vacancies.observe(['tech', 'finance'], seconds(9))).toEqual(
      new Map([
        ['tech', NOW],
        ['finance', seconds(9)],
      ]),
    );
    expect(await rig.vacancies.observe([], seconds(10))).toEqual(new Map());
    expect(await rig.vacancies.observe(['tech'], seconds(20))).toEqual(new Map([['tech', seconds(20)]]));
  });
});
