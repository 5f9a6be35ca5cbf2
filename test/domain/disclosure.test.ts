import { may, maySee, scopeOf, seesWhole, viewOf } from '../../src/domain/access';
import { approversOf } from '../../src/domain/authority';
import { openApprovals, runningClock, type Complaint } from '../../src/domain/complaint';
import { actsOf, ruleOn, type Act } from '../../src/domain/decide-act';
import { noticesFor } from '../../src/domain/notices';
import { asOf, type Org, type Person } from '../../src/domain/org';
import { isRefusal } from '../../src/domain/ruling';
import { todosOf } from '../../src/domain/todo';
import type { DisclosureKind, PartyField } from '../../src/domain/vocabulary';
import {
  after,
  at,
  context,
  decision,
  eventsOf,
  filed,
  inState,
  MONDAY,
  org,
  person,
} from '../support/builders';
import { approved, did, EVERY_STATE, inAnyState } from '../support/side-states';

const REASON = '回拨核实退款账户';
const ask = (what: DisclosureKind, fields?: readonly PartyField[]): Act => ({
  ...{ type: 'disclose', what, reason: REASON },
  ...(fields && { fields }),
});
/** The rule a no names. */
const RULE: Readonly<Record<string, string>> = {
  ...{ nothing_masked: 'R32', ground_missing: 'R32', seen_already: 'R32' },
  ...{ conflict_of_interest: 'L4', asked_already: 'G6', nobody_eligible: 'G6', not_the_approver: 'R33' },
};
const refused = (complaint: Complaint, act: Act, by: string, more: Partial<{ org: Org }> = {}) => {
  const ruling = ruleOn(complaint, act, person(by), context(MONDAY, more));
  if (!isRefusal(ruling)) return 'done';
  expect([ruling.refused, ruling.rule]).toEqual([ruling.refused, RULE[ruling.refused]]);
  return ruling.refused;
};
const orgAt = (moment: Date) => asOf(org, moment);
/** The demo bank with some people another way. */
const bank = (changes: Readonly<Record<string, Partial<Person>>>, now = MONDAY): Org => ({
  ...orgAt(now),
  people: new Map([...orgAt(now).people].map(([userId, each]) => [userId, { ...each, ...changes[userId] }])),
});
const deciders = (complaint: Complaint, those: Org) =>
  openApprovals(complaint).flatMap((approval) =>
    approval.subject === 'disclose'
      ? approversOf(approval, complaint, those).map(({ userId }) => userId)
      : [],
  );
const given = (complaint: Complaint, what: DisclosureKind, by: string, decider = 'lin.tao') =>
  approved(after(complaint, ask(what), by), decider);

/** 银行卡组, led by lin.tao; wu.qian solves, ma.wen is not asked for a signature; gao.yuan leads the other group. */
const planning = inState('PLANNING');

