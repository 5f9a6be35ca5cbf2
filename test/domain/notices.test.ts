import type { State } from '../../src/domain/complaint';
import { isOver, noticesFor, type Notice } from '../../src/domain/notices';
import { todoOf } from '../../src/domain/todo';
import { maySee } from '../../src/domain/access';
import {
  after,
  context,
  decision,
  eventsOf,
  filed,
  followUp,
  inState,
  MONDAY,
  org,
  person,
  signed,
  SIGNS,
  submit,
  type Story,
} from '../support/builders';
import { ruleOn, type Act } from '../../src/domain/decide-act';
import type { Complaint } from '../../src/domain/complaint';

/** Who is told what by an act, as `kind to`. */
function told(before: Complaint, act: Act, by: string): readonly string[] {
  const complaint = after(before, act, by);
  return eventsOf(ruleOn(before, act, person(by), context()))
    .flatMap((event) => noticesFor(event, complaint, org))
    .map((notice) => `${notice.kind === 'task' ? notice.task : notice.kind} ${notice.to}`);
}

describe('who is told (the column Told of 6.3)', () => {
  it('T1: the intake officer', () => {
    const [registered] = [{ type: 'registered' } as never];
    expect(noticesFor(registered, filed(), org)).toEqual([
      { kind: 'task', task: 'classify', to: 'zhou.min' },
    ]);
  });

  it('T2: the lead of the group; the head too when the case is major (R23)', () => {
    const classifyAs = (level: 'general' | 'major'): Act => ({
      type: 'classify',
      classification: { channel: 'branch', business: 'loan', reason: 'pricing', level },
      conflict: false,
    });
    expect(told(filed(), classifyAs('general'), 'zhou.min')).toEqual(['assign gao.yuan']);
    expect(told(filed(), classifyAs('major'), 'zhou.min')).toEqual(['assign gao.yuan', 'major zhao.lei']);
  });

  it('T7–T9: each signer in turn, every officer of finance, and then the engineer', () => {
    expect(told(inState('PLANNING'), submit(), 'wu.qian')).toEqual(['approval zhao.lei']);
    const head = inState('AWAITING_APPROVAL');
    expect(told(head, decision(head), 'zhao.lei')).toEqual(['approval qian.feng', 'approval sun.rui']);
    const finance = after(head, decision(head), 'zhao.lei');
    expect(told(finance, decision(finance), 'sun.rui')).toEqual(['execute wu.qian']);
  });

  it('T8: the engineer, with the reason', () => {
    const head = inState('AWAITING_APPROVAL');
    const act = decision(head, 'returned', '证据不足');
    const complaint = after(head, act, 'zhao.lei');
    const notices = eventsOf(ruleOn(head, act, person('zhao.lei'), context())).flatMap((event) =>
      noticesFor(event, complaint, org),
    );
    expect(notices).toEqual([{ kind: 'task', task: 'plan', to: 'wu.qian', returnedReason: '证据不足' }]);
  });

  it('T12: engineer, intake officer and lead, each once', () => {
    expect(told(inState('FOLLOW_UP'), followUp(), 'tang.xin')).toEqual([
      'closed wu.qian',
      'closed zhou.min',
      'closed lin.tao',
    ]);
  });
});

describe('when a notice is over', () => {
  const STATE_OF = {
    classify: 'RECEIVED',
    assign: 'CLASSIFIED',
    find: 'INVESTIGATING',
    plan: 'PLANNING',
    execute: 'EXECUTING',
    follow_up: 'FOLLOW_UP',
  } as const;
  const states: readonly State[] = [
    'RECEIVED',
    'CLASSIFIED',
    'INVESTIGATING',
    'PLANNING',
    'AWAITING_APPROVAL',
    'EXECUTING',
    'FOLLOW_UP',
    'CLOSED',
  ];

  it.each(Object.entries(STATE_OF))('a task %s stands in %s and in no other state', (task, state) => {
    const notice = { kind: 'task', task, to: 'x' } as Notice;
    expect(states.filter((each) => !isOver(notice, inState(each)))).toEqual([state]);
  });

  it('an approval is over once decided, and stays so when the next is asked', () => {
    const open = inState('AWAITING_APPROVAL');
    const notice: Notice = { kind: 'approval', to: 'zhao.lei', no: 1, planHash: open.plan?.hash ?? '' };
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
    [...org.people.values()].flatMap((each) => {
      const task = todoOf(each, complaint, org);
      return task ? [`${task} ${each.userId}`] : [];
    });

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
    expect(seen({}, 'INVESTIGATING')).toEqual(['zhou.min', 'lin.tao', 'chen.gang', 'zhao.lei']);
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
