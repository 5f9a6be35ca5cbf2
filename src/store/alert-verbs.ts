import type { ClientSession } from 'mongoose';
import type { Transaction } from '../desk/ports';
import { toAlert, toAlertRow, type AlertRow } from './alert-row';
import type { Models } from './models';
import { VersionConflict } from './version-conflict';

type AlertVerbs = Pick<Transaction, 'alert' | 'saveAlert' | 'cardsOfAlert' | 'voiceCallsTo'>;

/** 紧急通知 on one session. */
export function alertVerbs(models: Models, session: ClientSession): AlertVerbs {
  return {
    alert: async (id) => {
      const row = await models.alerts.findById(id).session(session).lean();
      return row ? toAlert(row) : undefined;
    },

    saveAlert: async (alert) => {
      const { matchedCount } = await models.alerts.replaceOne(
        { _id: alert.id, version: alert.version },
        { ...toAlertRow(alert), version: alert.version + 1 },
        { session },
      );
      if (matchedCount === 0) throw new VersionConflict(alert.id);
    },

    cardsOfAlert: async (id) => {
      const rows = await models.deliveries
        .find({ 'notice.alert': id, status: 'sent' }, { _id: 1 })
        .session(session)
        .lean();
      return rows.map(({ _id }) => _id);
    },

    voiceCallsTo: async (userId, since) => {
      const made = { calls: { $elemMatch: { to: userId, at: { $gte: since } } } };
      const rows = await models.alerts.collection
        .find<Pick<AlertRow, '_id' | 'calls'>>(made, { projection: { calls: 1 }, session })
        .toArray();
      return rows
        .flatMap(({ _id, calls }) => calls.map((call) => ({ ...call, alert: _id })))
        .filter(({ to, by, at }) => to === userId && by === undefined && at >= since);
    },
  };
}

/** Whether a step of it is still to be taken; saving the alert takes it. */
export async function isAlertAt(
  models: Models,
  session: ClientSession,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<boolean> {
  return (await models.alerts.exists({ _id: id, version, waits: true }).session(session)) !== null;
}
