import type { ClientSession } from 'mongoose';
import type { Transaction } from '../desk/ports';
import { toAlert } from './alert-row';
import type { Models } from './models';

/** 谁知道 on one session: the ledger of one case, as it reads afterwards. */
export function toldVerbs(models: Models, session: ClientSession): Pick<Transaction, 'toldOf' | 'alertsOf'> {
  return {
    toldOf: async (complaintId) => {
      const rows = await models.deliveries
        .find({ complaintId }, { sealed: 0 })
        .sort({ createdAt: 1, _id: 1 })
        .session(session)
        .lean();
      return rows.flatMap(({ _id, to, notice, status, createdAt, sentAt, msgId, tapped, failure }) =>
        notice === undefined
          ? []
          : {
              ...{ id: _id, to, notice, status, createdAt },
              ...(sentAt && { sentAt }),
              ...(msgId !== undefined && { msgId }),
              ...(tapped && { tapped }),
              ...(failure !== undefined && { failure }),
            },
      );
    },

    alertsOf: async (complaintId) => {
      const rows = await models.alerts.find({ complaintId }).session(session).lean();
      return rows.map(toAlert);
    },
  };
}
