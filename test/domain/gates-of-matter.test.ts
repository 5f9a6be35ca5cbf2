import { openApproval, type Complaint } from '../../src/domain/complaint';
import type { Act } from '../../src/domain/decide-act';
import { matterChanged } from '../../src/domain/acts/link';
import { foldAll } from '../../src/domain/fold';
import { amountInvolved } from '../../src/domain/gates';
import {
  after,
  APOLOGY,
  classify,
  context,
  decision,
  eventsOf,
  execute,
  filed,
  inState,
  MONDAY,
  signed,
  refusedOf,
  submit,
} from '../support/builders';
import { approved } from '../support/side-states';

const LIMIT = 10_000_000;
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
