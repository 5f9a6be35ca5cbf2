import type { Act } from '../../src/domain/decide-act';
import { ruleOn } from '../../src/domain/decide-act';
import { isBreachCorrected } from '../../src/domain/late-entry';
import type { Complaint } from '../../src/domain/complaint';
import { isRefusal } from '../../src/domain/ruling';
import {
  after,
  APOLOGY,
  at,
  contact,
  context,
  execute,
  filed,
  followUp,
  inState,
  MONDAY,
  person,
  reminded,
  rules,
  unreached,
} from '../support/builders';
import { approved, did, SAMPLES } from '../support/side-states';
import { dueAfter } from '../../src/domain/working-time';

const clockOf = ({ clocks }: Complaint, id: string) => clocks.find((clock) => clock.id === id);
const refusalOf = (complaint: Complaint, act: Act, by: string, now: Date) => {
  const ruling = ruleOn(complaint, act, person(by), context(now));
  return isRefusal(ruling) ? ruling : undefined;
};
const contacted = (happenedAt: Date): Act => ({ ...contact, happenedAt }) as Act;
const impossible = (rule: string, since: Date) => ({ refused: 'moment_impossible', rule, at: since });
const ms = (moment: Date, by: number) => new Date(moment.getTime() + by);

// Registered on Monday 2026-03-02, 09:30: first contact is due at 11:30.
describe('a first contact entered afterwards (R5, R58)', () => {
  const TRUE = at('2026-03-02 10:40');
  const ENTERED = at('2026-03-02 15:20');

  it('stops the clock at its true moment and keeps both', () => {
    const complaint = after(filed(), contacted(TRUE), 'zhou.min', ENTERED);
    expect(complaint.contacts[0]).toMatchObject({ at: TRUE, enteredAt: ENTERED });
    expect(clockOf(complaint, 'C1-1')).toMatchObject({ stoppedAt: TRUE, enteredAt: ENTERED });
  });

  it('corrects a breach that was logged and was none', () => {
    const late = reminded(filed(), 'C1-1', 'due', at('2026-03-02 11:30'));
    const corrected = (moment: Date, entered = ENTERED) => {
      const clock = clockOf(after(late, contacted(moment), 'zhou.min', entered), 'C1-1');
      return clock && isBreachCorrected(clock);
    };
    const due = at('2026-03-02 11:30');
    expect(corrected(TRUE)).toBe(true);
    expect(corrected(ms(due, -1))).toBe(true);
    expect(corrected(due)).toBe(false);
    expect(corrected(TRUE, due)).toBe(true);
    expect(corrected(TRUE, ms(due, -1))).toBe(false);
    const plain = clockOf(after(late, contact, 'zhou.min', ENTERED), 'C1-1');
    expect(plain && isBreachCorrected(plain)).toBe(false);
    const running = clockOf(late, 'C1-1');
    expect(running && isBreachCorrected(running)).toBe(false);
  });

  it('earlier than the one that was entered first, is the first after all; a later one changes nothing', () => {
    const once = after(filed(), contact, 'zhou.min', at('2026-03-02 14:00'));
    const earlier = after(once, contacted(TRUE), 'zhou.min', ENTERED);
    expect(clockOf(earlier, 'C1-1')).toMatchObject({ stoppedAt: TRUE, enteredAt: ENTERED });
    const same = after(once, contacted(at('2026-03-02 14:30')), 'zhou.min', ENTERED);
    expect(clockOf(same, 'C1-1')).toEqual(clockOf(once, 'C1-1'));
    const firsts = [earlier, same].map(({ contacts }) => contacts.map((each) => each.at));
    expect(firsts).toEqual([
      [at('2026-03-02 14:00'), TRUE],
      [at('2026-03-02 14:00'), at('2026-03-02 14:30')],
    ]);
  });

  it('told as of now is no later entry', () => {
    const complaint = after(filed(), contacted(ENTERED), 'zhou.min', ENTERED);
    expect(complaint.contacts[0]).not.toHaveProperty('enteredAt');
    expect(clockOf(complaint, 'C1-1')).not.toHaveProperty('enteredAt');
  });

  it('is refused when it cannot have been: before the complaint came in, or after now', () => {
    const on = (moment: Date) => refusalOf(filed(), contacted(moment), 'zhou.min', ENTERED);
    expect(on(MONDAY)).toBeUndefined();
    expect(on(ms(MONDAY, -1))).toEqual(impossible('R5', MONDAY));
    expect(on(ms(ENTERED, 1))).toEqual(impossible('R5', MONDAY));
    expect(on(new Date(NaN))).toEqual(impossible('R5', MONDAY));
  });
});

