import { seesWhole } from './access';
import { firstRung } from './authority';
import { openApprovals, type Approval, type Complaint } from './complaint';
import { personOf, type Org } from './org';

/** 披露已批准 (G6): told to who asked. */
export type DisclosureNotice = { readonly kind: 'disclosed'; readonly no: number };

/** 批量导出会签 (G6): belongs to no case. */
export type BulkExportNotice = {
  readonly to: string;
  readonly kind: 'bulk_export';
  readonly id: string;
  readonly hash: string;
};

/** 转请 (G6): the requests for a disclosure that go on to somebody else, now that those who were asked stand aside. */
export function passedOn(complaint: Complaint, org: Org): readonly Approval[] {
  return openApprovals(complaint).filter(
    ({ subject, role, no }) => subject === 'disclose' && firstRung(complaint, no, org) !== role,
  );
}

/** Who may not see the case hears of leave that was given and of nothing else: a no would say that it exists (G6). */
export function hearsOfNo(asker: string | undefined, complaint: Complaint, org: Org): boolean {
  const person = personOf(org, asker ?? '');
  return person !== undefined && seesWhole(person, complaint, org);
}
