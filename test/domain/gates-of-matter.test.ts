import { approversOf, authoritiesFor, giversOf } from '../../src/domain/authority';
import { openApproval, type Complaint } from '../../src/domain/complaint';
import { ruleOn, type Act } from '../../src/domain/decide-act';
import { matterChanged } from '../../src/domain/acts/link';
import { foldAll } from '../../src/domain/fold';
import { amountInvolved, nextStep } from '../../src/domain/gates';
import { asOf, type Grant, type Org } from '../../src/domain/org';
import { isRefusal } from '../../src/domain/ruling';
import {
  after,
  APOLOGY,
  at,
  classification,
  classify,
  context,
  decision,
  eventsOf,
  execute,
  filed,
  find,
  inState,
  MONDAY,
  org,
  person,
  rules,
  signed,
  submit,
} from '../support/builders';
import { approved, did } from '../support/side-states';

const LIMIT = 10_000_000;
const refusedOf = (complaint: Complaint, act: Act, by: string, more: object = {}) => {
  const ruling = ruleOn(complaint, act, person(by), context(MONDAY, more));
  return isRefusal(ruling) ? ruling : undefined;
};
const other = (claimedFen: number, id = 'KFB26000002'): Complaint => ({ ...filed({ claimedFen }), id });
const rolesOf = ({ approvals }: Complaint) =>
  approvals.filter(({ voidedAt }) => !voidedAt).map(({ role, gates }) => `${role} ${gates.join('+')}`);