describe('an execution and a telling entered afterwards (T11, L2)', () => {
  const executing = inState('EXECUTING');
  const DONE = at('2026-03-03 10:00');
  const TOLD = at('2026-03-03 16:00');
  const NOW = at('2026-03-18 09:00');
  const late = (done: Date, told: Date): Act => ({
    ...(execute as Act & { type: 'execute' }),
    happenedAt: done,
    notice: { mode: 'phone', proof: '通话录音', happenedAt: told },
  });

  it('stop C0 when it was told, C4 when it was done; C5 begins with the later of the two', () => {
    const complaint = after(executing, late(DONE, TOLD), 'wu.qian', NOW);
    expect(clockOf(complaint, 'C0-1')).toMatchObject({ stoppedAt: TOLD, enteredAt: NOW });
    expect(clockOf(complaint, 'C4-1')).toMatchObject({ stoppedAt: DONE, enteredAt: NOW });
    expect(clockOf(complaint, 'C5-1')).toMatchObject({
      startAt: TOLD,
      dueAt: dueAfter(TOLD, rules.followUp.due, rules.calendar),
    });
    expect(complaint.execution).toMatchObject({ at: DONE, enteredAt: NOW });
    expect(complaint.execution?.notice).toMatchObject({ at: TOLD, enteredAt: NOW });
    const toldFirst = after(executing, late(TOLD, DONE), 'wu.qian', NOW);
    expect(clockOf(toldFirst, 'C5-1')?.startAt).toEqual(TOLD);
    // Told in time, and entered when the term of 15 days was over.
    const c0 = clockOf(complaint, 'C0-1');
    expect(c0 && isBreachCorrected(c0)).toBe(true);
  });

  it('of which only one is told of the past, the other is as of now', () => {
    const { happenedAt: _done, ...onlyTold } = late(DONE, TOLD) as Act & { type: 'execute' };
    const complaint = after(executing, onlyTold, 'wu.qian', NOW);
    expect(clockOf(complaint, 'C0-1')?.stoppedAt).toEqual(TOLD);
    expect(clockOf(complaint, 'C4-1')).toMatchObject({ stoppedAt: NOW });
    expect(clockOf(complaint, 'C4-1')).not.toHaveProperty('enteredAt');
  });

  it('are refused before the plan was approved, each by its rule', () => {
    const since = MONDAY;
    const on = (done: Date, told: Date) => refusalOf(executing, late(done, told), 'wu.qian', NOW);
    expect(on(since, since)).toBeUndefined();
    expect(on(ms(since, -1), TOLD)).toEqual(impossible('R21', since));
    expect(on(DONE, ms(since, -1))).toEqual(impossible('L2', since));
    expect(on(DONE, ms(NOW, 1))).toEqual(impossible('L2', since));
  });

  it('are refused before a suspension had ended', () => {
    const back = at('2026-03-04 10:00');
    const act = { ...SAMPLES.suspend.act, until: at('2026-03-20 18:00') } as Act;
    const suspended = approved(after(executing, act, 'wu.qian', MONDAY), 'lin.tao');
    const resumed = after(suspended, SAMPLES.resume.act, 'lin.tao', back);
    expect(refusalOf(resumed, late(DONE, back), 'wu.qian', NOW)).toEqual(impossible('R21', back));
    expect(refusalOf(resumed, late(back, back), 'wu.qian', NOW)).toBeUndefined();
  });

  it('within a wait for papers end the wait with them', () => {
    const waits = after(executing, SAMPLES.await_papers.act, 'wu.qian', at('2026-03-02 15:00'));
    const complaint = after(waits, late(DONE, TOLD), 'wu.qian', at('2026-03-04 09:00'));
    expect(clockOf(complaint, 'C4-1')).toMatchObject({
      stoppedAt: DONE,
      pauses: [{ from: at('2026-03-02 15:00'), to: DONE }],
    });
    const before = after(waits, late(at('2026-03-02 14:00'), TOLD), 'wu.qian', at('2026-03-04 09:00'));
    expect(clockOf(before, 'C4-1')?.pauses).toEqual([]);
  });
});

