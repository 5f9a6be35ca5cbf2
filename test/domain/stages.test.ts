import type { Complaint } from '../../src/domain/complaint';
import { runningClock } from '../../src/domain/complaint';
import { ruleOnReminder } from '../../src/domain/decide-act';
import { recipientsOf, thresholdOf } from '../../src/domain/escalation';
import {
  after,
  assign,
  at,
  classify,
  contact,
  context,
  execute,
  filed,
  find,
  inState,
  org,
  armed,
  reminded,
  rules,
} from '../support/builders';

/** Contacted, classified and given to 陈刚 at the moment of receipt. */
function investigated(receivedAt: Date): Complaint {
  return inState('INVESTIGATING', { receivedAt });
}

describe('the limit in force of a stage (环节时限, 6.5)', () => {
  it('example 1: both stages show C0 minus two days, 2026-02-26, over the Spring Festival', () => {
    const complaint = investigated(at('2026-02-13 16:00'));
    expect(runningClock(complaint, 'C0')?.dueAt).toEqual(at('2026-03-01 00:00'));
    expect(runningClock(complaint, 'C3')?.dueAt).toEqual(at('2026-02-27 00:00'));
    const planning = after(complaint, find, 'chen.gang', at('2026-02-26 15:00'));
    expect(runningClock(planning, 'C4')?.dueAt).toEqual(at('2026-02-27 00:00'));
  });

  it('example 2: without a holiday the stages keep their own dues, 19 and 24 March', () => {
    const complaint = investigated(at('2026-03-12 10:00'));
    expect(runningClock(complaint, 'C0')?.dueAt).toEqual(at('2026-03-28 00:00'));
    expect(runningClock(complaint, 'C3')?.dueAt).toEqual(at('2026-03-20 00:00'));
    const planning = after(complaint, find, 'chen.gang', at('2026-03-19 15:00'));
    expect(runningClock(planning, 'C4')?.dueAt).toEqual(at('2026-03-25 00:00'));
  });

  it('example 3: eight working days over the National Day are cut to C0 minus two days, 2026-10-13', () => {
    const complaint = after(investigated(at('2026-09-30 09:00')), find, 'chen.gang', at('2026-10-12 15:00'));
    expect(runningClock(complaint, 'C0')?.dueAt).toEqual(at('2026-10-16 00:00'));
    expect(runningClock(complaint, 'C4')?.dueAt).toEqual(at('2026-10-14 00:00'));
  });

  it('is the one the reminders of C3 are counted from (example 1)', () => {
    const { '50%': half, due, '+2wd': later } = armed(investigated(at('2026-02-13 16:00')), 'C3');
    // 1.5 h on the 13th, 7 h on the 14th, three days from the 24th on: 29.5 h, of which half end on the 24th at 16:45.
    expect(half).toEqual(at('2026-02-24 16:45'));
    expect(due).toEqual(at('2026-02-27 07:00'));
    expect(later).toEqual(at('2026-03-01 07:00'));
  });

  it('has passed before it began when the findings come too late: all is told at once', () => {
    const late = after(investigated(at('2026-03-02 09:30')), find, 'chen.gang', at('2026-03-16 10:00'));
    const { '50%': half, '80%': most, due } = armed(late, 'C4');
    expect([half, most, due]).toEqual(Array(3).fill(at('2026-03-16 07:00')));
  });
});

