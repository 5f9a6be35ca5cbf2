import { randomUUID } from 'node:crypto';
import type { Collection } from 'mongoose';
import type { Claimed, Claims, Lane } from '../desk/ports';
import type { DeliveryRow } from './delivery-row';
import type { DeadlineRow, Models, OutboxRow } from './models';

type Row = { readonly _id: string } & Partial<
  OutboxRow & DeadlineRow & Pick<DeliveryRow, 'redraws' | 'releases'>
>;

/** Where the rows of a lane stand, which of them wait besides the lease, and what tells their job from another of the same row. */
interface Waiting {
  readonly rows: Collection;
  readonly where: Readonly<Record<string, unknown>>;
  readonly more: (row: Row) => Partial<Claimed>;
}

/** What is read of a row: never what is sealed in it. */
const FIELDS = {
  ...{ complaintId: 1, seq: 1, version: 1, dueAt: 1, claimedUntil: 1 },
  ...{ putBackAt: 1, releases: 1, redraws: 1 },
};
const UNSENT = { $in: ['pending', 'folding'] };
const NOT_URGENT = { urgent: { $ne: true } };
const nothing = () => ({});
const version = (row: Row) => ({ version: row.version ?? 0 });
const place = ({ complaintId = '', seq = 0 }: Row) => ({ complaintId, seq });
const putBack = (row: Row) => ({ ...place(row), version: row.putBackAt?.getTime() ?? 0 });
const release = (row: Row) => ({ version: row.releases ?? 0 });
const redraw = (row: Row) => ({ version: row.redraws ?? 0 });
const lease = (row: Row) => ({ version: row.claimedUntil?.getTime() ?? 0 });
const due = (row: Row) => ({
  ...version(row),
  complaintId: row.complaintId ?? '',
  ...(row.dueAt && { dueAt: row.dueAt }),
});

function lanesOf(models: Models, inbox: Collection, calendarNo: number): Readonly<Record<Lane, Waiting>> {
  const deliveries = models.deliveries.collection;
  const outbox = models.outbox.collection;
  const reckoned = (row: Row) => ({ ...version(row), complaintId: String(row._id), calendarNo });
  const behind = { calendarNo: { $lt: calendarNo } };
  const waits = { waits: true };
  const pending = { status: 'pending' };
  const wanted = { redraw: 'wanted' };
  return {
    callbacks: { rows: inbox, where: pending, more: nothing },
    urgent_events: { rows: outbox, where: { urgent: true }, more: putBack },
    events: { rows: outbox, where: NOT_URGENT, more: putBack },
    urgent: { rows: deliveries, where: { urgent: true, status: UNSENT }, more: release },
    messages: { rows: deliveries, where: { ...NOT_URGENT, status: UNSENT }, more: release },
    redraws: { rows: deliveries, where: wanted, more: redraw },
    renewals: { rows: deliveries, where: { renews: true }, more: nothing },
    deadlines: { rows: models.deadlines.collection, where: {}, more: due },
    alerts: { rows: models.alerts.collection, where: waits, more: version },
    documents: { rows: models.paperwork.collection, where: {}, more: place },
    routines: { rows: models.routines.collection, where: {}, more: version },
    reckonings: { rows: models.reckonings.collection, where: behind, more: reckoned },
    digests: { rows: models.digests.collection, where: { stale: true }, more: version },
    broadcasts: { rows: models.broadcasts.collection, where: waits, more: version },
    batches: { rows: models.batches.collection, where: pending, more: nothing },
    receipts: { rows: models.receipts.collection, where: wanted, more: lease },
    posts: { rows: models.groupPosts.collection, where: pending, more: nothing },
  };
}

/**
 * 认领: a row is taken by moving its lease forward under a token of our own, so the write makes its own condition false
 * and two sweepers never take one row. A lease that ran out is work that was lost on the way: it is taken again.
 */
export function createClaims(models: Models, inbox: Collection, calendarNo: number): Claims {
  const lanes = lanesOf(models, inbox, calendarNo);
  return {
    claim: async (lane, now, limit, leaseMs) => {
      const { rows, where, more } = lanes[lane];
      const waiting = { ...where, claimedUntil: { $not: { $gt: now } } };
      const found = await rows
        .find(waiting, { projection: { _id: 1 }, sort: { claimedUntil: 1 }, limit })
        .toArray();
      if (found.length === 0) return [];

      const ours = { _id: { $in: found.map(({ _id }) => _id) } };
      const claimedBy = randomUUID();
      await rows.updateMany(
        { ...waiting, ...ours },
        { $set: { claimedUntil: new Date(now.getTime() + leaseMs), claimedBy } },
      );
      const taken = await rows.find({ ...ours, claimedBy }, { projection: FIELDS }).toArray();
      return (taken as unknown as readonly Row[]).map((row) => ({ id: String(row._id), ...more(row) }));
    },

    giveBack: async (lane, ids, leasedUntil, at) => {
      const leased = { _id: { $in: [...ids] as never[] }, claimedUntil: leasedUntil };
      await lanes[lane].rows.updateMany(leased, { $set: { claimedUntil: at } });
    },

    nearestDeadline: async () => {
      const row = await models.deadlines.findOne({}, { claimedUntil: 1 }).sort({ claimedUntil: 1 }).lean();
      return row?.claimedUntil;
    },
  };
}
