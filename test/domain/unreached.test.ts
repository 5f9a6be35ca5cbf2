import { approversOf } from '../../src/domain/authority';
import { openApprovals, type Complaint } from '../../src/domain/complaint';
import type { EventOf } from '../../src/domain/events';
import { foldAll } from '../../src/domain/fold';
import type { CaseNotice, Notice } from '../../src/domain/notice';
import { isOver, noticesFor } from '../../src/domain/notices';
import type { Org } from '../../src/domain/org';
import { isAsking, isOfAlert, unreached } from '../../src/domain/unreached';
import { undelivered } from '../../src/domain/alert-ladder';
import { raise, type Alert } from '../../src/domain/alert';
import { after, APOLOGY, filed, inState, MONDAY, org, rules } from '../support/builders';
import { did } from '../support/side-states';

type Asking = Parameters<typeof unreached>[0];

function told(notice: Asking, complaint: Complaint, where: Org = org) {
  const event = unreached(notice, complaint, 'errcode_81013', {
    at: MONDAY,
    org: where,
  }) as EventOf<'unreached'>;
  const next = foldAll(complaint, [event]);
  return { event, next, notices: noticesFor(event, next, where) };
}
const away = (...userIds: readonly string[]): Org => ({
  ...org,
  people: new Map(
    [...org.people].map(([id, person]) => [id, userIds.includes(id) ? { ...person, isAway: true } : person]),
  ),
});
const approvalTo = (to: string, complaint: Complaint): Asking => {
  const [approval] = openApprovals(complaint);
  return { kind: 'approval', to, no: approval!.no, hash: approval!.hash };
};

describe('a member WeCom does not reach (未送达)', () => {
  it('with a task: the lead is told of whom and of what, until it is done', () => {
    const task = { kind: 'task', task: 'find', to: 'chen.gang' } as const;
    const { event, notices } = told(task, inState('INVESTIGATING'));
    expect(event).toMatchObject({
      ...{ type: 'unreached', by: 'system', userId: 'chen.gang', failure: 'errcode_81013', about: task },
      to: [{ userId: 'lin.tao', insteadOf: 'chen.gang', why: 'unreachable' }],
    });
    expect(notices).toEqual([{ kind: 'unreached', to: 'lin.tao', of: 'chen.gang', about: task }]);
    expect(isOver(notices[0]!, inState('INVESTIGATING'))).toBe(false);
    expect(isOver(notices[0]!, inState('PLANNING'))).toBe(true);
  });

  it('who is to see to it and is not reached either: the next one up, of the same matter, until nobody is above', () => {
    const about = { kind: 'task', task: 'find', to: 'chen.gang' } as const;
    const complaint = inState('INVESTIGATING');
    const of = (to: string) => told({ kind: 'unreached', to, of: 'chen.gang', about }, complaint).notices;
    expect(of('lin.tao')).toEqual([{ kind: 'unreached', to: 'zhao.lei', of: 'lin.tao', about }]);
    expect(of('zhao.lei')).toEqual([{ kind: 'unreached', to: 'ma.wen', of: 'zhao.lei', about }]);
    expect(of('ma.wen')).toEqual([]);
  });

  it('with a reminder: the stand-in gets it as such', () => {
    const reminder: Asking = {
      ...{ kind: 'reminder', to: 'chen.gang', clockId: 'C3-1', threshold: '50%' },
      ...{ urgent: false, breached: false, dueAt: MONDAY },
    };
    const { notices } = told(reminder, inState('INVESTIGATING'));
    expect(notices).toEqual([{ ...reminder, to: 'lin.tao', insteadOf: 'chen.gang' }]);
    expect(told({ ...reminder, to: 'ma.wen' }, inState('INVESTIGATING')).notices).toEqual([]);
  });

  it('with a task of another department: who asked (R3), and above them when they cannot be reached themselves', () => {
    const asked = did(inState('INVESTIGATING'), 'ask_department');
    const [task] = asked.tasks;
    const notice = {
      kind: 'cooperation',
      to: task!.assignee,
      no: task!.no,
      hand: 1,
      ask: 'acknowledge',
    } as const;
    expect(told(notice, asked).notices).toMatchObject([{ kind: 'unreached', to: 'chen.gang', of: 'li.ke' }]);
    expect(told({ ...notice, to: 'chen.gang' }, asked).notices).toMatchObject([{ to: 'lin.tao' }]);
    expect(told({ ...notice, no: 9 }, asked).notices).toMatchObject([{ to: 'pan.hong' }]);
  });

  describe('with a signature', () => {
    const waiting = inState('AWAITING_APPROVAL', { actions: APOLOGY });

    it('that nobody else may give: the level above may, at once', () => {
      const { event, next, notices } = told(approvalTo('zhao.lei', waiting), waiting);
      expect(event.passes).toEqual({ no: openApprovals(waiting)[0]!.no, to: 'EXEC' });
      expect(notices).toMatchObject([{ kind: 'approval', to: 'ma.wen' }]);
      expect(approversOf(openApprovals(next)[0]!, next, org).map(({ userId }) => userId)).toEqual([
        ...['zhao.lei', 'ma.wen'],
      ]);
    });

    it('that may not be passed up (G1): the level above is told', () => {
      const major = inState('AWAITING_APPROVAL', { actions: APOLOGY, level: 'major' });
      const { event, notices } = told(approvalTo('zhao.lei', major), major);
      expect(event).not.toHaveProperty('passes');
      expect(notices).toMatchObject([{ kind: 'unreached', to: 'ma.wen', of: 'zhao.lei' }]);
    });

    it('that somebody else may give who is there: nobody more is asked', () => {
      const paid = inState('AWAITING_APPROVAL');
      const [head] = openApprovals(paid);
      const finance = after(
        paid,
        { type: 'decide', no: head!.no, hash: head!.hash, result: 'approved' },
        'zhao.lei',
      );
      expect(told(approvalTo('qian.feng', finance), finance).notices).toEqual([]);
      expect(told(approvalTo('qian.feng', finance), finance, away('sun.rui')).notices).toMatchObject([
        { kind: 'unreached', to: 'zhao.lei' },
      ]);
    });

    it('that was given meanwhile: only told', () => {
      const { notices } = told({ kind: 'approval', to: 'zhao.lei', no: 99, hash: 'h' }, waiting);
      expect(notices).toMatchObject([{ kind: 'unreached', to: 'ma.wen' }]);
    });
  });

  it.each<[Notice['kind'], boolean, boolean]>([
    ['task', true, false],
    ['approval', true, false],
    ['cooperation', true, false],
    ['reminder', true, false],
    ['unreached', true, false],
    ['alert', false, true],
    ['call_task', false, true],
    ['progress', false, false],
    ['closed', false, false],
    ['cooperation_news', false, false],
    ['disclosed', false, false],
    ['surveyed', false, false],
    ['bulk_export', false, false],
    ['digest', false, false],
  ])('%s: somebody is waited for %s, is of an alert %s', (kind, asks, alerts) => {
    const notice = { kind } as CaseNotice;
    expect([isAsking(notice), isOfAlert(notice)]).toEqual([asks, alerts]);
  });
});

