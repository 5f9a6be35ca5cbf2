import * as fc from 'fast-check';
import { born, foldAll } from '../../src/domain/fold';
import {
  isEnded,
  openApprovals,
  openEmergencies,
  ownerOf,
  runningClock,
  STATES,
  type State,
} from '../../src/domain/complaint';
import { deadlinesOf, SUSPENSION } from '../../src/domain/escalation';
import type { EventOf } from '../../src/domain/events';
import { requiredSteps } from '../../src/domain/gates';
import { brokenLink, chain } from '../../src/desk/chain';
import { asOf } from '../../src/domain/org';
import { openTasks, taskNoOf } from '../../src/domain/tasks';
import { digest, org, person, rules } from '../support/builders';
import { play, tries, type Step } from '../support/random-case';

/** Where a case may go from each state (6.3): the table's column "From → to" once more. */
const OPEN_ENDS: readonly State[] = ['MERGED', 'WITHDRAWN'];
const NEXT: Readonly<Record<State, readonly State[]>> = {
  RECEIVED: ['CLASSIFIED', 'DECLINED', ...OPEN_ENDS],
  CLASSIFIED: ['INVESTIGATING', 'DECLINED', ...OPEN_ENDS],
  INVESTIGATING: ['PLANNING', 'SUSPENDED', ...OPEN_ENDS],
  PLANNING: ['AWAITING_APPROVAL', 'SUSPENDED', ...OPEN_ENDS],
  AWAITING_APPROVAL: ['PLANNING', 'EXECUTING', 'SUSPENDED', ...OPEN_ENDS],
  EXECUTING: ['PLANNING', 'FOLLOW_UP', 'SUSPENDED', ...OPEN_ENDS],
  FOLLOW_UP: ['CLOSED', 'INVESTIGATING', 'PLANNING', 'VERIFYING', ...OPEN_ENDS],
  CLOSED: ['VERIFYING'],
  SUSPENDED: ['INVESTIGATING', 'PLANNING', 'AWAITING_APPROVAL', 'EXECUTING', ...OPEN_ENDS],
  VERIFYING: ['CLOSED', 'INVESTIGATING'],
  WITHDRAWN: [],
  DECLINED: [],
  MERGED: [
    'RECEIVED',
    'CLASSIFIED',
    'INVESTIGATING',
    'PLANNING',
    'AWAITING_APPROVAL',
    'EXECUTING',
    'FOLLOW_UP',
  ],
};

function everywhere(check: (step: Step) => void, numRuns = 250, seed?: number): void {
  fc.assert(
    fc.property(tries, (list) => {
      for (const step of play(list).steps) check(step);
    }),
    { numRuns, ...(seed !== undefined && { seed }) },
  );
}

