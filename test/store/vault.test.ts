import { createSealer } from '../../src/store/sealer';
import { createVault } from '../../src/store/vault';
import { complaint, recorded, useStore } from './rig';

const rig = useStore();
const rows = () => rig.database.connection.collection('vault');
const party = {
  name: '王女士',
  phone: '13812345678',
  idNo: '11010519491231002X',
  account: '6222021234567890123',
  facts: '信用卡年费重复扣了300元',
  request: '要求退款',
};
const FIELDS = ['name', 'phone', 'idNo', 'account', 'facts', 'request'] as const;

beforeEach(async () => {
  await rows().deleteMany({});
});

describe('personal data in the vault (保险库)', () => {
  it('comes back field by field, and only the fields asked for', async () => {
    await rig.vault.put('case-1', party);
    expect(await rig.vault.read('case-1', FIELDS)).toEqual(party);
    expect(await rig.vault.read('case-1', ['phone'])).toEqual({ phone: party.phone });
    expect(await rig.vault.read('case-2', FIELDS)).toEqual({});
  });

  it('is added to and corrected without losing the rest', async () => {
    await rig.vault.put('case-1', { name: '王女士', phone: '13812345678' });
    await rig.vault.put('case-1', { phone: '13900000000', request: '要求退款' });
    expect(await rig.vault.read('case-1', FIELDS)).toEqual({
      ...{ name: '王女士', phone: '13900000000', request: '要求退款' },
    });
  });

  it('stands nowhere in the database in the clear, in no encoding', async () => {
    await rig.store.transact(async (tx) => {
      const of = complaint('KFB26000001');
      await tx.putParty(of.id, party);
      await tx.saveDraft('lin', party);
      await tx.commit(undefined, of, [recorded(of)], []);
    });
    await rig.inbox.put({
      ...{ envelopeKey: 'e', messageKey: 'm', from: 'lin', kind: 'text' },
      callback: { at: new Date(0), content: Object.values(party).join() },
    });
    const raw = await wholeDatabase();
    expect(raw.length).toBeGreaterThan(2_000);
    expect(raw.includes('KFB26000001')).toBe(true);
    for (const value of Object.values(party)) {
      for (const encoding of ['utf8', 'utf16le'] as const)
        expect(raw.includes(Buffer.from(value, encoding))).toBe(false);
      for (const encoding of ['base64', 'hex'] as const) {
        expect(
          raw.includes(
            Buffer.from(value)
              .toString(encoding)
              .replace(/..?=*$/, ''),
          ),
        ).toBe(false);
      }
    }
  });

  it('is written and read inside the act: gone with a failed one', async () => {
    const act = rig.store.transact(async (tx) => {
      await tx.putParty('case-1', party);
      expect(await tx.readParty('case-1', ['name'])).toEqual({ name: party.name });
      throw new Error('no');
    });
    await expect(act).rejects.toThrow('no');
    expect(await rows().countDocuments()).toBe(0);
  });

  it('has a key for each case: the same words are sealed differently', async () => {
    await rig.vault.put('case-1', { name: '王女士' });
    await rig.vault.put('case-2', { name: '王女士' });
    const [one, two] = await rows().find({}).toArray();
    expect(one?.['wrappedKey']).not.toEqual(two?.['wrappedKey']);
    expect(one?.['fields']).not.toEqual(two?.['fields']);
  });
});

describe('what was tampered with', () => {
  beforeEach(async () => {
    await rig.vault.put('case-1', party);
    await rig.vault.put('case-2', { phone: '13900000000' });
  });
  const fieldsOf = async (id: string) =>
    (await rows().findOne({ _id: id as never }))?.['fields'] as Record<string, { buffer: Uint8Array }>;
  const set = (id: string, fields: object) => rows().updateOne({ _id: id as never }, { $set: fields });

  it('throws: a changed byte', async () => {
    const bytes = Buffer.from((await fieldsOf('case-1'))['phone']?.buffer ?? []);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await set('case-1', { 'fields.phone': bytes });
    await expect(rig.vault.read('case-1', ['phone'])).rejects.toThrow('seal_broken');
    expect(await rig.vault.read('case-1', ['name'])).toEqual({ name: party.name });
  });

  it('throws: a field put in the place of another', async () => {
    await set('case-1', { 'fields.name': (await fieldsOf('case-1'))['phone'] });
    await expect(rig.vault.read('case-1', ['name'])).rejects.toThrow('seal_broken');
  });

  it('throws: another case, key and all', async () => {
    const other = await rows().findOne({ _id: 'case-2' as never });
    await set('case-1', {
      wrappedKey: other?.['wrappedKey'] as unknown,
      fields: other?.['fields'] as unknown,
    });
    await expect(rig.vault.read('case-1', ['phone'])).rejects.toThrow('seal_broken');
  });

  it('throws: another master key', async () => {
    const foreign = createVault({ collection: rows(), sealer: createSealer(Buffer.alloc(32, 1)) });
    await expect(foreign.read('case-1', ['phone'])).rejects.toThrow('seal_broken');
    await expect(foreign.put('case-1', { name: 'x' })).rejects.toThrow('seal_broken');
  });
});

