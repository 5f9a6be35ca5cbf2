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

/** What every case that went the whole way has on file (T12, R25), and FY where something was paid. */
const OF_EVERY_CASE: readonly DocumentType[] = ['SL', 'FL', 'DC', 'FA', 'SP', 'GZ', 'HF'];

/** 未归档文书 (T12): the types that are missing before a case may close. */
export function missingDocuments({
  documents,
  plan,
}: Pick<Complaint, 'documents' | 'plan'>): readonly DocumentType[] {
  const wanted = plan && plan.proposedFen > 0 ? [...OF_EVERY_CASE, 'FY' as const] : OF_EVERY_CASE;
  return wanted.filter((type) => !documents.some((document) => document.type === type));
}
