import { disclosuresFor, may, seesWhole } from './access';
import { coversCase, type BulkExport } from './bulk-export';
import type { Complaint } from './complaint';
import type { Org, Person } from './org';
import { refuse, type Refusal } from './ruling';
import type { PartyField } from './vocabulary';

/** 访问 (R24, R32): one read of personal data in the clear by a person, or a try at it. Never what was read. */
export interface Access {
  readonly at: Date;
  readonly by: string;
  /** `ask`: leave was asked for and refused at once. */
  readonly use: AccessUse | 'ask';
  readonly fields: readonly PartyField[];
  /** 证据 by its number, 文书 by its own: a file that was opened (R26). */
  readonly evidence?: number;
  readonly document?: string;
  readonly result: 'shown' | 'denied';
  /** By which leave; none for who reads by their post. */
  readonly leaves: readonly Leave[];
}
export type AccessUse = 'view' | 'export';

export interface Leave {
  /** Number of the signature on the case, or of the bulk export. */
  readonly no: number | string;
  readonly reason: string;
}

/**
 * 凭什么看: the leaves by which a person reads these fields, none when by post alone; or why not. Exporting takes leave
 * of its own, and a right to read each field besides. Who may not see the case is refused as if there were none.
 */
export function leavesFor(
  person: Person,
  complaint: Complaint,
  org: Org,
  asked: { readonly fields: readonly PartyField[]; readonly use: AccessUse },
  bulk: readonly BulkExport[],
): readonly Leave[] | Refusal {
  const { fields, use } = asked;
  if (!seesWhole(person, complaint, org)) return refuse('not_found');
  const mayRead = (field: PartyField, as: Org) => may(person, 'R', 'complainant', complaint, as, field);
  if (!fields.every((field) => mayRead(field, org))) return refuse('masked_only', { rule: 'R32' });

  const { at: _at, ...byPost } = org;
  const lent = fields.filter((field) => !mayRead(field, byPost));
  const unmasked = disclosuresFor(person, 'unmask', complaint, org).filter(
    (leave) => lent.length > 0 && leave.fields.some((field) => lent.includes(field)),
  );
  if (use === 'view') return unmasked.map(leaveOf);
  const exports = [
    ...disclosuresFor(person, 'export', complaint, org).map(leaveOf),
    ...bulk
      .filter((request) => org.at !== undefined && coversCase(request, complaint, person, org.at))
      .map(({ id, reason }) => ({ no: id, reason })),
  ];
  if (exports.length === 0) return refuse('export_not_granted', { rule: 'R32' });
  return [...unmasked.map(leaveOf), ...exports];
}

function leaveOf({ no, reason }: { readonly no: number; readonly reason: string }): Leave {
  return { no, reason };
}

/** Whether a refusal keeps somebody from what they may not know, and not from asking a second time. */
export function isDenied({ refused }: Refusal): boolean {
  return refused === 'not_found' || refused === 'conflict_of_interest';
}
