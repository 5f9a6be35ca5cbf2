import * as fc from 'fast-check';
import type { Complaint, Task } from '../../src/domain/complaint';
import { ownerOf } from '../../src/domain/complaint';
import { UncoveredYear } from '../../src/domain/calendar';
import { ruleOn, ruleOnReminder, type Act } from '../../src/domain/decide-act';
import { foldAll } from '../../src/domain/fold';
import { addresseeOf, isLongVacant, nextInLine, vacanciesOf } from '../../src/domain/interface-persons';
import { isOver, noticesFor } from '../../src/domain/notices';
import { asOf, type Department, type Org } from '../../src/domain/org';
import { isRefusal } from '../../src/domain/ruling';
import { openTasks, openTasksOf, taskDeadlines } from '../../src/domain/tasks';
import { todosOf } from '../../src/domain/todo';
import { after, at, context, eventsOf, find, inState, MONDAY, org, person, rules } from '../support/builders';
import { approved, did } from '../support/side-states';

/** The demo bank with these people on leave in the first week of March. */
function withAway(...away: readonly string[]): Org {
  const people = [...org.people].map(([userId, each]) => {
    const leave = [{ from: '2026-03-02', to: '2026-03-08' }];
    return [userId, away.includes(userId) ? { ...each, leave } : each] as const;
  });
  return { ...org, people: new Map(people) };
}
const onDay = (away: readonly string[], now = MONDAY) => ({ org: asOf(withAway(...away), now) });

const tech = org.departments.find(({ id }) => id === 'tech') as Department;
const ask = (department = 'tech', question = '年费为什么扣了两次'): Act => ({
  ...{ type: 'ask_department', department, question },
});
const asked = (...away: readonly string[]): Complaint =>
  after(inState('INVESTIGATING'), ask(), 'chen.gang', MONDAY, onDay(away));
const answer: Act = { type: 'answer_task', text: '批处理重复跑了一次' };
const only = ({ tasks }: Complaint): Task => tasks[0] as Task;

function refusal(complaint: Complaint, act: Act, by: string, away: readonly string[] = []) {
  const ruling = ruleOn(complaint, act, person(by), context(MONDAY, onDay(away)));
  return isRefusal(ruling) ? ruling.refused : undefined;
}

/** What time does to the first task at `threshold`. */
function passed(complaint: Complaint, threshold: string, now: Date, away: readonly string[] = []): Complaint {
  const act = { type: 'remind', clockId: 'K-1', threshold } as const;
  return foldAll(complaint, eventsOf(ruleOnReminder(complaint, act, context(now, onDay(away, now)))));
}

const dueOf = (complaint: Complaint) =>
  Object.fromEntries(taskDeadlines(complaint).map(({ threshold, dueAt }) => [threshold, dueAt]));

describe('who takes what comes to a department (R2)', () => {
  it.each([
    [[], 'li.ke', 'asked'],
    [['li.ke'], 'luo.jie', 'away'],
    [['li.ke', 'luo.jie'], 'pan.hong', 'away'],
    [['li.ke', 'luo.jie', 'pan.hong'], 'pan.hong', 'away'],
  ] as const)('with %j on leave it is %s (%s)', (away, userId, why) => {
    expect(addresseeOf(tech, onDay(away).org)).toEqual({ userId, why });
  });

  it('without an interface person it is the head: a vacancy blocks nothing', () => {
    expect(addresseeOf({ id: 'tech', name: '信息科技部', head: 'pan.hong' }, org)).toEqual({
      ...{ userId: 'pan.hong', why: 'vacant' },
    });
  });

  it('without anybody it is nobody, and the asker is told so', () => {
    expect(addresseeOf({ id: 'x', name: '无人部' }, org)).toBeUndefined();
    expect(refusal(inState('INVESTIGATING'), ask('office'), 'chen.gang')).toBe('no_addressee');
  });

  it('leaves out who has an interest in the case (L4)', () => {
    const complaint = { ...inState('INVESTIGATING'), subjects: ['li.ke'] };
    expect(only(after(complaint, ask(), 'chen.gang')).assignee).toBe('luo.jie');
  });

  it('goes up the line and never back down', () => {
    expect(nextInLine(tech, org, ['li.ke'])).toBe('luo.jie');
    expect(nextInLine(tech, org, ['li.ke', 'somebody'])).toBe('luo.jie');
    expect(nextInLine(tech, org, ['luo.jie', 'li.ke'])).toBe('pan.hong');
    expect(nextInLine(tech, org, ['li.ke', 'pan.hong', 'luo.jie'])).toBeUndefined();
  });
});

