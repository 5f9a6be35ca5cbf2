import type { Connection } from '../../src/store/connection';
import { ensureInboxIndexes } from '../../src/store/inbox';
import { ensureIndexes, modelsOf, type Models } from '../../src/store/models';

/** 在办的银行: so many open deadlines in a database of its own. */
export interface Bank {
  readonly connection: Connection;
  readonly models: Models;
  /** Up to so many, due in the coming two months. */
  fill(deadlines: number): Promise<void>;
  drop(): Promise<unknown>;
}

const BATCH = 10_000;
/** A case under way is armed with so many deadlines. */
const PER_CASE = 4;
const DAY_MS = 86_400_000;

export async function openBankOf(parent: Connection, name: string): Promise<Bank> {
  const connection = parent.useDb(`${parent.name}_${name}`);
  const models = modelsOf(connection);
  await ensureIndexes(models);
  await ensureInboxIndexes(connection.collection('inbox'));
  let filled = 0;
  return {
    ...{ connection, models },
    fill: async (deadlines) => {
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
