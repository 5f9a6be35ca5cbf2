import { register } from '../../src/domain/acts/register';
import { STATES, type Complaint, type State } from '../../src/domain/complaint';
import { ruleOn, type Act } from '../../src/domain/decide-act';
import { ROLES, type Person, type Role } from '../../src/domain/org';
import { isRefusal, type Refusal } from '../../src/domain/ruling';
import {
  after,
  assign,
  classify,
  context,
  decision,
  filed,
  find,
  inState,
  MONDAY,
  org,
  person,
  submit,
} from '../support/builders';
import { approved, did, EVERY_STATE, inAnyState, otherCase, SAMPLES } from '../support/side-states';

type Type = keyof typeof SAMPLES;

/** 在办 of table 6.3: "any open". */
const OPEN: readonly State[] = [
  'RECEIVED',
  'CLASSIFIED',
  'INVESTIGATING',
  'PLANNING',
  'AWAITING_APPROVAL',
  'EXECUTING',
  'FOLLOW_UP',
  'SUSPENDED',
];
const HANDLED: readonly State[] = ['INVESTIGATING', 'PLANNING', 'AWAITING_APPROVAL', 'EXECUTING'];

/** Table 6.3 written out once more: the states an act may be asked for in, and by which roles, whatever post they hold. */
const TABLE: Readonly<Record<Type, readonly [row: string, from: readonly State[], roles: readonly Role[]]>> =
  {
    classify: ['T2', ['RECEIVED'], ['INTAKE']],
    decline: ['T3', ['RECEIVED', 'CLASSIFIED'], ['INTAKE']],
    tell: ['T3, T21', OPEN, ['INTAKE', 'INVEST', 'SENIOR', 'SOLVE', 'FOLLOW']],
    merge: ['T4', OPEN, ['INTAKE', 'INVEST', 'SENIOR', 'SOLVE', 'FOLLOW']],
    unmerge: ['T4', ['MERGED'], ['LEAD']],
    assign: ['T5', ['CLASSIFIED'], ['LEAD']],
    find: ['T6', ['INVESTIGATING'], ['INVEST', 'SENIOR']],
    submit: ['T7', ['PLANNING'], ['SOLVE']],
    change_plan: ['T10', ['EXECUTING'], ['SOLVE']],
    execute: ['T11', ['EXECUTING'], ['SOLVE']],
    follow_up: ['T12', ['FOLLOW_UP'], ['FOLLOW']],
    reopen: ['T13', ['FOLLOW_UP'], ['LEAD']],
    redo: ['T14', ['FOLLOW_UP'], ['LEAD']],
    suspend: ['T15', HANDLED, ['INVEST', 'SENIOR', 'SOLVE']],
    resume: ['T16', ['SUSPENDED'], ['LEAD']],
    withdraw: ['T17', OPEN, ['INTAKE']],
    verify: ['T18', ['FOLLOW_UP', 'CLOSED'], ['REVIEWER']],
    uphold: ['T19', ['VERIFYING'], ['REVIEWER']],
    overturn: ['T20', ['VERIFYING'], ['REVIEWER']],
    disclose: ['G6', Object.keys(STATES) as State[], ROLES],
    extend: ['T21', OPEN, ['INTAKE', 'INVEST', 'SENIOR', 'SOLVE', 'FOLLOW']],
    relevel: ['T22', OPEN, ['LEAD', 'HEAD']],
    reassign: ['T23', OPEN, ['LEAD']],
    emergency: ['T24', ['RECEIVED', 'CLASSIFIED', 'INVESTIGATING'], ['INTAKE']],
    backfill: ['T25', EVERY_STATE, ['INTAKE']],
    // Who holds a task as well: see evidence.test.ts.
    add_evidence: ['R20', OPEN, ['INTAKE', 'INVEST', 'SENIOR']],
    give_survey_link: ['R22', ['FOLLOW_UP'], ['FOLLOW']],
    give_notice_link: ['L2', ['EXECUTING', 'FOLLOW_UP'], ['INTAKE', 'INVEST', 'SENIOR', 'SOLVE', 'FOLLOW']],
    contact: ['R5', OPEN, ['INTAKE', 'INVEST', 'SENIOR']],
    link: ['R34', OPEN, ['INTAKE', 'INVEST', 'SENIOR', 'SOLVE', 'FOLLOW']],
    recuse: ['L4', OPEN, ['INTAKE', 'INVEST', 'SENIOR', 'SOLVE', 'FOLLOW', 'LEAD', 'HEAD', 'EXEC', 'FIN']],
    await_papers: ['6.5', ['INVESTIGATING', 'PLANNING', 'EXECUTING'], ['INVEST', 'SENIOR', 'SOLVE']],
    receive_papers: [
      '6.5',
      ['INVESTIGATING', 'PLANNING', 'EXECUTING'],
      ['INVEST', 'SENIOR', 'SOLVE', 'INTAKE'],
    ],
    reply_regulator: ['C9', EVERY_STATE, ['INTAKE', 'INVEST', 'SENIOR', 'SOLVE', 'FOLLOW']],
    ask_department: ['R3', ['INVESTIGATING', 'PLANNING', 'EXECUTING'], ['INVEST', 'SENIOR', 'SOLVE']],
    acknowledge_task: ['R3', [...HANDLED, 'SUSPENDED'], ROLES],
    forward_task: ['R3', [...HANDLED, 'SUSPENDED'], ROLES],
    return_task: ['R3', [...HANDLED, 'SUSPENDED'], ROLES],
    answer_task: ['R37', [...HANDLED, 'SUSPENDED'], ROLES],
  };