describe('the daily check of vacancies (R1, R2)', () => {
  it('finds nothing in the demo bank on a day when everybody is there', () => {
    expect(vacanciesOf(asOf(org, MONDAY))).toEqual([]);
  });

  it('names a department whose two are both away, and one whose only one is', () => {
    expect(vacanciesOf(onDay(['li.ke']).org)).toEqual([]);
    expect(vacanciesOf(onDay(['li.ke', 'luo.jie', 'sun.rui']).org)).toEqual([
      { department: 'finance', why: 'away', head: 'qian.feng' },
      { department: 'tech', why: 'away', head: 'pan.hong' },
    ]);
  });

  it('names an in-scope department that has none, and no other', () => {
    const departments: Department[] = [
      { id: 'sales', name: '销售部', head: 'pan.hong' },
      { id: 'board', name: '董事会', isOutOfScope: true },
    ];
    expect(vacanciesOf({ ...org, departments })).toEqual([
      { department: 'sales', why: 'vacant', head: 'pan.hong' },
    ]);
  });
});

describe('a vacancy of more than a working day (R2)', () => {
  const long = (since: string, now: string, amount = 1) =>
    isLongVacant(at(since), at(now), { amount, unit: 'wd' }, rules.calendar);

  it.each([
    ['not on the day it began', '2026-03-02 08:30', '2026-03-02 23:59', false],
    ['not on the day after, which is the one it may last', '2026-03-02 08:30', '2026-03-03 23:59', false],
    ['once that day is over', '2026-03-02 08:30', '2026-03-04 00:00', true],
    ['not over a weekend', '2026-03-06 08:30', '2026-03-09 08:30', false],
    ['on the second working day after a weekend', '2026-03-06 08:30', '2026-03-10 08:30', true],
    ['not over the Spring Festival', '2026-02-14 08:30', '2026-02-24 08:30', false],
    ['a Saturday that is worked counts', '2026-02-27 08:30', '2026-03-01 08:30', true],
  ])('is long: %s', (_what, since, now, is) => {
    expect(long(since, now)).toBe(is);
  });

  it('goes by the parameter, and asks nothing of a year to come (6.5)', () => {
    expect([
      long('2026-03-02 08:30', '2026-03-04 08:30', 2),
      long('2026-03-02 08:30', '2026-03-05 08:30', 2),
    ]).toEqual([false, true]);
    expect(long('2026-12-31 08:30', '2026-12-31 08:31')).toBe(false);
    expect(() => long('2026-12-31 08:30', '2027-01-03 08:30')).toThrow(UncoveredYear);
  });
});