describe('涉及金额 over linked cases (R34): splitting opens no way around a gate', () => {
  it('two linked cases of 6 万元 open the gate, one alone does not', () => {
    const complaint = filed({ claimedFen: 6_000_000 });
    expect(amountInvolved(complaint, 0, [])).toBe(6_000_000);
    expect(amountInvolved(complaint, 0, [other(6_000_000)])).toBe(12_000_000);
    const planning = inState('PLANNING', { claimedFen: 6_000_000 });
    const alone = after(planning, submit({ actions: APOLOGY }), 'wu.qian');
    const together = after(planning, submit({ actions: APOLOGY }), 'wu.qian', MONDAY, {
      linked: [other(6_000_000)],
    });
    expect(rolesOf(signed(alone))).toEqual(['HEAD G0']);
    expect(together.approvals[0]).toMatchObject({ amountFen: 12_000_000, required: ['G0', 'G1', 'G2'] });
  });

  it('is the largest of the three amounts of each case, also of what another case proposes', () => {
    const proposing = { ...inState('AWAITING_APPROVAL'), id: 'KFB26000002', claimedFen: 1, disputedFen: 2 };
    expect(amountInvolved({ claimedFen: 5, disputedFen: 9 }, 7, [proposing])).toBe(9 + 30_000);
    expect(amountInvolved({}, 7, [])).toBe(7);
  });

  it('exactly at the limit it does not, one fen over it does', () => {
    const planning = inState('PLANNING', { claimedFen: LIMIT - 1 });
    const step = (fen: number) =>
      after(planning, submit({ actions: APOLOGY }), 'wu.qian', MONDAY, { linked: [other(fen)] }).approvals[0]
        ?.required;
    expect(step(1)).toEqual(['G0']);
    expect(step(2)).toEqual(['G0', 'G1', 'G2']);
  });

  const linkTo = (fen: number) => ({ other: { complaint: other(fen), linked: [] } });
  const link: Act = { type: 'link', to: 'KFB26000002', reason: '同一次系统故障' };

  it('linked while the plan is signed: what was given and asked for is void, and all is asked for anew', () => {
    const open = inState('AWAITING_APPROVAL', { claimedFen: 6_000_000 });
    const half = approved(open, 'zhao.lei');
    const linked = after(half, link, 'wu.qian', MONDAY, linkTo(6_000_000));
    expect(linked.classification?.level).toBe('major');
    expect(openApproval(linked, 'plan')).toMatchObject({
      role: 'HEAD',
      gates: ['G0', 'G1'],
      amountFen: 12_000_000,
    });
    const more = { linked: [other(6_000_000)] };
    expect(refusedOf(linked, decision(half), 'qian.feng', more)?.refused).toBe('plan_changed');
    let complaint = linked;
    for (const by of ['zhao.lei', 'ma.wen', 'qian.feng'])
      complaint = after(complaint, decision(complaint), by, MONDAY, more);
    expect(complaint.state).toBe('EXECUTING');
  });

  it('linked while it is carried out: nothing is paid and told before the missing signatures are there', () => {
    const executing = inState('EXECUTING', { claimedFen: 6_000_000 });
    const more = { linked: [other(6_000_000)] };
    const linked = after(executing, link, 'wu.qian', MONDAY, linkTo(6_000_000));
    expect(linked.state).toBe('EXECUTING');
    expect(refusedOf(linked, execute, 'wu.qian', more)).toEqual({
      refused: 'waits_for_signature',
      rule: 'R34',
    });
    let complaint = linked;
    for (const by of ['zhao.lei', 'ma.wen', 'qian.feng'])
      complaint = after(complaint, decision(complaint), by, MONDAY, more);
    expect(after(complaint, execute, 'wu.qian', MONDAY, more).state).toBe('FOLLOW_UP');
  });

  it('returned while it is carried out, the plan is made anew', () => {
    const linked = after(
      inState('EXECUTING', { claimedFen: 6_000_000 }),
      link,
      'wu.qian',
      MONDAY,
      linkTo(6_000_000),
    );
    const back = after(linked, decision(linked, 'returned', '金额需要复核'), 'zhao.lei', MONDAY, {
      linked: [other(6_000_000)],
    });
    expect(back.state).toBe('PLANNING');
  });

  it('a link that changes no gate changes no signature', () => {
    const half = approved(inState('AWAITING_APPROVAL'), 'zhao.lei');
    const linked = after(half, link, 'wu.qian', MONDAY, linkTo(1));
    expect(linked.approvals).toEqual(half.approvals);
  });

  it('the other case of the matter is computed anew too, without anybody asking', () => {
    const theirs = inState('AWAITING_APPROVAL', { claimedFen: 6_000_000 });
    const events = eventsOf(matterChanged(theirs, context(MONDAY, { linked: [other(6_000_000)] })));
    expect(foldAll(theirs, events).approvals.at(-1)).toMatchObject({
      gates: ['G0', 'G1'],
      amountFen: 12_000_000,
    });
    expect(eventsOf(matterChanged(theirs, context(MONDAY, { linked: [other(1)] })))).toEqual([]);
  });

  it('is refused without a reason, to itself, to what is linked already, and to what is not there', () => {
    const complaint = inState('CLASSIFIED');
    expect(refusedOf(complaint, { ...link, reason: '' }, 'zhou.min', linkTo(1))?.refused).toBe(
      'reason_missing',
    );
    expect(
      refusedOf(complaint, { ...link, to: complaint.id }, 'zhou.min', { other: { complaint, linked: [] } })
        ?.refused,
    ).toBe('linked_already');
    expect(
      refusedOf(after(complaint, link, 'zhou.min', MONDAY, linkTo(1)), link, 'zhou.min', linkTo(1))?.refused,
    ).toBe('linked_already');
    expect(refusedOf(complaint, link, 'zhou.min')?.refused).toBe('not_found');
  });

  it('a closed case of the matter makes this one major: it is repeated (R23)', () => {
    const complaint = after(inState('RECEIVED'), classify(), 'zhou.min', MONDAY, {
      linked: [{ ...inState('CLOSED'), id: 'KFB26000002' }],
    });
    expect(complaint).toMatchObject({ majorReasons: ['repeat'], classification: { level: 'major' } });
  });
});

