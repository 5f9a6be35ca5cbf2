import { emergencyState, isBackfillOverdue, runningClock, type Complaint } from '../../src/domain/complaint';
import { ruleOn, type Act } from '../../src/domain/decide-act';
import { noticesFor } from '../../src/domain/notices';
import { isRefusal } from '../../src/domain/ruling';
import type { Rules } from '../../src/domain/rules';
import {
  after,
  at,
  classify,
  context,
  decision,
  eventsOf,
  filed,
  followUp,
  inState,
  MONDAY,
  org,
  person,
  rules,
  signed,
  submit,
  APOLOGY,
  execute,
  find,
} from '../support/builders';
import { approved, did, SAMPLES } from '../support/side-states';

const emergency = SAMPLES.emergency.act as Act & { type: 'emergency' };
const act = (complaint: Complaint, more: Partial<typeof emergency> = {}, now = MONDAY) =>
  after(complaint, { ...emergency, ...more }, 'zhou.min', now);
const statesOf = ({ emergencies }: Complaint) => emergencies.map(emergencyState);
const refusedOf = (complaint: Complaint, what: Act, by = 'zhou.min', now = MONDAY, more = {}) => {
  const ruling = ruleOn(complaint, what, person(by), context(now, more));
  return isRefusal(ruling) ? ruling : undefined;
};

describe('先行处理 (R35, T24)', () => {
  it('acts first: the case stays where it is, and the form is owed from the act on (C7)', () => {
    const acted = act(inState('INVESTIGATING'));
    expect(acted.state).toBe('INVESTIGATING');
    expect(statesOf(acted)).toEqual(['ACTED']);
    expect(runningClock(acted, 'C7')?.dueAt).toEqual(at('2026-03-03 09:30'));
  });

  it('filed an hour too late the overdue mark stays, even when ratified (example 7)', () => {
    const acted = act(
      filed({ receivedAt: at('2026-03-06 10:00') }),
      { actedAt: at('2026-03-07 02:00') },
      at('2026-03-07 02:10'),
    );
    expect(runningClock(acted, 'C7')?.dueAt).toEqual(at('2026-03-08 02:00'));
    const filedForm = did(acted, 'backfill', at('2026-03-08 03:00'));
    const ratified = approved(filedForm, 'zhao.lei', at('2026-03-08 10:00'));
    expect(statesOf(ratified)).toEqual(['RATIFIED']);
    for (const complaint of [filedForm, ratified]) {
      const [one] = complaint.emergencies;
      expect(one && isBackfillOverdue(complaint, one, at('2026-03-09 00:00'))).toBe(true);
    }
  });

  it('filed in time it is not overdue, and unfiled it is as soon as C7 is past', () => {
    const acted = act(filed());
    const [one] = acted.emergencies;
    expect(one && isBackfillOverdue(acted, one, at('2026-03-03 09:30'))).toBe(false);
    expect(one && isBackfillOverdue(acted, one, at('2026-03-03 09:31'))).toBe(true);
    const form = did(acted, 'backfill', at('2026-03-03 09:00'));
    expect(form.emergencies[0] && isBackfillOverdue(form, form.emergencies[0], at('2026-03-05 09:00'))).toBe(
      false,
    );
  });

  it.each<[string, Partial<typeof emergency>, object]>([
    ['a reason that is not listed', { reason: 'whim' }, { refused: 'emergency_not_listed', rule: 'R35' }],
    ['a name of the prototype', { reason: 'constructor' }, { refused: 'emergency_not_listed' }],
    ['a cost over the limit', { costFen: 1 }, { refused: 'emergency_too_dear', limitFen: 0 }],
    ['a cost that is no amount', { costFen: 0.1 + 0.2 }, { refused: 'amount_invalid' }],
    ['no action', { action: '' }, { refused: 'text_missing' }],
    ['no witness', { witness: ' ' }, { refused: 'text_missing' }],
    ['a moment to come', { actedAt: at('2026-03-02 09:31') }, { refused: 'received_in_future' }],
    ['a moment before the complaint', { actedAt: at('2026-03-02 09:29') }, { refused: 'received_in_future' }],
  ])('with %s is refused', (_what, more, refusal) => {
    expect(refusedOf(filed(), { ...emergency, ...more })).toMatchObject(refusal);
  });

  it('up to the limit it may cost', () => {
    const dearer: Rules = { ...rules, emergency: { ...rules.emergency, maxFen: 5_000 } };
    expect(
      refusedOf(filed(), { ...emergency, costFen: 5_000 }, 'zhou.min', MONDAY, { rules: dearer }),
    ).toBeUndefined();
    expect(
      refusedOf(filed(), { ...emergency, costFen: 5_001 }, 'zhou.min', MONDAY, { rules: dearer }),
    ).toMatchObject({
      refused: 'emergency_too_dear',
    });
  });

  it('the head hears of it at once, urgently, and the officer is asked for the form (T24)', () => {
    const before = filed();
    const events = eventsOf(ruleOn(before, emergency, person('zhou.min'), context()));
    const told = events.flatMap((event) => noticesFor(event, act(before), org));
    expect(told.map(({ to, kind }) => `${to} ${kind}`)).toEqual(['zhao.lei emergency', 'zhou.min task']);
  });
});

