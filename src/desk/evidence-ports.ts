import type { EvidenceFile, EvidenceKind, EvidencePurpose, EvidenceSource } from '../domain/evidence';
import type { Person } from '../domain/org';
import type { Refusal } from '../domain/ruling';

/** 拟开始的上传: what begins when an offer was found sound (see `beginUpload` of the desk). */
export interface NewUpload {
  readonly complaintId: string;
  readonly by: string;
  /** Sealed at once with the key of the case. */
  readonly name: string;
  readonly kind: EvidenceKind;
  /** Bytes. */
  readonly size: number;
  readonly source: EvidenceSource;
  readonly takenAt?: Date;
  readonly purpose?: EvidencePurpose;
  /** 协办 it answers. */
  readonly task?: number;
}

/** `checking`: all bytes are here and are looked at. */
export type UploadState = 'receiving' | 'checking' | 'kept' | 'refused';

/** 上传, as its owner follows it. */
export interface UploadProgress {
  readonly id: string;
  readonly state: UploadState;
  readonly size: number;
  /** How many bytes are here: the next chunk begins there. */
  readonly offset: number;
  /** Of what was refused. */
  readonly refusal?: Refusal;
  /** 证据编号 on the case, of what was kept. */
  readonly no?: number;
}

/** What a chunk came to. Not taken: it did not begin at `offset`, which is where the next one begins. */
export interface ChunkAnswer extends Pick<UploadProgress, 'offset' | 'state'> {
  readonly isTaken: boolean;
}

/** A chunk holds no more (bytes). */
export const MAX_CHUNK = 1_048_576;

/** 断点续传 (R24, R26): an upload goes by chunks of at most MAX_CHUNK, each sealed and majority-written before it is answered. */
export interface Uploads {
  /** A chunk sent again is fine, one that begins elsewhere is told where to. Of somebody else's upload: as if there were none. */
  put(id: string, offset: number, bytes: Buffer, by: string): Promise<ChunkAnswer | Refusal>;
  look(id: string, by: string): Promise<UploadProgress | Refusal>;
}

/** 待检查的上传: all bytes of it are here. */
export interface WaitingUpload extends Omit<NewUpload, 'name'> {
  readonly id: string;
}

/** 检查的结果: what is kept of a file that is what it says. */
export interface Examined extends Pick<EvidenceFile, 'mime' | 'size' | 'sha256' | 'sourceSha256'> {
  readonly content: () => AsyncIterable<Buffer>;
}

/** 检查 (R26): looks a file through, to its end. Throws when that cannot be done now (the scanner is away). */
export type Examine = (
  upload: WaitingUpload,
  content: () => AsyncIterable<Buffer>,
) => Promise<Examined | Refusal>;

/** 检查与保存: what the job reads and writes. */
export interface Keeping {
  /** Undefined when it does not wait (any more). */
  waiting(id: string): Promise<WaitingUpload | undefined>;
  /** What was sent, in order; read again with every call. Throws Fault `upload_torn` when it is not all there. */
  content(upload: WaitingUpload): AsyncIterable<Buffer>;
  /** Encrypts and stores `size` bytes under a new id, which counts only when the desk has settled the upload with it. */
  store(upload: WaitingUpload, content: AsyncIterable<Buffer>, size: number): Promise<string>;
  /** Takes away what was stored to no avail; a file that a case names stays. */
  drop(fileId: string): Promise<void>;
  /** Takes away what was sent, of an upload that is settled. */
  clear(id: string): Promise<void>;
  /** 过期清理: uploads nobody went on with for a day, and what was stored to no avail and forgotten. How many of them there were. */
  clearAbandoned(at: Date): Promise<number>;
}

/** What an upload came to. */
export type Settled = { readonly fileId: string; readonly no: number } | Refusal;

/** 上传在一个事务里的动作. */
export interface EvidenceVerbs {
  /** Undefined when the person has `most` of them open already. */
  beginUpload(upload: NewUpload, most: number, at: Date): Promise<string | undefined>;
  /** Not settled yet. */
  openUploadsOf(complaintId: string): Promise<number>;
  waitingUpload(id: string): Promise<WaitingUpload | undefined>;
  settleUpload(id: string, settled: Settled, at: Date): Promise<void>;
  /** 文件名 by file id, for who may see the files; of none whose key was destroyed (R28). */
  fileNames(complaintId: string, fileIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Whether this person was shown this file at this moment or later, by the access log. */
  wasShown(complaintId: string, by: string, no: number, since: Date): Promise<boolean>;
}

/** Where to read: from byte `start` up to byte `end`, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** 证据仓库: what was kept, decrypted as it is read. */
export interface EvidenceStore {
  /** Throws Fault `seal_broken` when a byte was changed, moved or lost; undefined when the key of the case was destroyed (R28). */
  read(
    complaintId: string,
    file: EvidenceFile,
    range?: ByteRange,
  ): Promise<AsyncIterable<Buffer> | undefined>;
}

/** 阅览的文件: images and PDF with the mark of who looks, as a whole; sound and film as they are, also in part. */
export interface Shown {
  readonly mime: string;
  readonly bytes: AsyncIterable<Buffer>;
  /** Bytes of the whole. */
  readonly size: number;
  /** Whether parts of it may be asked for; `range` is the part that is given. */
  readonly isRanged: boolean;
  readonly range?: ByteRange;
}

/** 阅览 (R24, R26): `viewId` is new with every look. */
export interface Viewing {
  /** `range`: from a byte on, up to another or the end. Where it says nothing sensible the whole is given. */
  evidence(look: {
    readonly complaintId: string;
    readonly no: number;
    readonly by: Person;
    readonly range?: { readonly start: number; readonly end?: number };
    readonly viewId: string;
  }): Promise<Shown | Refusal>;
  document(look: {
    readonly no: string;
    readonly by: Person;
    readonly viewId: string;
  }): Promise<Shown | Refusal>;
}
