import { seesWhole } from './access';
import { firstRung } from './authority';
import { openApprovals, type Approval, type Complaint } from './complaint';
import { personOf, type Org } from './org';

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
