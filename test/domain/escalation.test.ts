import type { Complaint } from '../../src/domain/complaint';
import { ruleOnReminder } from '../../src/domain/decide-act';
import { deadlinesOf, recipientsOf, thresholdOf } from '../../src/domain/escalation';
import { isRefusal } from '../../src/domain/ruling';
import {
  after,
  assign,
  at,
  classify,
  contact,
  context,
  eventsOf,
  execute,
  filed,
  inState,
  MONDAY,
  org,
  rules,
  submit,
  armed,
  reminded,
} from '../support/builders';

/** Who is told at a threshold, and whether it is urgent. */
function told(complaint: Complaint, kind: string, name: string): readonly string[] {
  const clock = complaint.clocks.find((each) => each.kind === kind && !each.stoppedAt);
  const threshold = clock && thresholdOf(complaint, clock, name, rules);
  if (!threshold) throw new Error(`no threshold ${name}`);
  return [
    ...(threshold.mode === 'call' ? ['!'] : []),
    ...recipientsOf(threshold, clock, complaint, org).map(({ userId }) => userId),
  ];
}

const [INTAKE, CARD_LEAD, GENERAL_LEAD, HEAD, EXEC] = [
  'zhou.min',
  'lin.tao',
  'gao.yuan',
  'zhao.lei',
  'ma.wen',
];

describe('the escalation table (section 7), received Monday 2026-03-02 09:30', () => {
  it('C1: at 80 % the officer and the leads, at the end lead and head, then the head every working hour', () => {
    const complaint = filed();
    expect(armed(complaint, 'C1')).toEqual({
      '80%': at('2026-03-02 11:06'),
      due: at('2026-03-02 11:30'),
      '+1wh-1': at('2026-03-02 14:00'),
    });
    // No group yet: every lead may be the one.
    expect(told(complaint, 'C1', '80%')).toEqual([INTAKE, CARD_LEAD, GENERAL_LEAD]);
    expect(told(complaint, 'C1', 'due')).toEqual([CARD_LEAD, GENERAL_LEAD, HEAD]);
    expect(told(complaint, 'C1', '+1wh-1')).toEqual([HEAD]);
  });

  it('C1 of a major case: by the clock, urgent from 20 minutes on, up to the executive', () => {
    const complaint = after(filed(), classify('major'), 'zhou.min');
    expect(armed(complaint, 'C1')).toEqual({
      'major-1/3': at('2026-03-02 09:40'),
      'major-2/3': at('2026-03-02 09:50'),
      'major-due': at('2026-03-02 10:00'),
      'major-+30min': at('2026-03-02 10:30'),
    });
    expect(told(complaint, 'C1', 'major-1/3')).toEqual([INTAKE, CARD_LEAD]);
    expect(told(complaint, 'C1', 'major-2/3')).toEqual(['!', INTAKE, CARD_LEAD]);
    expect(told(complaint, 'C1', 'major-due')).toEqual(['!', HEAD]);
    expect(told(complaint, 'C1', 'major-+30min')).toEqual(['!', EXEC]);
  });

  it('C2: officer, lead, lead again, then the head every day', () => {
    const complaint = filed();
    expect(armed(complaint, 'C2')).toEqual({
      '50%': at('2026-03-02 11:30'),
      '80%': at('2026-03-02 14:12'),
      due: at('2026-03-02 15:00'),
      // The end of the next working day, told when the quiet hours are over.
      '+1wd-1': at('2026-03-04 07:00'),
    });
    expect(told(complaint, 'C2', '50%')).toEqual([INTAKE]);
    expect(told(complaint, 'C2', '80%')).toEqual([CARD_LEAD, GENERAL_LEAD]);
    expect(told(complaint, 'C2', '+1wd-1')).toEqual([HEAD]);
  });

  it('C3: whoever handles it, with the lead, lead and head, then the executive', () => {
    const complaint = inState('INVESTIGATING');
    expect(armed(complaint, 'C3')['due']).toEqual(at('2026-03-10 07:00'));
    expect(armed(complaint, 'C3')['+2wd']).toEqual(at('2026-03-12 07:00'));
    expect(told(complaint, 'C3', '50%')).toEqual(['chen.gang']);
    expect(told(complaint, 'C3', '80%')).toEqual(['chen.gang', CARD_LEAD]);
    expect(told(complaint, 'C3', 'due')).toEqual([CARD_LEAD, HEAD]);
    expect(told(complaint, 'C3', '+2wd')).toEqual([EXEC]);
  });

  it('C4 follows the case: to the engineer while it is planned, signed and carried out', () => {
    for (const state of ['PLANNING', 'AWAITING_APPROVAL', 'EXECUTING'] as const) {
      expect(told(inState(state), 'C4', '50%')).toEqual(['wu.qian']);
    }
  });

  it('C0: day 8 the owner, day 12 lead and head, a day before the end the head, at the end the executive', () => {
    const complaint = inState('INVESTIGATING');
    expect(armed(complaint, 'C0')).toEqual({
      '7/15': at('2026-03-10 07:00'),
      '11/15': at('2026-03-14 07:00'),
      // Calls know no quiet hours.
      '-24h': at('2026-03-17 00:00'),
      due: at('2026-03-18 00:00'),
    });
    expect(told(complaint, 'C0', '7/15')).toEqual(['chen.gang']);
    expect(told(complaint, 'C0', '11/15')).toEqual([CARD_LEAD, HEAD]);
    expect(told(complaint, 'C0', '-24h')).toEqual(['!', HEAD]);
    expect(told(complaint, 'C0', 'due')).toEqual(['!', EXEC]);
  });

  it('C5: the follow-up officer, then the lead', () => {
    const complaint = after(inState('EXECUTING'), execute, 'wu.qian');
    expect(Object.keys(armed(complaint, 'C5'))).toEqual(['50%', '80%', 'due']);
    expect(told(complaint, 'C5', '50%')).toEqual(['tang.xin']);
    expect(told(complaint, 'C5', 'due')).toEqual([CARD_LEAD]);
  });

  it('C6: whoever is to sign, urgently at the end, the next level up four working hours later', () => {
    const head = inState('AWAITING_APPROVAL');
    expect(armed(head, 'C6')).toEqual({
      '50%': at('2026-03-02 15:00'),
      '80%': at('2026-03-02 17:24'),
      due: at('2026-03-03 10:30'),
      '+4wh': at('2026-03-03 16:00'),
    });
    expect(told(head, 'C6', '80%')).toEqual([HEAD]);
    expect(told(head, 'C6', 'due')).toEqual(['!', HEAD]);
    expect(told(head, 'C6', '+4wh')).toEqual([EXEC]);
  });
});