describe('重大情形 (R23) raise the level by themselves', () => {
  const classified = (circumstances: object, more: object = {}) =>
    after(
      { ...inState('RECEIVED'), ...more },
      { ...(classify() as Act & { type: 'classify' }), circumstances: { reasons: [], ...circumstances } },
      'zhou.min',
    );

  it.each<[string, object, readonly string[]]>([
    ['four complainants', { complainants: 4 }, []],
    ['five complainants', { complainants: 5 }, ['complainants']],
    ['nineteen together in person', { complainants: 19, inPerson: true }, ['complainants']],
    ['twenty together in person', { complainants: 20, inPerson: true }, ['crowd', 'complainants']],
    ['twenty, each by letter', { complainants: 20 }, ['complainants']],
    ['a suspected crime', { reasons: ['crime'] }, ['crime']],
    ['a leak and the media', { reasons: ['leak', 'media'] }, ['leak', 'media']],
    ['nothing of the kind', {}, []],
  ])('%s', (_what, circumstances, reasons) => {
    const complaint = classified(circumstances);
    expect(complaint.majorReasons).toEqual(reasons);
    expect(complaint.classification?.level).toBe(reasons.length > 0 ? 'major' : 'general');
  });

  it('media as the way it came in, and an amount over the limit', () => {
    expect(classified({}, { source: 'media' }).majorReasons).toEqual(['media']);
    expect(classified({}, { claimedFen: LIMIT + 1 }).majorReasons).toEqual(['amount']);
    expect(classified({}, { claimedFen: LIMIT }).majorReasons).toEqual([]);
  });

  it('only those the rules list', () => {
    const fewer = {
      ...rules,
      major: { ...rules.major, reasons: rules.major.reasons.filter((each) => each !== 'amount') },
    };
    const complaint = after(
      { ...inState('RECEIVED'), claimedFen: LIMIT + 1 },
      classify(),
      'zhou.min',
      MONDAY,
      { rules: fewer },
    );
    expect(complaint.classification?.level).toBe('general');
  });

  it('the classification keeps the version of the code tables it was made by (R19)', () => {
    expect(classified({}).classification).toEqual({ ...classification(), table: '2026-01' });
  });
});

describe('调整级别 (T22, R23)', () => {
  const to = (level: 'general' | 'complex' | 'major', reason = '媒体报道'): Act => ({
    type: 'relevel',
    to: level,
    reason,
  });

  it('the lead raises, the head lowers, neither does the other’s', () => {
    const complaint = inState('INVESTIGATING', { level: 'complex' });
    expect(refusedOf(complaint, to('general'), 'lin.tao')).toEqual({
      refused: 'downgrade_by_head',
      rule: 'R23',
    });
    expect(refusedOf(complaint, to('major'), 'zhao.lei')).toEqual({
      refused: 'upgrade_by_lead',
      rule: 'T22',
    });
    expect(after(complaint, to('major'), 'lin.tao').classification?.level).toBe('major');
    expect(after(complaint, to('general'), 'zhao.lei').classification?.level).toBe('general');
  });

  it('needs a reason, a change, and a classification', () => {
    const complaint = inState('INVESTIGATING');
    expect(refusedOf(complaint, to('major', ''), 'lin.tao')?.refused).toBe('reason_missing');
    expect(refusedOf(complaint, to('general'), 'lin.tao')?.refused).toBe('level_unchanged');
    expect(refusedOf(inState('RECEIVED'), to('major'), 'zhao.lei')?.refused).toBe('wrong_state');
  });

  it('raised to major while signatures are given, the gates are others and all is signed anew', () => {
    const half = approved(inState('AWAITING_APPROVAL'), 'zhao.lei');
    const raised = after(half, to('major'), 'lin.tao');
    expect(openApproval(raised, 'plan')).toMatchObject({ gates: ['G0', 'G1'], role: 'HEAD' });
    expect(signed(raised).state).toBe('EXECUTING');
    const plan = raised.plan;
    expect(plan && nextStep(signed(raised), plan, rules, [])).toBeUndefined();
  });

  it('raised from general to complex no gate is another one, and the signatures stay', () => {
    const half = approved(inState('AWAITING_APPROVAL'), 'zhao.lei');
    expect(after(half, to('complex'), 'lin.tao').approvals).toEqual(half.approvals);
  });

  it('an uncontacted case raised to major is to be contacted within the half hour of its receipt (R5)', () => {
    const complaint = after(after(filed(), classify(), 'zhou.min'), to('major'), 'lin.tao');
    expect(complaint.clocks.find(({ kind }) => kind === 'C1')?.dueAt).toEqual(at('2026-03-02 10:00'));
  });

  it('the head’s downgrade stands against the same amount, with the reason kept', () => {
    const planning = inState('PLANNING', { claimedFen: LIMIT + 1 });
    expect(planning.classification?.level).toBe('major');
    const lowered = after(planning, to('complex', '金额已核实为误报'), 'zhao.lei');
    const open = after(lowered, submit({ actions: APOLOGY }), 'wu.qian');
    expect(open.classification?.level).toBe('complex');
    expect(open.approvals.at(-1)?.required).toEqual(['G0', 'G2']);
  });
});

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

