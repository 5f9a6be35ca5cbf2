import type { PartyFields, Transaction } from '../../src/desk/ports';
import { complaint, recorded, useStore } from './rig';

const rig = useStore();
const PHONE = '13812345678';
const ID_NO = '11010519491231002X';
const id = (serial: number): string => `KFB26${String(serial).padStart(6, '0')}`;

const open = async (tx: Transaction, serial: number, party: PartyFields): Promise<void> => {
  const of = complaint(id(serial));
  await tx.putParty(of.id, party);
  await tx.commit(undefined, of, [recorded(of)], []);
};
const file = (serial: number, party: PartyFields) => rig.store.transact((tx) => open(tx, serial, party));
const find = (fields: Pick<PartyFields, 'phone' | 'idNo'>, limit = 20) =>
  rig.store.transact((tx) => tx.sameComplainant(fields, limit));

beforeEach(async () => {
  for (const { name } of await rig.database.connection.listCollections())
    await rig.database.connection.collection(name).deleteMany({});
});

describe('cases of the same complainant (同一投诉人, R18)', () => {
  it('are found by telephone or identity number, each saying by which, the latest first', async () => {
    await file(1, { phone: PHONE, facts: '年费重复扣了300元' });
    await file(2, { phone: '13900000000', idNo: ID_NO });
    await file(3, { phone: '138-1234-5678', idNo: ID_NO.toLowerCase(), facts: '三天没到账' });
    await file(4, { phone: '13900000001', facts: '年费重复扣了300元' });

    expect(await find({ phone: PHONE, idNo: ID_NO })).toEqual([
      { complaint: complaint(id(3)), phone: true, idNo: true, facts: '三天没到账' },
      { complaint: complaint(id(2)), phone: false, idNo: true },
      { complaint: complaint(id(1)), phone: true, idNo: false, facts: '年费重复扣了300元' },
    ]);
    expect(await find({ phone: '13811112222' })).toEqual([]);
    expect(await find({})).toEqual([]);
  });

  it('give only what was told, neither name nor number', async () => {
    await file(1, {
      name: '王小明',
      phone: PHONE,
      idNo: ID_NO,
      account: '6222021234567890123',
      facts: '年费',
    });
    const told = JSON.stringify(await find({ phone: PHONE }));
    expect(told).toContain('年费');
    for (const secret of ['王小明', PHONE, ID_NO, '6222021234567890123']) expect(told).not.toContain(secret);
  });

  it('are read inside the transaction: one filed in it is seen, and gone with it', async () => {
    const act = rig.store.transact(async (tx) => {
      await open(tx, 1, { phone: PHONE });
      expect(await tx.sameComplainant({ phone: PHONE }, 20)).toHaveLength(1);
      throw new Error('power cut');
    });
    await expect(act).rejects.toThrow('power cut');
    expect(await find({ phone: PHONE })).toEqual([]);
  });

  it('are the latest only, where there are more than asked for', async () => {
    await rig.store.transact(async (tx) => {
      for (const serial of [1, 2, 3, 4]) await open(tx, serial, { phone: PHONE });
      await open(tx, 5, { idNo: ID_NO });
    });
    const found = await find({ phone: PHONE, idNo: ID_NO }, 3);
    expect(found.map(({ complaint: each }) => each.id)).toEqual([id(5), id(4), id(3)]);
  });

  it('are not all those who left no number', async () => {
    await file(1, { phone: '未留电话' });
    expect(await find({ phone: '未留电话' })).toEqual([]);
  });

  it('are found no more once the key of a case is destroyed (R28)', async () => {
    await file(1, { phone: PHONE });
    await rig.vault.destroy(id(1));
    expect(await find({ phone: PHONE })).toEqual([]);
  });

  it('do not keep a new complaint out when an old one was tampered with: it comes without its story', async () => {
    await file(1, { phone: PHONE, facts: '年费' });
    const rows = rig.database.connection.collection('vault');
    await rows.updateOne({ _id: id(1) as never }, { $set: { 'fields.facts': Buffer.alloc(40, 1) } });
    expect(await find({ phone: PHONE })).toEqual([{ complaint: complaint(id(1)), phone: true, idNo: false }]);
  });
});