describe('whatever anybody tries, at whatever time', () => {
  it('a case moves only as 6.3 says: no undeclared state, no step left out (R17)', () => {
    const reached = new Set<State>();
    everywhere(({ before, after }) => {
      reached.add(after.state);
      if (after.state !== before.state) expect(NEXT[before.state]).toContain(after.state);
    });
    // The runs are worth something: these, always the same, get everywhere.
    everywhere(({ after }) => reached.add(after.state), 800, 20_260_302);
    expect([...reached].sort()).toEqual(Object.keys(STATES).sort());
  });

  it('nothing is carried out without every signature on the very plan, by somebody who may (R33–R36)', () => {
    everywhere(({ before, after, events, linked }) => {
      const isCleared = after.state === 'EXECUTING' && before.state === 'AWAITING_APPROVAL';
      const isCarriedOut = after.state === 'FOLLOW_UP' && before.state === 'EXECUTING';
      if (!isCleared && !isCarriedOut) return;
      const { plan } = after;
      if (!plan) throw new Error('no plan');
      const signed = after.approvals.filter(
        ({ hash, decided }) => hash === plan.hash && decided?.result === 'approved',
      );
      for (const step of requiredSteps(before, plan, rules, linked)) {
        const found = signed.find(({ gates }) => step.gates.every((gate) => gates.includes(gate)));
        const office = found?.decided?.onBehalfOf?.[0] ?? found?.decided?.by ?? '';
        expect(person(office).roles).toContain(step.role);
      }
      if (isCleared) expect(events.at(-1)?.type).toBe('cleared');
    }, 500);
  });

  it('nobody signs their own: no handler, no asker, nobody who stood aside, not through a grant either (L4, R38)', () => {
    everywhere(({ before, after }) => {
      for (const approval of after.approvals) {
        const { decided, no, about } = approval;
        if (!decided || before.approvals.find((each) => each.no === no)?.decided) continue;
        const signers = [decided.by, ...(decided.onBehalfOf ?? [])];
        const { invest, solve, followUp } = before.team;
        const asker = before.requests.find((request) => request.no === no)?.by;
        const actor = before.emergencies.find((act) => act.no === about)?.by;
        for (const barred of [
          ...[invest, solve, followUp, ...before.formerHandlers],
          ...[asker, actor, ...before.recused, ...before.subjects],
        ])
          expect(signers).not.toContain(barred);
      }
    }, 400);
  });

  it('a signature is given once and never changed, and one of a subject is asked for at a time', () => {
    everywhere(({ before, after }) => {
      for (const { no, decided } of before.approvals) {
        if (decided) expect(after.approvals.find((each) => each.no === no)?.decided).toEqual(decided);
      }
      const subjects = openApprovals(after)
        .filter(({ subject }) => subject !== 'backfill')
        // Of leave to read one is asked for by each person, of each kind.
        .map(({ subject, no }) => {
          const asked = after.requests.find((request) => request.no === no);
          return asked?.kind === 'disclose' ? `${subject} ${asked.what} ${asked.by}` : subject;
        });
      expect(new Set(subjects).size).toBe(subjects.length);
    });
  });

  it('a case never closes while an emergency act is unsettled, and none is settled without its form (R35)', () => {
    everywhere(({ before, after }) => {
      if (after.state !== before.state && isEnded(after) && after.state !== 'WITHDRAWN')
        expect(openEmergencies(after)).toEqual([]);
      for (const { settled, form, by } of after.emergencies) {
        if (!settled) continue;
        expect(form).toBeDefined();
        expect(settled.by).not.toBe(by);
      }
    }, 500);
  });

  it('a case that has not ended has exactly one owner, and no person two posts (R3, section 3)', () => {
    everywhere(({ after }) => {
      expect(ownerOf(after) === undefined).toBe(isEnded(after));
      const posts = Object.values(after.team);
      expect(new Set(posts).size).toBe(posts.length);
      for (const { decided } of after.approvals) {
        if (!decided) continue;
        const { invest, solve, followUp } = after.team;
        expect([invest, solve, followUp]).not.toContain(decided.by);
      }
    });
  });

  it('clocks run forward, one of a kind at a time, and a stopped or paused one never fires', () => {
    everywhere(({ before, after, now }) => {
      const running = after.clocks
        .filter(({ stoppedAt, kind }) => !stoppedAt && kind !== 'C6' && kind !== 'C7')
        .map(({ kind }) => kind);
      expect(new Set(running).size).toBe(running.length);
      for (const { id, kind, startAt, dueAt, stoppedAt, fired, pauses } of after.clocks) {
        // A stage that begins too late is over before it began: C0 minus the reserve (6.5).
        if (kind !== 'C3' && kind !== 'C4') expect(dueAt.getTime()).toBeGreaterThanOrEqual(startAt.getTime());
        if (stoppedAt) {
          // Entered later, a stop is still none before the start, and no pause outlives it (R5).
          expect(stoppedAt.getTime()).toBeGreaterThanOrEqual(startAt.getTime());
          expect(stoppedAt.getTime()).toBeLessThanOrEqual(now.getTime());
          for (const { to = now } of pauses) expect(to.getTime()).toBeLessThanOrEqual(stoppedAt.getTime());
        }
        const was = before.clocks.find((each) => each.id === id);
        const isPaused = was?.pauses.some(({ to }) => !to);
        if (was && (was.stoppedAt || isPaused)) expect(fired).toEqual(was.fired);
      }
      for (const { clockId } of deadlinesOf(after, rules)) {
        const clock = after.clocks.find(({ id }) => id === clockId);
        if (clockId === SUSPENSION) expect(after.state).toBe('SUSPENDED');
        else if (taskNoOf(clockId) !== undefined)
          expect(openTasks(after).map(({ no }) => no)).toContain(taskNoOf(clockId));
        else expect(clock && !clock.stoppedAt && clock.pauses.every(({ to }) => to)).toBe(true);
      }
    }, 400);
  });

  it('a case in hand has its statutory clock until the decision was told (L1)', () => {
    everywhere(({ after }) => {
      const isBefore: readonly State[] = ['RECEIVED', 'CLASSIFIED', 'INVESTIGATING', 'AWAITING_APPROVAL'];
      if (after.cycle === 1 && isBefore.includes(after.state))
        expect(runningClock(after, 'C0')).toBeDefined();
      if (after.state === 'CLOSED') expect(runningClock(after, 'C0')).toBeUndefined();
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

describe('the organisation of a day', () => {
  it('is the same whenever that day it is asked for', () => {
    const morning = asOf(org, new Date('2026-03-02T01:00:00Z'));
    const evening = asOf(org, new Date('2026-03-02T12:00:00Z'));
    expect({ ...evening, at: morning.at }).toEqual(morning);
  });
});
