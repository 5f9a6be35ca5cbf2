import { seconds, useStore } from '../store/rig';
import { lookAt } from './rig';

const rig = useStore();

const OPEN = 2_000;
const LATE = 3;
const AGO = seconds(-7_200);
const AHEAD = seconds(7_200);
const idOf = (n: number) => `KFB26${String(n).padStart(6, '0')}`;

/** So many rows that are in order, and three that are not. */
const fill = async (name: string, row: (n: number, isLate: boolean) => object): Promise<void> => {
  const rows = Array.from({ length: OPEN + LATE }, (_, n) => ({
    _id: `${name}-${n}`,
    ...row(n, n >= OPEN),
  }));
  await rig.database.connection.collection(name).insertMany(rows as never[]);
};

interface Profiled {
  readonly ns: string;
  readonly planSummary?: string;
  readonly docsExamined?: number;
  readonly keysExamined?: number;
  readonly command: object;
}

/** What the database did while `run` ran, by its own profiler. */
async function profiled(run: () => Promise<unknown>): Promise<readonly Profiled[]> {
  const { db } = rig.database.connection;
  if (!db) throw new Error('not connected');
  await db.command({ profile: 2 });
  await run();
  await db.command({ profile: 0 });
  const rows = await db
    .collection('system.profile')
    .find({ op: { $in: ['query', 'getmore', 'command'] } })
    .toArray();
  return (rows as unknown as Profiled[]).filter(({ planSummary }) => planSummary !== undefined);
}

describe('what a look costs', () => {
  it('is what is late, however much is open, by indexes alone', async () => {
    const pending = (isLate: boolean) => (isLate ? 'pending' : 'handled');
    await fill('complaints', (n, isLate) => ({ _id: idOf(n), nextDueAt: isLate ? AGO : AHEAD, clocks: [] }));
    await fill('deadlines', (n, isLate) => {
      const dueAt = isLate ? AGO : AHEAD;
      return { complaintId: idOf(n), clockId: 'C0-1', threshold: 'due', dueAt, claimedUntil: dueAt };
    });
    await fill('outbox', (n, isLate) => ({ complaintId: idOf(n), createdAt: isLate ? AGO : AHEAD }));
    await fill('paperwork', (n, isLate) => ({ complaintId: idOf(n), createdAt: isLate ? AGO : AHEAD }));
    await fill('alerts', (n, isLate) => ({
      ...{ complaintId: idOf(n), version: 1, waits: true, nextAt: isLate ? AGO : AHEAD },
      claimedUntil: AHEAD,
    }));
    await fill('digests', (_n, isLate) => ({ version: 1, stale: true, claimedUntil: isLate ? AGO : AHEAD }));
    await fill('group_posts', (_n, isLate) => ({
      ...{ status: isLate ? 'pending' : 'sent', postAt: isLate ? AGO : AHEAD, claimedUntil: AHEAD },
    }));
    await fill('uploads', (_n, isLate) => ({
      ...{ state: isLate ? 'checking' : 'kept', completeAt: isLate ? AGO : AHEAD, claimedUntil: AHEAD },
    }));
    await fill('routines', (_n, isLate) => ({ dueAt: isLate ? AGO : AHEAD, claimedUntil: AHEAD }));
    await fill('inbox', (n, isLate) => ({
      ...{ messageKey: String(n), status: pending(isLate) },
      receivedAt: AGO,
    }));
    await fill('deliveries', (n, isLate) => ({
      ...{ complaintId: idOf(n), status: isLate ? 'pending' : 'sent' },
      ...{ createdAt: AGO, claimedUntil: isLate ? AGO : AHEAD },
    }));
    await fill('events', (n, isLate) => ({
      ...{ complaintId: `other-${n}`, seq: 1 },
      event: { type: 'contacted', at: isLate ? seconds(-100) : AGO },
    }));
    await rig.models.auditCursors.create([{ _id: 'events', at: seconds(-3_600) }]);

    const queries = await profiled(async () => {
      const { findings, events } = await lookAt(rig, { now: seconds(0) });
      expect(events).toBe(LATE);
      expect(findings.map(({ kind, ids }) => [kind, ids.length])).toEqual([
        ['deadlines', LATE],
        ['events', LATE],
        ['callbacks', LATE],
        ['messages', LATE],
        ['unsent', LATE],
        ['alerts', LATE],
        ['digests', LATE],
        ['documents', LATE],
        ['uploads', LATE],
        ['posts', LATE],
        ['routines', LATE],
      ]);
    });
    expect(queries.length).toBeGreaterThanOrEqual(12);
    for (const { planSummary, docsExamined = 0, keysExamined = 0, command } of queries) {
      const said = JSON.stringify(command).slice(0, 200);
      expect([said, planSummary]).toEqual([said, expect.stringMatching(/^(IXSCAN|IDHACK|COUNT_SCAN|EOF)/)]);
      // An index is read one key beyond its range; of `$in` once for each value.
      expect([said, docsExamined <= LATE, keysExamined <= 3 * LATE + 1]).toEqual([said, true, true]);
    }
  });
});
