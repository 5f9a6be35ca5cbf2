import { type ClientSession, trusted } from 'mongoose';
import type { RequestVerbs } from '../desk/request-ports';
import { toAlert } from './alert-row';
import { receiptId, toBroadcast, toReceipt } from './broadcast-rows';
import type { Models } from './models';

type InAppVerbs = Pick<RequestVerbs, 'noticesTo' | 'readNotice' | 'openAlerts'>;

/** 小程序里的通知: what was sent as cards, looked up by who it went to. */
export function inAppVerbs(models: Models, session: ClientSession): InAppVerbs {
  return {
    noticesTo: async (userId, limit) => {
      const receipts = await models.receipts
        .find({ userId, sentAt: trusted({ $ne: null }) })
        .sort({ sentAt: -1 })
        .limit(limit)
        .session(session)
        .lean();
      const ids = [...new Set(receipts.map(({ broadcast }) => broadcast))];
      const rows = await models.broadcasts
        .find({ _id: trusted({ $in: ids }) })
        .session(session)
        .lean();
      const known = new Map(rows.map((row) => [row._id, toBroadcast(row)]));
      return receipts.flatMap((row) => {
        const broadcast = known.get(row.broadcast);
        return broadcast ? [{ broadcast, receipt: toReceipt(row) }] : [];
      });
    },

    readNotice: async (id, userId, at) => {
      const _id = receiptId(id, userId);
      const isTheirs = await models.receipts.exists({ _id }).session(session);
      if (!isTheirs) return false;
      await models.receipts.updateOne({ _id, confirmedAt: null }, { $set: { confirmedAt: at } }, { session });
      return true;
    },

    openAlerts: async (limit) => {
      const rows = await models.alerts
        .find({ waits: true })
        .sort({ nextAt: 1 })
        .limit(limit)
        .session(session)
        .lean();
      return rows.map(toAlert);
    },
  };
}
