import * as fc from 'fast-check';
import { answerSurvey, type SurveyAnswer } from '../../src/domain/acts/answer-survey';
import type { Complaint } from '../../src/domain/complaint';
import {
  COMPLAINANT,
  isNoticeOpen,
  lastFour,
  surveyStatus,
  MOST_MISSED,
  newLink,
  type CustomerLink,
  type LinkKind,
} from '../../src/domain/customer-link';
import { actsOf, ruleOn } from '../../src/domain/decide-act';
import { foldAll } from '../../src/domain/fold';
import { isOver, noticesFor } from '../../src/domain/notices';
import { isRefusal } from '../../src/domain/ruling';
import {
  after,
  at,
  changePlan,
  context,
  decision,
  eventsOf,
  followUp,
  inState,
  MONDAY,
  org,
  person,
  refusedOf,
  rules,
} from '../support/builders';
import { did, EVERY_STATE, inAnyState } from '../support/side-states';

const GIVE = {
  survey: { type: 'give_survey_link' },
  notice: { type: 'give_notice_link' },
} as const;

/** The link that a case has just given. */
const linkOf = (complaint: Complaint, kind: LinkKind, now = MONDAY): CustomerLink =>
  newLink(kind, complaint, rules, now);
/** Whether it is good now. */
const isGood = (link: CustomerLink, complaint: Complaint, now = MONDAY): boolean =>
  link.kind === 'survey' ? surveyStatus(link, complaint, now) === 'open' : isNoticeOpen(link, complaint, now);

const FINE: SurveyAnswer = { score: 4, objection: false };
const answered = (complaint: Complaint, answer: SurveyAnswer = FINE, now = MONDAY): Complaint =>
  foldAll(complaint, eventsOf(answerSurvey(complaint, linkOf(complaint, 'survey'), answer, { at: now })));
const major = () => inState('FOLLOW_UP', { level: 'major' });
const closing = () => after(major(), followUp(), 'tang.xin');

describe('a link for the complainant is given', () => {
  it('to the survey for 7 days, by who follows the case up (R22)', () => {
    expect(eventsOf(ruleOn(inState('FOLLOW_UP'), GIVE.survey, person('tang.xin'), context()))).toEqual([
      { type: 'link_given', by: 'tang.xin', at: MONDAY, kind: 'survey', until: at('2026-03-09 09:30') },
    ]);
    for (const userId of ['zhou.min', 'wu.qian', 'chen.gang', 'lin.tao', 'zhao.lei'])
      expect(refusedOf(inState('FOLLOW_UP'), GIVE.survey, userId)?.refused).toBe('not_permitted');
  });

  it('to the decision for 15 days, by who registered it, solves it or follows it up, each in their turn (L2)', () => {
    expect(eventsOf(ruleOn(inState('EXECUTING'), GIVE.notice, person('wu.qian'), context()))).toEqual([
      { type: 'link_given', by: 'wu.qian', at: MONDAY, kind: 'notice', until: at('2026-03-17 09:30') },
    ]);
    const may = (complaint: Complaint) =>
      ['zhou.min', 'chen.gang', 'wu.qian', 'tang.xin', 'lin.tao', 'zhao.lei'].filter(
        (userId) => !refusedOf(complaint, GIVE.notice, userId),
      );
    expect(may(inState('EXECUTING'))).toEqual(['zhou.min', 'wu.qian']);
    expect(may(inState('FOLLOW_UP'))).toEqual(['zhou.min', 'tang.xin']);
    expect(may(inState('AWAITING_APPROVAL'))).toEqual([]);
  });

  it('for as long as the bank says', () => {
    const short = { rules: { ...rules, customer: { surveyDays: 1, noticeDays: 2 } } };
    const until = (kind: LinkKind, by: string) =>
      eventsOf(ruleOn(inState('FOLLOW_UP'), GIVE[kind], person(by), context(MONDAY, short)));
    expect(until('survey', 'tang.xin')).toMatchObject([{ until: at('2026-03-03 09:30') }]);
    expect(until('notice', 'tang.xin')).toMatchObject([{ until: at('2026-03-04 09:30') }]);
  });

  it('not to a plan that waits for another signature, since its gates are other ones now (R34)', () => {
    const raised = after(
      inState('EXECUTING'),
      { type: 'relevel', to: 'major', reason: '媒体报道' },
      'lin.tao',
    );
    expect(refusedOf(raised, GIVE.notice, 'wu.qian')).toEqual({ refused: 'plan_unsigned', rule: 'R34' });
    expect(actsOf(person('wu.qian'), raised)).not.toContain('give_notice_link');
    const signed = after(
      after(raised, decision(raised), 'zhao.lei'),
      decision(after(raised, decision(raised), 'zhao.lei')),
      'qian.feng',
    );
    expect(refusedOf(signed, GIVE.notice, 'wu.qian')).toBeUndefined();
    expect(actsOf(person('wu.qian'), signed)).toContain('give_notice_link');
  });

  it('not to a survey that was answered, or whose follow-up waits for HEAD (R22, R23)', () => {
    const done = answered(inState('FOLLOW_UP'));
    expect(refusedOf(done, GIVE.survey, 'tang.xin')).toEqual({ refused: 'surveyed_already', rule: 'R22' });
    expect(actsOf(person('tang.xin'), done)).not.toContain('give_survey_link');
    expect(refusedOf(closing(), GIVE.survey, 'tang.xin')).toEqual({
      refused: 'waits_for_signature',
      rule: 'R23',
    });
    expect(actsOf(person('tang.xin'), closing())).not.toContain('give_survey_link');
    expect(actsOf(person('tang.xin'), inState('FOLLOW_UP'))).toContain('give_survey_link');
  });
});

