import { ruleOn } from '../../src/domain/decide-act';
import { approversOf } from '../../src/domain/authority';
import { openApprovals, runningClock } from '../../src/domain/complaint';
import { requiredSteps } from '../../src/domain/gates';
import type { Person } from '../../src/domain/org';
import { isRefusal } from '../../src/domain/ruling';
import {
  after,
  APOLOGY,
  at,
  changePlan,
  context,
  decision,
  execute,
  followUp,
  inState,
  MONDAY,
  org,
  person,
  REFUND,
  rules,
  signed,
  SIGNS,
  submit,
  unreached,
  type Story,
} from '../support/builders';

const LIMIT = 10_000_000;
const pay = (amountFen: number) => [{ text: '退款', amountFen }];

function stepsOf(story: Story): readonly string[] {
  return signed(inState('AWAITING_APPROVAL', story)).approvals.map(
    ({ role, gates }) => `${role} ${gates.join('+')}`,
  );
}

function refusal(
  complaint: Parameters<typeof ruleOn>[0],
  act: Parameters<typeof ruleOn>[1],
  by: string,
  now = MONDAY,
) {
  const ruling = ruleOn(complaint, act, person(by), context(now));
  return isRefusal(ruling) ? ruling : undefined;
}

describe('which signatures a plan needs (6.4)', () => {
  it.each<[string, Story, readonly string[]]>([
    ['a plan that costs nothing: HEAD alone (G0, R33)', { actions: APOLOGY }, ['HEAD G0']],
    ['a payment: FIN last (G3, R36)', { actions: REFUND }, ['HEAD G0', 'FIN G3']],
    [
      'exactly 10 万元: HEAD and FIN (example 6, R34)',
      { actions: pay(LIMIT), claimedFen: LIMIT },
      ['HEAD G0', 'FIN G3'],
    ],
    ['10 万元 and one fen: EXEC too (G2)', { actions: pay(LIMIT + 1) }, ['HEAD G0+G1', 'EXEC G2', 'FIN G3']],
    [
      'claimed over the limit, nothing paid: EXEC, no FIN',
      { actions: APOLOGY, claimedFen: LIMIT + 1 },
      ['HEAD G0+G1', 'EXEC G2'],
    ],
    [
      'disputed over the limit counts like claimed',
      { actions: APOLOGY, disputedFen: LIMIT + 1 },
      ['HEAD G0+G1', 'EXEC G2'],
    ],
    ['the smallest payment is a payment', { actions: pay(1) }, ['HEAD G0', 'FIN G3']],
    ['a major case: HEAD signs G1 with G0 (R23)', { actions: APOLOGY, level: 'major' }, ['HEAD G0+G1']],
  ])('%s', (_what, story, steps) => {
    expect(stepsOf(story)).toEqual(steps);
  });

  it('an amount nobody has named is asked for before the plan is signed (T7, R34)', () => {
    const complaint = inState('PLANNING', { claimedFen: null });
    expect(refusal(complaint, submit({ actions: APOLOGY }), 'wu.qian')).toMatchObject({
      refused: 'amount_unknown',
    });
    expect(refusal(complaint, submit({ actions: APOLOGY, disputedFen: 0 }), 'wu.qian')).toBeUndefined();
  });

  it.each([0.5, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('%d fen are no amount', (amountFen) => {
    expect(refusal(inState('PLANNING'), submit({ actions: pay(amountFen) }), 'wu.qian')?.refused).toBe(
      'amount_unknown',
    );
  });

  it('a plan without a measure is none (R21)', () => {
    expect(refusal(inState('PLANNING'), submit({ actions: [] }), 'wu.qian')?.refused).toBe('actions_missing');
  });

  it('several measures are summed: a payment cannot be split under the limit', () => {
    const actions = [...pay(LIMIT / 2), ...pay(LIMIT / 2 + 1)];
    expect(
      requiredSteps(inState('PLANNING'), { proposedFen: LIMIT + 1 }, rules, []).map(({ role }) => role),
    ).toEqual(stepsOf({ actions }).map((step) => step.split(' ')[0]));
  });
});

describe('signing', () => {
  it('goes one after the other: the next is asked only when the one before agreed', () => {
    let complaint = inState('AWAITING_APPROVAL', { actions: pay(LIMIT + 1) });
    for (const role of ['HEAD', 'EXEC', 'FIN'] as const) {
      expect(complaint.approvals.filter(({ decided }) => !decided).map((each) => each.role)).toEqual([role]);
      for (const other of ['HEAD', 'EXEC', 'FIN'] as const) {
        if (other === role) continue;
        expect(refusal(complaint, decision(complaint), SIGNS[other])?.refused).toBe('not_the_approver');
      }
      expect(complaint.state).toBe('AWAITING_APPROVAL');
      complaint = after(complaint, decision(complaint), SIGNS[role]);
    }
    expect(complaint.state).toBe('EXECUTING');
  });

  it('binds to the plan that was shown: another hash is refused', () => {
    const complaint = inState('AWAITING_APPROVAL');
    const act = { ...decision(complaint), hash: '0'.repeat(64) } as Parameters<typeof ruleOn>[1];
    expect(refusal(complaint, act, 'zhao.lei')?.refused).toBe('plan_changed');
  });

  it('counts once: the second is told who decided and when', () => {
    const open = inState('AWAITING_APPROVAL');
    const act = decision(open);
    const complaint = after(open, act, 'zhao.lei', at('2026-03-02 10:00'));
    expect(refusal(complaint, act, 'zhao.lei', at('2026-03-02 11:00'))).toEqual({
      refused: 'already_decided',
      by: 'zhao.lei',
      at: at('2026-03-02 10:00'),
      result: 'approved',
    });
  });

  it('a stranger is not told what was decided', () => {
    const open = inState('AWAITING_APPROVAL');
    const complaint = after(open, decision(open), 'zhao.lei');
    expect(refusal(complaint, decision(open), 'ma.wen')).toEqual({
      refused: 'not_the_approver',
      rule: 'R33',
    });
  });

  it('a return needs a reason, goes back to planning and is signed anew from the head (T8)', () => {
    const open = inState('AWAITING_APPROVAL');
    expect(refusal(open, decision(open, 'returned'), 'zhao.lei')?.refused).toBe('reason_missing');
    const back = after(open, decision(open, 'returned', '金额需要复核'), 'zhao.lei');
    expect(back.state).toBe('PLANNING');
    const again = after(back, submit(), 'wu.qian');
    expect(again.approvals.map(({ role, decided }) => `${role} ${decided?.result ?? 'open'}`)).toEqual([
      'HEAD returned',
      'HEAD open',
    ]);
  });

  it('a changed plan voids every signature, be it the same to the letter (T10, R21)', () => {
    const complaint = after(after(inState('EXECUTING'), changePlan, 'wu.qian'), submit(), 'wu.qian');
    expect(complaint.state).toBe('AWAITING_APPROVAL');
    const hashes = new Set(complaint.approvals.map(({ hash }) => hash));
    expect(hashes.size).toBe(2);
    expect(signed(complaint).approvals.filter(({ hash }) => hash === complaint.plan?.hash)).toHaveLength(2);
  });

  it('a changed plan voids what was asked for anew in execution, with its clock (T10, T22)', () => {
    const raised = after(
      inState('EXECUTING'),
      { type: 'relevel', to: 'major', reason: '媒体报道' },
      'lin.tao',
    );
    expect(openApprovals(raised).map(({ role }) => role)).toEqual(['HEAD']);
    const changed = after(raised, changePlan, 'wu.qian');
    expect(openApprovals(changed)).toEqual([]);
    expect(runningClock(changed, 'C6')).toBeUndefined();
    expect(openApprovals(after(changed, submit(), 'wu.qian'))).toHaveLength(1);
  });

  it('gives every difference of a plan another hash', () => {
    const hashOf = (act: Parameters<typeof ruleOn>[1]) =>
      after(inState('PLANNING'), act, 'wu.qian').plan?.hash;
    const plan = submit() as Extract<Parameters<typeof ruleOn>[1], { type: 'submit' }>;
    const hashes = [
      plan,
      { ...plan, decision: 'partly' as const },
      { ...plan, notice: '四日内退回' },
      { ...plan, actions: [{ text: '退还年费', amountFen: 30_001 }] },
      { ...plan, actions: [{ text: '退回年费', amountFen: 30_000 }] },
      { ...plan, actions: [...plan.actions, ...APOLOGY] },
      { ...plan, disputedFen: 1 },
    ].map(hashOf);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe('the second signature of a major case (R23, G1)', () => {
  it('is asked of the head when the follow-up is done, and only then the case closes', () => {
    const followed = after(inState('FOLLOW_UP', { level: 'major' }), followUp(), 'tang.xin');
    expect(followed.state).toBe('FOLLOW_UP');
    expect(followed.approvals.at(-1)).toMatchObject({ role: 'HEAD', subject: 'closing', gates: ['G1'] });
    expect(refusal(followed, followUp(), 'tang.xin')?.refused).toBe('waits_for_signature');
    expect(after(followed, decision(followed), 'zhao.lei').state).toBe('CLOSED');
  });

  it('returned, the case stays in follow-up and can be recorded anew', () => {
    const followed = after(inState('FOLLOW_UP', { level: 'major' }), followUp(), 'tang.xin');
    const back = after(followed, decision(followed, 'returned', '措施不充分'), 'zhao.lei');
    expect(back.state).toBe('FOLLOW_UP');
    expect(refusal(back, followUp(4), 'tang.xin')).toBeUndefined();
  });

  it('returned, what was recorded before no longer counts: a failed attempt does not ask again', () => {
    const followed = after(inState('FOLLOW_UP', { level: 'major' }), followUp(), 'tang.xin');
    const back = after(
      followed,
      decision(followed, 'returned', '措施不充分'),
      'zhao.lei',
      at('2026-03-03 09:00'),
    );
    const tried = after(back, unreached, 'tang.xin', at('2026-03-03 10:00'));
    expect(tried.approvals.filter(({ decided }) => !decided)).toEqual([]);
  });

  it('is not asked in an ordinary case', () => {
    expect(after(inState('FOLLOW_UP'), followUp(), 'tang.xin').state).toBe('CLOSED');
  });
});

describe('nobody signs their own work (section 3, L4)', () => {
  const everything: Person['roles'] = ['INVEST', 'SOLVE', 'FOLLOW', 'HEAD', 'EXEC', 'FIN'];

  it('whoever investigated, solved or follows up signs nothing on the case', () => {
    const complaint = inState('FOLLOW_UP');
    const people = new Map([...org.people].map(([id, each]) => [id, { ...each, roles: everything }]));
    for (const role of ['HEAD', 'EXEC', 'FIN'] as const) {
      const asked = {
        role,
        gates: [],
        subject: 'closing',
        hash: '',
        required: [],
        amountFen: 0,
        no: 9,
      } as const;
      const signers = approversOf(asked, complaint, { ...org, people }).map(({ userId }) => userId);
      for (const worker of ['chen.gang', 'wu.qian', 'tang.xin']) expect(signers).not.toContain(worker);
    }
  });

  it('whoever has signed takes no handling post: the follow-up goes to somebody else', () => {
    const complaint = inState('EXECUTING');
    const people = new Map(org.people);
    people.set('qian.feng', { ...person('qian.feng'), roles: ['FIN', 'FOLLOW'] });
    const busy = (userId: string) => (userId === 'tang.xin' ? 9 : 0);
    const done = after(complaint, execute, 'wu.qian', MONDAY, { org: { ...org, people }, load: busy });
    expect(done.team.followUp).toBe('tang.xin');
  });

  it('with nobody left to sign, the plan is not submitted and the person is told whom to ask', () => {
    const people = new Map(org.people);
    people.delete('zhao.lei');
    const ruling = ruleOn(
      inState('PLANNING'),
      submit(),
      person('wu.qian'),
      context(MONDAY, { org: { ...org, people } }),
    );
    expect(ruling).toMatchObject({ refused: 'nobody_eligible' });
  });
});
