import * as fc from 'fast-check';
import { ruleOn, ruleOnReminder, type Act } from '../../src/domain/decide-act';
import { ownerOf, STATES, type Complaint, type State } from '../../src/domain/complaint';
import { deadlinesOf } from '../../src/domain/escalation';
import type { DomainEvent, EventOf } from '../../src/domain/events';
import { born, foldAll } from '../../src/domain/fold';
import { requiredSteps } from '../../src/domain/gates';
import { register } from '../../src/domain/acts/register';
import { isRefusal } from '../../src/domain/ruling';
import { brokenLink, chain } from '../../src/desk/chain';
import {
  APOLOGY,
  assign,
  at,
  changePlan,
  classify,
  contact,
  context,
  digest,
  eventsOf,
  execute,
  find,
  followUp,
  org,
  person,
  rules,
  SIGNS,
  submit,
  unreached,
} from '../support/builders';

/** What may be tried, some minutes later: any act by anybody, the act a case waits for by whose it is, or what time does. */
type Try =
  | { readonly act: Act | 'approve' | 'return' | 'late'; readonly by: string; readonly minutes: number }
  | { readonly act: 'time' | 'fit'; readonly minutes: number };

const amounts = fc.constantFrom(0, 1, 30_000, 10_000_000, 10_000_001);
const acts: fc.Arbitrary<Act | 'approve' | 'return' | 'late'> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom<'approve' | 'return' | 'late'>(
      'approve',
      'approve',
      'approve',
      'return',
      'late',
    ),
  },
  {
    weight: 12,
    arbitrary: fc.constantFrom<Act>(
      ...['song.yang', 'deng.chao', 'xu.jing'].map((to): Act => ({ type: 'reassign', to, note: '休假' })),
      contact,
      classify(),
      classify('major'),
      assign,
      find,
      execute,
      changePlan,
      followUp(),
      unreached,
    ),
  },
  {
    weight: 4,
    arbitrary: amounts.map((amountFen) => submit({ actions: [{ text: '退款', amountFen }, ...APOLOGY] })),
  },
);
const people = fc.constantFrom(...org.people.keys());
const minutes = fc.oneof(fc.constantFrom(0, 1, 30), fc.integer({ min: 0, max: 3_000 }));
const FITS = Array<'fit'>(6).fill('fit');
const tries: fc.Arbitrary<readonly Try[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ act: acts, by: people, minutes }) },
    { weight: 5, arbitrary: fc.record({ act: fc.constantFrom('time' as const, ...FITS), minutes }) },
  ),
  { minLength: 10, maxLength: 60 },
);

interface Step {
  readonly before: Complaint;
  readonly events: readonly DomainEvent[];
  readonly after: Complaint;
  readonly now: Date;
}

function play(list: readonly Try[]): { readonly first: DomainEvent; readonly steps: readonly Step[] } {
  let now = at('2026-03-02 09:30');
  const opened = eventsOf(
    register(
      { type: 'register', complaintId: 'KFB26000001', receivedAt: now, claimedFen: 100, suggested: {} },
      person('zhou.min'),
      context(now),
    ),
  );
  const first = opened[0] as EventOf<'registered'>;
  let complaint: Complaint = { ...born(first), version: 1 };
  const steps: Step[] = [];
  for (const each of list) {
    now = new Date(now.getTime() + each.minutes * 60_000);
    const ruling = rulingOn(complaint, each, now);
    if (!ruling || isRefusal(ruling)) continue;
    const after = { ...foldAll(complaint, ruling.events), version: complaint.version + ruling.events.length };
    steps.push({ before: complaint, events: ruling.events, after, now });
    complaint = after;
  }
  return { first, steps };
}

function rulingOn(complaint: Complaint, each: Try, now: Date) {
  if (each.act === 'time') {
    const [due] = deadlinesOf(complaint, rules).filter(({ dueAt }) => dueAt <= now);
    return due && ruleOnReminder(complaint, { type: 'remind', ...due }, context(now));
  }
  const asked = 'by' in each ? { act: actOf(complaint, each.act), by: each.by } : fit(complaint);
  return asked?.act && ruleOn(complaint, asked.act, person(asked.by), context(now));
}

function actOf(complaint: Complaint, act: Act | 'approve' | 'return' | 'late'): Act | undefined {
  return typeof act === 'string' ? signature(complaint, act) : act;
}

function fit(complaint: Complaint): { readonly act: Act; readonly by: string } | undefined {
  const { team, approvals } = complaint;
  const open = approvals.find(({ decided }) => !decided);
  const approve = signature(complaint, 'approve');
  if (open && approve) return { act: approve, by: SIGNS[open.role] };
  switch (complaint.state) {
    case 'RECEIVED':
      return complaint.contacts.length === 0
        ? { act: contact, by: team.intake }
        : { act: classify(), by: team.intake };
    case 'CLASSIFIED':
      return { act: assign, by: 'lin.tao' };
    case 'INVESTIGATING':
      return { act: find, by: team.invest ?? '' };
    case 'PLANNING':
      return { act: submit(), by: team.solve ?? '' };
    case 'EXECUTING':
      return { act: execute, by: team.solve ?? '' };
    case 'FOLLOW_UP':
      return { act: followUp(), by: team.followUp ?? '' };
    default:
      return undefined;
  }
}

/** `late` decides again what was decided before. */
function signature(complaint: Complaint, kind: 'approve' | 'return' | 'late'): Act | undefined {
  const asked = complaint.approvals.filter(({ decided }) => (kind === 'late' ? decided : !decided)).at(-1);
  return (
    asked && {
      type: 'decide',
      no: asked.no,
      planHash: asked.planHash,
      result: kind === 'return' ? 'returned' : 'approved',
      reason: '证据不足',
    }
  );
}

