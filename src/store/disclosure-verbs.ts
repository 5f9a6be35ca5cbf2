import type { ClientSession } from 'mongoose';
import type { Transaction } from '../desk/ports';
import type { BulkExport } from '../domain/bulk-export';
import type { BulkExportRow } from './disclosure-models';
import type { Models } from './models';
import { VersionConflict } from './version-conflict';

type DisclosureVerbs = Pick<
  Transaction,
  | 'accessHead'
  | 'recordAccess'
  | 'accessLog'
  | 'bulkExport'
  | 'cardsOfBulkExport'
  | 'bulkExportsOf'
  | 'saveBulkExport'
>;

/** 访问记录和批量导出 on one session. */
export function disclosureVerbs(models: Models, session: ClientSession): DisclosureVerbs {
  return {
    accessHead: async (complaintId) => {
      const head = await models.accessHeads.findById(complaintId).session(session).lean();
      return head ? { seq: head.seq, hash: head.hash } : { seq: 0, hash: '' };
    },

    recordAccess: async (links) => {
      const last = links.at(-1);
      if (!last) return;
      await models.accessLog.insertMany(links, { session });
      await models.accessHeads.updateOne(
        { _id: last.complaintId },
        { $set: { seq: last.seq, hash: last.hash } },
        { upsert: true, session },
      );
    },

    accessLog: async (complaintId, limit) => {
      const rows = await models.accessLog
        .find({ complaintId }, { _id: 0 })
        .sort({ seq: -1 })
        .limit(limit)
        .session(session)
        .lean();
      return rows.reverse();
    },

    bulkExport: async (id) => {
      const row = await models.bulkExports.findById(id).session(session).lean();
      return row ? toBulkExport(row) : undefined;
    },

    cardsOfBulkExport: async (id) => {
      const rows = await models.deliveries
        .find({ 'notice.kind': 'bulk_export', 'notice.id': id }, { _id: 1 })
        .session(session)
        .lean();
      return rows.map(({ _id }) => _id);
    },

    bulkExportsOf: async (userId) => {
      const rows = await models.bulkExports.find({ by: userId }).session(session).lean();
      return rows.map(toBulkExport);
    },

    saveBulkExport: async ({ id, ...request }) => {
      const row = { _id: id, ...request };
      if (request.version === 1) {
        await models.bulkExports.create([row], { session });
        return;
      }
      const { matchedCount } = await models.bulkExports.replaceOne(
        { _id: id, version: request.version - 1 },
        row,
        { session },
      );
      if (matchedCount === 0) throw new VersionConflict(id);
    },
  };
}

export function toBulkExport({ _id, ...row }: BulkExportRow): BulkExport {
  return { id: _id, ...row };
}
