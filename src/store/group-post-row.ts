import { Schema } from 'mongoose';
import type { Post } from '../desk/group-ports';
import { plain } from './schema-options';

/** 群推送的一条: what it says is sealed, as in every message. */
export interface GroupPostRow {
  readonly _id: string;
  readonly sealed: Buffer;
  readonly status: Post['status'];
  /** Not to go out before. */
  readonly postAt: Date;
  readonly claimedUntil: Date;
  readonly claimedBy?: string;
  readonly triedAt?: Date;
  readonly sentAt?: Date;
  readonly failure?: string;
}

export const groupPost = new Schema<GroupPostRow>(
  {
    _id: String,
    sealed: { type: Buffer, required: true },
    status: { type: String, required: true },
    postAt: { type: Date, required: true },
    claimedUntil: Date,
    claimedBy: String,
    triedAt: Date,
    sentAt: Date,
    failure: String,
  },
  { ...plain, collection: 'group_posts' },
);
groupPost.index({ status: 1, claimedUntil: 1 });
groupPost.index({ postAt: 1 }, { partialFilterExpression: { status: 'pending' } });
