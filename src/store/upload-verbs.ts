import { randomUUID } from 'node:crypto';
import { mongo, trusted, type ClientSession } from 'mongoose';
import type { EvidenceVerbs, WaitingUpload } from '../desk/evidence-ports';
import { isRefusal } from '../domain/ruling';
import { Fault } from '../errors';
import type { Models } from './models';
import type { UploadRow } from './upload-rows';
import type { Vault } from './vault';
import { VersionConflict } from './version-conflict';

/** 上传的起止 on one session. */
export function uploadVerbs(models: Models, vault: Vault, session: ClientSession): EvidenceVerbs {
  return {
    beginUpload: async ({ name, ...upload }, most, at) => {
      const open = await models.uploads
        .find({ by: upload.by, slot: trusted({ $exists: true }) }, { slot: 1 })
        .session(session)
        .lean();
      // A place of the person's: two that begin at once meet on it, and one of them looks again.
      const slot = Array.from({ length: most }, (_, place) => place).find(
        (place) => !open.some((each) => each.slot === place),
      );
      if (slot === undefined) return undefined;
      const _id = randomUUID();
      const sealedName = await vault.sealFile(upload.complaintId, nameOf(_id), Buffer.from(name));
      if (!sealedName) throw new Fault('case_key_missing', upload.complaintId);
      const row = { _id, ...upload, sealedName, slot, state: 'receiving', offset: 0, touchedAt: at } as const;
      await models.uploads.create([row], { session }).catch((error: unknown) => {
        throw isTaken(error) ? new VersionConflict(upload.complaintId) : error;
      });
      return _id;
    },

    openUploadsOf: (complaintId) =>
      models.uploads.countDocuments({ complaintId, slot: trusted({ $exists: true }) }).session(session),

    waitingUpload: async (id) => {
      const row = await models.uploads.findOne({ _id: id, state: 'checking' }).session(session).lean();
      return row ? toWaiting(row) : undefined;
    },

    settleUpload: async (id, settled, at) => {
      const change = isRefusal(settled)
        ? { state: 'refused' as const, refusal: settled }
        : { state: 'kept' as const, no: settled.no };
      await models.uploads.updateOne(
        { _id: id },
        { $set: { ...change, touchedAt: at }, $unset: { slot: 1, claimedUntil: 1, claimedBy: 1 } },
        { session },
      );
      if (!isRefusal(settled))
        await models.evidenceFiles.updateOne(
          { _id: settled.fileId },
          { $set: { state: 'kept' } },
          { session },
        );
    },

    fileNames: async (complaintId, fileIds) => {
      const rows = await models.evidenceFiles
        .find({ _id: trusted({ $in: [...fileIds] }), complaintId }, { upload: 1, sealedName: 1 })
        .session(session)
        .lean();
      const names = new Map<string, string>();
      for (const { _id, upload, sealedName } of rows) {
        const name = await vault.openFile(complaintId, nameOf(upload), Buffer.from(sealedName.buffer));
        if (name) names.set(_id, name.toString('utf8'));
      }
      return names;
    },

    wasShown: async (complaintId, by, no, since) => {
      const shown = { 'event.by': by, 'event.evidence': no, 'event.result': 'shown' } as const;
      const found = await models.accessLog
        .findOne({ complaintId, ...shown, 'event.at': trusted({ $gte: since }) }, { _id: 1 })
        .session(session)
        .lean();
      return found !== null;
    },
  };
}

function isTaken(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === 11_000;
}

/** Taken by moving it: who comes second finds it settled, or meets this one. */
export async function isUploadComplete(models: Models, session: ClientSession, id: string): Promise<boolean> {
  const { matchedCount } = await models.uploads.updateOne(
    { _id: id, state: 'checking' },
    { $unset: { claimedUntil: 1 } },
    { session },
  );
  return matchedCount === 1;
}

/** Under what the name of an upload, and of the file it becomes, is sealed. */
export function nameOf(upload: string): string {
  return `name/${upload}`;
}

export function toWaiting(row: UploadRow): WaitingUpload {
  const { _id: id, complaintId, by, kind, size, source, takenAt, purpose, task } = row;
  return {
    ...{ id, complaintId, by, kind, size, source },
    ...(takenAt && { takenAt }),
    ...(purpose && { purpose }),
    ...(task !== undefined && { task }),
  };
}
