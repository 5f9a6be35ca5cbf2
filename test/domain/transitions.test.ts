import type { State } from '../../src/domain/complaint';
import { ruleOn, type Act } from '../../src/domain/decide-act';
import { ROLES, type Person } from '../../src/domain/org';
import { isRefusal } from '../../src/domain/ruling';
import { statesFor, type ActType } from '../../src/domain/transitions';
import {
  assign,
  changePlan,
  classify,
  contact,
  context,
  execute,
  filed,
  find,
  followUp,
  inState,
  org,
  person,
  submit,
  ALL_STATES,
} from '../support/builders';

/** Table 6.3 of the requirements, the main path, written out once more: who, from where, to where. */
const TABLE: readonly {
  readonly row: string;
  readonly act: Act;
  readonly by: string;
  readonly from: readonly State[];
  readonly to: State;
}[] = [
  { row: 'T2', act: classify(), by: 'zhou.min', from: ['RECEIVED'], to: 'CLASSIFIED' },
  { row: 'T5', act: assign, by: 'lin.tao', from: ['CLASSIFIED'], to: 'INVESTIGATING' },
  { row: 'T6', act: find, by: 'chen.gang', from: ['INVESTIGATING'], to: 'PLANNING' },
  { row: 'T7', act: submit(), by: 'wu.qian', from: ['PLANNING'], to: 'AWAITING_APPROVAL' },
  { row: 'T10', act: changePlan, by: 'wu.qian', from: ['EXECUTING'], to: 'PLANNING' },
  { row: 'T11', act: execute, by: 'wu.qian', from: ['EXECUTING'], to: 'FOLLOW_UP' },
  { row: 'T12', act: followUp(), by: 'tang.xin', from: ['FOLLOW_UP'], to: 'CLOSED' },
];

/** Who may ask for it (6.3, R10), whatever post they hold on the case. */
const MAY: Readonly<Record<Act['type'], readonly string[]>> = {
  contact: ['INTAKE', 'INVEST', 'SENIOR'],
  classify: ['INTAKE'],
  assign: ['LEAD'],
  reassign: ['LEAD'],
  find: ['INVEST', 'SENIOR'],
  submit: ['SOLVE'],
  change_plan: ['SOLVE'],
  execute: ['SOLVE'],
  follow_up: ['FOLLOW'],
  decide: ['HEAD', 'EXEC', 'FIN'],
};

describe('the table of transitions (6.3, R17)', () => {
  it.each(TABLE.map(({ row, act, by, from, to }) => [row, act, by, from, to] as const))(
    '%s leads where it should and nowhere else',
    (_row, act, by, from, to) => {
      for (const state of from) {
        const ruling = ruleOn(inState(state), act, person(by), context());
        const moved = isRefusal(ruling) ? [] : ruling.events.map(({ type }) => type);
        expect(moved.length).toBeGreaterThan(0);
        expect(statesFor(act.type)).toEqual(from);
        expect(inState(to).state).toBe(to);
      }
    },
  );

  it('a contact (R5) is noted in every open state and moves none', () => {
    for (const state of ALL_STATES) {
      const ruling = ruleOn(inState(state), contact, person('zhou.min'), context());
      expect([state, isRefusal(ruling) ? ruling.refused : 'noted']).toEqual([
        state,
        state === 'CLOSED' ? 'case_closed' : 'noted',
      ]);
    }
  });

  it('a decision fits nothing but a signature that is asked for', () => {
    for (const state of ALL_STATES.filter((each) => each !== 'AWAITING_APPROVAL')) {
      const act: Act = { type: 'decide', no: 9, planHash: 'x', result: 'approved' };
      const ruling = ruleOn(inState(state), act, person('zhao.lei'), context());
      expect(isRefusal(ruling) && ruling.refused).toBe('not_found');
    }
  });
});

describe('posts (R10, R38)', () => {
  const acts = Object.keys(MAY).filter((type) => type !== 'decide') as readonly Exclude<
    ActType,
    'register' | 'decide' | 'remind'
  >[];
  const ACT: Readonly<Record<string, Act>> = {
    ...Object.fromEntries(TABLE.map(({ act }) => [act.type, act])),
    contact,
    reassign: { type: 'reassign', to: 'song.yang', note: '原承办人休假' },
  };

  it.each(acts.flatMap((type) => ROLES.map((role) => [type, role] as const)))(
    '%s asked for by %s alone',
    (type, role) => {
      const line = TABLE.find(({ act }) => act.type === type);
      const complaint = inState(line?.from[0] ?? 'RECEIVED');
      const holder = person(line?.by ?? 'zhou.min');
      // The same person, with this one role: the post on the case is theirs, the role decides.
      const asker: Person = { ...holder, roles: [role] };
      const ruling = ruleOn(complaint, ACT[type] as Act, asker, context());
      const refused = isRefusal(ruling) ? ruling.refused : undefined;
      expect(refused === 'not_permitted').toBe(!MAY[type].includes(role));
    },
  );

  it.each(TABLE.map(({ act, by, from }) => [act.type, act, by, from[0] ?? 'RECEIVED'] as const))(
    '%s is refused to everybody but the one whose post it is on this case',
    (_type, act, by, state) => {
      const complaint = inState(state);
      for (const someone of org.people.values()) {
        if (someone.userId === by) continue;
        const ruling = ruleOn(complaint, act, someone, context());
        expect([someone.userId, isRefusal(ruling) && ruling.refused]).toEqual([
          someone.userId,
          'not_permitted',
        ]);
      }
    },
  );

  it('a stranger learns nothing, not even that the case is closed', () => {
    for (const state of ALL_STATES) {
      const ruling = ruleOn(inState(state), find, person('he.li'), context());
      expect(ruling).toEqual({ refused: 'not_permitted', rule: 'R10' });
    }
  });

  it('the lead of another group does not assign (R9)', () => {
    const ruling = ruleOn(inState('CLASSIFIED'), assign, person('gao.yuan'), context());
    expect(isRefusal(ruling) && ruling.refused).toBe('not_permitted');
  });
});

describe('ownership (R3)', () => {
  it('a case just registered belongs to whoever took it in', () => {
    expect(filed().team).toEqual({ intake: 'zhou.min' });
  });
});