describe('a task to another department (R3, R37)', () => {
  it('is asked by whoever owns the case while it is handled, and moves neither state nor owner', () => {
    const before = inState('INVESTIGATING');
    const complaint = asked();
    expect([complaint.state, ownerOf(complaint), complaint.clocks]).toEqual([
      ...['INVESTIGATING', 'chen.gang'],
      before.clocks,
    ]);
    expect(only(complaint)).toMatchObject({ no: 1, toDepartment: 'tech', assignee: 'li.ke' });
    expect(refusal(inState('PLANNING'), ask(), 'wu.qian')).toBeUndefined();
    expect(refusal(inState('PLANNING'), ask(), 'chen.gang')).toBe('not_permitted');
    expect(refusal(inState('AWAITING_APPROVAL'), ask(), 'wu.qian')).toBe('wrong_state');
  });

  it.each([
    ['a department nobody knows', ask('moon'), 'department_unknown'],
    ['the asker’s own', ask('service'), 'own_department'],
    ['nothing in particular', ask('tech', ' '), 'text_missing'],
  ])('asking %s is refused', (_what, act, code) => {
    expect(refusal(inState('INVESTIGATING'), act, 'chen.gang')).toBe(code);
  });

  it('shares the number, the classification and the question, and nothing of the complainant', () => {
    expect(only(asked()).shared).toEqual(['number', 'classification', 'question']);
    expect(JSON.stringify(asked().tasks)).not.toMatch(/30000|claimed|phone/u);
  });

  it('is to be taken over within 4 working hours and answered within 2 working days', () => {
    // Monday 09:30, the break from 12:00 to 13:30. The answer is due on Wednesday at 24:00, and told when the night is over.
    expect(dueOf(asked())).toEqual({ 'ack-1': at('2026-03-02 15:00'), answer: at('2026-03-05 07:00') });
  });

  it('is to be answered by the stage’s own due when that is sooner (R3)', () => {
    // Assigned on Monday, so due next Monday at 24:00; asked on the Friday before.
    const friday = at('2026-03-06 16:30');
    const late = after(inState('INVESTIGATING'), ask(), 'chen.gang', friday);
    expect(only(late).answerDueAt).toEqual(at('2026-03-10 00:00'));
    // Past it, the stage's due shortens nothing.
    const tooLate = after(inState('INVESTIGATING'), ask(), 'chen.gang', at('2026-03-11 09:30'));
    expect(only(tooLate).answerDueAt).toEqual(at('2026-03-14 00:00'));
  });

  it('is taken over, and answered to who asked', () => {
    const taken = after(asked(), { type: 'acknowledge_task' }, 'li.ke');
    expect(only(taken).acknowledged).toEqual({ by: 'li.ke', at: MONDAY });
    expect(Object.keys(dueOf(taken))).toEqual(['answer']);
    expect(refusal(taken, { type: 'acknowledge_task' }, 'li.ke')).toBe('task_acknowledged');
    const done = after(taken, answer, 'li.ke');
    expect(only(done).answered).toEqual({ by: 'li.ke', at: MONDAY, text: '批处理重复跑了一次' });
    expect([openTasks(done), taskDeadlines(done)]).toEqual([[], []]);
  });

  it('answered at once counts as taken over', () => {
    expect(only(after(asked(), answer, 'li.ke')).acknowledged).toEqual({ by: 'li.ke', at: MONDAY });
  });

  it('is returned only with a reason, and is over then', () => {
    const back = (reason: string): Act => ({ type: 'return_task', reason });
    expect(refusal(asked(), back(' '), 'li.ke')).toBe('reason_missing');
    const returned = after(asked(), back('不属于本部门职责'), 'li.ke');
    expect(openTasks(returned)).toEqual([]);
    expect(only(returned).custody.at(-1)).toMatchObject({ from: 'li.ke', to: 'chen.gang', why: 'returned' });
  });

  it('is forwarded inside the department alone, to somebody who is there, and taken over anew', () => {
    const to = (userId: string): Act => ({ type: 'forward_task', to: userId });
    for (const other of ['li.ke', 'zhou.min', 'nobody'])
      expect(refusal(asked(), to(other), 'li.ke')).toBe('not_a_colleague');
    expect(refusal(asked(), to('luo.jie'), 'li.ke', ['luo.jie'])).toBe('not_a_colleague');
    const taken = after(asked(), { type: 'acknowledge_task' }, 'li.ke');
    const given = after(taken, to('luo.jie'), 'li.ke', at('2026-03-02 13:30'));
    expect(only(given)).toMatchObject({ assignee: 'luo.jie' });
    expect(dueOf(given)).toEqual({ 'ack-2': at('2026-03-02 17:30'), answer: at('2026-03-05 07:00') });
  });

  it('several in one hand are told apart by their number', () => {
    const two = after(asked(), ask('tech', '哪天修好'), 'chen.gang');
    expect(refusal(two, answer, 'li.ke')).toBe('which_task');
    const done = after(two, { ...answer, no: 2 }, 'li.ke');
    expect(openTasks(done).map(({ no }) => no)).toEqual([1]);
    expect(refusal(done, { ...answer, no: 2 }, 'li.ke')).toBe('not_permitted');
  });
});

describe('power over a task (R3, R10)', () => {
  const acts: readonly Act[] = [
    { type: 'acknowledge_task' },
    { type: 'forward_task', to: 'luo.jie' },
    { type: 'return_task', reason: '不属于本部门职责' },
    answer,
  ];
  it.each(acts.map((act) => [act.type, act] as const))('%s is its holder’s alone', (_type, act) => {
    const may = [...org.people.keys()].filter((each) => refusal(asked(), act, each) !== 'not_permitted');
    expect(may).toEqual(['li.ke']);
  });

  it('goes along with the task: whoever had it before has it no more', () => {
    const fallen = passed(asked(), 'ack-1', at('2026-03-02 15:00'));
    expect(refusal(fallen, answer, 'li.ke')).toBe('not_permitted');
    expect(refusal(fallen, answer, 'luo.jie')).toBeUndefined();
  });
});