describe('asking for a disclosure (G6, R32)', () => {
  it('goes to the lead of the group of the case, bound to who asks for what and why', () => {
    const asked = after(planning, ask('unmask', ['name', 'phone']), 'wu.qian');
    const request = asked.requests.at(-1);
    expect(request).toMatchObject({
      kind: 'disclose',
      by: 'wu.qian',
      fields: ['name', 'phone'],
      reason: REASON,
    });
    expect(asked.approvals.at(-1)).toMatchObject({
      ...{ gates: ['G6'], required: ['G6'], role: 'LEAD', subject: 'disclose', hash: request?.hash },
    });
    expect(deciders(asked, orgAt(MONDAY))).toEqual(['lin.tao']);
    expect(todosOf(person('lin.tao'), asked, orgAt(MONDAY))).toContain('approve');
    const hashes = [
      asked,
      after(planning, ask('unmask', ['name']), 'wu.qian'),
      after(planning, ask('unmask', ['name', 'phone']), 'zhao.lei'),
      after(planning, { ...ask('unmask', ['name', 'phone']), reason: '另一个原因' } as Act, 'wu.qian'),
      after(planning, ask('export'), 'wu.qian'),
    ].map((each) => each.requests.at(-1)?.hash);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(refused(asked, { ...decision(asked), hash: 'another' } as Act, 'lin.tao')).toBe('plan_changed');
  });

  it('asks for what is masked and for nothing else', () => {
    const all = after(planning, ask('unmask'), 'wu.qian').requests.at(-1);
    expect(all).toMatchObject({ fields: ['name', 'phone', 'idNo', 'account', 'proxy', 'facts', 'request'] });
    const payee = after(
      inState('AWAITING_APPROVAL', { now: MONDAY }),
      decision(inState('AWAITING_APPROVAL')),
      'zhao.lei',
    );
    expect(after(payee, ask('unmask'), 'qian.feng').requests.at(-1)).toMatchObject({
      fields: ['name', 'account'],
    });
    expect(refused(payee, ask('unmask', ['idNo']), 'qian.feng')).toBe('nothing_masked');
    expect(refused(planning, ask('unmask'), 'zhou.min')).toBe('nothing_masked');
    expect(refused(planning, { ...ask('unmask'), reason: ' ' } as Act, 'wu.qian')).toBe('ground_missing');
  });

  it('is refused as if there were no case to who may not see it, but for seeing it', () => {
    for (const what of ['unmask', 'export'] as const) {
      for (const userId of ['gao.yuan', 'he.li', 'deng.chao', 'jiang.nan', 'li.ke'])
        expect([userId, refused(planning, ask(what), userId)]).toEqual([userId, 'not_found']);
    }
    for (const userId of ['gao.yuan', 'he.li', 'jiang.nan', 'li.ke'])
      expect([userId, refused(planning, ask('crossGroup'), userId)]).toEqual([userId, 'done']);
    expect(refused(planning, ask('crossGroup'), 'zhao.lei')).toBe('seen_already');
    expect(refused(planning, ask('export'), 'zhao.lei')).toBe('done');
  });

  it('is refused to who has an interest in the case, who learns of it only what they see anyway (L4)', () => {
    const barred = { ...planning, recused: ['gao.yuan', 'zhou.min'] };
    expect(refused(barred, ask('crossGroup'), 'gao.yuan')).toBe('not_found');
    expect(refused(barred, ask('export'), 'zhou.min')).toBe('conflict_of_interest');
    // A post that ends on the case: an auditor who had a part in it.
    expect(refused({ ...planning, formerHandlers: ['fang.yu'] }, ask('crossGroup'), 'fang.yu')).toBe(
      'not_found',
    );
  });

  it('waits once for one person and one kind; others may ask meanwhile', () => {
    const asked = after(planning, ask('unmask'), 'wu.qian');
    expect(refused(asked, ask('unmask', ['name']), 'wu.qian')).toBe('asked_already');
    expect(refused(asked, ask('export'), 'wu.qian')).toBe('done');
    expect(refused(asked, ask('unmask'), 'zhao.lei')).toBe('done');
    expect(refused(approved(asked, 'lin.tao'), ask('unmask'), 'zhao.lei')).toBe('done');
  });

  it('may be asked in any state, is no step of the case, and outlives its end', () => {
    for (const state of EVERY_STATE) {
      const complaint = inAnyState(state);
      expect([state, refused(complaint, ask('unmask'), 'zhao.lei')]).toEqual([state, 'done']);
      expect(actsOf(person('zhao.lei'), complaint)).not.toContain('disclose');
    }
    const withdrawn = did(after(planning, ask('unmask'), 'wu.qian'), 'withdraw');
    expect(deciders(withdrawn, orgAt(MONDAY))).toEqual(['lin.tao']);
    expect(runningClock(withdrawn, 'C6')).toBeDefined();
    const again = did(after(inState('FOLLOW_UP'), ask('unmask'), 'zhao.lei'), 'reopen');
    expect(deciders(again, orgAt(MONDAY))).toEqual(['lin.tao']);
  });
});

