import { approversOf, authoritiesFor, giversOf } from '../../src/domain/authority';
import { openApproval, type Complaint } from '../../src/domain/complaint';
import { asOf, type Grant, type Org } from '../../src/domain/org';
import {
  after,
  APOLOGY,
  decision,
  filed,
  inState,
  MONDAY,
  org,
  person,
  rules,
  refusedOf,
  submit,
} from '../support/builders';
import { approved } from '../support/side-states';

const LIMIT = 10_000_000;
const other = (claimedFen: number, id = 'KFB26000002'): Complaint => ({ ...filed({ claimedFen }), id });

describe('授权 (R33, R38): dated, within limits, in chains, and never more than the giver has', () => {
  const grant = (id: string, from: string, to: string, more: Partial<Grant> = {}): Grant => ({
    ...{
      id,
      from,
      to,
      gates: ['G0', 'G2', 'G3', 'G4', 'G5'],
      validFrom: '2026-03-01',
      validTo: '2026-03-31',
    },
    ...{ levels: ['general', 'complex', 'major'], maxFen: 100_000_000 },
    ...more,
  });
  const bank = (...grants: readonly Grant[]): Org => asOf({ ...org, grants }, MONDAY);
  const free = (more = {}) => inState('AWAITING_APPROVAL', { actions: APOLOGY, claimedFen: 0, ...more });
  const signers = (complaint: Complaint, dated: Org) => {
    const open = openApproval(complaint, 'plan');
    return open ? approversOf(open, complaint, dated).map(({ userId }) => userId) : [];
  };
  const HEAD_TO_LEAD = grant('g1', 'zhao.lei', 'lin.tao');

  it('the head hands zero-cost general cases to a lead, and the signature says for whom (代)', () => {
    const complaint = free();
    const dated = bank(HEAD_TO_LEAD);
    expect(signers(complaint, dated)).toEqual(['zhao.lei', 'lin.tao']);
    const done = after(complaint, decision(complaint), 'lin.tao', MONDAY, { org: dated });
    expect(done.approvals[0]?.decided).toMatchObject({
      by: 'lin.tao',
      onBehalfOf: ['zhao.lei'],
      grants: ['g1'],
    });
    expect(done.state).toBe('EXECUTING');
  });

  it.each<[string, Complaint]>([
    ['a plan that pays', inState('AWAITING_APPROVAL')],
    ['a complex case', free({ level: 'complex' })],
    ['a major case: the head in person (G1)', free({ level: 'major' })],
  ])('not %s', (_what, complaint) => {
    expect(signers(complaint, bank(HEAD_TO_LEAD))).toEqual(['zhao.lei']);
  });

  it.each<[string, Partial<Grant>]>([
    ['not yet in force', { validFrom: '2026-03-03' }],
    ['expired the day before', { validTo: '2026-03-01' }],
    ['for another gate', { gates: ['G2'] }],
    ['for another level', { levels: ['complex'] }],
    ['for a smaller amount', { maxFen: 29_999 }],
  ])('a grant %s gives nothing, and the same approval is refused', (_what, more) => {
    const complaint = inState('AWAITING_APPROVAL', { actions: APOLOGY });
    const dated = bank({ ...HEAD_TO_LEAD, ...more });
    expect(signers(complaint, dated)).toEqual(['zhao.lei']);
    expect(refusedOf(complaint, decision(complaint), 'lin.tao', { org: dated })).toMatchObject({
      refused: 'not_the_approver',
    });
  });

  it('holds on its first and on its last day', () => {
    for (const day of ['2026-03-02', '2026-03-02']) {
      expect(signers(free(), bank({ ...HEAD_TO_LEAD, validFrom: day, validTo: day }))).toContain('lin.tao');
    }
  });

  it('a plain officer with a grant for G0 signs nothing: it goes to a lead (R33)', () => {
    expect(signers(free(), bank(grant('g1', 'zhao.lei', 'xu.jing')))).toEqual(['zhao.lei']);
  });

  it('chains as far as every link goes, and a ring ends by itself', () => {
    const paying = approved(inState('AWAITING_APPROVAL'), 'zhao.lei');
    const dated = bank(
      grant('a', 'qian.feng', 'li.ke'),
      grant('b', 'li.ke', 'he.li', { maxFen: 30_000 }),
      grant('c', 'he.li', 'li.ke'),
    );
    const open = openApproval(paying, 'plan');
    const all = open ? authoritiesFor(open, paying, dated) : [];
    expect(all.map(({ person: { userId } }) => userId)).toEqual(['qian.feng', 'sun.rui', 'li.ke', 'he.li']);
    expect(all.map(giversOf).at(-1)).toEqual(['qian.feng', 'li.ke']);
    const tighter = bank(grant('a', 'qian.feng', 'li.ke', { maxFen: 29_999 }), grant('b', 'li.ke', 'he.li'));
    expect(signers(paying, tighter)).toEqual(['qian.feng', 'sun.rui']);
  });

  it('hands on no right the giver lacks: who holds no office and no grant gives nothing', () => {
    expect(signers(free(), bank(grant('g1', 'xu.jing', 'lin.tao')))).toEqual(['zhao.lei']);
  });

  it('launders nothing: neither to a handler, nor from one, nor through one (no self-approval through any chain)', () => {
    const complaint = approved(inState('AWAITING_APPROVAL'), 'zhao.lei');
    expect(signers(complaint, bank(grant('g1', 'qian.feng', 'wu.qian')))).toEqual(['qian.feng', 'sun.rui']);
    expect(
      signers(complaint, bank(grant('a', 'qian.feng', 'wu.qian'), grant('b', 'wu.qian', 'li.ke'))),
    ).toEqual(['qian.feng', 'sun.rui']);
    const people = new Map(org.people);
    people.set('wu.qian', { ...person('wu.qian'), roles: ['SOLVE', 'FIN'] });
    const dated = { ...bank(grant('g1', 'wu.qian', 'li.ke')), people };
    expect(signers(complaint, dated)).toEqual(['qian.feng', 'sun.rui']);
  });

  it('one person signs a plan at one gate only, be it for somebody else the second time', () => {
    const over = inState('AWAITING_APPROVAL', { actions: APOLOGY, claimedFen: LIMIT + 1 });
    const dated = bank(grant('g1', 'ma.wen', 'zhao.lei'));
    const half = after(over, decision(over), 'zhao.lei', MONDAY, { org: dated });
    expect(signers(half, dated)).toEqual(['ma.wen']);
  });

  it('nor does whose right was used at another gate', () => {
    const over = after(
      inState('PLANNING', { claimedFen: 6_000_000, actions: APOLOGY }),
      submit({ actions: APOLOGY }),
      'wu.qian',
      MONDAY,
      {
        linked: [other(5_000_000)],
        rules: { ...rules, major: { ...rules.major, reasons: [] } },
      },
    );
    const dated = bank(HEAD_TO_LEAD, grant('g2', 'ma.wen', 'zhao.lei'));
    const more = {
      org: dated,
      linked: [other(5_000_000)],
      rules: { ...rules, major: { ...rules.major, reasons: [] } },
    };
    const byLead = after(over, decision(over), 'lin.tao', MONDAY, more);
    expect(byLead.approvals[0]?.decided?.onBehalfOf).toEqual(['zhao.lei']);
    expect(signers(byLead, dated)).toEqual(['ma.wen']);
  });

  it('somebody who stood aside hands nothing on either (L4)', () => {
    const complaint = approved(inState('AWAITING_APPROVAL'), 'zhao.lei');
    const dated = bank(grant('g1', 'qian.feng', 'li.ke'));
    expect(signers({ ...complaint, recused: ['qian.feng'] }, dated)).toEqual(['sun.rui']);
  });
});
