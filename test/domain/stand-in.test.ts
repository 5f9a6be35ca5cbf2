import { addresseesFor, aboveOf } from '../../src/domain/stand-in';
import { recipientsOf, thresholdOf } from '../../src/domain/escalation';
import type { Org, Person } from '../../src/domain/org';
import { inState, org, rules } from '../support/builders';

/** The demo bank with some people changed. */
function where(changed: Readonly<Record<string, Partial<Person>>>): Org {
  const people = new Map(
    [...org.people].map(([userId, person]) => [userId, { ...person, ...changed[userId] }]),
  );
  return { ...org, people };
}
const AWAY = { isAway: true } as const;
const to = (userIds: readonly string[], changed: Parameters<typeof where>[0] = {}, group = 'card') =>
  addresseesFor(userIds, group, where(changed));

describe('who is told in the place of somebody who is away (section 7)', () => {
  it('nobody, when all are there', () => {
    expect(to(['zhou.min', 'lin.tao'])).toEqual([{ userId: 'zhou.min' }, { userId: 'lin.tao' }]);
  });

  it('the deputy, and the deputy of an absent deputy', () => {
    const deputies = { 'zhao.lei': { ...AWAY, deputy: 'lin.tao' }, 'lin.tao': { deputy: 'gao.yuan' } };
    expect(to(['zhao.lei'], deputies)).toEqual([
      { userId: 'lin.tao', insteadOf: 'zhao.lei', why: 'on_leave' },
    ]);
    expect(to(['zhao.lei'], { ...deputies, 'lin.tao': { ...AWAY, deputy: 'gao.yuan' } })).toEqual([
      { userId: 'gao.yuan', insteadOf: 'zhao.lei', why: 'on_leave' },
    ]);
  });

  it.each([
    ['a handler: the lead of the case', 'chen.gang', {}, 'lin.tao'],
    ['a handler whose lead is away too: the head', 'chen.gang', { 'lin.tao': AWAY }, 'zhao.lei'],
    ['a lead: the head', 'lin.tao', {}, 'zhao.lei'],
    ['the head: the executive', 'zhao.lei', {}, 'ma.wen'],
    ['finance: the head of that department', 'sun.rui', {}, 'qian.feng'],
    [
      'finance, the head of it away: the head of the customer service',
      'sun.rui',
      { 'qian.feng': AWAY },
      'zhao.lei',
    ],
    ['the head of another department: the head of the customer service', 'pan.hong', {}, 'zhao.lei'],
    ['a reviewer, of a department without a head', 'yan.bo', {}, 'zhao.lei'],
  ])('without a deputy, of %s', (_who, userId, more, taker) => {
    expect(to([userId], { [userId]: AWAY, ...more })).toEqual([
      { userId: taker, insteadOf: userId, why: 'on_leave' },
    ]);
  });

  it('of the leads that of the case, not another', () => {
    expect(to(['he.li'], { 'he.li': AWAY }, 'general')[0]?.userId).toBe('gao.yuan');
    expect(addresseesFor(['he.li'], undefined, where({ 'he.li': AWAY }))[0]?.userId).toBe('lin.tao');
  });

  it('the colleagues of the post, when one of several is away and has no deputy', () => {
    expect(to(['qian.feng', 'sun.rui'], { 'qian.feng': AWAY })).toEqual([{ userId: 'sun.rui' }]);
    const named = { 'qian.feng': { ...AWAY, deputy: 'li.ke' } };
    expect(to(['qian.feng', 'sun.rui'], named)).toEqual([
      { userId: 'sun.rui' },
      { userId: 'li.ke', insteadOf: 'qian.feng', why: 'on_leave' },
    ]);
  });

  it('once, when the deputy is told anyway', () => {
    expect(to(['zhao.lei', 'lin.tao'], { 'zhao.lei': { ...AWAY, deputy: 'lin.tao' } })).toEqual([
      { userId: 'lin.tao' },
    ]);
  });

  it('the lead, for somebody the org file no longer has', () => {
    expect(to(['gone.person'])).toEqual([{ userId: 'lin.tao', insteadOf: 'gone.person', why: 'left' }]);
  });

  it('the person all the same, when nobody is left to take it, and the record says why', () => {
    expect(to(['ma.wen'], { 'ma.wen': AWAY })).toEqual([{ userId: 'ma.wen', why: 'on_leave' }]);
  });

  it('never oneself: a lead who is the head as well is followed by the executive', () => {
    expect(aboveOf('lin.tao', 'card', where({ 'lin.tao': { roles: ['LEAD', 'HEAD'] } }))).toBe('ma.wen');
    const alone = where({ 'chen.gang': { roles: ['INVEST', 'SENIOR'] }, 'lin.tao': { roles: [] } });
    expect(aboveOf('chen.gang', 'card', alone)).toBe('zhao.lei');
  });
});

describe('an escalation', () => {
  const complaint = inState('INVESTIGATING');
  const c3 = complaint.clocks.find(({ kind }) => kind === 'C3');
  const told = (changed: Parameters<typeof where>[0]) => {
    const threshold = c3 && thresholdOf(complaint, c3, '80%', rules);
    return threshold && recipientsOf(threshold, c3, complaint, where(changed));
  };

  it('goes to the lead in the place of an absent handler once: he is told for his own part (R3)', () => {
    expect(told({ 'chen.gang': AWAY })).toEqual([{ userId: 'lin.tao' }]);
  });

  it('says in whose place somebody is told', () => {
    expect(told({ 'chen.gang': { ...AWAY, deputy: 'he.li' } })).toEqual([
      { userId: 'he.li', insteadOf: 'chen.gang', why: 'on_leave' },
      { userId: 'lin.tao' },
    ]);
  });
});
