import { approversOf } from '../../src/domain/authority';
import { ownerOf, type Approval, type Complaint, type State } from '../../src/domain/complaint';
import { ruleOn, type Act } from '../../src/domain/decide-act';
import type { Notice } from '../../src/domain/notice';
import { isHandedOver, isOver, noticesFor } from '../../src/domain/notices';
import type { Org } from '../../src/domain/org';
import { isRefusal } from '../../src/domain/ruling';
import { maySee } from '../../src/domain/access';
import {
  after,
  ALL_STATES,
  context,
  decision,
  eventsOf,
  filed,
  inState,
  MONDAY,
  org,
  person,
  REFUND,
  submit,
} from '../support/builders';
import { SAMPLES } from '../support/side-states';

const to = (userId: string, note = '原承办人休假，材料已移交'): Act => ({
  type: 'reassign',
  to: userId,
  note,
});

function refused(state: State, act: Act, by = 'lin.tao'): string | undefined {
  const ruling = ruleOn(inState(state), act, person(by), context());
  return isRefusal(ruling) ? ruling.refused : undefined;
}

describe('reassigning (改派, T23)', () => {
  it.each<[State, string]>([
    ['RECEIVED', 'xu.jing'],
    ['CLASSIFIED', 'xu.jing'],
    ['INVESTIGATING', 'song.yang'],
    ['PLANNING', 'deng.chao'],
    ['AWAITING_APPROVAL', 'deng.chao'],
    ['EXECUTING', 'deng.chao'],
  ])('in %s hands the case to %s, and moves neither state nor clock', (state, taker) => {
    const before = inState(state);
    const complaint = after(before, to(taker), 'lin.tao');
    expect(ownerOf(complaint)).toBe(taker);
    expect([complaint.state, complaint.clocks, complaint.approvals]).toEqual([
      before.state,
      before.clocks,
      before.approvals,
    ]);
  });

  it.each<[string, State, Act, string]>([
    ['somebody of another post', 'INVESTIGATING', to('wu.qian'), 'not_a_candidate'],
    ['an analyst of another group', 'INVESTIGATING', to('he.li'), 'not_a_candidate'],
    ['whoever has it already', 'INVESTIGATING', to('chen.gang'), 'not_a_candidate'],
    ['nobody we know', 'PLANNING', to('nobody'), 'not_a_candidate'],
    ['somebody without a word about the hand-over', 'PLANNING', to('deng.chao', ' '), 'text_missing'],
    ['anybody when the case is closed', 'CLOSED', to('deng.chao'), 'case_closed'],
  ])('is refused to %s', (_who, state, act, code) => {
    expect(refused(state, act)).toBe(code);
  });

  it('is the lead’s of the group; of a case without a group yet, every lead’s', () => {
    expect(refused('INVESTIGATING', to('song.yang'), 'gao.yuan')).toBe('not_permitted');
    expect(refused('RECEIVED', to('xu.jing'), 'gao.yuan')).toBeUndefined();
    for (const by of ['zhao.lei', 'chen.gang']) {
      expect(refused('INVESTIGATING', to('song.yang'), by)).toBe('not_permitted');
    }
  });

  it('takes nobody who has signed the case (L4)', () => {
    const complaint = inState('EXECUTING');
    const people = new Map(org.people).set('qian.feng', { ...person('qian.feng'), roles: ['FIN', 'SOLVE'] });
    const ruling = ruleOn(
      complaint,
      to('qian.feng'),
      person('lin.tao'),
      context(MONDAY, { org: { ...org, people } }),
    );
    expect(ruling).toEqual({ refused: 'not_a_candidate', rule: 'L4' });
  });

  it('gives the task to the new one, tells the old one, and ends the card they had', () => {
    const before = inState('INVESTIGATING');
    const events = eventsOf(ruleOn(before, to('song.yang'), person('lin.tao'), context()));
    const complaint = after(before, to('song.yang'), 'lin.tao');
    expect(events.flatMap((event) => noticesFor(event, complaint, org))).toEqual([
      { kind: 'task', task: 'find', to: 'song.yang' },
      { kind: 'progress', of: 'reassigned', to: 'chen.gang' },
    ]);
    const card = (userId: string) => ({ kind: 'task', task: 'find', to: userId }) satisfies Notice;
    expect(isOver(card('chen.gang'), before)).toBe(false);
    expect([isOver(card('chen.gang'), complaint), isHandedOver(card('chen.gang'), complaint)]).toEqual([
      true,
      true,
    ]);
    expect(isOver(card('song.yang'), complaint)).toBe(false);
  });

  it('in every open state leaves exactly one task with the new owner, or none while others sign', () => {
    for (const state of ALL_STATES.filter((each) => !['CLOSED', 'FOLLOW_UP'].includes(each))) {
      const complaint = inState(state);
      const taker =
        { RECEIVED: 'xu.jing', CLASSIFIED: 'xu.jing', INVESTIGATING: 'song.yang' }[state as string] ??
        'deng.chao';
      const told = eventsOf(ruleOn(complaint, to(taker), person('lin.tao'), context()))
        .flatMap((event) => noticesFor(event, after(complaint, to(taker), 'lin.tao'), org))
        .filter(({ kind }) => kind === 'task');
      const others = state === 'CLASSIFIED' || state === 'AWAITING_APPROVAL';
      expect([state, told.length]).toEqual([state, others ? 0 : 1]);
    }
  });

  it('takes the case out of the old one’s sight (6.6)', () => {
    const complaint = after(inState('INVESTIGATING'), to('song.yang'), 'lin.tao');
    expect(maySee(person('chen.gang'), complaint, org)).toBe(false);
    expect(maySee(person('song.yang'), complaint, org)).toBe(true);
    expect(filed().team.intake).toBe('zhou.min');
  });
});

