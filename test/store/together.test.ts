import type { Transaction } from '../../src/desk/ports';
import type { Complaint } from '../../src/domain/complaint';
import { complaint, deadline, NOW, recorded, seconds, useStore } from './rig';

const rig = useStore();
const RUNNING = { id: 'C1', kind: 'C1', startAt: NOW, dueAt: seconds(60) } as Complaint['clocks'][number];
const ANSWER = { fingerprint: 'f', status: 201, body: '{"id":"…"}', version: 1 };

beforeEach(async () => {
  for (const { name } of await rig.database.connection.listCollections()) {
    await rig.database.connection.collection(name).deleteMany({});
  }
});

const count = (name: string) => rig.database.connection.collection(name).countDocuments();

/** 登记 as the desk does it; undefined when the request was taken before. */
const filing =
  (key: string, last?: (tx: Transaction) => Promise<unknown>) =>
  async (tx: Transaction): Promise<number | undefined> => {
    if (!(await tx.take({ kind: 'request', id: key }))) return undefined;
    const serial = await tx.nextSerial('KFB', '26');
    const of = complaint(`KFB26${String(serial).padStart(6, '0')}`, { clocks: [RUNNING] });
    await tx.putParty(of.id, { phone: `138000${String(serial).padStart(5, '0')}`, name: key });
    await tx.commit(undefined, of, [recorded(of)], [deadline('due', seconds(10))]);
    await tx.keepAnswer(key, ANSWER);
    await last?.(tx);
    return serial;
  };
const file = (key: string, last?: (tx: Transaction) => Promise<unknown>) =>
  rig.store.together(filing(key, last));
const alone = (key: string) => rig.store.transact(filing(key));
const transactions = async () => {
  const { transactions: of } = (await rig.database.connection.db?.admin().serverStatus()) as {
    readonly transactions: { readonly totalCommitted: number };
  };
  return Number(of.totalCommitted);
};

describe('filings that come together (成批登记, R25)', () => {
  it('share a few transactions, each with a number of its own and all that belongs to it', async () => {
    const before = await transactions();
    const serials = await Promise.all(Array.from({ length: 100 }, (_, at) => file(`key-${at}`)));
    expect((await transactions()) - before).toBeLessThan(10);
    expect(serials.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
    for (const name of ['complaints', 'events', 'outbox', 'deadlines', 'reckonings', 'vault', 'api_answers'])
      expect([name, await count(name)]).toEqual([name, 100]);
    for (const at of [0, 42, 99]) {
      const id = `KFB26${String(serials[at]).padStart(6, '0')}`;
      expect(await rig.vault.read(id, ['name'])).toEqual({ name: `key-${at}` });
    }
  });

  it('are written as one is that comes alone', async () => {
    await alone('one');
    await Promise.all([file('two'), file('three')]);
    const rowsOf = async (name: string) => {
      const rows = await rig.database.connection.collection(name).find().sort({ _id: 1 }).toArray();
      const [first, ...others] = rows.map((row) => JSON.stringify(Object.keys(row)));
      return { name, first, others: [...new Set(others)] };
    };
    for (const each of ['complaints', 'events', 'outbox', 'deadlines', 'reckonings', 'vault']) {
      const { first, others } = await rowsOf(each);
      expect([each, others]).toEqual([each, [first]]);
    }
  });

  it('count on from who filed alone in between, and the other way round', async () => {
    const both = Array.from({ length: 60 }, (_, at) => (at % 3 === 0 ? alone(`a-${at}`) : file(`f-${at}`)));
    const serials = (await Promise.all(both)).map(Number);
    expect(serials.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
    expect(await count('complaints')).toBe(60);
  });

  it('do not fall with one among them that fails', async () => {
    const failing = () => Promise.reject(new Error('no'));
    const all = await Promise.allSettled(
      Array.from({ length: 40 }, (_, at) => file(`key-${at}`, at % 10 === 3 ? failing : undefined)),
    );
    const failed = all.flatMap((each, at) => (each.status === 'rejected' ? [at] : []));
    expect(failed).toEqual([3, 13, 23, 33]);
    expect(await count('complaints')).toBe(36);
    const serials = all.flatMap((each) => (each.status === 'fulfilled' ? [Number(each.value)] : []));
    expect(serials.sort((a, b) => a - b)).toEqual(Array.from({ length: 36 }, (_, at) => at + 1));
  });

  it('of one key are done once, in one group or long after', async () => {
    const serials = await Promise.all(['same', 'other', 'same', 'same'].map((key) => file(key)));
    expect(serials.filter((serial) => serial !== undefined)).toHaveLength(2);
    expect(await Promise.all([file('same'), file('third')])).toEqual([undefined, 3]);
    expect(await alone('same')).toBeUndefined();
    expect(await count('complaints')).toBe(3);
  });

  it('leave no number taken when nothing came of it', async () => {
    await file('first');
    const refused = rig.store.together((tx) => tx.take({ kind: 'request', id: 'refused' }));
    expect(await Promise.all([refused, file('second')])).toEqual([true, 2]);
  });
});
