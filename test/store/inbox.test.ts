import { createInbox, ensureInboxIndexes, type Inbox } from '../../src/store/inbox';
import { createSealer } from '../../src/store/sealer';
import { arrival, type Letter, MASTER_KEY, NOW, ofCallback, seconds, useStore } from './rig';

const rig = useStore();
const rows = () => rig.database.connection.collection('inbox');
const rowOf = (key: string) => rows().findOne({ _id: `envelope-${key}` as never });
/** Another process on the same database; its own clock. */
const inboxAt = (at: Date): Inbox<Letter> =>
  createInbox<Letter>({ collection: rows(), sealer: createSealer(MASTER_KEY), now: () => at });

beforeEach(async () => {
  await rows().deleteMany({});
});

describe('keeping a callback (收件箱)', () => {
  it('says stored once the row is written by a majority', async () => {
    expect(await rig.inbox.put(arrival('a'))).toBe('stored');
    const majority = { readConcern: { level: 'majority' } } as const;
    const row = await rows().findOne({ _id: 'envelope-a' as never }, majority as never);
    expect(row).toMatchObject({
      messageKey: 'message-a',
      from: 'lin',
      kind: 'text',
      status: 'pending',
      receivedAt: NOW,
      arrival: expect.any(Number) as number,
    });
  });

  it('gives the callback back as it came, its time a Date', async () => {
    await rig.inbox.put(arrival('a', { callback: { at: NOW, content: '投诉 😀 ]]> \u0000' } }));
    expect(await rig.inbox.openRow('envelope-a')).toEqual({
      callback: { at: NOW, content: '投诉 😀 ]]> \u0000' },
    });
  });

  it('keeps no word of it in the clear', async () => {
    await rig.inbox.put(arrival('a', { callback: { at: NOW, content: '手机13812345678' } }));
    const row = await rowOf('a');
    expect(Buffer.from((row?.['body'] as { buffer: Uint8Array }).buffer).toString('latin1')).not.toContain(
      '138',
    );
    expect(JSON.stringify(row)).not.toContain('13812345678');
  });

  it('opens a row only in its own place: a body moved to another row is broken', async () => {
    await rig.inbox.put(arrival('a'));
    await rig.inbox.put(arrival('b'));
    const body = (await rowOf('a'))?.['body'] as unknown;
    await rows().updateOne({ _id: 'envelope-b' as never }, { $set: { body } });
    await expect(rig.inbox.openRow('envelope-b')).rejects.toThrow('seal_broken');
  });

  it('knows nothing of a row that is not there', async () => {
    expect(await rig.inbox.openRow('envelope-x')).toBeUndefined();
    expect(await rig.inbox.earlierWaiting('envelope-x')).toBe(false);
  });
});

describe('a callback that was here before', () => {
  it.each([
    ['the same envelope', { messageKey: 'message-other' }],
    ['the same message in another envelope', { envelopeKey: 'envelope-other' }],
  ])('is a duplicate: %s', async (_what, more) => {
    await rig.inbox.put(arrival('a'));
    expect(await rig.inbox.put(arrival('a', more))).toBe('duplicate');
    expect(await rows().countDocuments()).toBe(1);
  });

  it('stays one when it was handled or given up', async () => {
    await rig.inbox.put(arrival('a'));
    await rig.inbox.put(arrival('b'));
    await rig.store.transact((tx) => tx.take(ofCallback('a')));
    await rig.inbox.failed('envelope-b');
    expect(await rig.inbox.put(arrival('a'))).toBe('duplicate');
    expect(await rig.inbox.put(arrival('b'))).toBe('duplicate');
    expect(await rig.inbox.openRow('envelope-a')).toBeUndefined();
    expect(await rig.inbox.openRow('envelope-b')).toBeUndefined();
  });
});

describe('callbacks that arrive together', () => {
  it('are each answered for themselves: 700 at once, every seventh twice', async () => {
    const keys = Array.from({ length: 700 }, (_, index) => String(index - (index % 7 === 6 ? 1 : 0)));
    const outcomes = await Promise.all(keys.map((key) => rig.inbox.put(arrival(key))));
    outcomes.forEach((outcome, index) => {
      expect([index, outcome]).toEqual([index, index % 7 === 6 ? 'duplicate' : 'stored']);
    });
    expect(await rows().countDocuments()).toBe(600);
  });

  it('share a few writes instead of one each', async () => {
    const collection = rows();
    const inbox = createInbox<Letter>({ collection, sealer: rig.sealer, now: () => NOW });
    const writes = vi.spyOn(collection, 'insertMany');
    try {
      await Promise.all(Array.from({ length: 64 }, (_, index) => inbox.put(arrival(`g${index}`))));
      expect(writes.mock.calls.length).toBeLessThanOrEqual(2);
      expect(writes.mock.calls.flatMap(([docs]) => docs)).toHaveLength(64);
    } finally {
      writes.mockRestore();
    }
  });

  it('at several processes are stored once and told apart', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, () => inboxAt(NOW)).map((inbox) => inbox.put(arrival('same'))),
    );
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(39);
  });

  it('are told the truth when one of them is refused: the others are safe, that one is not', async () => {
    await rows().drop();
    await rig.database.connection.db?.createCollection('inbox', { validator: { from: { $ne: 'refused' } } });
    try {
      const outcomes = await Promise.allSettled([
        rig.inbox.put(arrival('a')),
        rig.inbox.put(arrival('b', { from: 'refused' })),
        rig.inbox.put(arrival('c')),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(outcomes[1]).toMatchObject({ reason: { code: 'inbox_unavailable' } });
      expect(await rows().countDocuments()).toBe(2);
    } finally {
      await rows().drop();
      await ensureInboxIndexes(rows());
    }
  });
});

