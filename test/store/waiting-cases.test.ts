import { fillWaits } from '../../src/store/waiting-cases';
import { inState, MONDAY, org, person } from '../support/builders';
import { toRow } from '../../src/store/complaint-row';
import { useStore } from './rig';

const rig = useStore();
const hours = (count: number) => new Date(MONDAY.getTime() + count * 3_600_000);
const waiting = (userId: string) => rig.store.transact((tx) => tx.waiting(person(userId), org, 10));

describe('the cases that wait for somebody', () => {
  beforeEach(() => rig.models.complaints.deleteMany({}));

  it('are found by whom they wait for, what is due next first, and those of others are not read', async () => {
    const investigating = inState('INVESTIGATING');
    await rig.models.complaints.insertMany([
      { ...toRow({ ...investigating, id: 'KFB26000001' }, 'h'), nextDueAt: hours(9) },
      { ...toRow({ ...investigating, id: 'KFB26000002' }, 'h'), nextDueAt: hours(3) },
      toRow({ ...inState('RECEIVED'), id: 'KFB26000003' }, 'h'),
    ]);
    expect((await waiting('chen.gang')).map(({ id }) => id)).toEqual(['KFB26000002', 'KFB26000001']);
    expect((await waiting('zhou.min')).map(({ id }) => id)).toEqual(['KFB26000003']);
  });

  it('get their keys when they were written before there were any', async () => {
    const { waits: _, ...row } = toRow(inState('INVESTIGATING'), '');
    await rig.models.complaints.collection.insertOne(row as never);
    expect(await waiting('chen.gang')).toEqual([]);
    expect(await fillWaits(rig.models)).toBe(1);
    expect(await waiting('chen.gang')).toHaveLength(1);
    expect(await fillWaits(rig.models)).toBe(0);
  });
});
