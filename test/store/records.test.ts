import type { RecordedEvent } from '../../src/desk/ports';
import { complaint, recorded, useStore } from './rig';

const rig = useStore();

/** More than two pages of cases, the first with two records. */
const COUNT = 205;
const idOf = (n: number) => `KFB26${String(n).padStart(6, '0')}`;
const eventOf = (n: number, seq: number): RecordedEvent => recorded(complaint(idOf(n), { version: seq }));

beforeAll(async () => {
  await rig.store.transact(async (tx) => {
    for (let n = 1; n <= COUNT; n++) {
      const version = n === 1 ? 2 : 1;
      const events = n === 1 ? [eventOf(1, 1), eventOf(1, 2)] : [eventOf(n, 1)];
      await tx.commit(undefined, complaint(idOf(n), { version }), events, []);
    }
  });
});

async function all() {
  const found = [];
  for await (const record of rig.records.all()) found.push(record);
  return found;
}

describe('all records, case by case (R24)', () => {
  it('each case once, with its own records in order and where it says they end', async () => {
    const records = await all();
    expect(records.map(({ complaintId }) => complaintId)).toEqual(
      Array.from({ length: COUNT }, (_, at) => idOf(at + 1)),
    );
    expect(
      records.every(({ complaintId, links }) => links.every((link) => link.complaintId === complaintId)),
    ).toBe(true);
    expect(records[0]).toMatchObject({
      ...{ kind: 'events', head: { seq: 2, hash: 'hash-2' } },
      links: [{ seq: 1 }, { seq: 2 }],
    });
    expect(records[COUNT - 1]).toMatchObject({ head: { seq: 1 }, links: [{ seq: 1 }] });
  });

  it('each as of one moment, while cases move', async () => {
    const busy = idOf(9);
    let isDone = false;
    const writing = (async () => {
      for (let version = 2; !isDone; version++) {
        const [before, after] = [version - 1, version].map((each) => complaint(busy, { version: each }));
        await rig.store.transact((tx) => tx.commit(before, after!, [eventOf(9, version)], []));
      }
    })();
    try {
      for (let turn = 0; turn < 40; turn++) {
        const { head, links } = (await all()).find(({ complaintId }) => complaintId === busy)!;
        expect(links.at(-1)?.seq).toBe(head?.seq);
      }
    } finally {
      isDone = true;
      await writing;
    }
  });

  it('also of a case that is gone, wherever its number stands', async () => {
    for (const n of [50, 205]) await rig.models.complaints.deleteOne({ _id: idOf(n) });
    const gone = (await all()).filter(({ head }) => !head).map(({ complaintId }) => complaintId);
    expect(gone).toEqual([idOf(50), idOf(205)]);
  });
});
