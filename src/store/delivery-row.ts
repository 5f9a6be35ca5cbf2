import { Schema } from 'mongoose';
import type { Delivery, DeliveryStatus, NewDelivery, SendClass } from '../desk/ports';
import type { Notice } from '../domain/notice';
import { isUrgent } from '../domain/notices';
import { plain } from './schema-options';
import type { Sealer } from './sealer';

/** 发送台账: who was told what, when, through which message, and what WeCom answered. */
export interface DeliveryRow {
  readonly _id: string;
  readonly to: string;
  readonly complaintId?: string;
  readonly notice?: Notice;
  /** By its notice or by itself: has a lane of its own. */
  readonly urgent?: true;
  /** 不留痕: gone as soon as it was sent or redrawn. */
  readonly untraced?: true;
  readonly sendAs?: SendClass;
  readonly taskId?: string;
  /** The request as it goes out, byte for byte. */
  readonly sealed: Buffer;
  readonly status: DeliveryStatus;
  /** How often its reader asked for it: each time is a job of its own. */
  readonly releases?: number;
  readonly createdAt: Date;
  readonly claimedUntil: Date;
  readonly claimedBy?: string;
  readonly triedAt?: Date;
  /** 首次尝试: stays when that try came to nothing. */
  readonly firstTriedAt?: Date;
  readonly sentAt?: Date;
  readonly msgId?: string;
  /** Works once and for 72 h (api.md 6.6); every tap brings the next one. */
  readonly responseCode?: string;
  readonly responseCodeAt?: Date;
  /** To be replaced by a fresh card at `claimedUntil`, unless it is over by then. */
  readonly renews?: true;
  /** The delivery of the card that took its place. */
  readonly renewedBy?: string;
  readonly redraw?: 'wanted' | 'done' | 'lost';
  /** How often a redraw was asked for: each is a job of its own. */
  readonly redraws?: number;
  /** The last button its reader tapped. */
  readonly tapped?: { readonly key: string; readonly at: Date };
  readonly failure?: string;
}
export const delivery = new Schema<DeliveryRow>(
  {
    _id: String,
    to: { type: String, required: true },
    complaintId: String,
    notice: Schema.Types.Mixed,
    urgent: Boolean,
    untraced: Boolean,
    sendAs: String,
    taskId: String,
    sealed: { type: Buffer, required: true },
    status: { type: String, required: true },
    releases: Number,
    createdAt: Date,
    claimedUntil: Date,
    claimedBy: String,
    triedAt: Date,
    firstTriedAt: Date,
    sentAt: Date,
    msgId: String,
    responseCode: String,
    responseCodeAt: Date,
    renews: Boolean,
    renewedBy: String,
    redraw: String,
    redraws: Number,
    tapped: Schema.Types.Mixed,
    failure: String,
  },
  { ...plain, collection: 'deliveries' },
);
delivery.index({ taskId: 1 }, { unique: true, partialFilterExpression: { taskId: { $type: 'string' } } });
delivery.index({ status: 1, claimedUntil: 1 });
delivery.index({ urgent: 1, status: 1, claimedUntil: 1 }, { partialFilterExpression: { urgent: true } });
delivery.index({ redraw: 1, claimedUntil: 1 });
delivery.index({ renews: 1, claimedUntil: 1 }, { partialFilterExpression: { renews: true } });
delivery.index({ to: 1, status: 1 });
delivery.index({ createdAt: 1 }, { partialFilterExpression: { status: 'pending' } });
delivery.index({ complaintId: 1, createdAt: 1 });
delivery.index({ 'notice.alert': 1 }, { partialFilterExpression: { 'notice.alert': { $exists: true } } });
delivery.index({ 'notice.id': 1 }, { partialFilterExpression: { 'notice.kind': 'bulk_export' } });

/** 要重绘: a card that gets new words is not replaced by another any more. */
export function redrawWanted(at: Date) {
  return {
    $set: { redraw: 'wanted', claimedUntil: at },
    $inc: { redraws: 1 },
    $unset: { renews: 1 },
  } as const;
}

/** 收进汇总: `folding` until its reader's digest knows of it. */
export const FOLDED: DeliveryStatus[] = ['folding', 'folded'];

const PURPOSE = 'delivery';

/** The row of a message to be sent. What it says is sealed: an answer in chat reads back what somebody told us (R54). */
export function newDeliveryRow(
  { id, body, urgent, ...delivery }: NewDelivery,
  at: Date,
  sealer: Sealer,
): Omit<DeliveryRow, 'status'> & { readonly status: 'pending' } {
  const sealed = sealer.seal(body, { purpose: PURPOSE, context: id });
  const { notice } = delivery;
  const passes = (urgent ?? (notice !== undefined && isUrgent(notice))) && { urgent: true as const };
  return { _id: id, ...delivery, ...passes, sealed, status: 'pending', createdAt: at, claimedUntil: at };
}

export function toDelivery(row: DeliveryRow, sealer: Sealer): Delivery {
  const { _id, to, sealed, createdAt, complaintId, taskId, notice, urgent, sendAs } = row;
  const { status, triedAt, firstTriedAt, msgId, responseCode, redraw, renews, renewedBy } = row;
  return {
    id: _id,
    to,
    body: sealer.open(Buffer.from(sealed.buffer), { purpose: PURPOSE, context: _id }),
    createdAt,
    status,
    ...(complaintId !== undefined && { complaintId }),
    ...(taskId !== undefined && { taskId }),
    ...(notice !== undefined && { notice }),
    ...(urgent && { urgent }),
    ...(sendAs !== undefined && { sendAs }),
    ...(triedAt !== undefined && { triedAt }),
    ...(firstTriedAt !== undefined && { firstTriedAt }),
    ...(msgId !== undefined && { msgId }),
    ...(responseCode !== undefined && { responseCode }),
    ...(redraw !== undefined && { redraw }),
    ...(renews && { renews }),
    ...(renewedBy !== undefined && { renewedBy }),
  };
}
