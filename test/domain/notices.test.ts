import type { State } from '../../src/domain/complaint';
import type { CaseNotice, Notice } from '../../src/domain/notice';
import { isOver, isUrgent } from '../../src/domain/notices';
import { asksAnswer } from '../../src/domain/raise-alert';
import type { UrgentNotice } from '../../src/domain/urgent-notice';
import { todosOf } from '../../src/domain/todo';
import { maySee } from '../../src/domain/access';
import {
  after,
  decision,
  filed,
  inState,
  MONDAY,
  org,
  signed,
  SIGNS,
  type Story,
  ALL_STATES,
} from '../support/builders';
import type { Complaint } from '../../src/domain/complaint';

describe('when a notice is over', () => {
  const HOLDER: Readonly<Record<string, string>> = {
    classify: 'zhou.min',
    assign: 'lin.tao',
    find: 'chen.gang',
    plan: 'wu.qian',
    execute: 'wu.qian',
    follow_up: 'tang.xin',
  };
  const STATE_OF = {
    classify: 'RECEIVED',
    assign: 'CLASSIFIED',
    find: 'INVESTIGATING',
    plan: 'PLANNING',
    execute: 'EXECUTING',
    follow_up: 'FOLLOW_UP',
  } as const;

  it.each(Object.entries(STATE_OF))('a task %s stands in %s and in no other state', (task, state) => {
    const notice = { kind: 'task', task, to: HOLDER[task] } as Notice;
    expect(ALL_STATES.filter((each) => !isOver(notice, inState(each)))).toEqual([state]);
  });

  it('an approval is over once decided, and stays so when the next is asked', () => {
    const open = inState('AWAITING_APPROVAL');
    const notice: Notice = { kind: 'approval', to: 'zhao.lei', no: 1, hash: open.plan?.hash ?? '' };
    expect(isOver(notice, open)).toBe(false);
    expect(isOver(notice, after(open, decision(open), SIGNS.HEAD))).toBe(true);
  });

  it('a reminder is over when its clock stops', () => {
    const notice: Notice = {
      kind: 'reminder',
      to: 'x',
      clockId: 'C2-1',
      threshold: '50',
      urgent: false,
      breached: false,
      dueAt: MONDAY,
    };
    expect(isOver(notice, filed())).toBe(false);
    expect(isOver(notice, inState('CLASSIFIED'))).toBe(true);
  });
});

describe('待办: what waits for whom', () => {
  const waiting = (complaint: Complaint) =>
    [...org.people.values()].flatMap((each) =>
      todosOf(each, complaint, org).map((todo) => `${todo} ${each.userId}`),
    );

  it.each<[State, readonly string[]]>([
    ['RECEIVED', ['classify zhou.min']],
    ['CLASSIFIED', ['assign lin.tao']],
    ['INVESTIGATING', ['find chen.gang']],
    ['PLANNING', ['plan wu.qian']],
    ['AWAITING_APPROVAL', ['approve zhao.lei']],
    ['EXECUTING', ['execute wu.qian']],
    ['FOLLOW_UP', ['follow_up tang.xin']],
    ['CLOSED', []],
  ])('in %s: %j', (state, who) => {
    expect(waiting(inState(state))).toEqual(who);
  });
});

describe('who may see a case (6.6)', () => {
  const seen = (story: Story, state: State) =>
    [...org.people.values()]
      .filter((each) => maySee(each, inState(state, story), org))
      .map(({ userId }) => userId);

  it('those who handle it, their lead and the head', () => {
    expect(seen({}, 'INVESTIGATING')).toEqual(['zhou.min', 'lin.tao', 'chen.gang', 'zhao.lei', 'fang.yu']);
  });

  it('the executive and finance once a signature of theirs was asked for', () => {
    const amount = [{ text: '退款', amountFen: 10_000_001 }];
    expect(seen({ actions: amount }, 'PLANNING')).not.toContain('ma.wen');
    expect(seen({ actions: amount }, 'EXECUTING')).toEqual(
      expect.arrayContaining(['ma.wen', 'qian.feng', 'sun.rui']),
    );
    expect(signed(inState('AWAITING_APPROVAL', { actions: amount })).state).toBe('EXECUTING');
  });
});

describe('a digest', () => {
  it('is over with no case: what it lists is asked of the ledger', () => {
    expect(isOver({ kind: 'digest', to: 'zhao.lei' }, filed())).toBe(false);
  });
});

describe('what is urgent', () => {
  const to = 'zhao.lei';
  const limit = { to, clockId: 'C1-1', threshold: 'due', breached: true, dueAt: MONDAY } as const;
  const reminder = (urgent: boolean): UrgentNotice => ({ kind: 'reminder', ...limit, urgent });
  const urgent = [{ kind: 'major', to }, { kind: 'emergency', to, no: 1 }, reminder(true)] as const;
  const others: readonly CaseNotice[] = [
    reminder(false),
    { kind: 'closed', to },
    { kind: 'task', task: 'find', to },
    { kind: 'approval', to, no: 1, hash: 'h' },
  ];

  it.each(urgent)('asks for an answer, and its cards go first: %o', (about) => {
    expect(asksAnswer(about)).toBe(true);
    const of = { to, alert: 'a', about };
    expect(isUrgent({ kind: 'alert', ...of, isSecond: false })).toBe(true);
    expect(isUrgent({ kind: 'call_task', ...of, call: 1, callee: to })).toBe(true);
  });

  it.each(others)('does neither: %o', (notice) => {
    expect(asksAnswer(notice)).toBe(false);
    expect(isUrgent(notice)).toBe(false);
  });
});
