import { randomUUID } from 'node:crypto';
import type { Collection } from 'mongoose';
import type { Claims } from '../desk/ports';
import type { Lanes, WaitingRow } from './lanes';

/** What is read of a row: never what is sealed in it. */
const FIELDS = {
  ...{ complaintId: 1, seq: 1, version: 1, dueAt: 1, claimedUntil: 1 },
  ...{ putBackAt: 1, releases: 1, redraws: 1 },
};

/**
 * 认领: a row is taken by moving its lease forward under a token of our own, so the write makes its own condition false
 * and two sweepers never take one row. A lease that ran out is work that was lost on the way: it is taken again.
 */
export function createClaims(lanes: Lanes): Claims {
  return {
    claim: async (lane, now, limit, leaseMs) => {
      const { rows, where, more } = lanes[lane];
      const waiting = { ...where, claimedUntil: { $not: { $gt: now } } };
      const found = await rows
        .find(waiting, { projection: { _id: 1 }, sort: { claimedUntil: 1 }, limit })
        .toArray();
      if (found.length === 0) return [];

      const ids = found.map(({ _id }) => _id);
      const claimedBy = randomUUID();
      const lease = { $set: { claimedUntil: new Date(now.getTime() + leaseMs), claimedBy } };
      const taken = await (ids.length <= FEW ? oneByOne : together)(rows, waiting, ids, lease);
      return taken.map((row) => ({ id: String(row._id), ...more(row) }));
    },

    giveBack: async (lane, ids, leasedUntil, at) => {
      const leased = { _id: { $in: [...ids] as never[] }, claimedUntil: leasedUntil };
      await lanes[lane].rows.updateMany(leased, { $set: { claimedUntil: at } });
    },

    nearestDeadline: async () => {
      const nearest = { projection: { claimedUntil: 1 }, sort: { claimedUntil: 1 } } as const;
      const row = (await lanes.deadlines.rows.findOne({}, nearest)) as Pick<
        WaitingRow,
        'claimedUntil'
      > | null;
      return row?.claimedUntil;
    },
  };
}

/** So few are taken by a command each; more by three commands for all. */
const FEW = 2;

type Take = (
  rows: Collection,
  waiting: object,
  ids: readonly unknown[],
  lease: { readonly $set: { readonly claimedBy: string } },
) => Promise<readonly WaitingRow[]>;

const oneByOne: Take = async (rows, waiting, ids, lease) => {
  const taken = await Promise.all(
    ids.map((_id) =>
      rows.findOneAndUpdate({ ...waiting, _id: _id as never }, lease, {
        returnDocument: 'after',
        projection: FIELDS,
      }),
    ),
  );
  return taken.filter((row) => row !== null) as unknown as readonly WaitingRow[];
};

const together: Take = async (rows, waiting, ids, lease) => {
  const ours = { _id: { $in: [...ids] as never[] } };
  await rows.updateMany({ ...waiting, ...ours }, lease);
  const mine = { ...ours, claimedBy: lease.$set.claimedBy };
  return (await rows.find(mine, { projection: FIELDS }).toArray()) as unknown as readonly WaitingRow[];
};