describe('quiet hours', () => {
  it('hold back the call of a signature, which is none of those the table lets ring at night', () => {
    const late = at('2026-03-02 20:00');
    const shortly = { ...rules, approval: { ...rules.approval, head: { amount: 3, unit: 'h' } as const } };
    const complaint = after(inState('PLANNING'), submit(), 'wu.qian', late, { rules: shortly });
    const due = deadlinesOf(complaint, shortly).find(
      ({ clockId, threshold }) => clockId === 'C6-1' && threshold === 'due',
    );
    expect(due?.dueAt).toEqual(at('2026-03-03 07:00'));
  });
});

describe('a reminder', () => {
  it('is told once, marked late from the due moment on', () => {
    const early = reminded(filed(), 'C1-1', '80%', at('2026-03-02 11:06'));
    expect(armed(early, 'C1')).not.toHaveProperty('80%');
    const ruling = ruleOnReminder(early, { type: 'remind', clockId: 'C1-1', threshold: '80%' }, context());
    expect(isRefusal(ruling) && ruling.refused).toBe('clock_stopped');
    const due = ruleOnReminder(
      early,
      { type: 'remind', clockId: 'C1-1', threshold: 'due' },
      context(at('2026-03-02 11:30')),
    );
    expect(eventsOf(due)[0]).toMatchObject({ breached: true, urgent: false });
  });

  it('that repeats arms its next round, each an hour of work later', () => {
    let complaint = filed();
    for (const [round, next] of [
      [1, '2026-03-02 15:00'],
      [2, '2026-03-02 16:00'],
      [3, '2026-03-02 17:00'],
      [4, '2026-03-03 09:30'],
    ] as const) {
      complaint = reminded(complaint, 'C1-1', `+1wh-${round}`, MONDAY);
      expect(armed(complaint, 'C1')[`+1wh-${round + 1}`]).toEqual(at(next));
    }
  });

  it('of a stopped clock is not armed and not told', () => {
    const complaint = after(filed(), contact, 'zhou.min');
    expect(armed(complaint, 'C1')).toEqual({});
    const ruling = ruleOnReminder(
      complaint,
      { type: 'remind', clockId: 'C1-1', threshold: 'due' },
      context(),
    );
    expect(isRefusal(ruling) && ruling.refused).toBe('clock_stopped');
  });

  it('is refused for a threshold no table knows, and for a closed case', () => {
    const ask = (complaint: Complaint, threshold: string) =>
      ruleOnReminder(complaint, { type: 'remind', clockId: 'C0-1', threshold }, context());
    expect(ask(filed(), 'nonsense')).toMatchObject({ refused: 'clock_stopped' });
    expect(ask(inState('CLOSED'), 'due')).toMatchObject({ refused: 'clock_stopped' });
  });

  it('nothing is armed of a closed case', () => {
    expect(deadlinesOf(inState('CLOSED', { level: 'major' }), rules)).toEqual([]);
  });

  it('a major case found so after the contact is not pressed for one', () => {
    const complaint = after(
      after(after(filed(), contact, 'zhou.min'), classify('major'), 'zhou.min'),
      assign,
      'lin.tao',
    );
    expect(armed(complaint, 'C1')).toEqual({});
  });
});
