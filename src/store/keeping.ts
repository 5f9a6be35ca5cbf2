import { randomBytes, randomUUID } from 'node:crypto';
import { trusted } from 'mongoose';
import type { Keeping } from '../desk/evidence-ports';
import { Fault } from '../errors';
import { contentName, keyName, placeOf, type EvidenceStoreParts } from './evidence-store';
import { CIPHER, sealedSize, sealSegments } from './segments';
import { toWaiting } from './upload-verbs';
import type { EvidenceFileRow } from './upload-rows';
import { chunkName } from './uploads';

export interface KeepingParts extends EvidenceStoreParts {
  /** Where new files are written. */
  readonly writesTo: EvidenceFileRow['place'];
  readonly now: () => Date;
}

const ABANDONED_MS = 86_400_000;
/** What is cleared in one go; the next hour clears more. */
const MOST = 1_000;

/** 检查与保存 on MongoDB and the file store. */
export function createKeeping({ models, vault, places, writesTo, now }: KeepingParts): Keeping {
  const drop = async (fileId: string): Promise<void> => {
    const row = await models.evidenceFiles.findOne({ _id: fileId, state: 'writing' }).lean();
    if (!row) return;
    await placeOf(places, row.place).remove(fileId);
    await models.evidenceFiles.deleteOne({ _id: fileId, state: 'writing' });
  };
  const clear = async (id: string): Promise<void> => {
    await models.uploadChunks.deleteMany({ upload: id });
  };

  return {
    waiting: async (id) => {
      const row = await models.uploads.findOne({ _id: id, state: 'checking' }).lean();
      return row ? toWaiting(row) : undefined;
    },

    content: async function* ({ id, complaintId, size }) {
      let offset = 0;
      const chunks = models.uploadChunks
        .find({ upload: id })
        .sort({ offset: 1 })
        .batchSize(2)
        .lean()
        .cursor();
      for await (const chunk of chunks) {
        if (chunk.offset !== offset) throw new Fault('upload_torn', id);
        const sealed = Buffer.from(chunk.sealed.buffer);
        const bytes = await vault.openFile(complaintId, chunkName(id, offset), sealed);
        if (!bytes) throw new Fault('case_key_missing', complaintId);
        offset += bytes.length;
        yield bytes;
      }
      if (offset !== size) throw new Fault('upload_torn', id);
    },

    store: async ({ id, complaintId }, content, size) => {
      const [fileId, key] = [randomUUID(), randomBytes(32)];
      const upload = await models.uploads.findById(id, { sealedName: 1 }).lean();
      const wrappedKey = await vault.sealFile(complaintId, keyName(fileId), key);
      if (!upload || !wrappedKey) throw new Fault('case_key_missing', complaintId);
      const { sealedName } = upload;
      // Written down before a byte of it is: what comes to nothing is found again.
      await models.evidenceFiles.create([
        {
          ...{ _id: fileId, complaintId, upload: id, sealedName, wrappedKey, cipher: CIPHER },
          ...{ place: writesTo, state: 'writing', createdAt: now() },
        },
      ]);
      const sealed = sealSegments(key, contentName(complaintId, fileId), content);
      await placeOf(places, writesTo).put(fileId, sealed, sealedSize(size));
      return fileId;
    },

    drop,
    clear,

    clearAbandoned: async (at) => {
      const before = trusted({ $lt: new Date(at.getTime() - ABANDONED_MS) });
      const uploads = await models.uploads
        .find({ touchedAt: before, state: trusted({ $ne: 'checking' }) }, { _id: 1 })
        .limit(MOST)
        .lean();
      for (const { _id } of uploads) {
        await clear(_id);
        await models.uploads.deleteOne({ _id });
      }
      const files = await models.evidenceFiles
        .find({ createdAt: before, state: 'writing' }, { _id: 1 })
        .limit(MOST)
        .lean();
      for (const { _id } of files) await drop(_id);
      return uploads.length + files.length;
    },
  };
}
