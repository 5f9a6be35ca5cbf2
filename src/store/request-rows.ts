import { Schema } from 'mongoose';
import { plain } from './schema-options';

/** 小程序的请求: one POST by its key; written by the transaction it set going, with what it was answered. */
export interface AnswerRow {
  readonly _id: string;
  readonly fingerprint?: string;
  readonly status?: number;
  readonly version?: number;
  /** Sealed, for it may hold names. */
  readonly body?: Buffer;
  /** The database's own moment: it removes old rows by it (see HANDLED in inbox.ts). */
  readonly takenAt: Date;
}
export const answer = new Schema<AnswerRow>(
  { _id: String, fingerprint: String, status: Number, version: Number, body: Buffer, takenAt: Date },
  { ...plain, collection: 'api_answers' },
);
answer.index({ takenAt: 1 }, { expireAfterSeconds: 86_400 });

/** 会话: tokens only as digests. `rotatedAt` is when the present token was issued. */
export interface SessionRow {
  readonly _id: string;
  readonly userId: string;
  readonly device: string;
  readonly token: string;
  /** The present token was used: from then on the one before is soon over. */
  readonly usedAt?: Date;
  readonly before?: string;
  readonly rotatedAt: Date;
  readonly seenAt: Date;
  readonly createdAt: Date;
  /** The database's own moment of its last sign of life. */
  readonly touchedAt: Date;
}
export const session = new Schema<SessionRow>(
  {
    ...{ _id: String, userId: String, device: String, token: String, usedAt: Date, before: String },
    ...{ rotatedAt: Date, seenAt: Date, createdAt: Date, touchedAt: Date },
  },
  { ...plain, collection: 'sessions' },
);
session.index({ userId: 1 });
session.index({ touchedAt: 1 }, { expireAfterSeconds: 86_400 });

/** 登录途中: `_id` and `nonce` as digests. */
export interface LoginStateRow {
  readonly _id: string;
  readonly nonce: string;
  readonly to: string;
  readonly createdAt: Date;
  readonly touchedAt: Date;
}
export const loginState = new Schema<LoginStateRow>(
  { _id: String, nonce: String, to: String, createdAt: Date, touchedAt: Date },
  { ...plain, collection: 'login_states' },
);
loginState.index({ touchedAt: 1 }, { expireAfterSeconds: 3_600 });
