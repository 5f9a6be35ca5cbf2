import { isPaused, runningClock, type Complaint } from '../../src/domain/complaint';
import { deadlinesOf, SUSPENSION } from '../../src/domain/escalation';
import { ruleOn, ruleOnReminder, type Act } from '../../src/domain/decide-act';
import { isRefusal } from '../../src/domain/ruling';
import {
  after,
  at,
  context,
  decision,
  eventsOf,
  execute,
  filed,
  find,
  inState,
  person,
  rules,
  submit,
} from '../support/builders';
import { approved, did, SAMPLES } from '../support/side-states';
import { foldAll } from '../../src/domain/fold';

/** Example 2 of section 8: received on Thursday 2026-03-12, in working time. */
const RECEIVED = at('2026-03-12 10:00');
const due = (complaint: Complaint, kind: Parameters<typeof runningClock>[1]) =>
  runningClock(complaint, kind)?.dueAt;

function suspend(complaint: Complaint, from: Date, until: Date, by = 'chen.gang'): Complaint {
  const act = { ...SAMPLES.suspend.act, until } as Act;
  return approved(after(complaint, act, by, from), 'lin.tao', from);
}
const resume = (complaint: Complaint, now: Date) => after(complaint, SAMPLES.resume.act, 'lin.tao', now);

/** The case of example 2 in investigation since its first day. */
const example2 = () => inState('INVESTIGATING', { receivedAt: RECEIVED });