describe('a link is good', () => {
  it('until its moment, which is not its own any more', () => {
    for (const kind of ['survey', 'notice'] as const) {
      const complaint = inState('FOLLOW_UP');
      const link = linkOf(complaint, kind);
      expect(isGood(link, complaint, new Date(link.until.getTime() - 1))).toBe(true);
      expect(isGood(link, complaint, link.until)).toBe(false);
    }
  });

  it('to the survey while the case is followed up, to the decision as long as it stands', () => {
    const live = (kind: LinkKind) =>
      EVERY_STATE.filter((state) => {
        const complaint = inAnyState(state);
        return isGood(linkOf(complaint, kind), complaint);
      });
    expect(live('survey')).toEqual(['FOLLOW_UP']);
    expect(live('notice')).toEqual(['EXECUTING', 'FOLLOW_UP', 'CLOSED', 'VERIFYING']);
  });

  it('to one thing alone', () => {
    const complaint = inState('FOLLOW_UP');
    expect(surveyStatus(linkOf(complaint, 'notice'), complaint, MONDAY)).toBe('over');
    expect(isNoticeOpen(linkOf(complaint, 'survey'), complaint, MONDAY)).toBe(false);
  });

  it('to the survey says that it was answered, until it is over', () => {
    const link = linkOf(inState('FOLLOW_UP'), 'survey');
    const done = answered(inState('FOLLOW_UP'));
    const status = (complaint: Complaint, now = MONDAY) => surveyStatus(link, complaint, now);
    expect(status(done)).toBe('answered');
    expect(status(after(done, followUp(), 'tang.xin'))).toBe('answered');
    expect(status(done, link.until)).toBe('over');
    expect(status({ ...done, cycle: 2 })).toBe('over');
  });

  it('in its own cycle', () => {
    const complaint = inState('FOLLOW_UP');
    for (const kind of ['survey', 'notice'] as const)
      expect(isGood(linkOf(complaint, kind), { ...complaint, cycle: 2 })).toBe(false);
  });

  it('of the very plan it was given for, and signed by all (decision 6)', () => {
    const complaint = inState('EXECUTING');
    const link = linkOf(complaint, 'notice');
    expect(isGood(link, complaint)).toBe(true);
    expect(isGood(link, after(complaint, changePlan, 'wu.qian'))).toBe(false);
    const { plan } = complaint;
    expect(isGood(link, { ...complaint, ...(plan && { plan: { ...plan, hash: 'x' } }) })).toBe(false);
    const raised = after(complaint, { type: 'relevel', to: 'major', reason: '媒体报道' }, 'lin.tao');
    expect(isGood(link, raised)).toBe(false);
  });

  it('for four wrong numbers, and not for a fifth', () => {
    const complaint = inState('FOLLOW_UP');
    const missed = (count: number) =>
      isGood({ ...linkOf(complaint, 'notice'), missed: count } as CustomerLink, complaint);
    expect(MOST_MISSED).toBe(5);
    expect([missed(4), missed(5), missed(6)]).toEqual([true, false, false]);
  });

  it.each([
    ['13987654321', '4321'],
    ['11010519491231002x', '002X'],
    ['010-66668888', '8888'],
    ['未留电话', undefined],
    ['123', undefined],
    ['12X4', undefined],
    [undefined, undefined],
  ])('to who knows the last four of %s: %s', (number, four) => {
    expect(lastFour(number)).toBe(four);
  });
});

