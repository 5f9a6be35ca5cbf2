import type { Complaint } from '../domain/complaint';
import type { DomainEvent } from '../domain/events';
import type { DocumentType } from '../domain/number';
import type { PartyFields } from './ports';

/** 文书文件 (R25), as it was printed. */
export interface DocumentFile {
  readonly no: string;
  readonly complaintId: string;
  readonly type: DocumentType;
  readonly templateVersion: string;
  readonly pdf: Buffer;
}

/** 文书目录 of a case: what is known of a file without opening it. */
export interface DocumentEntry extends Omit<DocumentFile, 'pdf'> {
  /** Of the PDF as printed, hex: that a file was not exchanged shows without opening others. */
  readonly sha256: string;
  readonly createdAt: Date;
}

/** 文书: what its job reads and writes, and what those who may see a case read (R26: who may is asked before). */
export interface Paperwork {
  /** An event and the case as it was right after it, whatever has happened since. */
  event(
    complaintId: string,
    seq: number,
  ): Promise<{ readonly event: DomainEvent; readonly complaint: Complaint } | undefined>;
  party(complaintId: string, fields: readonly (keyof PartyFields)[]): Promise<PartyFields>;
  /** Seals and stores a document once (the one already there stays), and no longer waits for it. Nothing of a case whose key was destroyed. */
  store(file: DocumentFile, at: Date): Promise<void>;
  /** In the order of their writing. */
  list(complaintId: string): Promise<readonly DocumentEntry[]>;
  /** Undefined when there is none, and when the case's key was destroyed (R28). */
  open(no: string): Promise<(DocumentEntry & DocumentFile) | undefined>;
}
