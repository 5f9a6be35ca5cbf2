import { Schema } from 'mongoose';
import type { Batch } from '../desk/broadcast-ports';
import type { Broadcast, Receipt } from '../domain/broadcast';
import { plain } from './schema-options';

const { Mixed } = Schema.Types;

/** 重要通知 (R62). `waits`: looked at again at `claimedUntil`. */
export interface BroadcastRow extends Omit<Broadcast, 'id'> {
  readonly _id: string;
  readonly waits?: true;
  readonly claimedUntil: Date;
  readonly claimedBy?: string;
}
export const broadcast = new Schema<BroadcastRow>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    audience: { type: Mixed, required: true },
    text: { type: String, required: true },
    count: { type: Number, required: true },
    confirmBy: { type: Date, required: true },
    chasedAt: Date,
    waits: Boolean,
    claimedUntil: Date,
    claimedBy: String,
  },
  { ...plain, collection: 'broadcasts' },
);
broadcast.index({ waits: 1, claimedUntil: 1 }, { partialFilterExpression: { waits: true } });

/** 一批收件人: one message in WeCom. Whom it goes to is fixed by the first try. */
export interface BatchRow extends Omit<Batch, 'id'> {
  readonly _id: string;
  readonly claimedUntil: Date;
  readonly claimedBy?: string;
}
export const batch = new Schema<BatchRow>(
  {
    _id: { type: String, required: true },
    broadcast: { type: String, required: true },
    userIds: { type: [String], required: true },
    taskId: { type: String, required: true },
    status: { type: String, required: true },
    createdAt: Date,
    claimedUntil: Date,
    claimedBy: String,
    triedAt: Date,
  },
  { ...plain, collection: 'broadcast_batches' },
);
batch.index({ status: 1, claimedUntil: 1 });
batch.index({ taskId: 1 }, { unique: true });

/** 回执: one for each person. The card of theirs is redrawn by the code their tap brought. */
export interface ReceiptRow extends Receipt {
  readonly _id: string;
  readonly responseCode?: string;
  readonly redraw?: 'wanted' | 'done' | 'lost';
  readonly claimedUntil?: Date;
  readonly claimedBy?: string;
}
export const receipt = new Schema<ReceiptRow>(
  {
    _id: { type: String, required: true },
    broadcast: { type: String, required: true },
    userId: { type: String, required: true },
    status: { type: String, required: true },
    sentAt: Date,
    msgId: String,
    failure: String,
    confirmedAt: Date,
    call: Mixed,
    responseCode: String,
    redraw: String,
    claimedUntil: Date,
    claimedBy: String,
  },
  { ...plain, collection: 'receipts' },
);
receipt.index({ broadcast: 1, status: 1 });
receipt.index({ userId: 1, sentAt: -1 });
receipt.index({ redraw: 1, claimedUntil: 1 }, { partialFilterExpression: { redraw: 'wanted' } });

export const receiptId = (broadcastId: string, userId: string) => `${broadcastId}-${userId}`;

export function toBroadcast({
  _id,
  waits: _waits,
  claimedUntil: _until,
  claimedBy: _by,
  ...row
}: BroadcastRow): Broadcast {
  return { id: _id, ...row };
}

export function toReceipt(row: ReceiptRow): Receipt {
  const { broadcast: id, userId, status, sentAt, msgId, failure, confirmedAt, call } = row;
  return {
    ...{ broadcast: id, userId, status },
    ...(sentAt && { sentAt }),
    ...(msgId !== undefined && { msgId }),
    ...(failure !== undefined && { failure }),
    ...(confirmedAt && { confirmedAt }),
    ...(call && { call }),
  };
}
