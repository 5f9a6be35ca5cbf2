import { trusted, type UpdateQuery } from 'mongoose';
import type { Ledger, NewDelivery } from '../desk/ports';
import { toAlert, toAlertRow, type AlertRow } from './alert-row';
import { toComplaint } from './complaint-row';
import { FOLDED, newDeliveryRow, redrawWanted, toDelivery, type DeliveryRow } from './delivery-row';
import { touched } from './digest-row';
import { openLoads } from './loads';
import { toBulkExport } from './disclosure-verbs';
import type { Models } from './models';
import type { Sealer } from './sealer';

/** One that is there already stays as it is. */
function newRow({ _id, ...row }: AlertRow) {
  return { updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true } };
}

/** 台账 on MongoDB. */
export function createLedger(models: Models, sealer: Sealer): Ledger {
  const complaint = async (complaintId: string) => {
    const row = await models.complaints.findById(complaintId).lean();
    return row ? toComplaint(row) : undefined;
  };

  /** Those already there stay as they are. */
  const insert = async (deliveries: readonly NewDelivery[], at: Date): Promise<void> => {
    await models.deliveries.bulkWrite(
      deliveries.map((delivery) => {
        const { _id, ...row } = newDeliveryRow(delivery, at, sealer);
        return { updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true } };
      }),
    );
  };

  /** Of a message that leaves no trace nothing is kept once it was sent, dropped or redrawn. */
  const settle = async (id: string, from: object, change: UpdateQuery<DeliveryRow>): Promise<void> => {
    const row = await models.deliveries
      .findOneAndUpdate({ _id: id, ...from }, change, { projection: { untraced: 1, redraw: 1 } })
      .lean();
    if (row?.untraced && (row.redraw !== 'wanted' || 'redraw' in from))
      await models.deliveries.deleteOne({ _id: id });
  };

  /** What happened may be the end of what is folded for somebody. */
  const touchReaders = async (complaintId: string, at: Date): Promise<void> => {
    const folded = { complaintId, status: trusted({ $in: FOLDED }) };
    const readers = await models.deliveries.distinct('to', folded);
    if (readers.length === 0) return;
    await models.digests.collection.updateMany({ _id: { $in: readers as never[] } }, touched(at, 'less'));
  };

  return {
    complaint,

    loads: () => openLoads(models),
    bulkExport: async (id) => {
      const row = await models.bulkExports.findById(id).lean();
      return row ? toBulkExport(row) : undefined;
    },

    eventOf: async (complaintId, seq) => {
      const row = await models.events.findOne({ complaintId, seq }).lean();
      const current = await complaint(complaintId);
      return row && current ? { event: row.event, complaint: current } : undefined;
    },

    tell: (delivery, at) => insert([delivery], at),

    alert: async (id) => {
      const row = await models.alerts.findById(id).lean();
      return row ? toAlert(row) : undefined;
    },

    raise: async (alerts) => {
      if (alerts.length > 0) await models.alerts.bulkWrite(alerts.map(toAlertRow).map(newRow));
    },

    relay: async (complaintId, seq, deliveries, at) => {
      if (deliveries.length > 0) await insert(deliveries, at);
      await touchReaders(complaintId, at);
      await models.outbox.deleteOne({ _id: `${complaintId}-${seq}` });
    },

    delivery: async (id) => {
      const row = await models.deliveries.findById(id).lean();
      return row ? toDelivery(row, sealer) : undefined;
    },

    tried: async (id, at) => {
      await models.deliveries.collection.updateOne({ _id: id as never, triedAt: { $exists: false } }, [
        { $set: { triedAt: at, firstTriedAt: { $ifNull: ['$firstTriedAt', at] } } },
      ]);
    },
    untried: async (id) => {
      await models.deliveries.updateOne({ _id: id }, { $unset: { triedAt: 1 } });
    },

    sent: async (id, { msgId, responseCode, renewAt }, at) => {
      const code = responseCode === undefined ? {} : { responseCode, responseCodeAt: at };
      const renewal = renewAt && ({ renews: true, claimedUntil: renewAt } as const);
      const told = { status: 'sent', sentAt: at, ...(msgId !== undefined && { msgId }), ...code } as const;
      await settle(id, { status: 'pending' }, { $set: { ...told, ...renewal } });
    },

    dropped: async (id, status, failure) => {
      await settle(id, { status: trusted({ $in: ['pending', ...FOLDED] }) }, { $set: { status, failure } });
    },

    standingCards: async (complaintId) => {
      const rows = await models.deliveries
        .find({
          complaintId,
          status: 'sent',
          taskId: trusted({ $exists: true }),
          redraw: trusted({ $exists: false }),
        })
        .lean();
      return rows.map((row) => toDelivery(row, sealer));
    },

    wantRedraw: async (ids, at) => {
      if (ids.length === 0) return;
      await models.deliveries.updateMany({ _id: trusted({ $in: [...ids] }) }, redrawWanted(at));
    },

    renew: async (id, fresh, at) => {
      await insert([fresh], at);
      const { $set, ...wanted } = redrawWanted(at);
      await models.deliveries.updateOne(
        { _id: id, renews: true },
        { $set: { ...$set, renewedBy: fresh.id }, ...wanted },
      );
    },

    redrawn: async (id, usedCode, outcome) => {
      await settle(id, { redraw: 'wanted' }, { $set: { redraw: outcome } });
      // A tap may have brought a fresh code meanwhile: only the used one is thrown away.
      if (usedCode !== undefined) {
        await models.deliveries.updateOne(
          { _id: id, responseCode: usedCode },
          { $unset: { responseCode: 1 } },
        );
      }
    },
  };
}