describe('补办与追认 (T25, G4)', () => {
  it('is ratified by the head, and by the executive when the matter is over the limit', () => {
    const small = did(act(filed()), 'backfill');
    expect(small.approvals.at(-1)).toMatchObject({
      gates: ['G4'],
      role: 'HEAD',
      subject: 'backfill',
      about: 1,
    });
    const large = did(act(filed({ claimedFen: 10_000_001 })), 'backfill');
    expect(large.approvals.at(-1)).toMatchObject({ gates: ['G4'], role: 'EXEC' });
    expect(did(act(filed({ claimedFen: 10_000_000 })), 'backfill').approvals.at(-1)).toMatchObject({
      role: 'HEAD',
    });
  });

  it('never by whoever acted, be they the head', () => {
    const people = new Map(org.people);
    people.set('zhou.min', { ...person('zhou.min'), roles: ['INTAKE', 'HEAD'] });
    const form = did(act(filed()), 'backfill');
    const ruling = ruleOn(
      form,
      decision(form),
      { ...person('zhou.min'), roles: ['INTAKE', 'HEAD'] },
      context(MONDAY, { org: { ...org, people } }),
    );
    expect(ruling).toMatchObject({ refused: 'not_the_approver' });
  });

  it('disallowed it is settled too, with the opinion kept, and officer and lead are told', () => {
    const form = did(act(filed()), 'backfill');
    const disallowed = after(form, decision(form, 'returned', '不符合制度规定'), 'zhao.lei');
    expect(statesOf(disallowed)).toEqual(['DISALLOWED']);
    expect(disallowed.emergencies[0]?.settled).toMatchObject({
      result: 'disallowed',
      opinion: '不符合制度规定',
    });
    expect(runningClock(disallowed, 'C6')).toBeUndefined();
  });

  it('nothing is filed that is not owed, and no form is empty', () => {
    expect(refusedOf(filed(), SAMPLES.backfill.act)).toMatchObject({
      refused: 'no_backfill_owed',
      rule: 'R35',
    });
    expect(refusedOf(did(act(filed()), 'backfill'), SAMPLES.backfill.act)).toMatchObject({
      refused: 'no_backfill_owed',
    });
    expect(refusedOf(act(filed()), { type: 'backfill', text: '' })).toMatchObject({
      refused: 'text_missing',
    });
  });

  it('two acts are two debts, each with its own clock and signature', () => {
    const twice = act(act(filed()), { action: '再次安抚' });
    expect(twice.clocks.filter(({ kind }) => kind === 'C7').map(({ id }) => id)).toEqual(['C7-1', 'C7-2']);
    const one = did(twice, 'backfill');
    expect(
      one.clocks.filter(({ kind, stoppedAt }) => kind === 'C7' && !stoppedAt).map(({ id }) => id),
    ).toEqual(['C7-2']);
    expect(statesOf(one)).toEqual(['BACKFILLED', 'ACTED']);
    const both = did(one, 'backfill');
    expect(both.approvals.filter(({ subject }) => subject === 'backfill').map(({ about }) => about)).toEqual([
      1, 2,
    ]);
  });
});