describe('a task whose time has passed (R2, R37)', () => {
  it('not taken over falls to the deputy, then to the head, each with time of their own', () => {
    const deputy = passed(asked(), 'ack-1', at('2026-03-02 15:00'));
    expect(dueOf(deputy)).toEqual({ 'ack-2': at('2026-03-03 10:30'), answer: at('2026-03-05 07:00') });
    const head = passed(deputy, 'ack-2', at('2026-03-03 10:30'));
    expect(only(head).custody.map(({ from, to, why }) => [from, to, why])).toEqual([
      ['chen.gang', 'li.ke', 'asked'],
      ['li.ke', 'luo.jie', 'not_acknowledged'],
      ['luo.jie', 'pan.hong', 'not_acknowledged'],
    ]);
  });

  it('says so when the one who let it lie had gone on leave', () => {
    const fallen = passed(asked(), 'ack-1', at('2026-03-02 15:00'), ['li.ke']);
    expect(only(fallen).custody.at(-1)).toMatchObject({ to: 'luo.jie', why: 'away' });
  });

  it('passes over a deputy who is away', () => {
    expect(only(passed(asked(), 'ack-1', at('2026-03-02 15:00'), ['luo.jie'])).assignee).toBe('pan.hong');
  });

  it('left lying by the head falls no further: it is told, once, and stays where it is', () => {
    const head = asked('li.ke', 'luo.jie');
    const told = passed(head, 'ack-1', at('2026-03-02 15:00'));
    expect(only(told)).toMatchObject({ assignee: 'pan.hong', told: ['ack-1'] });
    expect(Object.keys(dueOf(told))).toEqual(['answer']);
    const again = { type: 'remind', clockId: 'K-1', threshold: 'ack-1' } as const;
    expect(ruleOnReminder(told, again, context())).toEqual({ refused: 'clock_stopped' });
  });

  it('not answered is told once to the head of the department and the asker, and can be answered still (R37)', () => {
    const taken = after(asked(), { type: 'acknowledge_task' }, 'li.ke');
    const late = at('2026-03-05 08:30');
    const act = { type: 'remind', clockId: 'K-1', threshold: 'answer' } as const;
    const events = eventsOf(ruleOnReminder(taken, act, context(late)));
    expect(events).toMatchObject([{ type: 'task_overdue', of: 'answer', to: ['pan.hong', 'chen.gang'] }]);
    const overdue = foldAll(taken, events);
    expect(ruleOnReminder(overdue, act, context(late))).toEqual({ refused: 'clock_stopped' });
    expect(taskDeadlines(overdue)).toEqual([]);
    expect(openTasks(after(overdue, answer, 'li.ke', late))).toEqual([]);
  });

  it('a task taken over in time does not fall', () => {
    const taken = after(asked(), { type: 'acknowledge_task' }, 'li.ke');
    const act = { type: 'remind', clockId: 'K-1', threshold: 'ack-1' } as const;
    expect(ruleOnReminder(taken, act, context(at('2026-03-02 15:00')))).toEqual({ refused: 'clock_stopped' });
  });

  it('keeps quiet hours', () => {
    const night = {
      ...rules,
      task: { acknowledge: { amount: 30, unit: 's' }, answer: { amount: 14, unit: 'h' } },
    } as const;
    const complaint = after(inState('INVESTIGATING'), ask(), 'chen.gang', MONDAY, { rules: night });
    expect(dueOf(complaint)['answer']).toEqual(at('2026-03-03 07:00'));
  });

  it('is over when the case leaves the handling it was asked for, and not before', () => {
    expect(openTasks(after(asked(), find, 'chen.gang'))).toHaveLength(1);
    expect(openTasks(approved(did(asked(), 'suspend'), 'lin.tao'))).toHaveLength(1);
    expect(openTasks(did(asked(), 'withdraw'))).toEqual([]);
    expect(openTasks({ ...asked(), cycle: 2 })).toEqual([]);
  });
});