describe('an answer of the complainant (R22)', () => {
  it('is kept on the case, and is no attempt: nothing is closed by it (T12)', () => {
    const later = at('2026-03-04 20:00');
    const answer = { score: 4, remark: '钱已到账', objection: false };
    const complaint = answered(inState('FOLLOW_UP'), answer, later);
    expect(complaint.survey).toEqual({ ...answer, cycle: 1, at: later });
    expect(complaint).toMatchObject({ state: 'FOLLOW_UP', attempts: [] });
    const [event] = eventsOf(
      answerSurvey(inState('FOLLOW_UP'), linkOf(complaint, 'survey'), answer, { at: later }),
    );
    expect(event).toMatchObject({ type: 'survey_answered', by: COMPLAINANT, at: later });
  });

  it('needs no second call: the follow-up that records it closes the case', () => {
    const act = { type: 'follow_up', attempt: { reached: true, mode: 'sms', score: 4 } } as const;
    const complaint = after(answered(inState('FOLLOW_UP')), act, 'tang.xin');
    expect(complaint.state).toBe('CLOSED');
    expect(complaint.attempts).toMatchObject([{ reached: true, mode: 'sms', score: 4 }]);
  });

  it('is not taken twice, nor by a link that is over or leads elsewhere', () => {
    const complaint = inState('FOLLOW_UP');
    const link = linkOf(complaint, 'survey');
    const refused = (of: Complaint, by: CustomerLink, now = MONDAY) => {
      const ruling = answerSurvey(of, by, FINE, { at: now });
      return isRefusal(ruling) ? ruling : undefined;
    };
    const over = { refused: 'request_over', rule: 'R22' };
    expect(refused(complaint, link)).toBeUndefined();
    expect(refused(answered(complaint), link)).toEqual(over);
    expect(refused(complaint, link, link.until)).toEqual(over);
    expect(refused(complaint, linkOf(complaint, 'notice'))).toEqual(over);
    expect(refused(inState('CLOSED'), link)).toEqual(over);
  });

  it('is told to who follows up, and a bad one to the lead as well', () => {
    const told = (answer: SurveyAnswer) => {
      const before = inState('FOLLOW_UP');
      const [event] = eventsOf(answerSurvey(before, linkOf(before, 'survey'), answer, { at: MONDAY }));
      return event ? noticesFor(event, foldAll(before, [event]), org) : [];
    };
    const toFollow = { kind: 'surveyed', to: 'tang.xin' };
    const toLead = { kind: 'surveyed', to: 'lin.tao' };
    expect(told({ score: 5, objection: false })).toEqual([toFollow]);
    expect(told({ score: 3, objection: false })).toEqual([toFollow]);
    expect(told({ score: 2, objection: false })).toEqual([toFollow, toLead]);
    expect(told({ score: 1, objection: false })).toEqual([toFollow, toLead]);
    expect(told({ score: 5, objection: true })).toEqual([toFollow, toLead]);
  });

  it('asks FOLLOW until the follow-up is recorded, the lead as long as the case can be taken up again (T13)', () => {
    const toFollow = { kind: 'surveyed', to: 'tang.xin' } as const;
    const toLead = { kind: 'surveyed', to: 'lin.tao' } as const;
    const over = (complaint: Complaint) => [isOver(toFollow, complaint), isOver(toLead, complaint)];
    expect(over(answered(major()))).toEqual([false, false]);
    expect(over(closing())).toEqual([true, false]);
    expect(over(did(answered(inState('FOLLOW_UP')), 'redo'))).toEqual([true, true]);
  });

  it('makes room for another once the case was taken up again and came back', () => {
    const again = { ...answered(inState('FOLLOW_UP')), cycle: 2 };
    expect(refusedOf(again, GIVE.survey, 'tang.xin')).toBeUndefined();
    expect(answered(again, { score: 5, objection: false }).survey).toMatchObject({ cycle: 2, score: 5 });
  });
});

