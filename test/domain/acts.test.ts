import { runningClock } from '../../src/domain/complaint';
import { ruleOn, type Act } from '../../src/domain/decide-act';
import { register } from '../../src/domain/acts/register';
import { documentNo, parseCaseNumber, projectNo } from '../../src/domain/number';
import { isRefusal } from '../../src/domain/ruling';
import {
  after,
  assign,
  at,
  classification,
  classify,
  contact,
  context,
  decision,
  execute,
  filed,
  find,
  inState,
  MONDAY,
  org,
  person,
  unreached,
} from '../support/builders';

function refused(
  complaint: Parameters<typeof ruleOn>[0],
  act: Act,
  by: string,
  now = MONDAY,
): string | undefined {
  const ruling = ruleOn(complaint, act, person(by), context(now));
  return isRefusal(ruling) ? ruling.refused : undefined;
}

describe('registering (T1, R18)', () => {
  it('starts the three clocks at the true time of receipt, be it days ago (R5)', () => {
    const receivedAt = at('2026-02-27 10:00');
    const complaint = filed({ receivedAt, now: MONDAY });
    expect(complaint.clocks.map(({ kind, startAt }) => [kind, startAt])).toEqual([
      ['C0', receivedAt],
      ['C1', receivedAt],
      ['C2', receivedAt],
    ]);
    expect(complaint.registeredAt).toEqual(MONDAY);
  });

  it('is refused for a receipt in the future', () => {
    const act = {
      type: 'register',
      complaintId: 'x',
      receivedAt: at('2026-03-02 09:31'),
      suggested: {},
    } as const;
    expect(register(act, person('zhou.min'), context())).toMatchObject({
      refused: 'received_in_future',
      rule: 'R5',
    });
  });

  it('is the intake officer’s alone', () => {
    const act = { type: 'register', complaintId: 'x', receivedAt: MONDAY, suggested: {} } as const;
    expect(register(act, person('zhao.lei'), context())).toMatchObject({
      refused: 'not_permitted',
      rule: 'R18',
    });
  });
});

describe('contact (R5)', () => {
  it('stops C1 the first time, and is noted ever after', () => {
    const once = after(filed(), contact, 'zhou.min', at('2026-03-02 10:00'));
    expect(runningClock(once, 'C1')).toBeUndefined();
    const twice = after(once, contact, 'zhou.min', at('2026-03-02 11:00'));
    expect(twice.contacts).toHaveLength(2);
    expect(twice.clocks.find(({ kind }) => kind === 'C1')?.stoppedAt).toEqual(at('2026-03-02 10:00'));
  });
});

describe('classifying (T2, R19)', () => {
  it('stops C2, starts C3 and names the group of the business (R9)', () => {
    const complaint = after(filed(), classify(), 'zhou.min');
    expect(complaint.groupId).toBe('card');
    expect(runningClock(complaint, 'C2')).toBeUndefined();
    expect(runningClock(complaint, 'C3')?.startAt).toEqual(MONDAY);
  });

  it('as major shortens the first contact to thirty minutes from receipt, if nobody has called yet', () => {
    const complaint = after(filed(), classify('major'), 'zhou.min', at('2026-03-02 09:40'));
    expect(runningClock(complaint, 'C1')?.dueAt).toEqual(at('2026-03-02 10:00'));
    const called = after(after(filed(), contact, 'zhou.min'), classify('major'), 'zhou.min');
    expect(runningClock(called, 'C1')).toBeUndefined();
  });

  it('is refused to whoever has an interest in the case (L4)', () => {
    const act: Act = { type: 'classify', classification: classification(), conflict: true };
    expect(refused(filed(), act, 'zhou.min')).toBe('conflict_of_interest');
  });
});