const NEXT: Readonly<Record<State, readonly State[]>> = {
  RECEIVED: ['CLASSIFIED'],
  CLASSIFIED: ['INVESTIGATING'],
  INVESTIGATING: ['PLANNING'],
  PLANNING: ['AWAITING_APPROVAL'],
  AWAITING_APPROVAL: ['PLANNING', 'EXECUTING'],
  EXECUTING: ['PLANNING', 'FOLLOW_UP'],
  FOLLOW_UP: ['CLOSED'],
  CLOSED: [],
};

function everywhere(check: (step: Step) => void, numRuns = 250): void {
  fc.assert(
    fc.property(tries, (list) => {
      for (const step of play(list).steps) check(step);
    }),
    { numRuns },
  );
}

describe('whatever anybody tries, at whatever time', () => {
  it('a case moves only as 6.3 says: no undeclared state, no step left out (R17)', () => {
    const reached = new Set<State>();
    everywhere(({ before, after }) => {
      reached.add(after.state);
      if (after.state !== before.state) expect(NEXT[before.state]).toContain(after.state);
    }, 800);
    // The runs are worth something: they got as far as this.
    expect([...reached].sort()).toEqual(Object.keys(STATES).sort());
  });

  it('nothing is carried out without every signature on the very plan, by somebody who may (R33–R36)', () => {
    everywhere(({ before, after, events }) => {
      if (after.state !== 'EXECUTING' || before.state === 'EXECUTING') return;
      const plan = after.plan;
      if (!plan) throw new Error('no plan');
      const signed = after.approvals.filter(
        ({ planHash, decided }) => planHash === plan.hash && decided?.result === 'approved',
      );
      for (const step of requiredSteps(after, plan, rules)) {
        const found = signed.find(({ gates }) => step.gates.every((gate) => gates.includes(gate)));
        expect(person(found?.decided?.by ?? '').roles).toContain(step.role);
      }
      expect(events.at(-1)?.type).toBe('cleared');
    });
  });

  it('a signature is given once and never changed', () => {
    everywhere(({ before, after }) => {
      for (const { no, decided } of before.approvals) {
        if (decided) expect(after.approvals.find((each) => each.no === no)?.decided).toEqual(decided);
      }
      expect(after.approvals.filter(({ decided }) => !decided).length).toBeLessThanOrEqual(1);
    });
  });

  it('an open case has exactly one owner, and no person two posts (R3, section 3)', () => {
    everywhere(({ after }) => {
      expect(ownerOf(after) === undefined).toBe(after.state === 'CLOSED');
      const posts = Object.values(after.team);
      expect(new Set(posts).size).toBe(posts.length);
      for (const { decided } of after.approvals) {
        if (decided) expect(posts).not.toContain(decided.by);
      }
    });
  });

  it('clocks run forward, one of a kind at a time, and a stopped one never fires', () => {
    everywhere(({ before, after, now }) => {
      const running = after.clocks.filter(({ stoppedAt }) => !stoppedAt).map(({ kind }) => kind);
      expect(new Set(running).size).toBe(running.length);
      for (const { id, kind, startAt, dueAt, stoppedAt, fired } of after.clocks) {
        // A stage that begins too late is over before it began: C0 minus the reserve (6.5).
        if (kind !== 'C3' && kind !== 'C4') expect(dueAt.getTime()).toBeGreaterThanOrEqual(startAt.getTime());
        if (stoppedAt) expect(stoppedAt.getTime()).toBeLessThanOrEqual(now.getTime());
        const was = before.clocks.find((each) => each.id === id);
        if (was?.stoppedAt) expect(fired).toEqual(was.fired);
      }
      expect(
        deadlinesOf(after, rules).every(({ clockId }) =>
          after.clocks.some(({ id, stoppedAt }) => id === clockId && !stoppedAt),
        ),
      ).toBe(true);
    });
  });

  it('the events tell the whole case: replayed they give it again (R24)', () => {
    fc.assert(
      fc.property(tries, (list) => {
        const { first, steps } = play(list);
        const replayed = foldAll(
          born(first as EventOf<'registered'>),
          steps.flatMap(({ events }) => events),
        );
        const last = steps.at(-1)?.after;
        if (last) expect({ ...replayed, version: last.version }).toEqual(last);
      }),
      { numRuns: 200 },
    );
  });

  it('the chain verifies, and any changed, missing or moved event is found (R24)', () => {
    fc.assert(
      fc.property(tries, fc.nat(), fc.constantFrom('change', 'drop', 'swap'), (list, where, how) => {
        const { first, steps } = play(list);
        const events = [first, ...steps.flatMap((step) => step.events)];
        const recorded = chain('KFB26000001', 0, '', 'callback-1', events, digest);
        expect(brokenLink(recorded, digest)).toBeUndefined();

        const index = where % recorded.length;
        const link = recorded[index];
        if (!link || recorded.length < 2) return;
        const spoilt = [...recorded];
        if (how === 'change') spoilt[index] = { ...link, event: { ...link.event, by: `${link.event.by}x` } };
        else if (how === 'drop') spoilt.splice(index === recorded.length - 1 ? 0 : index, 1);
        else spoilt.splice(0, 2, ...[recorded[1], recorded[0]].flatMap((each) => (each ? [each] : [])));
        expect(brokenLink(spoilt, digest)).toBeDefined();
      }),
      { numRuns: 150 },
    );
  });
});
