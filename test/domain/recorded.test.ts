import { openApprovals, type Complaint, type State } from '../../src/domain/complaint';
import { ruleOn, ruleOnReminder } from '../../src/domain/decide-act';
import { deadlinesOf, type Deadline } from '../../src/domain/escalation';
import type { DomainEvent } from '../../src/domain/events';
import { foldAll } from '../../src/domain/fold';
import { noticesFor } from '../../src/domain/notices';
import { todosOf } from '../../src/domain/todo';
import { statesFor } from '../../src/domain/transitions';
import {
  at,
  context,
  decision,
  eventsOf,
  inState,
  MONDAY,
  org,
  person,
  rules,
  SIGNS,
  APOLOGY,
  after,
  filed,
  followUp,
} from '../support/builders';
import { did, inAnyState, otherCase, SAMPLES } from '../support/side-states';

type Type = keyof typeof SAMPLES;

/** A while after the case came where it is, so that a moment is told from another. */
const LATER = at('2026-03-02 10:15');

/** What must have been before for an act to make sense. */
const PREPARED: Partial<Readonly<Record<Type, (complaint: Complaint) => Complaint>>> = {
  tell: (complaint) => signedOff(did(complaint, 'extend', MONDAY, ownerOf(complaint)), 'zhao.lei'),
  backfill: (complaint) => foldAll(complaint, [acted(complaint)]),
  reply_regulator: ({ state }) => inState(state, { source: 'regulator' }),
  receive_papers: (complaint) => did(complaint, 'await_papers', MONDAY, ownerOf(complaint)),
  acknowledge_task: asked,
  forward_task: asked,
  return_task: asked,
  answer_task: asked,
};

function asked(complaint: Complaint): Complaint {
  const { tasks } = did(inState('INVESTIGATING'), 'ask_department');
  return { ...complaint, tasks };
}

function acted(complaint: Complaint): DomainEvent {
  const [event] = eventsOf(
    ruleOn(
      { ...inState('RECEIVED'), approvals: complaint.approvals },
      SAMPLES.emergency.act,
      person('zhou.min'),
      context(MONDAY),
    ),
  );
  if (!event) throw new Error('nothing was done');
  return event;
}

const OWNERS: Readonly<Partial<Record<State, string>>> = {
  RECEIVED: 'zhou.min',
  CLASSIFIED: 'zhou.min',
  INVESTIGATING: 'chen.gang',
  PLANNING: 'wu.qian',
  AWAITING_APPROVAL: 'wu.qian',
  EXECUTING: 'wu.qian',
  FOLLOW_UP: 'tang.xin',
  SUSPENDED: 'chen.gang',
};
const OF_OWNER: readonly Type[] = [
  'suspend',
  'await_papers',
  'receive_papers',
  'extend',
  'ask_department',
  'recuse',
];

function ownerOf({ state }: Complaint): string {
  return OWNERS[state] ?? 'zhou.min';
}

function signedOff(complaint: Complaint, by: string): Complaint {
  return foldAll(complaint, eventsOf(ruleOn(complaint, decision(complaint), person(by), context(MONDAY))));
}

const WITHOUT: Partial<Readonly<Record<Type, readonly State[]>>> = {
  extend: ['FOLLOW_UP'],
  tell: ['FOLLOW_UP'],
  relevel: ['RECEIVED'],
  reassign: ['RECEIVED', 'CLASSIFIED', 'AWAITING_APPROVAL', 'FOLLOW_UP', 'PLANNING', 'EXECUTING'],
};

/** All that follows from an act: what the record says, who is told, who has what to do, what time is to look at. */
function outcome(complaint: Complaint, events: readonly DomainEvent[]) {
  const told: string[] = [];
  let now = complaint;
  for (const event of events) {
    now = foldAll(now, [event]);
    told.push(...noticesFor(event, now, org).map(line));
  }
  const before = deadlinesOf(complaint, rules).map(named);
  const armed = deadlinesOf(now, rules).map(named);
  return {
    record: events.map(line),
    told,
    todo: [...org.people.values()].flatMap((someone) =>
      todosOf(someone, now, org).map((todo) => `${someone.userId} ${todo}`),
    ),
    armed: armed.filter((name) => !before.includes(name)),
    disarmed: before.filter((name) => !armed.includes(name)),
  };
}

function named({ clockId, threshold, dueAt }: Deadline): string {
  return `${clockId} ${threshold} ${moment(dueAt)}`;
}