const TYPES = Object.keys(TABLE) as Type[];

/** Acts of whoever owns the case in its state; `verify` opens what its reviewer owns. */
const OF_OWNER: readonly Type[] = ['suspend', 'await_papers', 'receive_papers', 'extend'];

/** One person in every post: so that nothing but the state, or the role, can refuse. */
function staffed(state: State, userId: string): Complaint {
  const complaint = inAnyState(state);
  const { verification } = complaint;
  return {
    ...complaint,
    team: { intake: userId, invest: userId, solve: userId, followUp: userId },
    groupId: 'card',
    tasks: did(inState('INVESTIGATING'), 'ask_department').tasks.map((task) => ({
      ...task,
      assignee: userId,
      cycle: complaint.cycle,
    })),
    ...(verification && { verification: { ...verification, reviewer: userId } }),
  };
}

function refusal(complaint: Complaint, act: Act, by: Person): Refusal | undefined {
  const ruling = ruleOn(complaint, act, by, context(MONDAY, otherCase));
  return isRefusal(ruling) ? ruling : undefined;
}

/** What a state, or a role, says no with, before the act's own rule is asked. */
const isOfTable = (refused: string | undefined) =>
  refused === 'wrong_state' || refused === 'case_closed' || refused === 'not_permitted';

describe('the table of transitions (6.3, R17)', () => {
  it.each(TYPES.map((type) => [TABLE[type][0], type, TABLE[type][1]] as const))(
    '%s: %s may be asked for in these states and in no other',
    (row, type, from) => {
      for (const state of EVERY_STATE) {
        const asker = { ...person('zhou.min'), roles: TABLE[type][2], group: 'card' };
        const refused = refusal(staffed(state, 'zhou.min'), SAMPLES[type].act, asker)?.refused;
        // T22 is the lead's upwards: the level's own rule speaks where there is none yet.
        const isAllowed = !isOfTable(refused) || (row === 'T22' && state === 'RECEIVED');
        expect([state, isAllowed]).toEqual([state, from.includes(state)]);
      }
    },
  );

  const leads: readonly (readonly [row: string, type: Type, from: State, to: State])[] = [
    ['T2', 'classify', 'RECEIVED', 'CLASSIFIED'],
    ['T4', 'merge', 'PLANNING', 'MERGED'],
    ['T5', 'assign', 'CLASSIFIED', 'INVESTIGATING'],
    ['T6', 'find', 'INVESTIGATING', 'PLANNING'],
    ['T7', 'submit', 'PLANNING', 'AWAITING_APPROVAL'],
    ['T10', 'change_plan', 'EXECUTING', 'PLANNING'],
    ['T11', 'execute', 'EXECUTING', 'FOLLOW_UP'],
    ['T12', 'follow_up', 'FOLLOW_UP', 'CLOSED'],
    ['T13', 'reopen', 'FOLLOW_UP', 'INVESTIGATING'],
    ['T14', 'redo', 'FOLLOW_UP', 'PLANNING'],
    ['T16', 'resume', 'SUSPENDED', 'INVESTIGATING'],
    ['T17', 'withdraw', 'EXECUTING', 'WITHDRAWN'],
    ['T18', 'verify', 'FOLLOW_UP', 'VERIFYING'],
    ['T18', 'verify', 'CLOSED', 'VERIFYING'],
    ['T19', 'uphold', 'VERIFYING', 'CLOSED'],
    ['T20', 'overturn', 'VERIFYING', 'INVESTIGATING'],
    ['T4', 'unmerge', 'MERGED', 'INVESTIGATING'],
    ...(['relevel', 'reassign', 'emergency', 'contact', 'link'] as const).map(
      (type) => [TABLE[type][0], type, 'INVESTIGATING', 'INVESTIGATING'] as const,
    ),
  ];
  it.each(leads)('%s: %s leads from %s to %s', (_row, type, from, to) => {
    expect(did(inAnyState(from), type).state).toBe(to);
  });

  it('T3, T15, T21: a request moves nothing; what its signature leads to is of its own kind', () => {
    const asked = did(inState('CLASSIFIED'), 'decline');
    expect(asked.state).toBe('CLASSIFIED');
    expect(approved(asked, 'lin.tao').state).toBe('CLASSIFIED');
    expect(did(approved(asked, 'lin.tao'), 'tell').state).toBe('DECLINED');
    const paused = did(inState('INVESTIGATING'), 'suspend');
    expect(paused.state).toBe('INVESTIGATING');
    expect(approved(paused, 'lin.tao').state).toBe('SUSPENDED');
    expect(approved(did(inState('RECEIVED'), 'extend'), 'zhao.lei').state).toBe('RECEIVED');
  });

  it('T8 and T9: a signature returned leads to planning, the last one given to execution', () => {
    const open = inState('AWAITING_APPROVAL', { actions: [{ text: '当面致歉', amountFen: 0 }] });
    expect(after(open, decision(open, 'returned', '证据不足'), 'zhao.lei').state).toBe('PLANNING');
    expect(after(open, decision(open), 'zhao.lei').state).toBe('EXECUTING');
  });

  it('a decision fits nothing but a signature that is asked for', () => {
    for (const state of EVERY_STATE.filter((each) => each !== 'AWAITING_APPROVAL')) {
      const act: Act = { type: 'decide', no: 9, hash: 'x', result: 'approved' };
      expect(refusal(inAnyState(state), act, person('zhao.lei'))?.refused).toBe('not_found');
    }
  });
});

