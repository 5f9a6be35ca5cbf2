import type { Asked, Caller } from '../../src/api/endpoint';
import { redact } from '../../src/chat/redact';
import type { Complaint } from '../../src/domain/complaint';
import { maySee } from '../../src/domain/access';
import { signaturesOf } from '../../src/domain/authority';
import { forbidden } from '../../src/domain/decide-act';
import { openTasksOf } from '../../src/domain/tasks';
import { isRefusal, refuse, type Refusal } from '../../src/domain/ruling';
import type { Reader } from '../../src/api/views/case-line';

export function readerOf({ by, org, visit }: Caller, complaint: Complaint): Reader {
  return { by, org, at: visit.at, rules: visit.rulesOf(complaint) };
}

/** A case the caller may look at; denied and missing read the same (design decision 8). */
export async function seenCase(id: string, { by, org, visit }: Caller): Promise<Complaint | Refusal> {
  const { complaint } = (await visit.tx.load(id)) ?? {};
  const isSeen =
    complaint &&
    (maySee(by, complaint, org) ||
      openTasksOf(by.userId, complaint).length > 0 ||
      signaturesOf(by, complaint, org).length > 0);
  return isSeen ? complaint : refuse('not_found');
}

/** … or whose review the caller may take up, by the number the application bears (T18, L5): what it is about they see then. */
export async function caseToActOn(id: string, caller: Caller): Promise<Complaint | Refusal> {
  const seen = await seenCase(id, caller);
  if (!isRefusal(seen)) return seen;
  const { complaint } = (await caller.visit.tx.load(id)) ?? {};
  return complaint && !forbidden(complaint, 'verify', caller.by) ? complaint : seen;
}

export function isStale(
  { version }: Pick<Asked<undefined, undefined, undefined>, 'version'>,
  complaint: Complaint,
): boolean {
  return version !== undefined && version !== complaint.version;
}

/** What people type goes into events and onto cards: numbers and the complainant's name are left out of it (R54). */
export async function redactorFor(
  id: string,
  { visit }: Pick<Caller, 'visit'>,
): Promise<(text: string) => string> {
  const { name } = await visit.tx.readParty(id, ['name']);
  return (text) => redact(text, name === undefined ? [] : [name]);
}
