import type { Complaint, DocumentRef } from './complaint';
import { documentNo, type DocumentType } from './number';
import { shanghaiDate } from './calendar';

/** Written once in a case's life, so without an ordinal: `KFB26000001-20261123-SL`. */
const ONCE: readonly DocumentType[] = ['SL', 'FL'];

/** 文书编号 (R25): the next number of a type for this case; the second of one day gets the next ordinal. */
export function nextDocument(
  complaint: Pick<Complaint, 'id' | 'documents'>,
  type: DocumentType,
  at: Date,
): DocumentRef {
  const today = shanghaiDate(at);
  const before = complaint.documents.filter(
    (doc) => doc.type === type && shanghaiDate(doc.at) === today,
  ).length;
  const ordinal = ONCE.includes(type) ? undefined : before + 1;
  return { no: documentNo(complaint.id, at, type, ordinal), type, at };
}
