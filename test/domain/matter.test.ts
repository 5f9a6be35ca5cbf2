import * as fc from 'fast-check';
import { isEnded, openApproval, ownerOf, type Complaint } from '../../src/domain/complaint';
import { gatesOf, nextStep, requiredSteps } from '../../src/domain/gates';
import { countsInMatter, matterOf } from '../../src/domain/matter';
import { filed, inState, person, rules } from '../support/builders';
import { caseOf, matters, play, type Cases, type Step } from '../support/random-matter';
import { inAnyState } from '../support/side-states';

function everywhere(check: (step: Step) => void, numRuns: number, seed?: number): void {
  fc.assert(
    fc.property(matters, (matter) => {
      for (const step of play(matter)) check(step);
    }),
    { numRuns, ...(seed !== undefined && { seed }) },
  );
}

/** The matter once more, by painting: every link and merge gives both ends one colour. */
function matterByColours(id: string, cases: Cases): readonly Complaint[] {
  const colours = new Map([...cases.keys()].map((each) => [each, each]));
  for (const { id: from, linkedTo, mergedInto } of cases.values())
    for (const to of [...linkedTo, ...(mergedInto === undefined ? [] : [mergedInto])]) {
      const [old, fresh] = [colours.get(to), colours.get(from) ?? from];
      for (const [each, colour] of colours) if (colour === old) colours.set(each, fresh);
    }
  return [...cases.values()].filter((each) => colours.get(each.id) === colours.get(id));
}

/** 涉及金额 once more (R34): of those not ended without a payment. */
function amountOf(id: string, cases: Cases): number {
  const isGone = ({ state }: Complaint) => ['MERGED', 'WITHDRAWN', 'DECLINED'].includes(state);
  const isPaid = ({ execution, plan }: Complaint) => execution !== undefined && (plan?.proposedFen ?? 0) > 0;
  return matterByColours(id, cases)
    .filter((each) => each.id === id || !isGone(each) || isPaid(each))
    .reduce((sum, { claimedFen = 0, disputedFen = 0, plan }) => {
      return sum + Math.max(claimedFen, disputedFen, plan?.proposedFen ?? 0);
    }, 0);
}

const linkedOf = (complaint: Complaint, cases: Cases) =>
  matterOf(complaint, [...cases.values()]).filter(countsInMatter);

describe('whatever is linked, merged, withdrawn and paid, in any order and by anybody (R34)', () => {
  it('nothing of a matter over the limit is carried out without the executive on that very plan', () => {
    let [paid, over] = [0, 0];
    const check = ({ on, before, after }: Step): void => {
      const [was, is] = [caseOf(before, on), caseOf(after, on)];
      if (was.state !== 'EXECUTING' || is.state !== 'FOLLOW_UP') return;
      paid++;
      if (amountOf(on, after) <= rules.amountLimitFen) return;
      over++;
      const signers = is.approvals.flatMap(({ hash, gates, decided }) =>
        hash === is.plan?.hash && gates.includes('G2') && decided?.result === 'approved' ? [decided.by] : [],
      );
      expect(signers.map((userId) => person(userId).roles)).toContainEqual(expect.arrayContaining(['EXEC']));
    };
    everywhere(check, 250);
    // The runs are worth something: these, always the same, pay on both sides of the limit.
    [paid, over] = [0, 0];
    everywhere(check, 200, 20_260_302);
    expect(over).toBeGreaterThan(10);
    expect(paid - over).toBeGreaterThan(10);
  });

  it('every member asks for the signatures its matter needs, and the level follows the amount (R23)', () => {
    everywhere(({ after }) => {
      for (const complaint of after.values()) {
        const { plan, state } = complaint;
        const linked = linkedOf(complaint, after);
        const isSigned = state === 'AWAITING_APPROVAL' || state === 'EXECUTING';
        if (plan && isSigned) {
          const wanted = gatesOf(requiredSteps(complaint, plan, rules, linked));
          const open = openApproval(complaint, 'plan');
          if (open) expect([complaint.id, open.required]).toEqual([complaint.id, wanted]);
          else expect([state, nextStep(complaint, plan, rules, linked)]).toEqual(['EXECUTING', undefined]);
        }
        // A case that had ended is raised when its next plan is submitted.
        const isAsked = !isEnded(complaint) && state !== 'VERIFYING' && (complaint.cycle === 1 || isSigned);
        if (complaint.classification && isAsked && amountOf(complaint.id, after) > rules.amountLimitFen)
          expect([complaint.id, complaint.majorReasons]).toEqual([
            complaint.id,
            expect.arrayContaining(['amount']),
          ]);
      }
    }, 250);
  });

  it('every open case has one owner, and the matter is the same from whichever of its cases one looks (R3)', () => {
    everywhere(({ after }) => {
      for (const complaint of after.values()) {
        expect(ownerOf(complaint) === undefined).toBe(isEnded(complaint));
        const members = matterOf(complaint, [...after.values()]).map(({ id }) => id);
        const painted = matterByColours(complaint.id, after).map(({ id }) => id);
        expect([complaint.id, ...members].sort()).toEqual([...painted].sort());
      }
    }, 100);
  });
});

