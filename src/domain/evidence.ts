/** 证据种类 (R20): what is taken, by the way it is looked at. */
export const EVIDENCE_KIND = { image: '图片', pdf: 'PDF', audio: '录音', video: '视频' } as const;
export type EvidenceKind = keyof typeof EVIDENCE_KIND;

/** 证据来源: by which way of the phone it came in. */
export const EVIDENCE_SOURCE = { camera: '拍摄', album: '相册', file: '文件' } as const;
export type EvidenceSource = keyof typeof EVIDENCE_SOURCE;

/** 用途: what a file is for, when it proves no fact. */
export const EVIDENCE_PURPOSE = { proxy: '代理材料' } as const;
export type EvidencePurpose = keyof typeof EVIDENCE_PURPOSE;

/** 证据文件, as it is kept. Size and hash are of what is kept; `sourceSha256` is of what was sent. Its name is sealed with it (R26). */
export interface EvidenceFile {
  readonly fileId: string;
  readonly kind: EvidenceKind;
  readonly mime: string;
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  readonly sourceSha256: string;
  readonly source: EvidenceSource;
  /** As the phone says; absent when it does not. */
  readonly takenAt?: Date;
  readonly purpose?: EvidencePurpose;
}

/** 证据 (R20, 6.6): a file of the case. No name and nothing personal: those are in the store, under the case's key (R26, R54). */
export interface Evidence extends EvidenceFile {
  /** Unique within the case. */
  readonly no: number;
  readonly by: string;
  readonly at: Date;
  /** 协办 it answers (R3), by its number: then who holds that task reads it too. */
  readonly task?: number;
}
