import { type mongo, Schema } from 'mongoose';
import { plain } from './schema-options';

/**
 * 汇总: what a person's digest card is behind by. `version` grows whenever something is folded, released or over; the card
 * that stands shows them up to `shown`.
 */
export interface DigestRow {
  /** userid. */
  readonly _id: string;
  readonly version: number;
  /** The last version that brought something to be shown, and the last that brought something urgent. */
  readonly news?: number;
  readonly urgent?: number;
  readonly shown?: number;
  readonly stale: boolean;
  /** When the last card was begun, and by the job of which version. */
  readonly begunAt?: Date;
  readonly begunBy?: number;
  /** The delivery of the card that stands, and a fingerprint of what it shows. */
  readonly cardId?: string;
  readonly cardKey?: string;
  readonly claimedUntil: Date;
  readonly claimedBy?: string;
}

export const digest = new Schema<DigestRow>(
  {
    _id: String,
    version: Number,
    news: Number,
    urgent: Number,
    shown: Number,
    stale: Boolean,
    begunAt: Date,
    begunBy: Number,
    cardId: String,
    cardKey: String,
    claimedUntil: Date,
    claimedBy: String,
  },
  { ...plain, collection: 'digests' },
);
digest.index({ stale: 1, claimedUntil: 1 });

/** Between two cards of one person. Twelve of the urgent ones fit into what a minute leaves to digests (`messages`). */
export const GAP_MS = { urgent: 5_500, ordinary: 60_000 } as const;

/** What a digest is touched by: something urgent, or what its reader asked for; something ordinary; something less. */
export type Touch = 'urgent' | 'ordinary' | 'less';

/** The update by which a digest becomes due, not sooner after its last card than it may. */
export function touched(at: Date, touch: Touch): mongo.Document[] {
  const gapMs = GAP_MS[touch === 'urgent' ? 'urgent' : 'ordinary'];
  const due = { $max: [at, { $add: ['$begunAt', gapMs] }] };
  return [
    { $set: { version: { $add: [{ $ifNull: ['$version', 0] }, 1] } } },
    {
      $set: {
        ...(touch !== 'less' && { news: '$version' }),
        ...(touch === 'urgent' && { urgent: '$version' }),
        claimedUntil: { $cond: ['$stale', { $min: ['$claimedUntil', due] }, due] },
        stale: true,
      },
    },
  ];
}
