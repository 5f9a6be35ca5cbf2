import { Schema } from 'mongoose';
import type { Access } from '../domain/access-log';
import type { BulkExport } from '../domain/bulk-export';
import { chainedSchema } from './chained-row';
import { plain } from './schema-options';

const { Mixed } = Schema.Types;

/** 访问记录 (R24, R32): one read of personal data, chained per case. Never what was read. */
export const accessRow = chainedSchema<Access>('access_log');

/** Where the access log of a case ends: a tail that was cut off shows. */
export interface AccessHeadRow {
  readonly _id: string;
  readonly seq: number;
  readonly hash: string;
}
export const accessHead = new Schema<AccessHeadRow>(
  { _id: String, seq: Number, hash: String },
  { ...plain, collection: 'access_heads' },
);

/** 批量导出申请 (G6). */
export interface BulkExportRow extends Omit<BulkExport, 'id'> {
  readonly _id: string;
}
export const bulkExport = new Schema<BulkExportRow>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    by: { type: String, required: true },
    askedAt: { type: Date, required: true },
    scope: { type: Mixed, required: true },
    reason: { type: String, required: true },
    hash: { type: String, required: true },
    decisions: [Mixed],
    granted: Mixed,
  },
  { ...plain, collection: 'bulk_exports' },
);
bulkExport.index({ by: 1 });
