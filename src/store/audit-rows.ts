import { Schema } from 'mongoose';
import { plain } from './schema-options';

/** 心跳: written after every look at which all was well. One row. */
export interface HeartbeatRow {
  readonly _id: 'auditor';
  /** By the clock of the database; absent before the first. */
  readonly at?: Date;
  /** What was looked at: how many events, and how long it took. */
  readonly events?: number;
  readonly tookMs?: number;
  /** The alarm was given and not yet taken back. */
  readonly alarmed?: true;
}
export const heartbeat = new Schema<HeartbeatRow>(
  { _id: String, at: Date, events: Number, tookMs: Number, alarmed: Boolean },
  { ...plain, collection: 'heartbeats' },
);

/** 已核对到: every event up to this moment has been compared with the ledger. One row. */
export interface AuditCursorRow {
  readonly _id: 'events';
  readonly at: Date;
}
export const auditCursor = new Schema<AuditCursorRow>(
  { _id: String, at: Date },
  { ...plain, collection: 'audit_cursor' },
);
