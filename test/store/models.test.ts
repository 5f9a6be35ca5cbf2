import { toRow } from '../../src/store/complaint-row';
import { checkReplicaSet, connectMongo, DEFAULT_DATABASE } from '../../src/store/connection';
import { databaseClock } from '../../src/store/database-clock';
import { ensureIndexes, modelsOf } from '../../src/store/models';
import { mongodbUri } from '../support/fresh-database';
import { complaint, delivery, NOW, recorded, useStore } from './rig';

const rig = useStore();

/** Key and what makes an index more than a way to find: unique, partial, expiring. */
const INDEXES: Readonly<Record<string, readonly object[]>> = {
  complaints: [
    { key: { state: 1, receivedAt: 1 } },
    { key: { 'team.intake': 1, receivedAt: -1 } },
    { key: { ownerId: 1 } },
    { key: { linkedTo: 1 } },
    { key: { mergedInto: 1 } },
    { key: { nextDueAt: 1 }, sparse: true },
    { key: { waits: 1, nextDueAt: 1 } },
  ],
  events: [{ key: { complaintId: 1, seq: 1 }, unique: true }, { key: { 'event.at': 1 } }],
  outbox: [
    { key: { claimedUntil: 1 } },
    { key: { urgent: 1, claimedUntil: 1 }, partialFilterExpression: { urgent: true } },
    { key: { createdAt: 1 } },
  ],
  deadlines: [{ key: { claimedUntil: 1 } }, { key: { complaintId: 1, dueAt: 1 } }, { key: { dueAt: 1 } }],
  deliveries: [
    { key: { taskId: 1 }, unique: true, partialFilterExpression: { taskId: { $type: 'string' } } },
    { key: { status: 1, claimedUntil: 1 } },
    { key: { urgent: 1, status: 1, claimedUntil: 1 }, partialFilterExpression: { urgent: true } },
    { key: { redraw: 1, claimedUntil: 1 } },
    { key: { renews: 1, claimedUntil: 1 }, partialFilterExpression: { renews: true } },
    { key: { to: 1, status: 1 } },
    { key: { createdAt: 1 }, partialFilterExpression: { status: 'pending' } },
    { key: { complaintId: 1, createdAt: 1 } },
    { key: { 'notice.alert': 1 }, partialFilterExpression: { 'notice.alert': { $exists: true } } },
    { key: { 'notice.id': 1 }, partialFilterExpression: { 'notice.kind': 'bulk_export' } },
  ],
  drafts: [{ key: { updatedAt: 1 }, expireAfterSeconds: 86_400 }],
  counters: [],
  rule_sets: [],
  paperwork: [{ key: { claimedUntil: 1 } }, { key: { createdAt: 1 } }],
  routines: [{ key: { claimedUntil: 1 } }, { key: { dueAt: 1 } }],
  vacancies: [],
  alerts: [
    { key: { claimedUntil: 1 }, partialFilterExpression: { waits: true } },
    { key: { nextAt: 1 }, partialFilterExpression: { waits: true } },
    { key: { complaintId: 1 } },
    { key: { incidentId: 1 } },
    { key: { 'calls.to': 1, 'calls.at': 1 } },
  ],
  reckonings: [{ key: { calendarNo: 1, claimedUntil: 1 } }],
  document_files: [{ key: { complaintId: 1, createdAt: 1 } }],
  access_log: [{ key: { complaintId: 1, seq: 1 }, unique: true }],
  access_heads: [],
  bulk_exports: [{ key: { by: 1 } }],
  incidents: [{ key: { reportedAt: -1 } }],
  incident_events: [{ key: { complaintId: 1, seq: 1 }, unique: true }],
  heartbeats: [],
  audit_cursor: [],
  digests: [{ key: { stale: 1, claimedUntil: 1 } }],
  broadcasts: [{ key: { waits: 1, claimedUntil: 1 }, partialFilterExpression: { waits: true } }],
  broadcast_batches: [{ key: { status: 1, claimedUntil: 1 } }, { key: { taskId: 1 }, unique: true }],
  receipts: [
    { key: { broadcast: 1, status: 1 } },
    { key: { userId: 1, sentAt: -1 } },
    { key: { redraw: 1, claimedUntil: 1 }, partialFilterExpression: { redraw: 'wanted' } },
  ],
  api_answers: [{ key: { takenAt: 1 }, expireAfterSeconds: 86_400 }],
  sessions: [{ key: { userId: 1 } }, { key: { touchedAt: 1 }, expireAfterSeconds: 86_400 }],
  login_states: [{ key: { touchedAt: 1 }, expireAfterSeconds: 3_600 }],
  group_posts: [
    { key: { status: 1, claimedUntil: 1 } },
    { key: { postAt: 1 }, partialFilterExpression: { status: 'pending' } },
  ],
  uploads: [
    {
      ...{ key: { by: 1, slot: 1 }, unique: true },
      partialFilterExpression: { slot: { $exists: true } },
    },
    { key: { complaintId: 1, slot: 1 }, partialFilterExpression: { slot: { $exists: true } } },
    { key: { state: 1, claimedUntil: 1 } },
    { key: { completeAt: 1 }, partialFilterExpression: { state: 'checking' } },
    { key: { touchedAt: 1 } },
  ],
  customer_links: [{ key: { link: 1 }, unique: true }],
  upload_chunks: [{ key: { upload: 1, offset: 1 }, unique: true }],
  evidence_files: [{ key: { createdAt: 1 }, partialFilterExpression: { state: 'writing' } }],
  send_budgets: [{ key: { askedAt: 1 }, expireAfterSeconds: 7_200 }],
  send_days: [],
};