describe('who decides on a disclosure (G6, R32)', () => {
  const on = (complaint: Complaint, act: Act, by: string, those: Org) =>
    eventsOf(ruleOn(complaint, act, person(by), context(MONDAY, { org: those })));
  const askedIn = (those: Org, by = 'wu.qian', from = planning) =>
    after(from, ask(by === 'lin.tao' ? 'export' : 'unmask'), by, MONDAY, { org: those });

  it('is the head when the lead asks, stands aside or is on leave, and the personal-data officer after that', () => {
    const usual = orgAt(MONDAY);
    expect(deciders(askedIn(usual, 'lin.tao'), usual)).toEqual(['zhao.lei']);
    const barred = { ...planning, recused: ['lin.tao'] };
    expect(deciders(askedIn(usual, 'wu.qian', barred), usual)).toEqual(['zhao.lei']);
    const away = bank({ 'lin.tao': { isAway: true } });
    expect(askedIn(away).approvals.at(-1)).toMatchObject({ role: 'HEAD' });
    expect(deciders(askedIn(away), away)).toEqual(['lin.tao', 'zhao.lei']);
    const both = bank({ 'lin.tao': { isAway: true }, 'zhao.lei': { isAway: true } });
    expect(askedIn(both).approvals.at(-1)).toMatchObject({ role: 'DPO' });
    expect(deciders(askedIn(usual, 'zhao.lei', barred), usual)).toEqual(['jiang.nan']);
  });

  it('is nobody, and so it is refused, when even the officer may not', () => {
    const barred = { ...planning, recused: ['lin.tao', 'jiang.nan'] };
    expect(refused(barred, ask('unmask'), 'zhao.lei')).toBe('nobody_eligible');
  });

  it('stays with who was asked when the lead comes back, and goes on when the lead stands aside', () => {
    const away = askedIn(bank({ 'lin.tao': { isAway: true } }));
    expect(deciders(away, orgAt(MONDAY))).toEqual(['lin.tao', 'zhao.lei']);
    const asked = askedIn(orgAt(MONDAY));
    const [recused] = on(asked, { type: 'recuse', reason: '亲属' }, 'lin.tao', orgAt(MONDAY));
    const later = did(asked, 'recuse', MONDAY, 'lin.tao');
    expect(deciders(later, orgAt(MONDAY))).toEqual(['zhao.lei']);
    expect(recused && noticesFor(recused, later, orgAt(MONDAY))).toEqual([
      {
        kind: 'approval',
        to: 'zhao.lei',
        no: asked.approvals.at(-1)?.no,
        hash: asked.approvals.at(-1)?.hash,
      },
    ]);
    const other = did(asked, 'recuse', MONDAY, 'zhao.lei');
    const [aside] = on(asked, { type: 'recuse', reason: '亲属' }, 'zhao.lei', orgAt(MONDAY));
    expect(aside && noticesFor(aside, other, orgAt(MONDAY))).toEqual([]);
  });

  it('is never who asks, and nobody by a written grant', () => {
    const grant = {
      ...{ id: 'SQ-1', from: 'lin.tao', to: 'deng.chao', gates: ['G0', 'G5'] as const, maxFen: 100_000_000 },
      ...{ validFrom: '2026-01-01', validTo: '2026-12-31', levels: ['general'] as const },
    };
    const those = { ...orgAt(MONDAY), grants: [grant] };
    expect(deciders(askedIn(those), those)).toEqual(['lin.tao']);
    expect(refused(askedIn(those), decision(askedIn(those)), 'deng.chao', { org: those })).toBe(
      'not_the_approver',
    );
    const own = askedIn(orgAt(MONDAY), 'lin.tao');
    expect(refused(own, decision(own), 'lin.tao')).toBe('not_the_approver');
  });

  it('does not come to see the case by having decided', () => {
    const grant = {
      ...{ id: 'SQ-1', from: 'zhao.lei', to: 'jiang.nan', gates: ['G0'] as const, maxFen: 0 },
      ...{ validFrom: '2026-01-01', validTo: '2026-12-31', levels: ['general'] as const },
    };
    const those = { ...orgAt(MONDAY), grants: [grant] };
    const decided = given({ ...planning, recused: ['lin.tao'] }, 'unmask', 'zhao.lei', 'jiang.nan');
    expect(decided.approvals.at(-1)?.decided).toMatchObject({ by: 'jiang.nan' });
    expect(seesWhole(person('jiang.nan'), decided, those)).toBe(false);
  });

  it('makes no document of the case, and is told until when it counts', () => {
    const asked = after(planning, ask('unmask'), 'wu.qian');
    const events = on(asked, decision(asked), 'lin.tao', orgAt(MONDAY));
    expect(events.map(({ type, document }) => [type, document])).toEqual([
      ['approved', undefined],
      ['disclosed', undefined],
    ]);
    const decided = approved(asked, 'lin.tao');
    expect(decided.disclosures).toEqual([
      {
        ...{ no: 1, to: 'wu.qian', what: 'unmask', reason: REASON, approvedBy: 'lin.tao', roles: ['SOLVE'] },
        ...{ fields: ['name', 'phone', 'idNo', 'account', 'proxy', 'facts', 'request'], at: MONDAY },
        until: at('2026-03-03 09:30'),
      },
    ]);
    const told = events.flatMap((event) => noticesFor(event, decided, orgAt(MONDAY)));
    expect(told).toEqual([{ kind: 'disclosed', to: 'wu.qian', no: 1 }]);
    expect(runningClock(decided, 'C6')).toBeUndefined();
  });

  it('says no to who sees the case, and nothing to who does not', () => {
    const heard = (what: DisclosureKind, by: string) => {
      const asked = after(planning, ask(what), by);
      const no = on(asked, decision(asked, 'returned', '用不到'), 'lin.tao', orgAt(MONDAY));
      return no.flatMap((event) => noticesFor(event, asked, orgAt(MONDAY)));
    };
    expect(heard('unmask', 'wu.qian')).toEqual([
      { kind: 'progress', of: 'turned_down', to: 'wu.qian', reason: '用不到' },
    ]);
    expect(heard('crossGroup', 'gao.yuan')).toEqual([]);
  });
});