describe('中止 (T15, L3)', () => {
  it('C0 of example 2 moves by the 13 days of the appraisal (example 4)', () => {
    const complaint = suspend(example2(), at('2026-03-20 10:00'), at('2026-04-02 18:00'));
    expect(due(complaint, 'C0')).toEqual(at('2026-03-28 00:00'));
    // Up to 24:00 of 9 April.
    expect(due(resume(complaint, at('2026-04-02 10:00')), 'C0')).toEqual(at('2026-04-10 00:00'));
  });

  it('new facts on 7 April restart it: 22 April (example 4, T13, L6)', () => {
    let complaint = suspend(example2(), at('2026-03-20 10:00'), at('2026-04-02 18:00'));
    complaint = resume(complaint, at('2026-04-02 10:00'));
    const now = at('2026-04-03 10:00');
    complaint = after(after(complaint, find, 'chen.gang', now), submit(), 'wu.qian', now);
    complaint = approved(approved(complaint, 'zhao.lei', now), 'qian.feng', now);
    complaint = after(complaint, execute, 'wu.qian', now);
    const act: Act = { type: 'reopen', reason: '补交流水', materialAt: at('2026-04-07 09:00') };
    const reopened = after(complaint, act, 'lin.tao', at('2026-04-07 11:00'));
    expect(due(reopened, 'C0')).toEqual(at('2026-04-23 00:00'));
    expect(reopened.cycle).toBe(2);
  });

  it('pauses C0, C3, C4 and C9, and no other clock (6.5)', () => {
    const complaint = did(inState('INVESTIGATING'), 'suspend');
    const paused = approved(complaint, 'lin.tao')
      .clocks.filter(isPaused)
      .map(({ kind }) => kind);
    expect(paused).toEqual(['C0', 'C3']);
    const planning = suspend(inState('PLANNING'), at('2026-03-02 10:00'), at('2026-03-09 18:00'), 'wu.qian');
    expect(planning.clocks.filter(isPaused).map(({ kind }) => kind)).toEqual(['C0', 'C4']);
  });

  it('what is paused is not armed; the end date is', () => {
    const complaint = suspend(example2(), at('2026-03-20 10:00'), at('2026-04-02 18:00'));
    expect(deadlinesOf(complaint, rules)).toEqual([
      { clockId: SUSPENSION, threshold: 'end', dueAt: at('2026-04-02 18:00') },
    ]);
  });

  it('ends by time at its end date, and not before (T16)', () => {
    const complaint = suspend(example2(), at('2026-03-20 10:00'), at('2026-04-02 18:00'));
    const remind = (now: Date) =>
      ruleOnReminder(complaint, { type: 'remind', clockId: SUSPENSION, threshold: 'end' }, context(now));
    expect(remind(at('2026-04-02 17:59'))).toMatchObject({ refused: 'clock_stopped' });
    const resumed = foldAll(complaint, eventsOf(remind(at('2026-04-02 18:00'))));
    expect(resumed.state).toBe('INVESTIGATING');
    expect(resumed.suspension).toMatchObject({ result: '中止期满', resumedAt: at('2026-04-02 18:00') });
    expect(due(resumed, 'C0')).toEqual(at('2026-04-10 00:00'));
  });

  it('the stage goes on with the time it had left: working days in the pause do not count', () => {
    // Own due of the investigation: 19 March. Paused on the 16th for seven days, of which five are working days.
    const complaint = suspend(example2(), at('2026-03-16 10:00'), at('2026-03-30 18:00'));
    expect(due(resume(complaint, at('2026-03-23 10:00')), 'C3')).toEqual(at('2026-03-27 00:00'));
  });

  it('signatures that were waited for are void, and asked for anew after it (C6 knows no pause)', () => {
    const open = inState('AWAITING_APPROVAL');
    const paused = suspend(open, at('2026-03-02 10:00'), at('2026-03-09 18:00'), 'wu.qian');
    const old = decision(open);
    expect(paused.approvals.find(({ subject }) => subject === 'plan')).toHaveProperty('voidedAt');
    const resumed = resume(paused, at('2026-03-04 10:00'));
    expect(resumed.state).toBe('AWAITING_APPROVAL');
    const ruling = ruleOn(resumed, old, person('zhao.lei'), context(at('2026-03-04 11:00')));
    expect(ruling).toMatchObject({ refused: 'plan_changed' });
    expect(approved(approved(resumed, 'zhao.lei'), 'qian.feng').state).toBe('EXECUTING');
  });

  it.each<[string, Partial<Act>, string]>([
    ['without a paper', { paper: ' ' }, 'ground_missing'],
    ['without having told the complainant', { told: { mode: 'phone', proof: '' } }, 'proof_missing'],
    ['to a day that is past', { until: at('2026-03-01 18:00') }, 'end_date_invalid'],
    ['to no day', { until: new Date(Number.NaN) }, 'end_date_invalid'],
  ])('%s it is refused', (_what, more, refused) => {
    const act = { ...SAMPLES.suspend.act, ...more } as Act;
    const ruling = ruleOn(inState('INVESTIGATING'), act, person('chen.gang'), context());
    expect(isRefusal(ruling) && ruling.refused).toBe(refused);
  });

  it('is asked for once at a time, and the lead may say no', () => {
    const asked = did(inState('INVESTIGATING'), 'suspend');
    expect(ruleOn(asked, SAMPLES.suspend.act, person('chen.gang'), context())).toMatchObject({
      refused: 'asked_already',
    });
    const refused = after(asked, decision(asked, 'returned', '材料不足'), 'lin.tao');
    expect(refused.state).toBe('INVESTIGATING');
    expect(did(refused, 'suspend').approvals).toHaveLength(2);
  });

  it('approved only after the end date has passed it is refused', () => {
    const asked = did(inState('INVESTIGATING'), 'suspend');
    const ruling = ruleOn(asked, decision(asked), person('lin.tao'), context(at('2026-03-21 09:00')));
    expect(ruling).toMatchObject({ refused: 'end_date_invalid' });
  });
});