async function indexesOf(name: string): Promise<readonly object[]> {
  const indexes = await rig.database.connection.collection(name).listIndexes().toArray();
  return indexes.map((index: Record<string, unknown>) => {
    const { v: _v, name: _name, background: _background, ...rest } = index;
    return rest;
  });
}

describe('indexes', () => {
  it.each(Object.keys(INDEXES))('of %s are these and no others', async (name) => {
    expect(await indexesOf(name)).toEqual([{ key: { _id: 1 } }, ...(INDEXES[name] ?? [])]);
  });

  it('can be made again and again, by several processes at once', async () => {
    const again = () => ensureIndexes(rig.models);
    await Promise.all([again(), again(), again()]);
    for (const [name, wanted] of Object.entries(INDEXES)) {
      expect(await indexesOf(name)).toHaveLength(wanted.length + 1);
    }
  });

  it('cover every collection the service writes', () => {
    const written = Object.values(rig.models).map(({ collection }) => collection.collectionName);
    expect(written.sort()).toEqual(Object.keys(INDEXES).sort());
  });
});

describe('strictness', () => {
  it.each([
    ['complaints', { ...toRow(complaint('c'), 'hash-1'), phone: '13812345678' }],
    ['events', { ...recorded(complaint('c')), words: 'x' }],
    ['outbox', { _id: 'o', words: 'x' }],
    ['deadlines', { _id: 'd', words: 'x' }],
    ['deliveries', { _id: 'm', to: 'lin', sealed: Buffer.from('x'), status: 'pending', words: 'x' }],
    ['drafts', { _id: 'lin', words: 'x' }],
    ['counters', { _id: 'k', words: 'x' }],
    ['ruleSets', { _id: 1, words: 'x' }],
  ] as const)('a field that %s do not know is an error, not dropped', async (name, row) => {
    // One shape for all: what matters here is no field of theirs.
    const model = rig.models[name] as unknown as (typeof rig.models)['counters'];
    const words = { $set: { words: 'x' } as never };
    await expect((async () => model.create([row as never]))()).rejects.toThrow(/strict/);
    await expect(model.insertMany([row as never])).rejects.toThrow(/strict/);
    await expect((async () => model.updateOne({}, words))()).rejects.toThrow(/strict/);
    await expect((async () => model.find({ words: 'x' } as never))()).rejects.toThrow(/strict/);
    expect(await model.countDocuments({})).toBe(0);
  });

  it('an operator where a value belongs is refused: filters are sanitised', async () => {
    await rig.ledger.relay('KFB26000001', 1, [delivery('a')], NOW);
    const any = { $ne: 'nothing' } as never;
    await expect(rig.models.deliveries.find({ to: any })).rejects.toThrow(/Cast to string failed|cast/i);
    await rig.models.deliveries.deleteMany({});
  });

  it('a row without what it needs is refused', async () => {
    await expect(rig.models.complaints.create([{ _id: 'c' }])).rejects.toThrow(/required/);
    await expect(rig.models.deliveries.create([{ _id: 'm' }])).rejects.toThrow(/required/);
  });

  it('one task id is one message', async () => {
    await rig.ledger.relay('KFB26000001', 1, [delivery('a', { taskId: 't' })], NOW);
    await expect(rig.ledger.relay('KFB26000001', 1, [delivery('b', { taskId: 't' })], NOW)).rejects.toThrow(
      /E11000/,
    );
    const { taskId: _none, ...plain } = delivery('c');
    await rig.ledger.relay('KFB26000001', 1, [plain, { ...plain, id: 'd' }], NOW);
    expect(await rig.models.deliveries.countDocuments({})).toBe(3);
  });
});

describe('the connection', () => {
  it('writes to a majority and to disk, and reads what a majority has', () => {
    const { options } = rig.database.connection.getClient();
    expect(options.writeConcern).toMatchObject({ w: 'majority', journal: true });
    expect(options.readConcern).toMatchObject({ level: 'majority' });
  });

  it('goes to a database of our own where the address names none', async () => {
    const connection = await connectMongo(mongodbUri());
    expect(connection.name).toBe(DEFAULT_DATABASE);
    await connection.close();
  });

  it('finds the replica set that acts need', async () => {
    await expect(checkReplicaSet(rig.database.connection)).resolves.toBeUndefined();
  });

  it('fails at once after it was closed, and does not wait for better times', async () => {
    const connection = await connectMongo(rig.database.uri);
    const models = modelsOf(connection);
    await connection.close();
    await expect(models.counters.findOne({})).rejects.toThrow();
  });

  it('gives the clock of the database', async () => {
    const clock = await databaseClock(rig.database.connection);
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(60_000);
  });
});
