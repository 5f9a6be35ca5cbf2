import * as fc from 'fast-check';
import { deadlinesOf, type Deadline } from '../../src/domain/escalation';
import type { Complaint } from '../../src/domain/complaint';
import type { DomainEvent } from '../../src/domain/events';
import { rules } from '../support/builders';
import { play, tries } from '../support/random-case';
import { complaint, deadline, recorded, seconds, useStore } from './rig';

const rig = useStore();
const ID = 'KFB26000001';

beforeEach(async () => {
  await Promise.all(Object.values(rig.models).map((model) => model.collection.deleteMany({})));
});

const commit = (
  before: Complaint | undefined,
  after: Complaint,
  events: readonly DomainEvent[],
  deadlines: readonly Deadline[],
) =>
  rig.store.transact((tx) => {
    const first = after.version - events.length + 1;
    // Documents bear the number of the one case that is played again and again.
    const chained = events.map(({ document: _document, ...event }, at) =>
      recorded({ ...after, version: first + at }, event),
    );
    return tx.commit(before, after, chained, deadlines);
  });
const stored = async (id = ID) => (await rig.models.complaints.findById(id).lean())?.nextDueAt;
const least = async (id = ID) =>
  (await rig.models.deadlines.findOne({ complaintId: id }).sort({ dueAt: 1 }).lean())?.dueAt;

describe('when a case is next due (下一次到期)', () => {
  it('is the least of its deadlines, whatever its history', async () => {
    let serial = 0;
    await fc.assert(
      fc.asyncProperty(tries, async (list) => {
        const id = `KFB2699${String(++serial).padStart(4, '0')}`;
        let before: Complaint | undefined;
        for (const { events, after: folded } of play(list).steps) {
          const after = { ...folded, id };
          const wanted = deadlinesOf(after, rules);
          await commit(before, after, events, wanted);
          before = after;
          const dues = wanted.map(({ dueAt }) => dueAt.getTime());
          expect((await stored(id))?.getTime()).toBe(dues.length > 0 ? Math.min(...dues) : undefined);
          expect(await stored(id)).toEqual(await least(id));
        }
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  it('moves with deadlines that are armed without an act, and goes with the last of them', async () => {
    const of = complaint(ID);
    await commit(undefined, of, [recorded(of).event], [deadline('due', seconds(20))]);
    await rig.store.transact((tx) =>
      tx.arm(ID, [deadline('due', seconds(40)), deadline('day8', seconds(30))]),
    );
    expect(await stored()).toEqual(seconds(30));
    await rig.store.transact((tx) => tx.arm(ID, []));
    expect(await stored()).toBeUndefined();
  });

  it('is nothing the case itself knows of', async () => {
    const of = complaint(ID);
    await commit(undefined, of, [recorded(of).event], [deadline('due', seconds(20))]);
    await rig.models.complaints.updateOne({ _id: ID }, { $set: { rearmedAt: seconds(1) } });
    expect((await rig.store.transact((tx) => tx.load(ID)))?.complaint).toEqual(of);
  });
});