describe('a matter that was split or held together by a case that ended (R34)', () => {
  const [A, M, B] = ['KFB26000001', 'KFB26000002', 'KFB26000003'] as const;
  const begun = (a: number, m: number, b: number): Parameters<typeof play>[0]['begun'] => [
    { claimedFen: a, state: 'AWAITING_APPROVAL' },
    { claimedFen: m, state: 'CLASSIFIED' },
    { claimedFen: b, state: 'AWAITING_APPROVAL' },
  ];
  const link = (on: typeof A | typeof M, to: string) =>
    ({ on, act: { type: 'link', to, reason: '同一次系统故障' }, by: 'owner' }) as const;
  const mergeM = {
    on: M,
    act: { type: 'merge', into: B, note: '同一笔年费', hasNewFacts: false },
    by: 'owner',
  } as const;
  const ended = (list: Parameters<typeof play>[0]['list'], of: Parameters<typeof play>[0]['begun']) => {
    const steps = play({ begun: of, list });
    const last = steps.at(-1);
    if (!last) throw new Error('nothing was done');
    return { steps, cases: last.after };
  };
  const required = (id: string, cases: Cases) => openApproval(caseOf(cases, id), 'plan')?.required;

  it('linked to a case that is merged, it is of one matter with where that went', () => {
    const { cases } = ended([link(A, M), mergeM], begun(6_000_000, 1, 6_000_000));
    expect([required(A, cases), required(B, cases)]).toEqual([
      ['G0', 'G1', 'G2', 'G3'],
      ['G0', 'G1', 'G2', 'G3'],
    ]);
  });

  it('and of one matter no more when the merge is undone', () => {
    const unmerge = { on: M, act: { type: 'unmerge', reason: '是另一张卡' }, by: 'owner' } as const;
    const { cases } = ended([link(A, M), mergeM, unmerge], begun(6_000_000, 1, 6_000_000));
    expect([required(A, cases), required(B, cases)]).toEqual([
      ['G0', 'G1', 'G3'],
      ['G0', 'G1', 'G3'],
    ]);
  });

  it('a merge that is undone asks anew for the signature the plan waited for (T4)', () => {
    const merged = { on: A, act: { ...mergeM.act, into: B }, by: 'owner' } as const;
    const unmerge = { on: A, act: { type: 'unmerge', reason: '是另一张卡' }, by: 'owner' } as const;
    const { cases } = ended([merged, unmerge], begun(6_000_000, 1, 6_000_000));
    expect(caseOf(cases, A).state).toBe('AWAITING_APPROVAL');
    // By its own amount: that of the case it had gone into counts no more.
    expect(required(A, cases)).toEqual(['G0', 'G3']);
  });

  it('a withdrawal in the middle splits nothing', () => {
    const withdraw = {
      on: M,
      act: { type: 'withdraw', identity: '核对身份证', proof: '撤回书' },
      by: 'owner',
    } as const;
    const { cases } = ended([link(A, M), link(M, B), withdraw], begun(6_000_000, 1, 6_000_000));
    expect(required(A, cases)).toEqual(['G0', 'G1', 'G2', 'G3']);
  });

  it('is not linked twice over a case that counts no more', () => {
    const { steps } = ended([link(A, M), mergeM, link(A, B)], begun(6_000_000, 1, 1));
    expect(steps).toHaveLength(2);
  });

  it('an ended case is not raised by what is linked later', () => {
    const finished = [
      { claimedFen: 6_000_000, state: 'CLOSED' } as const,
      ...begun(0, 6_000_000, 0).slice(1),
    ];
    const { steps, cases } = ended([link(M, A)], finished);
    expect(steps).toHaveLength(1);
    expect(caseOf(cases, A).classification?.level).toBe('general');
    expect(caseOf(cases, M).classification?.level).toBe('major');
  });
});

describe('which cases are one matter', () => {
  const named = (id: string, more: Partial<Complaint> = {}): Complaint => ({ ...filed(), id, ...more });
  const ids = (found: readonly Complaint[]) => found.map(({ id }) => id).sort();

  it('those linked in either direction and over others, and no case itself', () => {
    const [a, b, c, d] = [
      named('a', { linkedTo: ['b'] }),
      named('b'),
      named('c', { linkedTo: ['b'] }),
      named('d'),
    ];
    expect(ids(matterOf(a, [a, b, c, d]))).toEqual(['b', 'c']);
    expect(ids(matterOf(d, [a, b, c, d]))).toEqual([]);
  });

  it('one that was merged leads to where it went, and one withdrawn holds the others together', () => {
    const a = named('a', { linkedTo: ['m'] });
    const m = named('m', { state: 'MERGED', mergedInto: 'b' });
    const b = named('b');
    expect(ids(matterOf(a, [a, m, b]))).toEqual(['b', 'm']);
    expect(ids(matterOf(b, [a, m, b]))).toEqual(['a', 'm']);
  });

  it.each([
    ['CLOSED', true],
    ['RECEIVED', true],
    ['MERGED', false],
    ['WITHDRAWN', false],
    ['DECLINED', false],
  ] as const)('%s counts in its amount: %s', (state, counts) => {
    expect(countsInMatter(inAnyState(state))).toBe(counts);
  });

  it('what was paid counts, whatever became of the case', () => {
    const paid = { ...inState('FOLLOW_UP'), state: 'WITHDRAWN' } as Complaint;
    expect(countsInMatter(paid)).toBe(true);
    const { plan } = paid;
    const free = { ...paid, ...(plan && { plan: { ...plan, proposedFen: 0 } }) };
    expect(countsInMatter(free)).toBe(false);
    const { execution: _execution, ...approved } = paid;
    expect(countsInMatter(approved)).toBe(false);
  });
});
