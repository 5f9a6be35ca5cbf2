import type { EvidenceStore } from '../desk/evidence-ports';
import { Fault } from '../errors';
import type { BlobStore } from './blob-store';
import type { Models } from './models';
import { openRange } from './segments';
import type { EvidenceFileRow } from './upload-rows';
import type { Vault } from './vault';

/** 文件仓库, by what they are called; files stay where they were written when a bank moves to another. */
export type Places = Partial<Readonly<Record<EvidenceFileRow['place'], BlobStore>>>;

export interface EvidenceStoreParts {
  readonly models: Models;
  readonly vault: Vault;
  readonly places: Places;
}

/** 证据仓库: each file under a key of its own, wrapped with that of its case (R26, R28). */
export function createEvidenceStore({ models, vault, places }: EvidenceStoreParts): EvidenceStore {
  return {
    read: async (complaintId, { fileId, size }, range) => {
      const row = await models.evidenceFiles.findOne({ _id: fileId, complaintId }).lean();
      if (!row) throw new Fault('evidence_file_missing', fileId);
      const key = await vault.openFile(complaintId, keyName(fileId), Buffer.from(row.wrappedKey.buffer));
      if (!key) return undefined;
      const { start, end } = range ?? { start: 0, end: size - 1 };
      const sealed = openRange(key, contentName(complaintId, fileId), size, start, end + 1);
      return sealed.open(placeOf(places, row.place).read(fileId, sealed.start, sealed.end));
    },
  };
}

/** Throws Fault `evidence_place_missing`: files were written there, and its settings are gone. */
export function placeOf(places: Places, place: EvidenceFileRow['place']): BlobStore {
  const blobs = places[place];
  if (!blobs) throw new Fault('evidence_place_missing', place);
  return blobs;
}

export function keyName(fileId: string): string {
  return `file-key/${fileId}`;
}

/** Bound into every segment: the bytes of one file do not open as those of another. */
export function contentName(complaintId: string, fileId: string): string {
  return `${complaintId}/evidence/${fileId}`;
}
