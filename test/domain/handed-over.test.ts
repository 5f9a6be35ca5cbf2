import type { Complaint } from '../../src/domain/complaint';
import type { Notice, TaskKind } from '../../src/domain/notice';
import { isHandedOver, isOver, noticesFor } from '../../src/domain/notices';
import { ruleOn } from '../../src/domain/decide-act';
import { foldAll } from '../../src/domain/fold';
import {
  after,
  changePlan,
  context,
  decision,
  eventsOf,
  filed,
  inState,
  org,
  person,
  signed,
  submit,
} from '../support/builders';

const taskFor = (task: TaskKind, to: string): Notice & { kind: 'task' } => ({ kind: 'task', task, to });

describe('a task given to somebody else (已改派, T23)', () => {
  it.each<[string, TaskKind, string, Complaint, boolean]>([
    ['stands for another', 'find', 'song.yang', inState('INVESTIGATING'), true],
    ['stands for whom it was given to', 'find', 'chen.gang', inState('INVESTIGATING'), false],
    ['was done, by whomever', 'find', 'song.yang', inState('PLANNING'), false],
    ['was done, by oneself', 'find', 'chen.gang', inState('PLANNING'), false],
    ['is a lead’s: assigning is nobody’s post', 'assign', 'gao.yuan', inState('CLASSIFIED'), false],
  ])('%s', (_what, task, to, complaint, handedOver) => {
    expect(isHandedOver(taskFor(task, to), complaint)).toBe(handedOver);
  });

  it('the taker is told what the case waits for, and whoever had it that it is gone', () => {
    const reassign = { type: 'reassign', to: 'xu.jing', note: '休假' } as const;
    const told = (before: Complaint) => {
      const events = eventsOf(ruleOn(before, reassign, person('lin.tao'), context()));
      return events.flatMap((event) => noticesFor(event, foldAll(before, events), org));
    };
    const gone = { kind: 'progress', of: 'reassigned', to: 'zhou.min' };
    expect(told(filed())).toEqual([taskFor('classify', 'xu.jing'), gone]);
    // The lead is to assign it: the officer who takes it over has nothing to do now.
    expect(told(inState('CLASSIFIED'))).toEqual([gone]);
  });
});

describe('news', () => {
  it.each(['executed', 'plan_changed', 'reassigned'] as const)(
    '%s is never over: nothing is to be done',
    (of) => {
      expect(isOver({ kind: 'progress', of, to: 'x' }, inState('CLOSED'))).toBe(false);
    },
  );

  it('of a changed plan goes to those who signed that very plan, and to no other (T10)', () => {
    const LARGE = { actions: [{ text: '退款', amountFen: 10_000_001 }] };
    const told = (before: Complaint) => {
      const events = eventsOf(ruleOn(before, changePlan, person('wu.qian'), context()));
      return events
        .flatMap((event) => noticesFor(event, foldAll(before, events), org))
        .flatMap(({ kind, to }) => (kind === 'progress' ? [to] : []));
    };
    // The executive signed the first plan only; the head returned one between and signed the last.
    const first = inState('EXECUTING', LARGE);
    const second = after(after(first, changePlan, 'wu.qian'), submit(), 'wu.qian');
    const back = after(second, decision(second, 'returned', '证据不足'), 'zhao.lei');
    const last = signed(after(back, submit({ actions: [{ text: '致歉', amountFen: 0 }] }), 'wu.qian'));
    expect(told(first)).toEqual(['zhao.lei', 'ma.wen', 'qian.feng']);
    expect(told(last)).toEqual(['zhao.lei']);
  });
});
