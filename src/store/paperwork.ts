import { createHash } from 'node:crypto';
import { trusted } from 'mongoose';
import type { DocumentEntry, Paperwork } from '../desk/paperwork-ports';
import type { RecordedEvent } from '../desk/ports';
import { born, foldAll } from '../domain/fold';
import type { DocumentFileRow, Models, PaperworkRow } from './models';
import type { Vault } from './vault';

/** The row of the document an event carries, written with the event: what was numbered will be printed. */
export function paperworkOf({ complaintId, seq, event }: RecordedEvent): readonly PaperworkRow[] {
  const { document, at } = event;
  return document ? [{ _id: document.no, complaintId, seq, createdAt: at, claimedUntil: at }] : [];
}

/** 文书 on MongoDB: the files sealed by the vault. */
export function createPaperwork(models: Models, vault: Vault): Paperwork {
  return {
    event: async (complaintId, seq) => {
      const rows = await models.events
        .find({ complaintId, seq: trusted({ $lte: seq }) })
        .sort({ seq: 1 })
        .lean();
      const [first, ...rest] = rows.map(({ event }) => event);
      const last = rows.at(-1);
      if (first?.type !== 'registered' || last?.seq !== seq) return undefined;
      return { event: last.event, complaint: { ...foldAll(born(first), rest), version: seq } };
    },

    party: (complaintId, fields) => vault.read(complaintId, fields),

    store: async ({ no, complaintId, type, templateVersion, pdf }, at) => {
      const sealed = await vault.sealFile(complaintId, no, pdf);
      if (sealed) {
        const sha256 = createHash('sha256').update(pdf).digest('hex');
        await models.documentFiles.updateOne(
          { _id: no },
          { $setOnInsert: { complaintId, type, templateVersion, sha256, sealed, createdAt: at } },
          { upsert: true },
        );
      }
      await models.paperwork.deleteOne({ _id: no });
    },

    list: async (complaintId) => {
      const rows = await models.documentFiles
        .find({ complaintId }, { sealed: 0 })
        .sort({ createdAt: 1, _id: 1 })
        .lean();
      return rows.map(entryOf);
    },

    open: async (no) => {
      const row = await models.documentFiles.findById(no).lean();
      if (!row) return undefined;
      const pdf = await vault.openFile(row.complaintId, no, Buffer.from(row.sealed.buffer));
      return pdf && { ...entryOf(row), pdf };
    },
  };
}

function entryOf(row: Omit<DocumentFileRow, 'sealed'>): DocumentEntry {
  const { _id: no, complaintId, type, templateVersion, sha256, createdAt } = row;
  return { no, complaintId, type, templateVersion, sha256, createdAt };
}
