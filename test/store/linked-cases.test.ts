import { complaint, recorded, useStore } from './rig';

const rig = useStore();
const [A, M, B] = ['KFB26000001', 'KFB26000002', 'KFB26000003'] as const;
const [W, C, OTHER] = ['KFB26000004', 'KFB26000005', 'KFB26000006'] as const;

describe('the cases of one matter (R34)', () => {
  it('are found over links and merges in both directions, and over cases that ended', async () => {
    for (const of of [
      complaint(A, { linkedTo: [M] }),
      complaint(M, { state: 'MERGED', mergedInto: B }),
      complaint(B),
      complaint(W, { state: 'WITHDRAWN', linkedTo: [B, C] }),
      complaint(C),
      complaint(OTHER),
    ])
      await rig.store.transact((tx) => tx.commit(undefined, of, [recorded(of)], []));

    const matterOf = (id: string) =>
      rig.store.transact(async (tx) => {
        const loaded = await tx.load(id);
        if (!loaded) throw new Error(`no case ${id}`);
        return (await tx.linked(loaded.complaint)).map((each) => each.complaint.id).sort();
      });
    const all = [A, M, B, W, C];
    for (const id of all) expect(await matterOf(id)).toEqual(all.filter((each) => each !== id));
    expect(await matterOf(OTHER)).toEqual([]);
  });
});
