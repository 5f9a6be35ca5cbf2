import { raise, type Alert } from '../../src/domain/alert';
import { acknowledge, reported } from '../../src/domain/alert-ladder';
import type { AlertNotice, UrgentNotice } from '../../src/domain/urgent-notice';
import { alertCard, alertOutcome } from '../../src/wecom/cards/alert-card';
import { after, contact, filed, inState, MONDAY, org, rules } from '../support/builders';

const CASE = inState('CLASSIFIED', { level: 'major' });
const MAJOR: UrgentNotice = { kind: 'major', to: 'zhao.lei' };
const first: AlertNotice = { kind: 'alert', to: 'zhao.lei', alert: 'a', about: MAJOR, isSecond: false };
const task: AlertNotice = {
  ...{ kind: 'call_task', to: 'zhou.min', alert: 'a', about: MAJOR },
  ...{ call: 1, callee: 'zhao.lei' },
};
const textOf = (notice: AlertNotice, complaint = CASE) =>
  JSON.stringify(alertCard(notice, complaint, org, 'task'));

const alert: Alert = raise(
  {
    ...{ id: 'a', complaintId: CASE.id, about: MAJOR, anyHour: true },
    ...{ ladder: [{ userId: 'zhao.lei' }], callers: ['zhou.min'] },
  },
  MONDAY,
  rules.call,
);

describe('the card of an urgent notice (R63)', () => {
  it('says what it is about, and asks for 收到', () => {
    expect(textOf(first)).toContain('KFB26000001 重大投诉，请关注');
    expect(textOf(first)).toContain('"key":"received"');
    expect(textOf(first)).not.toContain('第二次');
  });

  it('says when it comes again, after somebody else, and in whose place', () => {
    expect(textOf({ ...first, isSecond: true })).toContain('紧急 · 第二次通知');
    expect(textOf({ ...first, unanswered: 'lin.tao' })).toContain('林涛没有回应');
    expect(textOf({ ...first, insteadOf: 'ma.wen' })).toContain('代马文舟接收');
  });

  it('of a limit names the clock and its due time', () => {
    const of = {
      kind: 'reminder',
      to: 'zhao.lei',
      clockId: 'C0-1',
      threshold: '-24h',
      urgent: true,
    } as const;
    const dueAt = CASE.clocks.find(({ id }) => id === 'C0-1')?.dueAt ?? MONDAY;
    expect(textOf({ ...first, about: { ...of, breached: false, dueAt } })).toContain('法定办理期限临近截止');
    expect(textOf({ ...first, about: { ...of, breached: true, dueAt } })).toContain('法定办理期限已超时');
  });

  it('asks a colleague to call, by the profile of who is to be called', () => {
    expect(textOf(task)).toContain('请打电话给赵磊');
    expect(textOf(task)).toContain('"userid":"zhao.lei"');
    expect(textOf(task, after(filed(), contact, 'zhou.min'))).toContain('已接通');
  });

  it('says at last who was reached, and how', () => {
    const said = acknowledge(alert, 'zhao.lei', MONDAY) as Alert;
    expect(alertOutcome(said, first, org)).toBe('赵磊 已收到 3月2日 09:30');
    const call = { no: 1, turn: 1, to: 'zhao.lei', at: MONDAY, by: 'zhou.min' };
    const calling: Alert = { ...alert, stage: 'calling', calls: [call] };
    const through = reported(calling, 1, 'zhou.min', true, MONDAY, rules.call) as Alert;
    expect(alertOutcome(through, first, org)).toBe('赵磊 已接听 3月2日 09:30');
    expect(alertOutcome(through, task, org)).toBe('已接通');
    const not = reported(calling, 1, 'zhou.min', false, MONDAY, rules.call) as Alert;
    expect(alertOutcome(not, task, org)).toBe('未接通');
    expect(alertOutcome({ ...not, calls: [{ ...call, result: 'silent' }] }, task, org)).toBe('已请他人联系');
    expect(alertOutcome({ ...alert, end: { how: 'moot', at: MONDAY } }, first, org)).toBe('事项已办结');
  });
});