describe('assignment by load, roster and leave (R19, T5)', () => {
  const withPeople = (change: Readonly<Record<string, object>>): Org => ({
    ...org,
    people: new Map([...org.people].map(([id, each]) => [id, { ...each, ...change[id] }])),
  });
  const solver = (dated: Org, load: Readonly<Record<string, number>> = {}) =>
    after(inState('INVESTIGATING'), find, 'chen.gang', MONDAY, {
      org: asOf(dated, MONDAY),
      load: (id) => load[id] ?? 0,
    }).team.solve;

  it('goes to whoever has least to do, the first by the file when equal', () => {
    expect(solver(org)).toBe('wu.qian');
    expect(solver(org, { 'wu.qian': 2, 'deng.chao': 1 })).toBe('deng.chao');
  });

  it('passes over who is on leave, on its first and last day too', () => {
    for (const leave of [
      { from: '2026-03-02', to: '2026-03-06' },
      { from: '2026-02-24', to: '2026-03-02' },
    ])
      expect(solver(withPeople({ 'wu.qian': { leave: [leave] } }))).toBe('deng.chao');
    expect(solver(withPeople({ 'wu.qian': { leave: [{ from: '2026-03-03', to: '2026-03-06' }] } }))).toBe(
      'wu.qian',
    );
  });

  it('prefers who is on duty that weekday, however busy, and takes who is not when nobody else is left', () => {
    const offMonday = { dutyDays: [2, 3, 4, 5] };
    expect(solver(withPeople({ 'wu.qian': offMonday }), { 'deng.chao': 9 })).toBe('deng.chao');
    expect(
      solver(
        withPeople({
          'wu.qian': offMonday,
          'deng.chao': { leave: [{ from: '2026-03-01', to: '2026-03-09' }] },
        }),
      ),
    ).toBe('wu.qian');
  });

  it('T5 by the rule, where the bank wants it: classified and assigned in one', () => {
    const byRule = { rules: { ...rules, assign: 'rule' as const } };
    const complaint = after(did(filed(), 'contact'), classify(), 'zhou.min', MONDAY, byRule);
    expect(complaint).toMatchObject({ state: 'INVESTIGATING', team: { invest: 'chen.gang' } });
    const nobody = withPeople(
      Object.fromEntries(
        ['chen.gang', 'song.yang'].map((id) => [id, { leave: [{ from: '2026-03-01', to: '2026-03-09' }] }]),
      ),
    );
    const left = after(did(filed(), 'contact'), classify(), 'zhou.min', MONDAY, {
      ...byRule,
      org: asOf(nobody, MONDAY),
    });
    expect(left.state).toBe('CLASSIFIED');
  });
});
