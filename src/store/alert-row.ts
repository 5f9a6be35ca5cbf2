import { Schema } from 'mongoose';
import type { Alert } from '../domain/alert';
import { plain } from './schema-options';

const { Mixed } = Schema.Types;

/** 紧急通知 (R63). One that ended waits for nothing. */
export interface AlertRow extends Omit<Alert, 'id'> {
  readonly _id: string;
  readonly waits: boolean;
  /** Not taken again before this moment; equals nextAt until somebody takes it. */
  readonly claimedUntil?: Date;
  readonly claimedBy?: string;
}
export const alert = new Schema<AlertRow>(
  {
    _id: String,
    version: { type: Number, required: true },
    complaintId: String,
    incidentId: String,
    about: Mixed,
    raisedAt: Date,
    anyHour: Boolean,
    ladder: [Mixed],
    callers: [String],
    turn: Number,
    stage: String,
    calls: [Mixed],
    nextAt: Date,
    end: Mixed,
    waits: { type: Boolean, required: true },
    claimedUntil: Date,
    claimedBy: String,
  },
  { ...plain, collection: 'alerts' },
);
alert.index({ claimedUntil: 1 }, { partialFilterExpression: { waits: true } });
alert.index({ nextAt: 1 }, { partialFilterExpression: { waits: true } });
alert.index({ complaintId: 1 });
alert.index({ incidentId: 1 });
alert.index({ 'calls.to': 1, 'calls.at': 1 });

export function toAlertRow({ id, ...alert }: Alert): AlertRow {
  const { nextAt } = alert;
  return { _id: id, ...alert, waits: nextAt !== undefined, ...(nextAt && { claimedUntil: nextAt }) };
}

export function toAlert({
  _id,
  waits: _waits,
  claimedUntil: _until,
  claimedBy: _by,
  ...row
}: AlertRow): Alert {
  return { id: _id, ...row };
}