describe('the order of one person', () => {
  it('makes a message wait while an older one of the same sender does', async () => {
    await inboxAt(NOW).put(arrival('1'));
    await inboxAt(seconds(1)).put(arrival('2'));
    await inboxAt(seconds(2)).put(arrival('3', { from: 'wang' }));
    expect(await rig.inbox.earlierWaiting('envelope-1')).toBe(false);
    expect(await rig.inbox.earlierWaiting('envelope-2')).toBe(true);
    expect(await rig.inbox.earlierWaiting('envelope-3')).toBe(false);
  });

  it('is the order of arrival also for those of one moment, whatever their keys', async () => {
    const keys = ['9', '5', '7', '1', '3'];
    for (const key of keys) await rig.inbox.put(arrival(key));
    const waits = await Promise.all(keys.map((key) => rig.inbox.earlierWaiting(`envelope-${key}`)));
    expect(waits).toEqual([false, true, true, true, true]);
  });

  it('holds for messages that are written down together', async () => {
    const keys = ['9', '5', '7', '1', '3'];
    await Promise.all(keys.map((key) => rig.inbox.put(arrival(key))));
    for (const key of keys) {
      expect(await rig.inbox.earlierWaiting(`envelope-${key}`)).toBe(false);
      await rig.store.transact((tx) => tx.take(ofCallback(key)));
    }
  });

  it.each<['handled' | 'given up', () => Promise<unknown>]>([
    ['handled', () => rig.store.transact((tx) => tx.take(ofCallback('1')))],
    ['given up', () => rig.inbox.failed('envelope-1')],
  ])('goes on when the older one is %s', async (_how, end) => {
    await inboxAt(NOW).put(arrival('1'));
    await inboxAt(seconds(1)).put(arrival('2'));
    await end();
    expect(await rig.inbox.earlierWaiting('envelope-2')).toBe(false);
  });
});

describe('taking a callback as the cause of an act', () => {
  it('works once, and throws its words away in the same write', async () => {
    await rig.inbox.put(arrival('a'));
    expect(await rig.store.transact((tx) => tx.take(ofCallback('a')))).toBe(true);
    expect(await rig.store.transact((tx) => tx.take(ofCallback('a')))).toBe(false);
    const row = await rowOf('a');
    expect(row).toMatchObject({ status: 'handled' });
    // The database removes it by its own clock, whatever clock the service is on.
    expect(Math.abs(Date.now() - (row?.['handledAt'] as Date).getTime())).toBeLessThan(60_000);
    expect(row).not.toHaveProperty('body');
  });

  it('is undone with the act: a failed transaction leaves the callback waiting', async () => {
    await rig.inbox.put(arrival('a'));
    const act = rig.store.transact(async (tx) => {
      await tx.take(ofCallback('a'));
      throw new Error('the act failed');
    });
    await expect(act).rejects.toThrow('the act failed');
    expect(await rig.inbox.openRow('envelope-a')).toEqual({ callback: { at: NOW, content: 'letter a' } });
  });

  it('is won by one of ten that try at once', async () => {
    await rig.inbox.put(arrival('a'));
    const tries = Array.from({ length: 10 }, () => rig.store.transact((tx) => tx.take(ofCallback('a'))));
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
  });

  it('cannot be given up afterwards', async () => {
    await rig.inbox.put(arrival('a'));
    await rig.store.transact((tx) => tx.take(ofCallback('a')));
    await rig.inbox.failed('envelope-a');
    expect(await rowOf('a')).toMatchObject({ status: 'handled' });
  });
});

describe('the indexes of the inbox', () => {
  it('stand, however often they are made, and handled rows go after 30 days', async () => {
    await ensureInboxIndexes(rows());
    await ensureInboxIndexes(rows());
    const indexes = await rows().listIndexes().toArray();
    expect(indexes.map(({ key }) => key as unknown)).toEqual([
      { _id: 1 },
      { messageKey: 1 },
      { status: 1, claimedUntil: 1 },
      { from: 1, status: 1, arrival: 1 },
      { handledAt: 1 },
      { receivedAt: 1 },
    ]);
    expect(indexes[1]).toMatchObject({ unique: true });
    expect(indexes[4]).toMatchObject({ expireAfterSeconds: 30 * 86_400 });
  });
});