describe('who handed a case on (section 3, L4)', () => {
  /** The finance officer also writes plans. */
  const bank: Org = {
    ...org,
    people: new Map(
      [...org.people]
        .filter(([userId]) => userId !== 'sun.rui')
        .map(([userId, each]) => [
          userId,
          userId === 'qian.feng' ? { ...each, roles: [...each.roles, 'SOLVE'] as const } : each,
        ]),
    ),
  };
  const acted = (complaint: Complaint, act: Act, by: string) =>
    ruleOn(complaint, act, person(by), context(MONDAY, { org: bank }));

  it('signs nothing on what they worked on, and verifies nothing', () => {
    const planning = inState('PLANNING');
    const handed = after(
      { ...planning, team: { ...planning.team, solve: 'qian.feng' } },
      to('deng.chao'),
      'lin.tao',
    );
    expect(handed.formerHandlers).toEqual(['qian.feng']);
    const planned = after(handed, submit(), 'deng.chao');
    const waiting = after(planned, decision(planned), 'zhao.lei');
    const expense = { ...waiting.approvals.at(-1), no: 2 } as Approval;
    expect(approversOf(expense, waiting, org).map(({ userId }) => userId)).toEqual(['sun.rui']);
    expect(approversOf(expense, { ...waiting, formerHandlers: [] }, org)).toHaveLength(2);

    const handled = { ...inState('CLOSED'), formerHandlers: ['yan.bo'] };
    const verified = ruleOn(handled, SAMPLES.verify.act, person('yan.bo'), context());
    expect(verified).toMatchObject({ refused: 'reviewer_involved' });
  });

  it('is remembered by whatever act it was handed on', () => {
    const reopened = after(
      inState('FOLLOW_UP'),
      { type: 'reopen', reason: '新流水', materialAt: MONDAY },
      'lin.tao',
    );
    const found = after(
      { ...reopened, recused: ['wu.qian'] },
      { type: 'find', finding: { liability: 'bank', grounds: '重复计收', evidence: '流水' } },
      'chen.gang',
    );
    expect([found.team.solve, found.formerHandlers]).toEqual(['deng.chao', ['wu.qian']]);
  });

  it('cannot be followed by the last who may sign what is waited for', () => {
    const planned = inState('AWAITING_APPROVAL', { actions: REFUND });
    const waiting = after(planned, decision(planned), 'zhao.lei');
    expect(acted(waiting, to('qian.feng'), 'lin.tao')).toMatchObject({ refused: 'last_signer' });
    expect(isRefusal(acted(waiting, to('deng.chao'), 'lin.tao'))).toBe(false);
  });
});