describe('等投诉人补材料 (6.5, L9)', () => {
  it('pauses the stage, never C0', () => {
    const waiting = did(example2(), 'await_papers', at('2026-03-13 10:00'));
    expect(waiting.clocks.filter(isPaused).map(({ kind }) => kind)).toEqual(['C3']);
    // Received on the 12th, waiting from the 13th to the 18th: three working days do not count.
    const came = did(waiting, 'receive_papers', at('2026-03-18 10:00'));
    expect(due(came, 'C3')).toEqual(at('2026-03-25 00:00'));
    expect(due(came, 'C0')).toEqual(at('2026-03-28 00:00'));
  });

  it('a long wait is held by C0 minus the reserve', () => {
    const waiting = did(example2(), 'await_papers', at('2026-03-13 10:00'));
    const came = did(waiting, 'receive_papers', at('2026-03-25 10:00'));
    expect(due(came, 'C3')).toEqual(at('2026-03-26 00:00'));
  });

  it('whoever goes on without them waits no longer', () => {
    const waiting = did(example2(), 'await_papers', at('2026-03-13 10:00'));
    const found = after(waiting, find, 'chen.gang', at('2026-03-16 10:00'));
    expect(found.waitsForPapers).toBeUndefined();
    expect(found.clocks.filter(isPaused)).toEqual([]);
  });

  it('is asked once, and nothing comes that was not awaited', () => {
    const waiting = did(example2(), 'await_papers');
    expect(ruleOn(waiting, SAMPLES.await_papers.act, person('chen.gang'), context())).toMatchObject({
      refused: 'asked_already',
    });
    expect(ruleOn(example2(), SAMPLES.receive_papers.act, person('chen.gang'), context())).toMatchObject({
      refused: 'papers_not_awaited',
      rule: 'C3',
    });
  });

  it('a suspension ends the waiting', () => {
    const waiting = did(inState('INVESTIGATING'), 'await_papers');
    const paused = approved(did(waiting, 'suspend'), 'lin.tao');
    expect(paused.waitsForPapers).toBeUndefined();
    expect(paused.clocks.filter(isPaused).map(({ kind }) => kind)).toEqual(['C0', 'C3']);
  });
});

describe('延期 (T21, L1)', () => {
  const extended = (complaint: Complaint, now: Date, by: string) =>
    approved(after(complaint, SAMPLES.extend.act, 'zhou.min', now), by, now);
  const told = (complaint: Complaint, now: Date) => after(complaint, SAMPLES.tell.act, 'zhou.min', now);

  it('to 30 days by the head, to 60 by the executive, from the day of receipt', () => {
    const first = extended(filed({ receivedAt: RECEIVED }), at('2026-03-20 10:00'), 'zhao.lei');
    expect(due(first, 'C0')).toEqual(at('2026-04-12 00:00'));
    const second = extended(told(first, at('2026-03-20 11:00')), at('2026-04-10 10:00'), 'ma.wen');
    expect(due(second, 'C0')).toEqual(at('2026-05-12 00:00'));
    const ruling = ruleOn(
      told(second, at('2026-04-10 11:00')),
      SAMPLES.extend.act,
      person('zhou.min'),
      context(at('2026-04-11 10:00')),
    );
    expect(ruling).toMatchObject({ refused: 'no_longer_tier', rule: 'L1' });
  });

  it('asked for on 28 March in example 2 it is refused: late already, and the breach stays (example 5)', () => {
    const complaint = filed({ receivedAt: RECEIVED });
    const ruling = ruleOn(complaint, SAMPLES.extend.act, person('zhou.min'), context(at('2026-03-28 09:00')));
    expect(ruling).toMatchObject({ refused: 'too_late', rule: 'T21', at: at('2026-03-28 00:00') });
    expect(due(complaint, 'C0')).toEqual(at('2026-03-28 00:00'));
  });

  it('asked for in time and signed too late it is refused too', () => {
    const asked = after(
      filed({ receivedAt: RECEIVED }),
      SAMPLES.extend.act,
      'zhou.min',
      at('2026-03-27 23:00'),
    );
    const ruling = ruleOn(asked, decision(asked), person('zhao.lei'), context(at('2026-03-28 00:00')));
    expect(ruling).toMatchObject({ refused: 'too_late' });
  });

  it('moves the stage that the statutory limit had cut short', () => {
    // Example 3: eight working days end after the statutory limit.
    let complaint = inState('INVESTIGATING', { receivedAt: at('2026-09-30 10:00') });
    complaint = after(complaint, find, 'chen.gang', at('2026-10-12 10:00'));
    expect(due(complaint, 'C4')).toEqual(at('2026-10-14 00:00'));
    complaint = approved(
      after(complaint, SAMPLES.extend.act, 'wu.qian', at('2026-10-12 11:00')),
      'zhao.lei',
      at('2026-10-12 12:00'),
    );
    expect(due(complaint, 'C4')).toEqual(at('2026-10-16 00:00'));
  });

  it('has to be told to the complainant before the case goes on to follow-up', () => {
    const complaint = approved(after(inState('EXECUTING'), SAMPLES.extend.act, 'wu.qian'), 'zhao.lei');
    expect(ruleOn(complaint, execute, person('wu.qian'), context())).toMatchObject({
      refused: 'extension_untold',
      rule: 'L1',
    });
    expect(after(told(complaint, at('2026-03-02 11:00')), execute, 'wu.qian').state).toBe('FOLLOW_UP');
    expect(
      ruleOn(told(complaint, at('2026-03-02 11:00')), SAMPLES.tell.act, person('zhou.min'), context()),
    ).toMatchObject({
      refused: 'nothing_to_tell',
    });
  });

  it('needs a ground', () => {
    const ruling = ruleOn(filed(), { type: 'extend', ground: '' }, person('zhou.min'), context());
    expect(ruling).toMatchObject({ refused: 'ground_missing', rule: 'L1' });
  });

  it('tells its thresholds by the longer term: 50 and 80 %, 72 and 24 hours before (section 7)', () => {
    const complaint = extended(filed({ receivedAt: RECEIVED }), at('2026-03-20 10:00'), 'zhao.lei');
    const names = deadlinesOf(complaint, rules)
      .filter(({ clockId }) => clockId === 'C0-1')
      .map(({ threshold }) => threshold);
    expect(names).toEqual(['50%', '80%', '-72h', '-24h', 'due'].map((name) => `term2-${name}`));
  });
});

