import type { ClientSession } from 'mongoose';
import type { Transaction } from '../desk/ports';
import type { Incident } from '../domain/incident';
import { toAlert, toAlertRow } from './alert-row';
import { redrawWanted } from './delivery-row';
import type { IncidentRow } from './incident-models';
import type { Models } from './models';
import { VersionConflict } from './version-conflict';

type IncidentVerbs = Pick<
  Transaction,
  'incident' | 'incidents' | 'commitIncident' | 'beginAlerts' | 'alertsOfIncident' | 'untrace'
>;

/** 泄露事件 on one session. */
export function incidentVerbs(models: Models, session: ClientSession): IncidentVerbs {
  return {
    incident: async (id) => {
      const row = await models.incidents.findById(id).session(session).lean();
      return row ? { incident: toIncident(row), chainHash: row.chainHash } : undefined;
    },

    incidents: async (limit) => {
      const rows = await models.incidents
        .find()
        .sort({ reportedAt: -1, _id: -1 })
        .limit(limit)
        .session(session)
        .lean();
      return rows.map(toIncident);
    },

    commitIncident: async ({ id, ...incident }, link) => {
      const row = { _id: id, ...incident, chainHash: link.hash };
      if (incident.version === 1) {
        await models.incidents.create([row], { session });
      } else {
        const { matchedCount } = await models.incidents.replaceOne(
          { _id: id, version: incident.version - 1 },
          row,
          { session },
        );
        if (matchedCount === 0) throw new VersionConflict(id);
      }
      await models.incidentEvents.create([link], { session });
    },

    beginAlerts: async (alerts) => {
      await models.alerts.insertMany(alerts.map(toAlertRow), { session });
    },

    alertsOfIncident: async (incidentId) => {
      const rows = await models.alerts.find({ incidentId }).sort({ _id: 1 }).session(session).lean();
      return rows.map(toAlert);
    },

    untrace: async (deliveryId, to, at) => {
      const others = { to, 'notice.kind': 'leak_form', _id: { $ne: deliveryId } };
      await models.deliveries.collection.deleteMany(others as never, { session });
      const { $set, $unset, $inc } = redrawWanted(at);
      const change = { $set: { ...$set, untraced: true }, $unset: { ...$unset, tapped: 1 }, $inc } as const;
      await models.deliveries.updateOne({ _id: deliveryId }, change, { session });
    },
  };
}

function toIncident({ _id, chainHash: _hash, ...row }: IncidentRow): Incident {
  return { id: _id, ...row };
}
