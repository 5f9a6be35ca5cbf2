import type { ClockKind, Complaint } from '../../src/domain/complaint';
import { deadlinesOf, latestOf, recipientsOf, thresholdOf } from '../../src/domain/escalation';
import { after, armed, at, decision, filed, inState, org, rules } from '../support/builders';

/** The last clock of a kind: C6 runs once a signature. */
function clockOf(complaint: Complaint, kind: ClockKind) {
  const clock = complaint.clocks.filter((each) => each.kind === kind).at(-1);
  if (!clock) throw new Error(`no clock ${kind}`);
  return clock;
}

function toldOf(complaint: Complaint, kind: ClockKind, name: string): readonly string[] {
  const clock = clockOf(complaint, kind);
  const threshold = thresholdOf(complaint, clock, name, rules);
  if (!threshold) throw new Error(`no threshold ${name}`);
  return recipientsOf(threshold, clock, complaint, org).map(({ userId }) => userId);
}

const LARGE = { actions: [{ text: '退款', amountFen: 10_000_001 }] };
const head = inState('AWAITING_APPROVAL', LARGE);
const exec = after(head, decision(head), 'zhao.lei');
const finance = after(exec, decision(exec), 'ma.wen');

describe('who is told (section 7)', () => {
  it.each<[string, Complaint, ClockKind, string, readonly string[]]>([
    ['C2 due: the leads, who must classify or reassign', filed(), 'C2', 'due', ['lin.tao', 'gao.yuan']],
    ['C5 80 %: the lead', inState('FOLLOW_UP'), 'C5', '80%', ['lin.tao']],
    ['C6 late with the head: the executive', head, 'C6', '+4wh', ['ma.wen']],
    ['C6 late with the executive: nobody is above', exec, 'C6', '+4wh', ['ma.wen']],
    ['C6 late with finance: the head', finance, 'C6', '+4wh', ['zhao.lei']],
    ['C6 due with finance: every officer of it', finance, 'C6', 'due', ['qian.feng', 'sun.rui']],
  ])('%s', (_what, complaint, kind, name, who) => {
    expect(toldOf(complaint, kind, name)).toEqual(who);
  });

  it('nobody, where a post is vacant or no signature is asked for', () => {
    const { intake } = head.team;
    expect(toldOf({ ...inState('FOLLOW_UP'), team: { intake } }, 'C5', '50%')).toEqual([]);
    expect(toldOf({ ...inState('INVESTIGATING'), team: { intake } }, 'C3', '50%')).toEqual([]);
    expect(toldOf(inState('EXECUTING'), 'C6', 'due')).toEqual([]);
    expect(toldOf(inState('EXECUTING'), 'C6', '+4wh')).toEqual(['ma.wen']);
  });

  it('each once, though he be told in two posts', () => {
    const lead = { ...inState('INVESTIGATING'), team: { intake: 'zhou.min', invest: 'lin.tao' } };
    expect(toldOf(lead, 'C3', '80%')).toEqual(['lin.tao']);
  });
});

describe('a threshold', () => {
  it('is told by a card or by a call, and by nothing else (R62, R63)', () => {
    const cases = [filed(), inState('CLASSIFIED', { level: 'major' }), inState('PLANNING'), head];
    for (const complaint of [...cases, inState('FOLLOW_UP')]) {
      for (const clock of complaint.clocks) {
        for (const { threshold } of deadlinesOf({ ...complaint, clocks: [clock] }, rules)) {
          expect(['card', 'call']).toContain(thresholdOf(complaint, clock, threshold, rules)?.mode);
        }
      }
    }
  });

  it.each([
    ['C1', '80-1'],
    ['C1', 'due-2'],
    ['C1', 'hourly1'],
    ['C1', '80 '],
    ['C2', '+1wh-1'],
    ['C0', '+1wd-1'],
  ] as const)('of %s is not called %s: only what repeats has rounds, each of its own clock', (kind, name) => {
    expect(thresholdOf(filed(), clockOf(filed(), kind), name, rules)).toBeUndefined();
  });

  it('that repeats is found by any of its rounds', () => {
    const [one, many] = ['+1wh-1', '+1wh-12'].map((name) =>
      thresholdOf(filed(), clockOf(filed(), 'C1'), name, rules),
    );
    expect(one?.id).toBe('+1wh');
    expect(many).toEqual(one);
  });
});

describe('of rounds that passed meanwhile only the last is told', () => {
  const clock = clockOf(filed(), 'C1');
  const hourly = thresholdOf(filed(), clock, '+1wh-1', rules);
  const latest = (now: string, from = '+1wh-1') => hourly && latestOf(clock, hourly, from, at(now), rules);

  it.each([
    ['a minute before the second', '2026-03-02 14:59', '+1wh-1'],
    ['on the stroke of the second', '2026-03-02 15:00', '+1wh-2'],
    ['a night later', '2026-03-03 09:29', '+1wh-4'],
    ['and a minute', '2026-03-03 09:30', '+1wh-5'],
  ])('%s', (_when, now, name) => {
    expect(latest(now)).toBe(name);
  });

  it('never one that was told before', () => {
    expect(latest('2026-03-02 14:00', '+1wh-3')).toBe('+1wh-3');
  });

  it('and what does not repeat keeps its name, however late', () => {
    const due = thresholdOf(filed(), clock, 'due', rules);
    expect(due && latestOf(clock, due, 'due', at('2026-04-01 09:00'), rules)).toBe('due');
  });

  it('the next round armed is the one after the last that was told, in whatever order', () => {
    const fired = (...names: readonly string[]): Complaint => ({
      ...filed(),
      clocks: [{ ...clock, fired: names }],
    });
    expect(Object.keys(armed(fired('80%', '+1wh-3', '+1wh-1'), 'C1'))).toEqual(['due', '+1wh-4']);
    expect(Object.keys(armed(fired('due'), 'C1'))).toEqual(['80%', '+1wh-1']);
  });
});
