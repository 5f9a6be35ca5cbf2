import { leavesFor, type Access, type AccessUse } from '../domain/access-log';
import {
  askBulkExport,
  decideBulkExport,
  type BulkExport,
  type BulkScope,
  type DecideBulk,
} from '../domain/bulk-export';
import { shanghaiDate } from '../domain/calendar';
import type { Org, Person } from '../domain/org';
import type { Rules } from '../domain/rules';
import { isRefusal, refuse, type Refusal } from '../domain/ruling';
import type { PartyField } from '../domain/vocabulary';
import { chain } from './chain';
import type { PartyFields, Transaction } from './ports';

/** 披露 (R24, R26, R32, G6): the one way by which a person, and not the service for itself, reads from the vault. */
export interface Disclosures {
  /** Reads these fields of one case for a person, all or none, and writes it into the access log, shown or denied. */
  disclose(
    complaintId: string,
    fields: readonly PartyField[],
    by: Person,
    use?: AccessUse,
  ): Promise<{ readonly party: PartyFields } | Refusal>;
  askBulkExport(scope: BulkScope, reason: string, by: Person): Promise<BulkExport | Refusal>;
  decideBulkExport(id: string, decision: DecideBulk, by: Person): Promise<BulkExport | Refusal>;
}

export interface DisclosureParts {
  readonly tx: Transaction;
  readonly at: Date;
  readonly org: Org;
  readonly rules: Rules;
  readonly causedBy: string;
  readonly digest: (text: string) => string;
}

export function disclosuresOf(parts: DisclosureParts): Disclosures {
  const { tx, at, org, rules, digest } = parts;
  return {
    disclose: async (complaintId, fields, by, use = 'view') => {
      const loaded = await tx.load(complaintId);
      if (!loaded) return refuse('not_found');
      const bulk = use === 'export' ? await tx.bulkExportsOf(by.userId) : [];
      const leaves = leavesFor(by, loaded.complaint, org, { fields, use }, bulk);
      const read = { at, by: by.userId, use, fields } as const;
      if (isRefusal(leaves)) {
        await logAccess(parts, complaintId, { ...read, result: 'denied', leaves: [] });
        return leaves;
      }
      await logAccess(parts, complaintId, { ...read, result: 'shown', leaves });
      return { party: await tx.readParty(complaintId, fields) };
    },

    askBulkExport: async (scope, reason, by) => {
      const year = shanghaiDate(at).slice(2, 4);
      const asked = (serial: number) =>
        askBulkExport({ id: `export-${year}-${serial}`, scope, reason }, by, { at, org, digest });
      const rehearsed = asked(0);
      if (isRefusal(rehearsed)) return rehearsed;
      const request = asked(await tx.nextSerial('EXPORT', year));
      if (!isRefusal(request)) await tx.saveBulkExport(request);
      return request;
    },

    decideBulkExport: async (id, decision, by) => {
      const request = await tx.bulkExport(id);
      if (!request) return refuse('not_found');
      const after = decideBulkExport(request, decision, by, { at, org, rules });
      if (!isRefusal(after)) await tx.saveBulkExport(after);
      return after;
    },
  };
}

/**
 * Chained case by case, as events are: who may read the log of one case can check it, and two reads of different cases do
 * not wait for each other.
 */
export async function logAccess(
  { tx, causedBy, digest }: Pick<DisclosureParts, 'tx' | 'causedBy' | 'digest'>,
  complaintId: string,
  access: Access,
): Promise<void> {
  const { seq, hash } = await tx.accessHead(complaintId);
  await tx.recordAccess(chain(complaintId, seq, hash, causedBy, [access], digest));
}