describe('posts (R10, R38)', () => {
  it.each(TYPES.flatMap((type) => ROLES.map((role) => [type, role] as const)))(
    '%s asked for by %s alone',
    (type, role) => {
      const state = TABLE[type][1].find((each) => OF_OWNER.includes(type) || each) ?? 'RECEIVED';
      const asker: Person = { ...person('zhou.min'), roles: [role], group: 'card' };
      const refused = refusal(staffed(state, 'zhou.min'), SAMPLES[type].act, asker)?.refused;
      expect(refused === 'not_permitted').toBe(!TABLE[type][2].includes(role));
    },
  );

  /** Who of the demo bank holds the post an act belongs to, on a case of the card group. */
  const OF_CASE: readonly (readonly [Type, State, readonly string[]])[] = [
    ['classify', 'RECEIVED', ['zhou.min']],
    ['decline', 'CLASSIFIED', ['zhou.min']],
    ['tell', 'INVESTIGATING', ['zhou.min', 'chen.gang']],
    ['merge', 'INVESTIGATING', ['zhou.min', 'chen.gang']],
    ['unmerge', 'MERGED', ['lin.tao']],
    ['assign', 'CLASSIFIED', ['lin.tao']],
    ['find', 'INVESTIGATING', ['chen.gang']],
    ['submit', 'PLANNING', ['wu.qian']],
    ['change_plan', 'EXECUTING', ['wu.qian']],
    ['execute', 'EXECUTING', ['wu.qian']],
    ['follow_up', 'FOLLOW_UP', ['tang.xin']],
    ['reopen', 'FOLLOW_UP', ['lin.tao']],
    ['redo', 'FOLLOW_UP', ['lin.tao']],
    ['suspend', 'INVESTIGATING', ['chen.gang']],
    ['suspend', 'PLANNING', ['wu.qian']],
    ['resume', 'SUSPENDED', ['lin.tao']],
    ['withdraw', 'FOLLOW_UP', ['zhou.min']],
    ['verify', 'CLOSED', ['yan.bo']],
    ['uphold', 'VERIFYING', ['yan.bo']],
    ['overturn', 'VERIFYING', ['yan.bo']],
    ['extend', 'FOLLOW_UP', ['tang.xin']],
    ['relevel', 'PLANNING', ['lin.tao', 'zhao.lei']],
    ['reassign', 'PLANNING', ['lin.tao']],
    ['reassign', 'RECEIVED', ['lin.tao', 'gao.yuan']],
    ['emergency', 'RECEIVED', ['zhou.min']],
    ['backfill', 'PLANNING', ['zhou.min']],
    ['contact', 'PLANNING', ['zhou.min', 'chen.gang']],
    ['add_evidence', 'PLANNING', ['zhou.min', 'chen.gang']],
    ['link', 'PLANNING', ['zhou.min', 'wu.qian']],
    ['recuse', 'PLANNING', ['wu.qian', 'lin.tao', 'zhao.lei', 'ma.wen', 'qian.feng', 'sun.rui']],
    ['await_papers', 'PLANNING', ['wu.qian']],
    ['receive_papers', 'PLANNING', ['wu.qian', 'zhou.min']],
    ['reply_regulator', 'PLANNING', ['zhou.min', 'wu.qian']],
    ['ask_department', 'INVESTIGATING', ['chen.gang']],
    ['ask_department', 'EXECUTING', ['wu.qian']],
    // Nobody holds a task here: see tasks.test.ts.
    ['acknowledge_task', 'INVESTIGATING', []],
    ['answer_task', 'INVESTIGATING', []],
  ];
  it.each(OF_CASE)(
    '%s in %s is refused to everybody but those whose it is on this case',
    (type, state, may) => {
      const complaint = inAnyState(state);
      const allowed = [...org.people.values()]
        .filter((someone) => refusal(complaint, SAMPLES[type].act, someone)?.refused !== 'not_permitted')
        .map(({ userId }) => userId);
      expect([...allowed].sort()).toEqual([...may].sort());
    },
  );

  it('a stranger learns nothing, not even that the case is closed', () => {
    for (const state of EVERY_STATE) {
      expect(refusal(inAnyState(state), find, person('he.li'))).toEqual({
        refused: 'not_permitted',
        rule: 'R10',
      });
    }
  });

  it('the lead of another group does not assign (R9)', () => {
    expect(refusal(inState('CLASSIFIED'), assign, person('gao.yuan'))?.refused).toBe('not_permitted');
  });

  it.each(ROLES)('registering as %s: INTAKE alone may (T1, R18)', (role) => {
    const act = { type: 'register', complaintId: 'KFB26000001', receivedAt: MONDAY, suggested: {} } as const;
    const asker = { ...person('zhou.min'), roles: [role] };
    expect(isRefusal(register(act, asker, context()))).toBe(role !== 'INTAKE');
  });

  it.each(ROLES)('signing as %s: LEAD, HEAD, EXEC, FIN and DPO alone are asked at all (T9, G6)', (role) => {
    const open = inState('AWAITING_APPROVAL');
    const asker = { ...person('zhou.min'), roles: [role] };
    expect(refusal(open, decision(open), asker)).toEqual(
      ['LEAD', 'HEAD', 'EXEC', 'FIN', 'DPO'].includes(role)
        ? { refused: 'not_the_approver', rule: 'R33' }
        : { refused: 'not_permitted', rule: 'R10' },
    );
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
    ['a signature nobody asked for', { type: 'decide', no: 99, hash: '', result: 'returned' }],
    ['a signature on another plan', { type: 'decide', no: 1, hash: 'x', result: 'approved' }],
    ['a withdrawal without proof', { type: 'withdraw', identity: '', proof: '' }],
    ['an emergency that is none', { ...SAMPLES.emergency.act, reason: 'whim' } as Act],
  ];

  it.each(incomplete)('before %s', (_what, act) => {
    for (const state of EVERY_STATE) {
      for (const stranger of ['xu.jing', 'li.ke', 'he.li', 'deng.chao']) {
        expect([state, stranger, refusal(inAnyState(state), act, person(stranger))]).toEqual([
          state,
          stranger,
          { refused: 'not_permitted', rule: 'R10' },
        ]);
      }
    }
  });
});

describe('ownership (R3)', () => {
  it('a case just registered belongs to whoever took it in', () => {
    expect(filed().team).toEqual({ intake: 'zhou.min' });
  });
});
