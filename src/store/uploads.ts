import { trusted, type ClientSession, type Connection } from 'mongoose';
import { MAX_CHUNK, type ChunkAnswer, type UploadProgress, type Uploads } from '../desk/evidence-ports';
import { refuse, type Refusal } from '../domain/ruling';
import type { Models } from './models';
import type { UploadRow } from './upload-rows';
import type { Vault } from './vault';

export interface UploadParts {
  readonly connection: Connection;
  readonly models: Models;
  readonly vault: Vault;
  readonly now: () => Date;
}

/** 断点续传 on MongoDB: a chunk and the place it ends at are one transaction, so what was answered is there. */
export function createUploads(parts: UploadParts): Uploads {
  const { connection, models, vault, now } = parts;
  return {
    put: async (id, offset, bytes, by) => {
      if (bytes.length > MAX_CHUNK) return refuse('chunk_too_large');
      const row = await models.uploads.findOne({ _id: id, by }).lean();
      if (!row) return refuse('upload_unknown');
      if (!follows(row, offset, bytes)) return answerTo(row, offset, bytes);
      const sealed = await vault.sealFile(row.complaintId, chunkName(id, offset), bytes);
      if (!sealed) return refuse('upload_unknown');
      return connection.getClient().withSession((session) =>
        session.withTransaction(
          async () => {
            const before = await advance(models, session, id, offset, bytes.length, now());
            if (!before) {
              // Somebody else put a chunk here meanwhile: perhaps this very one.
              const other = await models.uploads.findOne({ _id: id, by }).session(session).lean();
              return other ? answerTo(other, offset, bytes) : refuse('upload_unknown');
            }
            await models.uploadChunks.create([{ _id: `${id}-${offset}`, upload: id, offset, sealed }], {
              session,
            });
            const next = offset + bytes.length;
            return { offset: next, state: next === before.size ? 'checking' : 'receiving', isTaken: true };
          },
          { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', journal: true } },
        ),
      );
    },

    look: async (id, by) => {
      const row = await models.uploads.findOne({ _id: id, by }).lean();
      return row ? progressOf(row) : refuse('upload_unknown');
    },
  };
}

/** Where a chunk is sealed to: it opens at no other place of no other upload. */
export function chunkName(upload: string, offset: number): string {
  return `upload/${upload}/${offset}`;
}

function follows({ state, offset: here, size }: UploadRow, offset: number, bytes: Buffer): boolean {
  return state === 'receiving' && offset === here && bytes.length > 0 && offset + bytes.length <= size;
}

/** What begins and ends within what is here was taken before. */
function answerTo(row: UploadRow, offset: number, bytes: Buffer): ChunkAnswer | Refusal {
  const { state, size, offset: here } = row;
  if (offset + bytes.length > size) return refuse('file_broken');
  const isTaken = offset >= 0 && bytes.length > 0 && offset + bytes.length <= here;
  return { offset: here, state, isTaken };
}

/** Moves on to after the chunk; undefined when the upload does not stand there (any more). */
async function advance(
  models: Models,
  session: ClientSession,
  id: string,
  offset: number,
  length: number,
  at: Date,
): Promise<UploadRow | null> {
  const here = { _id: id, state: 'receiving' as const, offset };
  const next = { offset: offset + length, touchedAt: at };
  const complete = { state: 'checking' as const, completeAt: at, claimedUntil: at };
  const last = await models.uploads
    .findOneAndUpdate({ ...here, size: next.offset }, { $set: { ...next, ...complete } }, { session })
    .lean();
  return (
    last ??
    models.uploads
      .findOneAndUpdate({ ...here, size: trusted({ $gt: next.offset }) }, { $set: next }, { session })
      .lean()
  );
}

function progressOf({ _id, state, size, offset, refusal, no }: UploadRow): UploadProgress {
  return {
    ...{ id: _id, state, size, offset },
    ...(refusal !== undefined && { refusal }),
    ...(no !== undefined && { no }),
  };
}