describe('监管转办 (C9)', () => {
  const transferred = (replyDays?: number) =>
    filed({
      receivedAt: RECEIVED,
      source: 'regulator',
      ...(replyDays !== undefined && { replyWithin: { amount: replyDays, unit: 'd' } }),
    });

  it('is due by what the letter states, else two days before C0', () => {
    expect(due(transferred(7), 'C9')).toEqual(at('2026-03-20 00:00'));
    expect(due(transferred(), 'C9')).toEqual(at('2026-03-26 00:00'));
  });

  it('moves with C0 when the letter states nothing, and stays when it does', () => {
    const move = (complaint: Complaint) =>
      due(
        approved(
          after(complaint, SAMPLES.extend.act, 'zhou.min', at('2026-03-16 10:00')),
          'zhao.lei',
          at('2026-03-16 11:00'),
        ),
        'C9',
      );
    expect(move(transferred())).toEqual(at('2026-04-10 00:00'));
    expect(move(transferred(7))).toEqual(at('2026-03-20 00:00'));
  });

  it('stops with the reply to the regulator, once', () => {
    const replied = did(transferred(), 'reply_regulator', at('2026-03-16 10:00'));
    expect(due(replied, 'C9')).toBeUndefined();
    expect(ruleOn(replied, SAMPLES.reply_regulator.act, person('zhou.min'), context())).toMatchObject({
      refused: 'no_transfer',
      rule: 'C9',
    });
  });

  it('is not there for a complaint that came in otherwise', () => {
    expect(due(filed(), 'C9')).toBeUndefined();
  });
});

describe('a pause on the very last day (6.5)', () => {
  it('leaves the time that was left: paused in the morning of the due day, it is due on the day it goes on', () => {
    const complaint = suspend(example2(), at('2026-03-27 10:00'), at('2026-04-02 18:00'));
    expect(due(resume(complaint, at('2026-04-02 10:00')), 'C0')).toEqual(at('2026-04-03 00:00'));
  });

  it('begun when the time was over it gives none back: the breach stays', () => {
    const complaint = suspend(example2(), at('2026-03-28 10:00'), at('2026-04-02 18:00'));
    expect(due(resume(complaint, at('2026-04-02 10:00')), 'C0')).toEqual(at('2026-03-28 00:00'));
  });
});