describe('assigning (T5, L4)', () => {
  it.each([
    ['the intake officer of the case', 'zhou.min'],
    ['an analyst of another group', 'he.li'],
    ['somebody of another post', 'wu.qian'],
    ['nobody we know', 'nobody'],
  ])('is refused for %s', (_who, invest) => {
    expect(refused(inState('CLASSIFIED'), { type: 'assign', invest }, 'lin.tao')).toBe('not_a_candidate');
  });

  it('is refused for the intake officer of the case also when they are an analyst too', () => {
    const people = new Map(org.people).set('zhou.min', {
      ...person('zhou.min'),
      roles: ['INTAKE', 'INVEST'],
    });
    const act: Act = { type: 'assign', invest: 'zhou.min' };
    const more = { org: { ...org, people } };
    const ruling = ruleOn(inState('CLASSIFIED'), act, person('lin.tao'), context(MONDAY, more));
    expect(ruling).toMatchObject({ refused: 'not_a_candidate', rule: 'L4' });
  });

  it.each(['chen.gang', 'song.yang'])('takes %s, of the group or of none', (invest) => {
    expect(after(inState('CLASSIFIED'), { type: 'assign', invest }, 'lin.tao').team.invest).toBe(invest);
  });
});

describe('findings (T6, R20)', () => {
  const act = (finding: object): Act => ({
    type: 'find',
    finding: { liability: 'bank', grounds: '查实', ...finding },
  });

  it('need evidence, or a written reason why there is none', () => {
    const complaint = inState('INVESTIGATING');
    expect(refused(complaint, act({}), 'chen.gang')).toBe('finding_needs_evidence');
    expect(refused(complaint, act({ noEvidenceReason: '录像已覆盖' }), 'chen.gang')).toBeUndefined();
  });

  it('come after the complainant was spoken to', () => {
    const silent = after(after(filed(), classify(), 'zhou.min'), assign, 'lin.tao');
    expect(refused(silent, find, 'chen.gang')).toBe('contact_missing');
    expect(refused(after(silent, contact, 'chen.gang'), find, 'chen.gang')).toBeUndefined();
  });

  it('go to the solution engineer with the fewest open cases', () => {
    const busy = (userId: string) => (userId === 'wu.qian' ? 3 : 1);
    expect(after(inState('INVESTIGATING'), find, 'chen.gang', MONDAY, { load: busy }).team.solve).toBe(
      'deng.chao',
    );
  });
});

describe('execution (T11, R21, L2)', () => {
  it.each([
    ['without proof of the measures', { proof: '', notice: { mode: 'phone', proof: '已告知' } }],
    ['without proof of the telling', { proof: '流水', notice: { mode: 'phone', proof: '' } }],
  ] as const)('is refused %s', (_what, fields) => {
    expect(refused(inState('EXECUTING'), { type: 'execute', ...fields }, 'wu.qian')).toBe('proof_missing');
  });

  it('stops the statutory clock and C4 and starts the follow-up', () => {
    const now = at('2026-03-03 10:00');
    const complaint = after(inState('EXECUTING'), execute, 'wu.qian', now);
    expect(complaint.clocks.filter(({ stoppedAt }) => !stoppedAt).map(({ kind }) => kind)).toEqual(['C5']);
    expect(complaint.clocks.find(({ kind }) => kind === 'C0')?.stoppedAt).toEqual(now);
  });
});

describe('follow-up (T12, R22)', () => {
  it('needs a score when somebody was reached', () => {
    const act: Act = { type: 'follow_up', attempt: { reached: true, mode: 'phone' } };
    expect(refused(inState('FOLLOW_UP'), act, 'tang.xin')).toBe('score_missing');
  });

  it.each([0, 6, 4.5, Number.NaN])('takes no score of %d: they go from 1 to 5', (score) => {
    const act: Act = { type: 'follow_up', attempt: { reached: true, mode: 'phone', score } };
    expect(refused(inState('FOLLOW_UP'), act, 'tang.xin')).toBe('score_missing');
  });

  it('ends unreached after three attempts on two days, not on one', () => {
    const days = (...moments: string[]) =>
      moments.reduce(
        (complaint, moment) => after(complaint, unreached, 'tang.xin', at(moment)),
        inState('FOLLOW_UP'),
      ).state;
    expect(days('2026-03-03 09:00', '2026-03-03 11:00', '2026-03-03 15:00')).toBe('FOLLOW_UP');
    expect(days('2026-03-03 09:00', '2026-03-04 11:00')).toBe('FOLLOW_UP');
    expect(days('2026-03-03 09:00', '2026-03-03 23:59', '2026-03-04 00:00')).toBe('CLOSED');
  });
});

