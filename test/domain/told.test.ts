import type { Complaint } from '../../src/domain/complaint';
import { ruleOn, ruleOnReminder, type Act } from '../../src/domain/decide-act';
import type { Notice } from '../../src/domain/notice';
import { isOver, noticesFor } from '../../src/domain/notices';
import { foldAll } from '../../src/domain/fold';
import {
  after,
  assign,
  at,
  changePlan,
  classify,
  contact,
  context,
  decision,
  eventsOf,
  execute,
  filed,
  find,
  followUp,
  inState,
  MONDAY,
  org,
  person,
  submit,
  unreached,
} from '../support/builders';

/** The notices of an act, given to the case as it stands after it. */
function notices(before: Complaint, act: Act, by: string): readonly Notice[] {
  const events = eventsOf(ruleOn(before, act, person(by), context()));
  const complaint = foldAll(before, events);
  return events.flatMap((event) => noticesFor(event, complaint, org));
}

const task = (kind: string, to: string) => ({ kind: 'task', task: kind, to });
const news = (of: string, to: string) => ({ kind: 'progress', of, to });

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

  it('T12: follow-up officer, engineer, intake officer and lead, each once', () => {
    expect(told(inState('FOLLOW_UP'), followUp(), 'tang.xin')).toEqual([
      'closed tang.xin',
      'closed wu.qian',
      'closed zhou.min',
      'closed lin.tao',
    ]);
  });
});

describe('one card for the next actor (6.3, R17)', () => {
  it.each([
    ['T5: the investigator', 'CLASSIFIED', assign, 'lin.tao', [task('find', 'chen.gang')]],
    ['T6: the engineer', 'INVESTIGATING', find, 'chen.gang', [task('plan', 'wu.qian')]],
    [
      'T10: the engineer again, and those whose signatures are void',
      'EXECUTING',
      changePlan,
      'wu.qian',
      [task('plan', 'wu.qian'), news('plan_changed', 'zhao.lei'), news('plan_changed', 'qian.feng')],
    ],
    [
      'T11: the follow-up officer, and the lead',
      'EXECUTING',
      execute,
      'wu.qian',
      [task('follow_up', 'tang.xin'), news('executed', 'lin.tao')],
    ],
    ['a contact (R5): nobody', 'INVESTIGATING', contact, 'chen.gang', []],
    ['a failed attempt (R22): nobody', 'FOLLOW_UP', unreached, 'tang.xin', []],
  ] as const)('%s', (_what, state, act, by, expected) => {
    expect(notices(inState(state), act, by)).toEqual(expected);
  });

  it('T7 and T9: the signature names the plan it is for, so that the card cannot sign another', () => {
    const open = inState('AWAITING_APPROVAL');
    const [next] = notices(open, decision(open), 'zhao.lei');
    expect(next).toEqual({ kind: 'approval', to: 'qian.feng', no: 2, hash: open.plan?.hash });
  });

  it('T12 of a major case: the head is asked, and nobody is told it is closed before (R23)', () => {
    const story = { level: 'major' } as const;
    const followed = inState('FOLLOW_UP', story);
    expect(notices(followed, followUp(), 'tang.xin').map(({ kind, to }) => [kind, to])).toEqual([
      ['approval', 'zhao.lei'],
    ]);
    const asked = after(followed, followUp(), 'tang.xin');
    expect(notices(asked, decision(asked, 'returned', '措施不充分'), 'zhao.lei')).toEqual([
      { ...task('follow_up', 'tang.xin'), returnedReason: '措施不充分' },
    ]);
    expect(notices(asked, decision(asked), 'zhao.lei').map(({ kind }) => kind)).toEqual([
      'closed',
      'closed',
      'closed',
      'closed',
    ]);
  });

  it('an escalation reaches each of those it names, with how late it is (section 7)', () => {
    const reminder = { type: 'remind', clockId: 'C1-1', threshold: 'due' } as const;
    const complaint = filed();
    const events = eventsOf(ruleOnReminder(complaint, reminder, context(at('2026-03-02 11:30'))));
    const told = events.flatMap((event) => noticesFor(event, foldAll(complaint, events), org));
    expect(told.map(({ to }) => to)).toEqual(['lin.tao', 'gao.yuan', 'zhao.lei']);
    expect(told[0]).toEqual({
      kind: 'reminder',
      to: 'lin.tao',
      clockId: 'C1-1',
      threshold: 'due',
      urgent: false,
      breached: true,
      dueAt: at('2026-03-02 11:30'),
    });
  });
});

describe('when what a notice asks for is done (isOver)', () => {
  it('every card of an act is open as it goes out, and over after the act it asked for', () => {
    const path = [
      [classify(), 'zhou.min'],
      [assign, 'lin.tao'],
      [find, 'chen.gang'],
    ] as const;
    let complaint = after(filed(), contact, 'zhou.min');
    let waiting: readonly Notice[] = [{ kind: 'task', task: 'classify', to: 'zhou.min' }];
    for (const [act, by] of path) {
      expect(waiting.map((notice) => isOver(notice, complaint))).toEqual([false]);
      const next = notices(complaint, act, by);
      complaint = after(complaint, act, by);
      expect(waiting.map((notice) => isOver(notice, complaint))).toEqual([true]);
      waiting = next;
    }
  });

  it('the survey waits while the head signs, and not one card of it can be pressed', () => {
    const notice: Notice = { kind: 'task', task: 'follow_up', to: 'tang.xin' };
    const asked = after(inState('FOLLOW_UP', { level: 'major' }), followUp(), 'tang.xin');
    expect(isOver(notice, asked)).toBe(true);
    const back = after(asked, decision(asked, 'returned', '措施不充分'), 'zhao.lei');
    expect(isOver(notice, back)).toBe(false);
  });

  it('a returned signature is over for all who were asked', () => {
    const head = inState('AWAITING_APPROVAL');
    const finance = after(head, decision(head), 'zhao.lei');
    const asked = notices(head, decision(head), 'zhao.lei');
    const back = after(finance, decision(finance, 'returned', '金额需复核'), 'sun.rui');
    expect(asked.map((notice) => isOver(notice, back))).toEqual([true, true]);
  });

  it('news is never over: there is nothing to do about it', () => {
    for (const kind of ['major', 'closed'] as const) {
      expect(isOver({ kind, to: 'zhao.lei' }, inState('CLOSED'))).toBe(false);
    }
  });

  it('a reminder of another clock of the same kind does not end with it (C6)', () => {
    const head = inState('AWAITING_APPROVAL');
    const finance = after(head, decision(head), 'zhao.lei');
    const of = (clockId: string): Notice => ({
      ...{ kind: 'reminder', to: 'x', threshold: '80', urgent: false, breached: false, dueAt: MONDAY },
      clockId,
    });
    expect([isOver(of('C6-1'), finance), isOver(of('C6-2'), finance)]).toEqual([true, false]);
  });
});