function moment(date: Date): string {
  return new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** One line of a record; a fingerprint by its first signs. */
function line(said: object): string {
  return JSON.stringify(said, function (this: Record<string, unknown>, key, value: unknown) {
    const given = this[key];
    if (given instanceof Date) return moment(given);
    return typeof value === 'string' && /^[0-9a-f]{64}$/u.test(value) ? `#${value.slice(0, 6)}` : value;
  }).replaceAll('"', '');
}

/** First and last of the states an act may be asked for in; a case never was as long as that, or has no level yet. */
const ACTS = (Object.keys(SAMPLES) as Type[]).flatMap((type) => {
  const states = statesFor(type).filter((state) => !WITHOUT[type]?.includes(state));
  return [...new Set([states[0] ?? 'RECEIVED', states.at(-1) ?? 'RECEIVED'])].map(
    (state) => [type, state] as const,
  );
});

const MAJOR = { level: 'major' } as const;
const NEEDS_ALL = [{ text: '赔偿损失', amountFen: 6_000_000 }];
const withDebt = () => did(inState('INVESTIGATING'), 'emergency');

/** A signature of each kind that is waited for. */
const WAITING: Readonly<Record<string, () => Complaint>> = {
  'a plan of the group’s own limit': () => inState('AWAITING_APPROVAL', { actions: APOLOGY }),
  'a plan that pays': () => inState('AWAITING_APPROVAL'),
  'a plan over the limit': () => inState('AWAITING_APPROVAL', { actions: NEEDS_ALL }),
  'a closing of a major case': () => after(inState('FOLLOW_UP', MAJOR), followUp(), 'tang.xin'),
  declining: () => did(inState('CLASSIFIED'), 'decline'),
  'a suspension': () => did(inState('INVESTIGATING'), 'suspend'),
  'a suspension of a plan before its signer': () =>
    did(inState('AWAITING_APPROVAL'), 'suspend', MONDAY, 'wu.qian'),
  'a longer term': () => did(inState('EXECUTING'), 'extend', MONDAY, 'wu.qian'),
  'a disclosure': () => did(inState('EXECUTING'), 'disclose'),
  'an emergency act': () => did(withDebt(), 'backfill'),
};
const DECISIONS = Object.keys(WAITING).flatMap((what) =>
  (['approved', 'returned'] as const).map((result) => [what, result] as const),
);

/** Cases on which time has something to say. */
const RUNNING: Readonly<Record<string, () => Complaint>> = {
  registered: () => filed(),
  'major and in investigation': () => inState('INVESTIGATING', MAJOR),
  'in planning, with a question to another department': () =>
    did(inState('PLANNING'), 'ask_department', MONDAY, 'wu.qian'),
  'before its signer': () => inState('AWAITING_APPROVAL'),
  'in its longer term': () => signedOff(did(inState('EXECUTING'), 'extend', MONDAY, 'wu.qian'), 'zhao.lei'),
  'in follow-up': () => inState('FOLLOW_UP'),
  suspended: () => inAnyState('SUSPENDED'),
  'under verification': () => inAnyState('VERIFYING'),
  'with an emergency act': () => withDebt(),
  'passed on by the regulator': () => inState('CLASSIFIED', { source: 'regulator' }),
};

describe('what is recorded, who is told and what is due (R24, section 7)', () => {
  it.each(ACTS)('after %s in %s', (type, state) => {
    const complaint = (PREPARED[type] ?? ((same: Complaint) => same))(inAnyState(state));
    const by = OF_OWNER.includes(type) ? ownerOf(complaint) : SAMPLES[type].by;
    const ruling = ruleOn(complaint, SAMPLES[type].act, person(by), context(LATER, otherCase));
    expect(outcome(complaint, eventsOf(ruling))).toMatchSnapshot();
  });

  it.each(DECISIONS)('after %s is %s', (what, result) => {
    const complaint = (WAITING[what] ?? filed)();
    const role = openApprovals(complaint).at(-1)?.role ?? 'LEAD';
    const act = decision(complaint, result, '依据不足');
    const ruling = ruleOn(complaint, act, person(SIGNS[role]), context(LATER));
    expect(outcome(complaint, eventsOf(ruling))).toMatchSnapshot();
  });

  it.each(Object.keys(RUNNING))('when time comes for a case %s', (what) => {
    const complaint = (RUNNING[what] ?? filed)();
    const said = deadlinesOf(complaint, rules).flatMap((deadline) => {
      const { clockId, threshold, dueAt } = deadline;
      const events = eventsOf(
        ruleOnReminder(complaint, { type: 'remind', clockId, threshold }, context(dueAt)),
      );
      const { record, told } = outcome(complaint, events);
      return [named(deadline), ...record, ...told].map((text, no) => (no === 0 ? text : `  ${text}`));
    });
    expect(said).toMatchSnapshot();
  });
});
