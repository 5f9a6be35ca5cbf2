import { connectMongo } from '../../src/store/connection';
import { createInbox } from '../../src/store/inbox';
import { isDatabaseOutage } from '../../src/store/outage';
import { createSealer } from '../../src/store/sealer';
import { useDatabase } from '../support/mongo';
import { wireTo } from '../support/wire';
import { arrival, type Letter, MASTER_KEY, NOW } from './rig';

const database = useDatabase();

describe('an inbox whose database is gone', () => {
  it('tells nobody that anything is safe, and loses nothing that comes again', async () => {
    const wire = await wireTo(database.uri);
    const connection = await connectMongo(wire.uri);
    const inbox = createInbox<Letter>({
      ...{ collection: connection.collection('inbox'), now: () => NOW },
      sealer: createSealer(MASTER_KEY),
    });
    try {
      expect(await inbox.put(arrival('before'))).toBe('stored');
      await wire.cut();
      const together = ['1', '2', 'before'].map((key) => inbox.put(arrival(key)));
      for (const outcome of await Promise.allSettled(together)) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'inbox_unavailable' } });
      }
      await wire.mend();
      expect(await inbox.put(arrival('1'))).toBe('stored');
      expect(await inbox.put(arrival('before'))).toBe('duplicate');
      expect(await database.connection.collection('inbox').countDocuments()).toBe(2);
    } finally {
      await connection.close();
      await wire.cut();
    }
  });
});

describe('a database that is away', () => {
  it('is told from one that refuses: what failed for it will pass again', async () => {
    const wire = await wireTo(database.uri);
    const connection = await connectMongo(wire.uri);
    const failure = (act: Promise<unknown>) =>
      act.then(
        () => undefined,
        (error: unknown) => error,
      );
    try {
      const rows = connection.collection<{ _id: string }>('outage');
      await rows.insertOne({ _id: 'a' });
      const refused = await failure(rows.insertOne({ _id: 'a' }));
      expect(refused).toMatchObject({ code: 11_000 });
      expect(isDatabaseOutage(refused)).toBe(false);
      await wire.cut();
      expect(isDatabaseOutage(await failure(rows.insertOne({ _id: 'b' })))).toBe(true);
      expect(isDatabaseOutage(await failure(rows.findOne({})))).toBe(true);
    } finally {
      await connection.close();
    }
  });
});

describe('connecting', () => {
  it('gives up within seconds and says in one sentence what to look at', async () => {
    const wire = await wireTo(database.uri);
    await wire.cut();
    const begin = Date.now();
    await expect(connectMongo(wire.uri)).rejects.toMatchObject({ code: 'mongodb_unreachable' });
    expect(Date.now() - begin).toBeLessThan(5_000);
  });
});