describe('a card of an alert that is not taken (R63)', () => {
  const ladder = [{ userId: 'zhao.lei' }, { userId: 'ma.wen' }];
  const given = {
    id: 'a',
    complaintId: filed().id,
    about: { kind: 'major', to: 'zhao.lei' },
    anyHour: true,
  } as const;
  const alert = raise({ ...given, ladder, callers: ['lin.tao', 'xu.jing'] }, MONDAY, rules.call);
  const soon = new Date(MONDAY.getTime() + 1_000);
  const calling: Alert = {
    ...alert,
    stage: 'calling',
    calls: [{ no: 1, turn: 1, to: 'zhao.lei', by: 'lin.tao', at: MONDAY }],
  };

  it('leads to the telephone at once', () => {
    expect(undelivered(alert, 'zhao.lei', soon)).toEqual({ ...alert, stage: 'again', nextAt: soon });
    expect(undelivered({ ...alert, stage: 'again' }, 'zhao.lei', soon)).toMatchObject({ nextAt: soon });
  });

  it('to a colleague who was to call: another one is asked at once', () => {
    const next = undelivered(calling, 'lin.tao', soon);
    expect(next).toMatchObject({ stage: 'calling', nextAt: soon, calls: [{ no: 1, result: 'silent' }] });
  });

  it.each<[string, Alert, string]>([
    ['to somebody who is not asked now', alert, 'ma.wen'],
    ['while the telephone rings', calling, 'zhao.lei'],
    ['while it pauses', { ...alert, stage: 'resting' }, 'zhao.lei'],
    ['when it ended', { ...alert, end: { how: 'moot', at: MONDAY } }, 'zhao.lei'],
  ])('changes nothing %s', (_when, before, to) => {
    expect(undelivered(before, to, soon)).toBe(before);
  });
});