describe('what a disclosure gives, and for how long (R32)', () => {
  const before = (moment: string) => new Date(at(moment).getTime() - 1);
  const read = (by: string, complaint: Complaint, field: PartyField, now: Date, those = orgAt(now)) =>
    may(those.people.get(by) ?? person(by), 'R', 'complainant', complaint, those, field);

  it('unmasks the fields that were given, until it expires', () => {
    const asked = after(planning, ask('unmask', ['phone']), 'wu.qian');
    expect(read('wu.qian', asked, 'phone', MONDAY)).toBe(false);
    const open = approved(asked, 'lin.tao');
    expect(read('wu.qian', open, 'phone', MONDAY)).toBe(true);
    expect(read('wu.qian', open, 'phone', before('2026-03-03 09:30'))).toBe(true);
    expect(read('wu.qian', open, 'phone', at('2026-03-03 09:30'))).toBe(false);
    expect(read('wu.qian', open, 'phone', before('2026-03-02 09:30'))).toBe(false);
    expect(viewOf(person('wu.qian'), open, orgAt(MONDAY)).fields).toMatchObject({
      phone: 'read',
      name: 'masked',
    });
    expect(viewOf(person('wu.qian'), open, orgAt(MONDAY)).complainant).toBe('masked');
    // Of no moment, no leave counts.
    expect(may(person('wu.qian'), 'R', 'complainant', open, org, 'phone')).toBe(false);
    expect(may(person('wu.qian'), 'W', 'complainant', open, orgAt(MONDAY), 'phone')).toBe(false);
  });

  it('unmasks for nobody else and on no other case', () => {
    const open = given(planning, 'unmask', 'zhao.lei');
    expect(read('zhao.lei', open, 'idNo', MONDAY)).toBe(true);
    for (const userId of ['wu.qian', 'lin.tao', 'fang.yu', 'jiang.nan', 'gao.yuan'])
      expect([userId, read(userId, open, 'idNo', MONDAY)]).toEqual([userId, false]);
    expect(read('zhao.lei', { ...filed(), id: 'KFB26000002' }, 'idNo', MONDAY)).toBe(false);
    expect(read('zhao.lei', planning, 'idNo', MONDAY)).toBe(false);
  });

  it('unmasks no longer for who lost the case, a post, or stands aside', () => {
    const open = given(planning, 'unmask', 'wu.qian');
    const handedOn = { ...open, team: { ...open.team, solve: 'deng.chao' } };
    expect(read('wu.qian', handedOn, 'phone', MONDAY)).toBe(false);
    const ofHead = given(planning, 'unmask', 'zhao.lei');
    expect(read('zhao.lei', ofHead, 'phone', MONDAY, bank({ 'zhao.lei': { roles: ['EXEC'] } }))).toBe(false);
    expect(read('zhao.lei', ofHead, 'phone', MONDAY, bank({ 'zhao.lei': { roles: ['HEAD', 'EXEC'] } }))).toBe(
      true,
    );
    expect(read('zhao.lei', { ...ofHead, recused: ['zhao.lei'] }, 'phone', MONDAY)).toBe(false);
  });

  it('lets who is out of its scope read a case as a lead of its group does, for thirty days', () => {
    const open = given(planning, 'crossGroup', 'gao.yuan');
    const gao = person('gao.yuan');
    expect(maySee(gao, planning, orgAt(MONDAY))).toBe(false);
    for (const [now, is] of [
      [MONDAY, true],
      [before('2026-04-01 09:30'), true],
      [at('2026-04-01 09:30'), false],
    ] as const)
      expect([now, maySee(gao, open, orgAt(now)), seesWhole(gao, open, orgAt(now))]).toEqual([now, is, is]);
    const { fields, ...kinds } = viewOf(
      person('he.li'),
      given(planning, 'crossGroup', 'he.li'),
      orgAt(MONDAY),
    );
    expect(kinds).toMatchObject({
      ...{ cases: 'read', complainant: 'masked', evidence: 'read', plan: 'read', survey: 'read' },
      ...{ log: 'none', parameters: 'none' },
    });
    expect(fields).toMatchObject({ name: 'masked', files: 'read' });
    expect(maySee(person('he.li'), open, orgAt(MONDAY))).toBe(false);
    expect(maySee(gao, { ...open, recused: ['gao.yuan'] }, orgAt(MONDAY))).toBe(false);
    expect(maySee(gao, { ...open, disclosures: [] }, orgAt(MONDAY))).toBe(false);
  });

  it('lists no case and gives no step on it', () => {
    const open = given(planning, 'crossGroup', 'jiang.nan');
    const officer = person('jiang.nan');
    expect(maySee(officer, open, orgAt(MONDAY))).toBe(true);
    expect(scopeOf(officer, orgAt(MONDAY))).toEqual([]);
    expect(actsOf(officer, open)).toEqual([]);
    expect(may(officer, 'R', 'log', undefined, orgAt(MONDAY))).toBe(true);
  });

  it('unmasks to who reads by leave only by a leave of its own', () => {
    const across = given(planning, 'crossGroup', 'gao.yuan');
    expect(read('gao.yuan', across, 'phone', MONDAY)).toBe(false);
    const both = given(across, 'unmask', 'gao.yuan');
    expect(read('gao.yuan', both, 'phone', MONDAY)).toBe(true);
    expect(read('gao.yuan', { ...both, disclosures: both.disclosures.slice(1) }, 'phone', MONDAY)).toBe(
      false,
    );
  });

  it('is a leave to export and no more', () => {
    const open = given(planning, 'export', 'wu.qian');
    expect(viewOf(person('wu.qian'), open, orgAt(MONDAY))).toEqual(
      viewOf(person('wu.qian'), planning, orgAt(MONDAY)),
    );
  });
});