describe('who is told of a task', () => {
  const noticesOf = (before: Complaint, act: Act, by: string) => {
    const complaint = after(before, act, by);
    const events = eventsOf(ruleOn(before, act, person(by), context()));
    return events.flatMap((event) => noticesFor(event, complaint, org));
  };

  it('its holder by a card for each step, whose earlier card is over then', () => {
    const [first] = noticesOf(inState('INVESTIGATING'), ask(), 'chen.gang');
    expect(first).toEqual({ kind: 'cooperation', to: 'li.ke', no: 1, hand: 1, ask: 'acknowledge' });
    const taken = after(asked(), { type: 'acknowledge_task' }, 'li.ke');
    const [second] = noticesOf(asked(), { type: 'acknowledge_task' }, 'li.ke');
    if (!first || !second) throw new Error('no card');
    expect([isOver(first, asked()), isOver(first, taken), isOver(second, taken)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(isOver(second, after(taken, answer, 'li.ke'))).toBe(true);
    const [third] = noticesOf(taken, { type: 'forward_task', to: 'luo.jie' }, 'li.ke');
    expect(third).toEqual({ kind: 'cooperation', to: 'luo.jie', no: 1, hand: 2, ask: 'acknowledge' });
  });

  it('the asker of the answer, and the owner when the case has gone on', () => {
    expect(noticesOf(asked(), answer, 'li.ke')).toEqual([
      { kind: 'cooperation_news', to: 'chen.gang', no: 1, of: 'answered' },
    ]);
    const planned = after(asked(), find, 'chen.gang');
    expect(noticesOf(planned, answer, 'li.ke').map(({ to }) => to)).toEqual(['chen.gang', 'wu.qian']);
  });

  it('待办 of its holder lists it, and of nobody else', () => {
    const waiting = [...org.people.values()].filter((each) =>
      todosOf(each, asked(), org).includes('cooperate'),
    );
    expect(waiting.map(({ userId }) => userId)).toEqual(['li.ke']);
  });
});

/** Anything anybody may do to the tasks of a case, by whose it is or by a stranger, at any time, with anybody on leave. */
const tries = fc.array(
  fc.record({
    what: fc.constantFrom<Act | 'time'>(
      ...[ask(), ask('finance', '退款到账了吗'), answer],
      ...([1, 2].map((no) => ({ type: 'acknowledge_task', no })) as Act[]),
      ...(['li.ke', 'luo.jie', 'pan.hong'].map((to) => ({ type: 'forward_task', to })) as Act[]),
      { type: 'return_task', no: 1, reason: '不属于本部门职责' },
      {
        type: 'suspend',
        ground: 'mediation',
        paper: '调解函',
        until: at('2026-04-20 18:00'),
        told: { mode: 'phone', proof: '录音' },
      },
      ...([find, 'time', 'time', 'time'] as const),
    ),
    by: fc.constantFrom('chen.gang', 'wu.qian', 'li.ke', 'luo.jie', 'pan.hong', 'sun.rui', 'qian.feng'),
    away: fc.subarray(['li.ke', 'luo.jie', 'pan.hong', 'sun.rui']),
    minutes: fc.integer({ min: 0, max: 900 }),
  }),
  { minLength: 5, maxLength: 40 },
);

it('at every moment an open task lies in one hand, and its custody is unbroken, whatever anybody tries (R3)', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(tries, (list) => {
      let now = MONDAY;
      let complaint = inState('INVESTIGATING');
      for (const { what, by, away, minutes } of list) {
        now = new Date(now.getTime() + minutes * 60_000);
        const known = context(now, onDay(away, now));
        const [due] = taskDeadlines(complaint).filter(({ dueAt }) => dueAt <= now);
        const ruling =
          what !== 'time'
            ? ruleOn(complaint, what, person(by), known)
            : due && ruleOnReminder(complaint, { type: 'remind', ...due }, known);
        if (!ruling || isRefusal(ruling)) continue;
        complaint = foldAll(complaint, ruling.events);
        for (const task of complaint.tasks) check(task, complaint);
      }
    }),
    { numRuns: 500 },
  );
  // The runs are worth something: every way a task can change hands was gone.
  expect([...seen].sort()).toEqual(
    ['answered', 'asked', 'away', 'forwarded', 'not_acknowledged', 'returned'].sort(),
  );

  function check(task: Task, complaint: Complaint): void {
    const { custody, askedBy, assignee } = task;
    expect(custody[0]?.from).toBe(askedBy);
    custody.slice(1).forEach((entry, before) => {
      expect(entry.from).toBe(custody[before]?.to);
      expect(entry.at.getTime()).toBeGreaterThanOrEqual(custody[before]?.at.getTime() ?? 0);
    });
    custody.forEach(({ why }) => seen.add(why));
    if (openTasks(complaint).includes(task)) {
      expect(custody.at(-1)?.to).toBe(assignee);
      const holders = [...org.people.keys()].filter((userId) =>
        openTasksOf(userId, complaint).includes(task),
      );
      expect(holders).toEqual([assignee]);
      expect(person(assignee).department).toBe(task.toDepartment);
    } else if (task.answered || task.returned) expect(custody.at(-1)?.to).toBe(askedBy);
  }
});