describe('other tellings entered afterwards', () => {
  it('that a complaint is not taken up ends it when it was told, not before the lead confirmed (T3, L8)', () => {
    const confirmedAt = at('2026-03-02 11:00');
    const asked = did(inState('CLASSIFIED'), 'decline');
    const confirmed = approved(asked, 'lin.tao', confirmedAt);
    const told = (happenedAt: Date): Act => ({ ...SAMPLES.tell.act, happenedAt }) as Act;
    const NOW = at('2026-03-05 10:00');
    const TRUE = at('2026-03-02 15:00');
    const ended = after(confirmed, told(TRUE), 'zhou.min', NOW);
    expect(ended).toMatchObject({
      state: 'DECLINED',
      closedAt: TRUE,
      declined: { at: TRUE, enteredAt: NOW },
    });
    expect(ended.clocks.every(({ stoppedAt }) => stoppedAt && stoppedAt <= TRUE)).toBe(true);
    expect(refusalOf(confirmed, told(confirmedAt), 'zhou.min', NOW)).toBeUndefined();
    expect(refusalOf(confirmed, told(ms(confirmedAt, -1)), 'zhou.min', NOW)).toEqual(
      impossible('L8', confirmedAt),
    );
  });

  it('a clock begun since then does not end before it began', () => {
    const confirmed = approved(did(filed(), 'decline'), 'lin.tao', at('2026-03-02 11:00'));
    const classified = after(confirmed, SAMPLES.classify.act, 'zhou.min', at('2026-03-02 16:00'));
    const told: Act = { ...SAMPLES.tell.act, happenedAt: at('2026-03-02 15:00') } as Act;
    const ended = after(classified, told, 'zhou.min', at('2026-03-05 10:00'));
    expect(clockOf(ended, 'C3-1')?.stoppedAt).toEqual(at('2026-03-02 16:00'));
  });

  it('an extension, not before it was approved (T21, L1)', () => {
    const NOW = at('2026-03-05 10:00');
    const extended = approved(did(inState('INVESTIGATING'), 'extend', MONDAY, 'chen.gang'), 'zhao.lei');
    const told = (happenedAt: Date): Act => ({ ...SAMPLES.tell.act, happenedAt }) as Act;
    const TRUE = at('2026-03-02 17:00');
    expect(after(extended, told(TRUE), 'zhou.min', NOW).extensions[0]?.told).toMatchObject({
      at: TRUE,
      enteredAt: NOW,
    });
    expect(refusalOf(extended, told(MONDAY), 'zhou.min', NOW)).toBeUndefined();
    expect(refusalOf(extended, told(ms(MONDAY, -1)), 'zhou.min', NOW)).toEqual(impossible('L1', MONDAY));
  });

  it('a suspension, not before the complaint came in (T15, L3)', () => {
    const NOW = at('2026-03-03 10:00');
    const suspend = (happenedAt: Date): Act => ({
      ...(SAMPLES.suspend.act as Act & { type: 'suspend' }),
      told: { mode: 'phone', proof: '录音', happenedAt },
    });
    const TRUE = at('2026-03-02 17:00');
    const asked = after(inState('INVESTIGATING'), suspend(TRUE), 'chen.gang', NOW);
    expect(asked.requests[0]).toMatchObject({ told: { at: TRUE, enteredAt: NOW } });
    expect(refusalOf(inState('INVESTIGATING'), suspend(ms(MONDAY, -1)), 'chen.gang', NOW)).toEqual(
      impossible('L3', MONDAY),
    );
  });

  it('the answer to the regulator stops C9 when it was given', () => {
    const NOW = at('2026-03-05 10:00');
    const TRUE = at('2026-03-04 10:00');
    const reply = (happenedAt: Date): Act => ({ ...SAMPLES.reply_regulator.act, happenedAt }) as Act;
    const passed = filed({ source: 'regulator' });
    expect(clockOf(after(passed, reply(TRUE), 'zhou.min', NOW), 'C9-1')).toMatchObject({
      stoppedAt: TRUE,
      enteredAt: NOW,
    });
    expect(refusalOf(passed, reply(ms(MONDAY, -1)), 'zhou.min', NOW)).toEqual(impossible('C9', MONDAY));
  });
});

describe('an attempt to follow up entered afterwards (R22)', () => {
  const following = inState('FOLLOW_UP', { actions: APOLOGY });
  const NOW = at('2026-03-10 10:00');
  const made = (act: Act, moment: string): Act => ({ ...act, happenedAt: at(moment) }) as Act;

  it('ends the case and stops C5 when the complainant answered', () => {
    const closed = after(following, made(followUp(), '2026-03-04 10:00'), 'tang.xin', NOW);
    expect(closed).toMatchObject({ state: 'CLOSED', closedAt: NOW });
    expect(closed.attempts[0]).toMatchObject({ at: at('2026-03-04 10:00'), enteredAt: NOW });
    expect(clockOf(closed, 'C5-1')).toMatchObject({ stoppedAt: at('2026-03-04 10:00'), enteredAt: NOW });
  });

  it('counts by the days it was made on, and the last of them ends the survey', () => {
    const once = after(following, made(unreached, '2026-03-05 10:00'), 'tang.xin', NOW);
    const twice = after(once, made(unreached, '2026-03-03 10:00'), 'tang.xin', NOW);
    expect(twice.state).toBe('FOLLOW_UP');
    const thrice = after(twice, made(unreached, '2026-03-03 15:00'), 'tang.xin', NOW);
    expect(thrice.state).toBe('CLOSED');
    expect(clockOf(thrice, 'C5-1')?.stoppedAt).toEqual(at('2026-03-05 10:00'));
  });

  it('is refused before the decision was carried out and told', () => {
    const late: Act = {
      ...(execute as Act & { type: 'execute' }),
      notice: { mode: 'phone', proof: '录音', happenedAt: at('2026-03-02 11:00') },
      happenedAt: at('2026-03-02 12:00'),
    };
    const told = after(inState('EXECUTING', { actions: APOLOGY }), late, 'wu.qian', NOW);
    const on = (moment: string) => refusalOf(told, made(unreached, moment), 'tang.xin', NOW);
    expect(on('2026-03-02 11:59')).toEqual(impossible('R22', at('2026-03-02 12:00')));
    expect(on('2026-03-02 12:00')).toBeUndefined();
  });
});