describe('the moments of the stages (section 7), all of it on Monday 2026-03-02 09:30', () => {
  // 6.5 h of Monday and five days of 7 h: 41.5 h, of which half are 20 h 45 min and four fifths 33 h 12 min.
  it('C3: half, four fifths and the end of five working days, and two working days after it (the executive)', () => {
    expect(armed(inState('INVESTIGATING'), 'C3')).toEqual({
      '50%': at('2026-03-05 09:15'),
      '80%': at('2026-03-06 16:12'),
      due: at('2026-03-10 07:00'),
      '+2wd': at('2026-03-12 07:00'),
    });
  });

  it('C4: the same of three working days, and over a weekend no day of it is counted', () => {
    expect(armed(inState('PLANNING'), 'C4')).toMatchObject({
      due: at('2026-03-06 07:00'),
      '+2wd': at('2026-03-10 07:00'),
    });
  });

  it('C5: of three working days from the telling, and then no more: the lead names somebody else', () => {
    const complaint = after(inState('EXECUTING'), execute, 'wu.qian');
    expect(Object.keys(armed(complaint, 'C5'))).toEqual(['50%', '80%', 'due']);
    expect(armed(complaint, 'C5')['due']).toEqual(at('2026-03-06 07:00'));
    const clock = runningClock(complaint, 'C5');
    const most = clock && thresholdOf(complaint, clock, '80%', rules);
    expect(most && clock && recipientsOf(most, clock, complaint, org)).toEqual([{ userId: 'lin.tao' }]);
  });

  it('C2 is told to the head at the end of every working day after the due day', () => {
    let complaint = filed({ receivedAt: at('2026-03-05 09:30') });
    expect(armed(complaint, 'C2')['due']).toEqual(at('2026-03-05 15:00'));
    for (const [round, moment] of [
      [1, '2026-03-07 07:00'],
      [2, '2026-03-10 07:00'],
      [3, '2026-03-11 07:00'],
    ] as const) {
      expect(armed(complaint, 'C2')[`+1wd-${round}`]).toEqual(at(moment));
      complaint = reminded(complaint, 'C2-1', `+1wd-${round}`, at(moment));
    }
  });
});

describe('quiet hours (免打扰 22:00–07:00)', () => {
  it('hold back the card of a major case, not its calls (C1 major)', () => {
    const received = at('2026-03-02 22:30');
    const complaint = after(filed({ receivedAt: received }), classify('major'), 'zhou.min', received);
    expect(armed(complaint, 'C1')).toEqual({
      'major-1/3': at('2026-03-03 07:00'),
      'major-2/3': at('2026-03-02 22:50'),
      'major-due': at('2026-03-02 23:00'),
      'major-+30min': at('2026-03-02 23:30'),
    });
  });
});

describe('a clock set anew: C1 of a case found to be major after the ordinary limit passed (R5)', () => {
  it('calls the head again: the card of the ordinary limit was another threshold', () => {
    const late = reminded(filed(), 'C1-1', 'due', at('2026-03-02 11:30'));
    expect(armed(late, 'C1')).not.toHaveProperty('due');
    const complaint = after(late, classify('major'), 'zhou.min', at('2026-03-02 11:40'));
    expect(armed(complaint, 'C1')['major-due']).toEqual(at('2026-03-02 10:00'));
  });
});

describe('rounds that passed unseen (a letter of last week, R5; a service that was down)', () => {
  const receivedAt = at('2026-02-27 09:30');
  const now = at('2026-03-02 16:10');

  it('are told in one card, the last of them, and the next comes an hour of work after it', () => {
    const complaint = filed({ receivedAt, now });
    expect(armed(complaint, 'C1')['+1wh-1']).toEqual(at('2026-02-27 14:00'));

    const told = reminded(complaint, 'C1-1', '+1wh-1', now);
    // Four of Friday, seven of Saturday the 28th (a make-up day), six of Monday so far.
    expect(told.clocks.find(({ id }) => id === 'C1-1')?.fired).toEqual(['+1wh-17']);
    expect(armed(told, 'C1')).toMatchObject({ '+1wh-18': at('2026-03-02 17:00') });
    expect(armed(told, 'C1')).not.toHaveProperty('+1wh-2');
    const again = ruleOnReminder(
      told,
      { type: 'remind', clockId: 'C1-1', threshold: '+1wh-2' },
      context(now),
    );
    expect(again).toEqual({ refused: 'clock_stopped' });
  });

  it('are each told when each is looked at in time', () => {
    const first = reminded(filed(), 'C1-1', '+1wh-1', at('2026-03-02 14:00'));
    const second = reminded(first, 'C1-1', '+1wh-2', at('2026-03-02 15:00'));
    expect(second.clocks.find(({ id }) => id === 'C1-1')?.fired).toEqual(['+1wh-1', '+1wh-2']);
  });

  it('of a contact that was made are not told at all', () => {
    const spoken = after(after(filed(), contact, 'zhou.min'), classify(), 'zhou.min');
    expect(armed(after(spoken, assign, 'lin.tao'), 'C1')).toEqual({});
  });
});
