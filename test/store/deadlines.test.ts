import type { Deadline } from '../../src/domain/escalation';
import { complaint, deadline, NOW, recorded, seconds, useStore } from './rig';

const rig = useStore();
const ID = 'KFB26000001';
let version: number;

/** An act after which exactly these deadlines are wanted. */
const arm = (...wanted: readonly Deadline[]) =>
  rig.store.transact(async (tx) => {
    const before = (await tx.load(ID))?.complaint;
    version = (before?.version ?? 0) + 1;
    const after = complaint(ID, { version });
    await tx.commit(before, after, [recorded(after)], wanted);
  });
const armed = async () => {
  const rows = await rig.models.deadlines.find({ complaintId: ID }).sort({ _id: 1 }).lean();
  return rows.map(({ threshold, dueAt, version: of }) => ({ threshold, dueAt, version: of }));
};

beforeEach(async () => {
  await Promise.all(Object.values(rig.models).map((model) => model.collection.deleteMany({})));
});

describe('arming the deadlines of a case (布防)', () => {
  it('makes one row each, due when the domain says', async () => {
    await arm(deadline('day8', seconds(10)), deadline('due', seconds(20)));
    expect(await armed()).toEqual([
      { threshold: 'day8', dueAt: seconds(10), version: 1 },
      { threshold: 'due', dueAt: seconds(20), version: 1 },
    ]);
  });

  it('leaves alone what stays, gives what moved a new version, and removes what is gone', async () => {
    await arm(deadline('day8', seconds(10)), deadline('day12', seconds(15)), deadline('due', seconds(20)));
    await arm(deadline('day8', seconds(10)), deadline('due', seconds(30)));
    expect(await armed()).toEqual([
      { threshold: 'day8', dueAt: seconds(10), version: 1 },
      { threshold: 'due', dueAt: seconds(30), version: 2 },
    ]);
  });

  it('does not wake what somebody is already working at, unless it moved', async () => {
    await arm(deadline('day8', seconds(10)), deadline('due', seconds(10)));
    expect(await rig.claims.claim('deadlines', seconds(10), 10, 60_000)).toHaveLength(2);
    await arm(deadline('day8', seconds(10)), deadline('due', seconds(12)));
    expect(await rig.claims.claim('deadlines', seconds(12), 10, 60_000)).toEqual([
      { id: `${ID}-C0-1-due`, complaintId: ID, version: 2, dueAt: seconds(12) },
    ]);
  });

  it('tells the same threshold of two clocks apart', async () => {
    await arm(deadline('due', seconds(10), 'C6-1'), deadline('due', seconds(20), 'C6-2'));
    expect(await armed()).toHaveLength(2);
  });

  it('touches no other case', async () => {
    const other = complaint('KFB26000002');
    await rig.store.transact((tx) => tx.commit(undefined, other, [recorded(other)], [deadline('due', NOW)]));
    await arm(deadline('due', seconds(10)));
    await arm();
    expect(await armed()).toEqual([]);
    expect(await rig.models.deadlines.countDocuments({})).toBe(1);
  });
});

describe('taking a deadline as the cause of an act', () => {
  const take = (of: number) =>
    rig.store.transact((tx) => tx.take({ kind: 'deadline', id: `${ID}-C0-1-due`, version: of }));

  it('works once', async () => {
    await arm(deadline('due', NOW));
    expect(await take(1)).toBe(true);
    expect(await take(1)).toBe(false);
  });

  it('fails for a version that has moved on: the job was for an older due', async () => {
    await arm(deadline('due', NOW));
    await arm(deadline('due', seconds(60)));
    expect(await take(1)).toBe(false);
    expect(await take(2)).toBe(true);
  });

  it('is won by one of ten that try at once', async () => {
    await arm(deadline('due', NOW));
    const won = await Promise.all(Array.from({ length: 10 }, () => take(1)));
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  it('is undone with a failed act: the deadline is still armed', async () => {
    await arm(deadline('due', NOW));
    const act = rig.store.transact(async (tx) => {
      await tx.take({ kind: 'deadline', id: `${ID}-C0-1-due`, version: 1 });
      throw new Error('no');
    });
    await expect(act).rejects.toThrow('no');
    expect(await armed()).toHaveLength(1);
  });
});
