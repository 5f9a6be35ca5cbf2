import { Schema } from 'mongoose';
import type { Incident, IncidentEvent } from '../domain/incident';
import { chainedSchema } from './chained-row';
import { plain } from './schema-options';

const { Mixed } = Schema.Types;

/** 泄露事件 (R51) as folded; `chainHash` is where its record ends. */
export interface IncidentRow extends Omit<Incident, 'id'> {
  readonly _id: string;
  readonly chainHash: string;
}
export const incident = new Schema<IncidentRow>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    chainHash: { type: String, required: true },
    documentNo: { type: String, required: true },
    rulesVersion: { type: String, required: true },
    kind: { type: String, required: true },
    note: String,
    by: String,
    reportedAt: { type: Date, required: true },
    discoveredAt: { type: Date, required: true },
    opened: Mixed,
    facts: { type: Mixed, required: true },
    told: [Mixed],
    reached: [Mixed],
    closings: [Mixed],
    closedAt: Date,
  },
  { ...plain, collection: 'incidents' },
);
incident.index({ reportedAt: -1 });

/** 泄露事件的经过 (R24): `complaintId` is the number of the incident. */
export const incidentEvent = chainedSchema<IncidentEvent>('incident_events');
