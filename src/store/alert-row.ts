import { Schema } from 'mongoose';
import type { Alert } from '../domain/alert';
import { plain } from './schema-options';

const { Mixed } = Schema.Types;

/** 紧急通知 (R63). `claimedUntil` is when it is looked at next; one that ended waits for nothing. */
export interface AlertRow extends Omit<Alert, 'id' | 'nextAt'> {
  readonly _id: string;
  readonly waits: boolean;
  readonly claimedUntil?: Date;
  readonly claimedBy?: string;
}
export const alert = new Schema<AlertRow>(
  {
    _id: String,
    version: { type: Number, required: true },
    complaintId: { type: String, required: true },
    about: Mixed,
    raisedAt: Date,
    anyHour: Boolean,
    ladder: [Mixed],
    callers: [String],
    turn: Number,
    stage: String,
    calls: [Mixed],
    end: Mixed,
    waits: { type: Boolean, required: true },
    claimedUntil: Date,
    claimedBy: String,
  },
  { ...plain, collection: 'alerts' },
);
alert.index({ claimedUntil: 1 }, { partialFilterExpression: { waits: true } });
alert.index({ complaintId: 1 });
alert.index({ 'calls.to': 1, 'calls.at': 1 });

export function toAlertRow({ id, nextAt, ...alert }: Alert): AlertRow {
  return {
    _id: id,
    ...alert,
    waits: nextAt !== undefined,
    ...(nextAt !== undefined && { claimedUntil: nextAt }),
  };
}

export function toAlert({ _id, waits, claimedUntil, claimedBy: _, ...row }: AlertRow): Alert {
  // While a worker has it in hand, the lease stands where the next moment stood.
  return { id: _id, ...row, ...(waits && claimedUntil !== undefined && { nextAt: claimedUntil }) };
}
