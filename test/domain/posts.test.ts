import { register } from '../../src/domain/acts/register';
import type { Complaint, State } from '../../src/domain/complaint';
import { ruleOn, type Act } from '../../src/domain/decide-act';
import { ROLES, type Person, type Role } from '../../src/domain/org';
import { isRefusal } from '../../src/domain/ruling';
import {
  after,
  assign,
  changePlan,
  classify,
  context,
  decision,
  execute,
  find,
  followUp,
  inState,
  MONDAY,
  org,
  person,
  submit,
  ALL_STATES,
} from '../support/builders';

/** 6.3 once more, cell by cell: act, whose it is, and where it leads from each state; a state left out refuses it. */
const TABLE: readonly (readonly [row: string, act: Act, by: string, leads: Partial<Record<State, State>>])[] =
  [
    ['T2', classify(), 'zhou.min', { RECEIVED: 'CLASSIFIED' }],
    ['T5', assign, 'lin.tao', { CLASSIFIED: 'INVESTIGATING' }],
    ['T6', find, 'chen.gang', { INVESTIGATING: 'PLANNING' }],
    ['T7', submit(), 'wu.qian', { PLANNING: 'AWAITING_APPROVAL' }],
    ['T10', changePlan, 'wu.qian', { EXECUTING: 'PLANNING' }],
    ['T11', execute, 'wu.qian', { EXECUTING: 'FOLLOW_UP' }],
    ['T12', followUp(), 'tang.xin', { FOLLOW_UP: 'CLOSED' }],
  ];
/** In a state with every post taken, so that nothing but the state can refuse. */
function staffed(state: State): Complaint {
  const team = { intake: 'zhou.min', invest: 'chen.gang', solve: 'wu.qian', followUp: 'tang.xin' };
  return { ...inState(state), team, groupId: 'card' };
}

describe('a state says no of its own, whoever asks (6.3, R17)', () => {
  const cells = TABLE.flatMap(([row, act, by, leads]) =>
    ALL_STATES.map((state) => [row, act.type, state, leads[state] ?? 'no', { act, by }] as const),
  );

  it.each(cells)('%s %s from %s: %s', (_row, _type, state, leads, { act, by }) => {
    if (leads !== 'no') {
      expect(after(inState(state), act, by).state).toBe(leads);
      return;
    }
    expect(ruleOn(staffed(state), act, person(by), context())).toEqual(
      state === 'CLOSED' ? { refused: 'case_closed' } : { refused: 'wrong_state', rule: 'R17' },
    );
  });

  it('T8 and T9: a signature returned leads to planning, the last one given to execution', () => {
    const open = inState('AWAITING_APPROVAL', { actions: [{ text: '当面致歉', amountFen: 0 }] });
    expect(after(open, decision(open, 'returned', '证据不足'), 'zhao.lei').state).toBe('PLANNING');
    expect(after(open, decision(open), 'zhao.lei').state).toBe('EXECUTING');
  });
});

describe('a role that is not listed is refused (R10)', () => {
  const as = (userId: string, role: Role): Person => ({ ...person(userId), roles: [role] });

  it.each(ROLES)('registering as %s: INTAKE alone may (T1, R18)', (role) => {
    const act = {
      type: 'register',
      complaintId: 'KFB26000001',
      receivedAt: MONDAY,
      suggested: {},
    } as const;
    expect(isRefusal(register(act, as('zhou.min', role), context()))).toBe(role !== 'INTAKE');
  });

  it.each(ROLES)('signing as %s: HEAD, EXEC and FIN alone are asked at all (T9)', (role) => {
    const open = inState('AWAITING_APPROVAL');
    const refusal = { refused: 'not_permitted', rule: 'R10' };
    const ruling = ruleOn(open, decision(open), as('zhou.min', role), context());
    if (['HEAD', 'EXEC', 'FIN'].includes(role)) {
      expect(ruling).toEqual({ refused: 'not_the_approver', rule: 'R33' });
    } else expect(ruling).toEqual(refusal);
  });
});

describe('a stranger is told not_permitted before anything else (R10)', () => {
  const incomplete: readonly (readonly [what: string, act: Act])[] = [
    ['a conflict of interest', { ...classify(), conflict: true } as Act],
    ['an investigator who is none', { type: 'assign', invest: 'nobody' }],
    ['a finding without evidence', { type: 'find', finding: { liability: 'bank', grounds: '' } }],
    ['a plan without measures', submit({ actions: [] })],
    ['a change without a reason', { type: 'change_plan', reason: '' }],
    ['a report without proof', { type: 'execute', proof: '', notice: { mode: 'phone', proof: '' } }],
    ['a survey without a score', { type: 'follow_up', attempt: { reached: true, mode: 'phone' } }],
    ['a signature nobody asked for', { type: 'decide', no: 99, planHash: '', result: 'returned' }],
    ['a signature on another plan', { type: 'decide', no: 1, planHash: 'x', result: 'approved' }],
  ];

  it.each(incomplete)('before %s', (_what, act) => {
    for (const state of ALL_STATES) {
      for (const stranger of ['xu.jing', 'li.ke', 'he.li', 'deng.chao', 'gao.yuan']) {
        const ruling = ruleOn(inState(state), act, person(stranger), context());
        expect([state, stranger, ruling]).toEqual([
          state,
          stranger,
          { refused: 'not_permitted', rule: 'R10' },
        ]);
      }
    }
  });

  it('and so is the head, who signs but does not handle (R33)', () => {
    for (const [, act] of TABLE) {
      expect(ruleOn(staffed('PLANNING'), act, person('zhao.lei'), context())).toMatchObject({
        refused: 'not_permitted',
      });
    }
  });
});

describe('a post on one case is no post on another (L4)', () => {
  it('an officer of the right role but not of this case is refused, be the whole bank in that role', () => {
    for (const [, act, by, leads] of TABLE) {
      const complaint = inState(Object.keys(leads)[0] as State);
      const roles = person(by).roles;
      for (const { userId } of org.people.values()) {
        if (userId === by) continue;
        const { group: _group, ...other } = person(userId);
        const ruling = ruleOn(complaint, act, { ...other, roles }, context());
        expect([act.type, userId, isRefusal(ruling) && ruling.refused]).toEqual([
          act.type,
          userId,
          'not_permitted',
        ]);
      }
    }
  });
});