describe('先行处理 by one tap (R35)', () => {
  const bare = { type: 'emergency', reason: 'churn', costFen: 0, actedAt: MONDAY } as const;
  const text = '客户扬言销户，已当面安抚，情绪平稳';
  const acted = after(inState('INVESTIGATING'), bare, 'zhou.min');

  it('says the reason and the moment, and owes the rest', () => {
    const [one] = acted.emergencies;
    expect(one).toMatchObject({ reason: 'churn', by: 'zhou.min', actedAt: MONDAY });
    expect(one).not.toHaveProperty('action');
    expect(one).not.toHaveProperty('witness');
    expect(refusedOf(inState('INVESTIGATING'), { ...bare, action: ' ' })?.refused).toBe('text_missing');
    expect(refusedOf(inState('INVESTIGATING'), { ...bare, witness: ' ' })?.refused).toBe('text_missing');
  });

  it('was done now, when no moment is said', () => {
    const now = at('2026-03-02 10:15');
    const [one] = after(
      inState('INVESTIGATING'),
      { type: 'emergency', reason: 'churn', costFen: 0 },
      'zhou.min',
      now,
    ).emergencies;
    expect(one?.actedAt).toEqual(now);
  });

  it('the form tells what was done and who saw it, or it is none', () => {
    const forms = [
      {},
      { action: '当面安抚' },
      { witness: '值班经理' },
      { action: ' ', witness: '值班经理' },
      { action: '当面安抚', witness: ' ' },
    ];
    for (const form of forms)
      expect(refusedOf(acted, { type: 'backfill', text, ...form })).toEqual({
        ...{ refused: 'emergency_unexplained', rule: 'R35' },
      });
    const whole = after(
      acted,
      { type: 'backfill', text, action: '当面安抚', witness: '值班经理' },
      'zhou.min',
    );
    expect(whole.emergencies[0]).toMatchObject({ action: '当面安抚', witness: '值班经理', form: { text } });
  });

  it('what was told with the act stands, whatever the form says', () => {
    const half = after(inState('INVESTIGATING'), { ...bare, action: '已止付' }, 'zhou.min');
    const form: Act = { type: 'backfill', text, action: '当面安抚', witness: '值班经理' };
    expect(after(half, form, 'zhou.min').emergencies[0]).toMatchObject({
      ...{ action: '已止付', witness: '值班经理' },
    });
    const seen = after(inState('INVESTIGATING'), { ...bare, witness: '保安' }, 'zhou.min');
    expect(after(seen, form, 'zhou.min').emergencies[0]).toMatchObject({
      ...{ action: '当面安抚', witness: '保安' },
    });
    const told = eventsOf(ruleOn(act(inState('INVESTIGATING')), form, person('zhou.min'), context()));
    expect(told.find(({ type }) => type === 'backfilled')).not.toHaveProperty('completes');
  });
});

describe('a case with an unsettled emergency act (R35)', () => {
  /** In follow-up with one act whose form was not filed. */
  const owing = (): Complaint => {
    const begun = act(after(after(filed(), SAMPLES.contact.act, 'zhou.min'), classify(), 'zhou.min'));
    const planned = after(
      after(after(begun, SAMPLES.assign.act, 'lin.tao'), find, 'chen.gang'),
      submit({ actions: APOLOGY }),
      'wu.qian',
    );
    return after(signed(planned), execute, 'wu.qian');
  };

  it('does not close by its survey; it closes by itself when the act is settled', () => {
    const surveyed = after(owing(), followUp(), 'tang.xin');
    expect(surveyed.state).toBe('FOLLOW_UP');
    expect(surveyed.attempts).toHaveLength(1);
    const form = did(surveyed, 'backfill');
    expect(form.state).toBe('FOLLOW_UP');
    expect(approved(form, 'zhao.lei').state).toBe('CLOSED');
    expect(after(form, decision(form, 'returned', '不符合制度规定'), 'zhao.lei').state).toBe('CLOSED');
  });

  it('settled before the survey, it closes by the survey', () => {
    const settled = approved(did(owing(), 'backfill'), 'zhao.lei');
    expect(settled.state).toBe('FOLLOW_UP');
    expect(after(settled, followUp(), 'tang.xin').state).toBe('CLOSED');
  });

  it.each(['decline', 'merge'] as const)('is refused %s', (type) => {
    const owed = act(inState('CLASSIFIED'));
    const ruling = ruleOn(
      owed,
      SAMPLES[type].act,
      person('zhou.min'),
      context(MONDAY, { other: { complaint: { ...filed(), id: 'KFB26000002' }, linked: [] } }),
    );
    expect(ruling).toMatchObject({ refused: 'emergency_open', rule: 'R35', by: 'zhou.min' });
  });

  it('may be withdrawn by the complainant, and still owes its form and its signature (L7)', () => {
    const withdrawn = did(act(inState('INVESTIGATING')), 'withdraw');
    expect(withdrawn.clocks.filter(({ stoppedAt }) => !stoppedAt).map(({ kind }) => kind)).toEqual(['C7']);
    const settled = approved(did(withdrawn, 'backfill'), 'zhao.lei');
    expect(statesOf(settled)).toEqual(['RATIFIED']);
    expect(settled.state).toBe('WITHDRAWN');
  });
});
