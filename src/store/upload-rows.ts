import { Schema } from 'mongoose';
import type { NewUpload, UploadProgress } from '../desk/evidence-ports';
import { plain } from './schema-options';

/** 上传中的文件: its bytes are in `upload_chunks`, its name is sealed with the key of its case. */
export interface UploadRow
  extends Omit<NewUpload, 'name'>, Pick<UploadProgress, 'state' | 'offset' | 'refusal' | 'no'> {
  readonly _id: string;
  readonly sealedName: Buffer;
  /** Which of a person's places it takes; gone when it is settled. */
  readonly slot?: number;
  /** The last chunk, or when it was settled: what nobody went on with is cleared by it. */
  readonly touchedAt: Date;
  /** From when it waits to be looked at. */
  readonly completeAt?: Date;
  readonly claimedUntil?: Date;
  readonly claimedBy?: string;
}

export const upload = new Schema<UploadRow>(
  {
    _id: String,
    complaintId: { type: String, required: true },
    by: { type: String, required: true },
    sealedName: { type: Buffer, required: true },
    kind: { type: String, required: true },
    size: { type: Number, required: true },
    source: { type: String, required: true },
    takenAt: Date,
    purpose: String,
    task: Number,
    state: { type: String, required: true },
    offset: { type: Number, required: true },
    refusal: Schema.Types.Mixed,
    no: Number,
    slot: Number,
    touchedAt: { type: Date, required: true },
    completeAt: Date,
    claimedUntil: Date,
    claimedBy: String,
  },
  { ...plain, collection: 'uploads' },
);
upload.index({ by: 1, slot: 1 }, { unique: true, partialFilterExpression: { slot: { $exists: true } } });
upload.index({ complaintId: 1, slot: 1 }, { partialFilterExpression: { slot: { $exists: true } } });
upload.index({ state: 1, claimedUntil: 1 });
upload.index({ completeAt: 1 }, { partialFilterExpression: { state: 'checking' } });
upload.index({ touchedAt: 1 });

/** 一段: sealed by itself, under its place. */
export interface UploadChunkRow {
  /** `<upload>-<offset>`. */
  readonly _id: string;
  readonly upload: string;
  readonly offset: number;
  readonly sealed: Buffer;
}

export const uploadChunk = new Schema<UploadChunkRow>(
  {
    _id: String,
    upload: { type: String, required: true },
    offset: { type: Number, required: true },
    sealed: { type: Buffer, required: true },
  },
  { ...plain, collection: 'upload_chunks' },
);
uploadChunk.index({ upload: 1, offset: 1 }, { unique: true });

/** 证据文件 in the store. `kept` when a case names it; before, it may turn out to be stored to no avail. */
export interface EvidenceFileRow {
  /** Its id in the blob store too. */
  readonly _id: string;
  readonly complaintId: string;
  /** Its sealed name stands under this. */
  readonly upload: string;
  readonly sealedName: Buffer;
  /** Its own key, wrapped with the case's (R26, R28). */
  readonly wrappedKey: Buffer;
  /** 算法 (R55). */
  readonly cipher: string;
  readonly place: 'gridfs' | 's3';
  readonly state: 'writing' | 'kept';
  readonly createdAt: Date;
}

export const evidenceFile = new Schema<EvidenceFileRow>(
  {
    _id: String,
    complaintId: { type: String, required: true },
    upload: { type: String, required: true },
    sealedName: { type: Buffer, required: true },
    wrappedKey: { type: Buffer, required: true },
    cipher: { type: String, required: true },
    place: { type: String, required: true },
    state: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { ...plain, collection: 'evidence_files' },
);
evidenceFile.index({ createdAt: 1 }, { partialFilterExpression: { state: 'writing' } });