describe('words that say nothing', () => {
  it.each<[string, Act, Parameters<typeof inState>[0], string]>([
    ['a contact', { type: 'contact', mode: 'phone', note: '  ' }, 'RECEIVED', 'zhou.min'],
    [
      'a finding without grounds',
      { type: 'find', finding: { liability: 'bank', grounds: ' ', evidence: '流水' } },
      'INVESTIGATING',
      'chen.gang',
    ],
    [
      'a plan without an answer (L2)',
      { type: 'submit', decision: 'upheld', actions: [{ text: '致歉', amountFen: 0 }], notice: '\u3000' },
      'PLANNING',
      'wu.qian',
    ],
  ])('%s is refused', (_what, act, state, by) => {
    expect(refused(inState(state), act, by)).toBe('text_missing');
  });

  it('evidence of blanks is none (R20), a return of blanks has no reason (T8)', () => {
    const blank: Act = { type: 'find', finding: { liability: 'bank', grounds: '查实', evidence: ' ' } };
    expect(refused(inState('INVESTIGATING'), blank, 'chen.gang')).toBe('finding_needs_evidence');
    const open = inState('AWAITING_APPROVAL');
    expect(refused(open, decision(open, 'returned', ' '), 'zhao.lei')).toBe('reason_missing');
  });
});

describe('numbers (R25)', () => {
  const PATTERN = /^[A-Z]{2,4}\d{8}-\d{8}-[A-Z]{2}(\d{2})?$/u;

  it('are written 项目编号-日期-类型, by the date of Shanghai', () => {
    expect(projectNo('KFB', 2026, 123)).toBe('KFB26000123');
    expect(documentNo('KFB26000123', at('2026-03-12 00:00'), 'SL')).toBe('KFB26000123-20260312-SL');
    expect(documentNo('KFB26000123', at('2026-03-12 23:59'), 'FA', 2)).toBe('KFB26000123-20260312-FA02');
  });

  it('of one case are all different and all of the pattern', () => {
    const numbers = inState('CLOSED', { level: 'major' }).documents.map(({ no }) => no);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const no of numbers) expect(no).toMatch(PATTERN);
  });

  it('of one type on one day get ordinals, on the next day they begin anew', () => {
    let complaint = inState('FOLLOW_UP');
    for (const moment of ['2026-03-03 09:00', '2026-03-03 10:00', '2026-03-04 09:00']) {
      complaint = after(complaint, unreached, 'tang.xin', at(moment));
    }
    expect(complaint.documents.filter(({ type }) => type === 'HF').map(({ no }) => no)).toEqual([
      'KFB26000001-20260303-HF01',
      'KFB26000001-20260303-HF02',
      'KFB26000001-20260304-HF01',
    ]);
  });

  it.each([
    ['KFB26000001', 'KFB26000001'],
    ['kfb26000001-20261123-sl', 'KFB26000001'],
    ['ＫＦＢ２６００００１２', 'KFB26000012'],
    ['ＫＦＢ２６００００１２－２０２６１１２３－ＳＬ', 'KFB26000012'],
    ['KFB 26000001 — 20261123 — FA02', 'KFB26000001'],
    ['KFB2600000', undefined],
    ['13812345678', undefined],
  ])('%s is read as people type it', (typed, no) => {
    expect(parseCaseNumber(typed)).toBe(no);
  });
});
