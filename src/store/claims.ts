import { randomUUID } from 'node:crypto';
import type { Collection } from 'mongoose';
import type { Claimed, Claims, Lane } from '../desk/ports';
import type { DeliveryRow } from './delivery-row';
import type { DeadlineRow, Models, OutboxRow } from './models';

const UNSENT = { $in: ['pending', 'folding'] };

/** Which rows of a lane wait, besides the lease. */
const WAITING: Readonly<Record<Exclude<Lane, 'reckonings'>, Record<string, unknown>>> = {
  callbacks: { status: 'pending' },
  urgent_events: { urgent: true },
  events: { urgent: { $ne: true } },
  urgent: { urgent: true, status: UNSENT },
  messages: { urgent: { $ne: true }, status: UNSENT },
  redraws: { redraw: 'wanted' },
  renewals: { renews: true },
  deadlines: {},
  alerts: { waits: true },
  documents: {},
  routines: {},
  digests: { stale: true },
  broadcasts: { waits: true },
  batches: { status: 'pending' },
  receipts: { redraw: 'wanted' },
  posts: { status: 'pending' },
};

/**
 * 认领: a row is taken by moving its lease forward under a token of our own, so the write makes its own condition false
 * and two sweepers never take one row. A lease that ran out is work that was lost on the way: it is taken again.
 */
export function createClaims(models: Models, inbox: Collection, calendarNo: number): Claims {
  const behind = { calendarNo: { $lt: calendarNo } };
  const collectionOf = (lane: Lane): Collection => {
    switch (lane) {
      case 'callbacks':
        return inbox;
      case 'urgent_events':
      case 'events':
        return models.outbox.collection;
      case 'urgent':
      case 'messages':
      case 'redraws':
      case 'renewals':
        return models.deliveries.collection;
      case 'deadlines':
        return models.deadlines.collection;
      case 'alerts':
        return models.alerts.collection;
      case 'documents':
        return models.paperwork.collection;
      case 'routines':
        return models.routines.collection;
      case 'digests':
        return models.digests.collection;
      case 'broadcasts':
        return models.broadcasts.collection;
      case 'batches':
        return models.batches.collection;
      case 'receipts':
        return models.receipts.collection;
      case 'posts':
        return models.groupPosts.collection;
      case 'reckonings':
        return models.reckonings.collection;
    }
  };

  return {
    claim: async (lane, now, limit, leaseMs) => {
      const rows = collectionOf(lane);
      const waiting = {
        ...(lane === 'reckonings' ? behind : WAITING[lane]),
        claimedUntil: { $not: { $gt: now } },
      };
      const due = await rows
        .find(waiting, { projection: { _id: 1 }, sort: { claimedUntil: 1 }, limit })
        .toArray();
      if (due.length === 0) return [];

      const claimedBy = randomUUID();
      await rows.updateMany(
        { ...waiting, _id: { $in: due.map(({ _id }) => _id) } },
        { $set: { claimedUntil: new Date(now.getTime() + leaseMs), claimedBy } },
      );
      const taken = await rows.find({ _id: { $in: due.map(({ _id }) => _id) }, claimedBy }).toArray();
      return taken.map((row) => claimedOf(lane, row as unknown as Row, calendarNo));
    },

    giveBack: async (lane, ids, leasedUntil, at) => {
      const leased = { _id: { $in: [...ids] as never[] }, claimedUntil: leasedUntil };
      await collectionOf(lane).updateMany(leased, { $set: { claimedUntil: at } });
    },

    nearestDeadline: async () => {
      const row = await models.deadlines
        .findOne({}, { claimedUntil: 1 })
        .sort({ claimedUntil: 1 })

        .lean();
      return row?.claimedUntil;
    },
  };
}

type Row = { readonly _id: string } & Partial<
  OutboxRow & DeadlineRow & Pick<DeliveryRow, 'redraws' | 'releases'>
>;

function claimedOf(lane: Lane, row: Row, calendarNo: number): Claimed {
  const id = String(row._id);
  switch (lane) {
    case 'urgent_events':
    case 'events':
      return { id, ...placeOf(row), version: row.putBackAt?.getTime() ?? 0 };
    case 'documents':
      return { id, ...placeOf(row) };
    case 'deadlines':
      return { id, complaintId: row.complaintId ?? '', version: row.version ?? 0 };
    case 'urgent':
    case 'messages':
      return { id, version: row.releases ?? 0 };
    case 'redraws':
      return { id, version: row.redraws ?? 0 };
    case 'alerts':
    case 'routines':
    case 'digests':
    case 'broadcasts':
      return { id, version: row.version ?? 0 };
    case 'reckonings':
      return { id, complaintId: id, version: row.version ?? 0, calendarNo };
    case 'callbacks':
    case 'renewals':
    case 'batches':
    case 'posts':
      return { id };
    case 'receipts':
      return { id, version: row.claimedUntil?.getTime() ?? 0 };
  }
}

function placeOf({ complaintId = '', seq = 0 }: Row) {
  return { complaintId, seq };
}
