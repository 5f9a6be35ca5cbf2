import { look } from '../../src/auditor/look';
import { createAudit } from '../../src/store/audit';
import type { Connection } from '../../src/store/connection';
import { ensureInboxIndexes } from '../../src/store/inbox';
import { ensureIndexes, modelsOf } from '../../src/store/models';
import { residentMb } from './child';
import { interleaved, median, ratio } from './rounds';

/** 审计: one look at a bank of so many open deadlines, against one at a bank of a thousand, in turn. */
const SIZES = [10_000, 100_000, 1_000_000];
const SMALL = 1_000;
const ROUNDS = 31;
const WARM_UP = 5;
const BATCH = 10_000;
/** A case under way is armed with so many deadlines. */
const PER_CASE = 4;
const DAY_MS = 86_400_000;

export interface Audited {
  readonly deadlines: number;
  /** How much longer than the look at the small bank. */
  readonly ratio: number;
  readonly ms: number;
  readonly smallMs: number;
  /** Of this process, after it. */
  readonly residentMb: number;
}

export async function measureAuditing(connection: Connection): Promise<readonly Audited[]> {
  const [small, big] = [await bankOf(connection, 'small'), await bankOf(connection, 'big')];
  try {
    await small.fill(SMALL);
    const results: Audited[] = [];
    for (const deadlines of SIZES) {
      await big.fill(deadlines);
      const contestants = { small: small.look, big: big.look };
      await interleaved(WARM_UP, contestants);
      const taken = await interleaved(ROUNDS, contestants);
      const [ofSmall, ofBig] = [taken['small'] ?? [], taken['big'] ?? []];
      results.push({
        deadlines,
        ratio: ratio(ofBig, ofSmall),
        ms: median(ofBig),
        smallMs: median(ofSmall),
        residentMb: await residentMb(process.pid),
      });
    }
    return results;
  } finally {
    await small.drop();
    await big.drop();
  }
}

async function bankOf(parent: Connection, name: string) {
  const connection = parent.useDb(`${parent.name}_${name}`);
  const models = modelsOf(connection);
  await ensureIndexes(models);
  await ensureInboxIndexes(connection.collection('inbox'));
  const audit = createAudit(connection, models);
  const none = () => {
    throw new Error('nothing is lost in this bank');
  };
  let filled = 0;
  return {
    /** Up to so many, due in the coming two months. */
    fill: async (deadlines: number): Promise<void> => {
      const now = Date.now();
      for (; filled < deadlines; filled += Math.min(BATCH, deadlines)) {
        const rows = Array.from({ length: Math.min(BATCH, deadlines) }, (_, at) => rowOf(filled + at, now));
        const cases = rows
          .filter((_, at) => at % PER_CASE === 0)
          .map(({ complaintId, dueAt }) => ({ _id: complaintId, nextDueAt: dueAt, state: 'INVESTIGATING' }));
        const loose = { ordered: false, writeConcern: { w: 1 } } as const;
        await connection.collection('deadlines').insertMany(rows as never[], loose);
        await connection.collection('complaints').insertMany(cases as never[], loose);
      }
    },
    /** Milliseconds. */
    look: async (): Promise<number> => {
      const begin = performance.now();
      const { findings } = await look({
        audit,
        now: () => new Date(),
        orgAt: none,
        rulesOf: none,
        onError: none,
      });
      if (findings.length > 0) throw new Error('nothing is late in this bank');
      return performance.now() - begin;
    },
    drop: () => connection.dropDatabase(),
  };
}

function rowOf(at: number, now: number) {
  const complaintId = `KFB${26_000_000_000 + Math.floor(at / PER_CASE)}`;
  const dueAt = new Date(now + DAY_MS + ((at * 7_919) % 60) * DAY_MS + (at % 86_400) * 1_000);
  const threshold = `t${at % PER_CASE}`;
  return {
    _id: `${complaintId}-C3-1-${threshold}`,
    ...{ complaintId, clockId: 'C3-1', threshold, dueAt, claimedUntil: dueAt, version: 1 },
  };
}