describe('destroying the key of a case (销毁, R28)', () => {
  it('makes its data unreadable and unfindable, and leaves the others', async () => {
    await rig.vault.put('case-1', party);
    await rig.vault.put('case-2', party);
    await rig.vault.destroy('case-1');
    expect(await rig.vault.read('case-1', FIELDS)).toEqual({});
    expect(await rig.vault.findByBlind('phone', party.phone)).toEqual(['case-2']);
    expect(await rig.vault.read('case-2', ['name'])).toEqual({ name: party.name });
  });

  it('is for good: the ciphertexts of a backup do not open under the key of a new row', async () => {
    await rig.vault.put('case-1', party);
    const backup = await rows().findOne({ _id: 'case-1' as never });
    await rig.vault.destroy('case-1');
    await rig.vault.put('case-1', { name: 'new' });
    await rows().updateOne({ _id: 'case-1' as never }, { $set: { fields: backup?.['fields'] as unknown } });
    await expect(rig.vault.read('case-1', ['phone'])).rejects.toThrow('seal_broken');
  });
});

describe('finding cases of one person by blind index', () => {
  it('gives every case of the same phone, and of nobody else', async () => {
    await rig.vault.put('case-1', { phone: '13812345678' });
    await rig.vault.put('case-2', { phone: '13812345678' });
    await rig.vault.put('case-3', { phone: '13812345679' });
    expect([...(await rig.vault.findByBlind('phone', '13812345678'))].sort()).toEqual(['case-1', 'case-2']);
    expect(await rig.vault.findByBlind('idNo', '13812345678')).toEqual([]);
  });

  it.each([
    '138 1234 5678',
    '138-1234-5678',
    '+8613812345678',
    '86 13812345678',
    '１３８１２３４５６７８',
    '+86 (138) 12345678',
  ])('knows a phone written as %s', async (written) => {
    await rig.vault.put('case-1', { phone: written });
    expect(await rig.vault.findByBlind('phone', '13812345678')).toEqual(['case-1']);
  });

  it('knows an identity number with a small x', async () => {
    await rig.vault.put('case-1', { idNo: '11010519491231002x' });
    expect(await rig.vault.findByBlind('idNo', '11010519491231002X')).toEqual(['case-1']);
  });

  it('follows a correction', async () => {
    await rig.vault.put('case-1', { phone: '13812345678' });
    await rig.vault.put('case-1', { phone: '13900000000' });
    expect(await rig.vault.findByBlind('phone', '13812345678')).toEqual([]);
    expect(await rig.vault.findByBlind('phone', '13900000000')).toEqual(['case-1']);
  });

  it('has an index for each, however often they are made', async () => {
    const keys = (await rows().listIndexes().toArray()).map(({ key }) => key as unknown);
    expect(keys).toEqual([{ _id: 1 }, { 'blind.phone': 1 }, { 'blind.idNo': 1 }]);
  });
});

/** Every document of every collection as the bytes it is stored in, and as JSON beside them. */
async function wholeDatabase(): Promise<Buffer> {
  const { db } = rig.database.connection;
  const chunks: Buffer[] = [];
  for (const { name } of (await db?.listCollections().toArray()) ?? []) {
    const found = rig.database.connection.collection(name).find({}, { raw: true } as never);
    for await (const raw of found) chunks.push(raw as unknown as Buffer);
    chunks.push(
      Buffer.from(JSON.stringify(await rig.database.connection.collection(name).find({}).toArray())),
    );
  }
  return Buffer.concat(chunks);
}