describe('whatever order things come in', () => {
  type Step =
    | { readonly do: 'give' | 'reopen' | 'close' }
    | { readonly do: 'answer'; readonly with: number; readonly score: number }
    | { readonly do: 'wait'; readonly hours: number };
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 3, arbitrary: fc.constant({ do: 'give' as const }) },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('answer' as const),
        with: fc.nat(5),
        score: fc.integer({ min: 1, max: 5 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 200 }) }),
    },
    { weight: 1, arbitrary: fc.constantFrom({ do: 'reopen' as const }, { do: 'close' as const }) },
  );

  /** As the store has it: a new link of a kind ends the one before. */
  interface World {
    readonly complaint: Complaint;
    readonly now: Date;
    readonly given: readonly CustomerLink[];
    readonly counted: readonly { readonly by: number; readonly cycle: number; readonly at: Date }[];
  }

  function happen(world: World, next: Step): World {
    const { complaint, now, given } = world;
    switch (next.do) {
      case 'wait':
        return { ...world, now: new Date(now.getTime() + next.hours * 3_600_000) };
      case 'close':
        return complaint.state === 'FOLLOW_UP'
          ? { ...world, complaint: { ...complaint, state: 'CLOSED' } }
          : world;
      case 'reopen':
        return { ...world, complaint: { ...complaint, state: 'FOLLOW_UP', cycle: complaint.cycle + 1 } };
      case 'give': {
        const ruling = ruleOn(complaint, GIVE.survey, person('tang.xin'), context(now));
        if (isRefusal(ruling)) return world;
        const [event] = ruling.events;
        return event?.type === 'link_given'
          ? { ...world, given: [...given, linkOf(complaint, 'survey', now)] }
          : world;
      }
      case 'answer': {
        const link = given[next.with];
        // Only the newest is known to the store.
        if (!link || next.with !== given.length - 1) return world;
        const ruling = answerSurvey(complaint, link, { score: next.score, objection: false }, { at: now });
        if (isRefusal(ruling)) return world;
        return {
          ...world,
          complaint: foldAll(complaint, ruling.events),
          counted: [...world.counted, { by: next.with, cycle: complaint.cycle, at: now }],
        };
      }
    }
  }

  it('an answer counts at most once in a cycle, by the newest link of it, before that is over', () => {
    let seen = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 4, maxLength: 25 }), (steps) => {
        const start: World = { complaint: inState('FOLLOW_UP'), now: MONDAY, given: [], counted: [] };
        const { counted, given } = steps.reduce(happen, start);
        seen += counted.length;
        expect(new Set(counted.map(({ cycle }) => cycle)).size).toBe(counted.length);
        expect(new Set(counted.map(({ by }) => by)).size).toBe(counted.length);
        for (const { by, cycle, at: when } of counted) {
          expect(given[by]?.cycle).toBe(cycle);
          expect(when < (given[by]?.until ?? when)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
    expect(seen).toBeGreaterThan(50);
  });
});
