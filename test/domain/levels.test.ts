import { openApproval } from '../../src/domain/complaint';
import type { Act } from '../../src/domain/decide-act';
import { nextStep } from '../../src/domain/gates';
import {
  after,
  APOLOGY,
  at,
  classification,
  classify,
  filed,
  inState,
  MONDAY,
  rules,
  signed,
  refusedOf,
  submit,
} from '../support/builders';
import { approved } from '../support/side-states';

const LIMIT = 10_000_000;

describe('重大情形 (R23) raise the level by themselves', () => {
  const classified = (circumstances: object, more: object = {}) =>
    after(
      { ...inState('RECEIVED'), ...more },
      { ...(classify() as Act & { type: 'classify' }), circumstances: { reasons: [], ...circumstances } },
      'zhou.min',
    );

  it.each<[string, object, readonly string[]]>([
    ['four complainants', { complainants: 4 }, []],
    ['five complainants', { complainants: 5 }, ['complainants']],
    ['nineteen together in person', { complainants: 19, inPerson: true }, ['complainants']],
    ['twenty together in person', { complainants: 20, inPerson: true }, ['crowd', 'complainants']],
    ['twenty, each by letter', { complainants: 20 }, ['complainants']],
    ['a suspected crime', { reasons: ['crime'] }, ['crime']],
    ['a leak and the media', { reasons: ['leak', 'media'] }, ['leak', 'media']],
    ['nothing of the kind', {}, []],
  ])('%s', (_what, circumstances, reasons) => {
    const complaint = classified(circumstances);
    expect(complaint.majorReasons).toEqual(reasons);
    expect(complaint.classification?.level).toBe(reasons.length > 0 ? 'major' : 'general');
  });

  it('media as the way it came in, and an amount over the limit', () => {
    expect(classified({}, { source: 'media' }).majorReasons).toEqual(['media']);
    expect(classified({}, { claimedFen: LIMIT + 1 }).majorReasons).toEqual(['amount']);
    expect(classified({}, { claimedFen: LIMIT }).majorReasons).toEqual([]);
  });

  it('only those the rules list', () => {
    const fewer = {
      ...rules,
      major: { ...rules.major, reasons: rules.major.reasons.filter((each) => each !== 'amount') },
    };
    const complaint = after(
      { ...inState('RECEIVED'), claimedFen: LIMIT + 1 },
      classify(),
      'zhou.min',
      MONDAY,
      { rules: fewer },
    );
    expect(complaint.classification?.level).toBe('general');
  });

  it('the classification keeps the version of the code tables it was made by (R19)', () => {
    expect(classified({}).classification).toEqual({ ...classification(), table: '2026-01' });
  });
});

describe('调整级别 (T22, R23)', () => {
  const to = (level: 'general' | 'complex' | 'major', reason = '媒体报道'): Act => ({
    type: 'relevel',
    to: level,
    reason,
  });

  it('the lead raises, the head lowers, neither does the other’s', () => {
    const complaint = inState('INVESTIGATING', { level: 'complex' });
    expect(refusedOf(complaint, to('general'), 'lin.tao')).toEqual({
      refused: 'downgrade_by_head',
      rule: 'R23',
    });
    expect(refusedOf(complaint, to('major'), 'zhao.lei')).toEqual({
      refused: 'upgrade_by_lead',
      rule: 'T22',
    });
    expect(after(complaint, to('major'), 'lin.tao').classification?.level).toBe('major');
    expect(after(complaint, to('general'), 'zhao.lei').classification?.level).toBe('general');
  });

  it('needs a reason, a change, and a classification', () => {
    const complaint = inState('INVESTIGATING');
    expect(refusedOf(complaint, to('major', ''), 'lin.tao')?.refused).toBe('reason_missing');
    expect(refusedOf(complaint, to('general'), 'lin.tao')?.refused).toBe('level_unchanged');
    expect(refusedOf(inState('RECEIVED'), to('major'), 'zhao.lei')?.refused).toBe('wrong_state');
  });

  it('raised to major while signatures are given, the gates are others and all is signed anew', () => {
    const half = approved(inState('AWAITING_APPROVAL'), 'zhao.lei');
    const raised = after(half, to('major'), 'lin.tao');
    expect(openApproval(raised, 'plan')).toMatchObject({ gates: ['G0', 'G1'], role: 'HEAD' });
    expect(signed(raised).state).toBe('EXECUTING');
    const plan = raised.plan;
    expect(plan && nextStep(signed(raised), plan, rules, [])).toBeUndefined();
  });

  it('raised from general to complex no gate is another one, and the signatures stay', () => {
    const half = approved(inState('AWAITING_APPROVAL'), 'zhao.lei');
    expect(after(half, to('complex'), 'lin.tao').approvals).toEqual(half.approvals);
  });

  it('an uncontacted case raised to major is to be contacted within the half hour of its receipt (R5)', () => {
    const complaint = after(after(filed(), classify(), 'zhou.min'), to('major'), 'lin.tao');
    expect(complaint.clocks.find(({ kind }) => kind === 'C1')?.dueAt).toEqual(at('2026-03-02 10:00'));
  });

  it('the head’s downgrade stands against the same amount, with the reason kept', () => {
    const planning = inState('PLANNING', { claimedFen: LIMIT + 1 });
    expect(planning.classification?.level).toBe('major');
    const lowered = after(planning, to('complex', '金额已核实为误报'), 'zhao.lei');
    const open = after(lowered, submit({ actions: APOLOGY }), 'wu.qian');
    expect(open.classification?.level).toBe('complex');
    expect(open.approvals.at(-1)?.required).toEqual(['G0', 'G2']);
  });
});
