import { approversOf } from '../../src/domain/authority';
import { openApprovals, type Approval, type Complaint } from '../../src/domain/complaint';
import type { EventOf } from '../../src/domain/events';
import { may } from '../../src/domain/access';
import { noticesFor } from '../../src/domain/notices';
import { nextUp, passesUpTo } from '../../src/domain/passing-up';
import { ruleOnReminder } from '../../src/domain/decide-act';
import {
  after,
  APOLOGY,
  at,
  context,
  decision,
  eventsOf,
  inState,
  MONDAY,
  org,
  person,
  refusedOf,
  reminded,
} from '../support/builders';

/** Four working hours after the head's eight. */
const LATE = at('2026-03-04 09:00');
const opened = (complaint: Complaint): Approval => {
  const [approval] = openApprovals(complaint).slice(-1);
  if (!approval) throw new Error('no signature is asked for');
  return approval;
};
const escalation = (complaint: Complaint) =>
  eventsOf(
    ruleOnReminder(
      complaint,
      { type: 'remind', clockId: opened(complaint).clockId, threshold: '+4wh' },
      context(LATE),
    ),
  )[0] as EventOf<'escalated'>;
const passedOver = (complaint: Complaint) => reminded(complaint, opened(complaint).clockId, '+4wh', LATE);
const signers = (complaint: Complaint) =>
  approversOf(opened(complaint), complaint, org).map(({ userId }) => userId);

const step = (more: Partial<Approval>): Approval => ({
  ...{ gates: ['G0'], role: 'HEAD', subject: 'plan', required: ['G0'], no: 1, hash: 'h', amountFen: 0 },
  ...{ openedAt: MONDAY, clockId: 'C6-1' },
  ...more,
});

describe('whose signature a level above may give (section 7, C6)', () => {
  it.each<[string, Partial<Approval>, string | undefined]>([
    ['the head’s on a general plan: the executive', {}, 'EXEC'],
    ['also where finance signs after it', { required: ['G0', 'G3'] }, 'EXEC'],
    ['not where the plan needs the executive too (R34)', { required: ['G0', 'G2'] }, undefined],
    ['not the head’s on a major case (G1, R23)', { gates: ['G0', 'G1'], required: ['G0', 'G1'] }, undefined],
    ['nor the closing of it', { gates: ['G1'], subject: 'closing', required: ['G1'] }, undefined],
    ['not the executive’s own (G2)', { gates: ['G2'], role: 'EXEC', required: ['G2'] }, undefined],
    ['not finance’s (G3, R36)', { gates: ['G3'], role: 'FIN', required: ['G0', 'G3'] }, undefined],
    [
      'an emergency act (G4): the executive',
      { gates: ['G4'], subject: 'backfill', required: ['G4'] },
      'EXEC',
    ],
    ['by the executive there is nobody above', { gates: ['G4'], role: 'EXEC', required: ['G4'] }, undefined],
    [
      'a suspension (G5): the head',
      { gates: ['G5'], role: 'LEAD', subject: 'suspend', required: ['G5'] },
      'HEAD',
    ],
    ['an extension (G5): the executive', { gates: ['G5'], subject: 'extend', required: ['G5'] }, 'EXEC'],
    [
      'a decline, which has no gate: the head',
      { gates: [], role: 'LEAD', subject: 'decline', required: [] },
      'HEAD',
    ],
    [
      'not leave to read (G6), which has its own ladder',
      { gates: ['G6'], role: 'LEAD', subject: 'disclose', required: ['G6'] },
      undefined,
    ],
  ])('%s', (_what, more, to) => {
    expect(passesUpTo(step(more))).toBe(to);
  });

  it('who stands above whom', () => {
    expect((['LEAD', 'FIN', 'HEAD', 'EXEC', undefined] as const).map(nextUp)).toEqual([
      ...['HEAD', 'HEAD'],
      ...['EXEC', 'EXEC', 'EXEC'],
    ]);
  });
});

describe('a silent approver is passed over', () => {
  const waiting = inState('AWAITING_APPROVAL', { actions: APOLOGY });
  const passed = passedOver(waiting);
  const event = escalation(waiting);

  it('the executive gets the signature itself, and no other card of it', () => {
    expect(event).toMatchObject({ type: 'escalated', passes: { no: opened(waiting).no, to: 'EXEC' } });
    const { no, hash } = opened(waiting);
    expect(noticesFor(event, passed, org)).toEqual([{ kind: 'approval', to: 'ma.wen', no, hash }]);
  });

  it('the executive signs, and the head still may', () => {
    expect(signers(waiting)).toEqual(['zhao.lei']);
    expect(signers(passed)).toEqual(['zhao.lei', 'ma.wen']);
    expect(after(passed, decision(passed), 'ma.wen').state).toBe('EXECUTING');
    expect(after(passed, decision(passed), 'zhao.lei').state).toBe('EXECUTING');
  });

  it('the executive does not sign before, and reads the case only from then on', () => {
    expect(refusedOf(waiting, decision(waiting), 'ma.wen')).toMatchObject({ refused: 'not_the_approver' });
    expect(may(person('ma.wen'), 'R', 'cases', waiting, org)).toBe(false);
    expect(may(person('ma.wen'), 'R', 'cases', passed, org)).toBe(true);
  });

  it('a signature that may not be passed up is told of and nothing more (G1)', () => {
    const major = inState('AWAITING_APPROVAL', { actions: APOLOGY, level: 'major' });
    const told = escalation(major);
    expect(told).not.toHaveProperty('passes');
    const late = passedOver(major);
    expect(noticesFor(told, late, org)).toMatchObject([{ kind: 'reminder', to: 'ma.wen' }]);
    expect(signers(late)).toEqual(['zhao.lei']);
  });
});
