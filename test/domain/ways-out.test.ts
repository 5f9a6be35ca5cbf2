import { openApprovals, ownerOf, runningClock, type Complaint } from '../../src/domain/complaint';
import { ruleOn, type Act } from '../../src/domain/decide-act';
import { missingDocuments } from '../../src/domain/documents';
import { isRefusal } from '../../src/domain/ruling';
import {
  after,
  at,
  context,
  decision,
  execute,
  filed,
  find,
  followUp,
  inState,
  MONDAY,
  org,
  person,
  submit,
} from '../support/builders';
import { approved, did, inAnyState, otherCase, parent, SAMPLES } from '../support/side-states';

const refusedOf = (complaint: Complaint, act: Act, by: string, now = MONDAY, more: object = otherCase) => {
  const ruling = ruleOn(complaint, act, person(by), context(now, more));
  return isRefusal(ruling) ? ruling : undefined;
};
const running = ({ clocks }: Complaint) =>
  clocks.filter(({ stoppedAt }) => !stoppedAt).map(({ kind }) => kind);

describe('不予办理 (T3, L8)', () => {
  it('is proposed by the officer, confirmed by the lead, and ends when the caller was told', () => {
    const asked = did(inState('CLASSIFIED'), 'decline');
    expect(asked.approvals.at(-1)).toMatchObject({ role: 'LEAD', subject: 'decline', gates: [] });
    expect(refusedOf(asked, SAMPLES.tell.act, 'zhou.min')).toMatchObject({ refused: 'nothing_to_tell' });
    const told = did(approved(asked, 'lin.tao'), 'tell');
    expect(told).toMatchObject({ state: 'DECLINED', closedAt: MONDAY, declined: { mode: 'phone' } });
    expect(running(told)).toEqual([]);
  });

  it('turned down, the case goes on as before', () => {
    const asked = did(inState('RECEIVED'), 'decline');
    const back = after(asked, decision(asked, 'returned', '不符合制度规定'), 'lin.tao');
    expect(refusedOf(back, SAMPLES.tell.act, 'zhou.min')).toMatchObject({ refused: 'nothing_to_tell' });
    expect(did(did(back, 'contact'), 'classify').state).toBe('CLASSIFIED');
  });

  it('confirmed too late, when the investigation has begun, it ends nothing', () => {
    const asked = did(inState('CLASSIFIED'), 'decline');
    const moved = approved(after(asked, SAMPLES.assign.act, 'lin.tao'), 'lin.tao');
    expect(refusedOf(moved, SAMPLES.tell.act, 'zhou.min')).toMatchObject({ refused: 'nothing_to_tell' });
  });

  it('needs a reason in words, and proof of the telling', () => {
    expect(refusedOf(filed(), { ...SAMPLES.decline.act, reason: '' } as Act, 'zhou.min')).toMatchObject({
      refused: 'ground_missing',
      rule: 'L8',
    });
    const confirmed = approved(did(inState('CLASSIFIED'), 'decline'), 'lin.tao');
    expect(refusedOf(confirmed, { type: 'tell', mode: 'phone', proof: '' }, 'zhou.min')).toMatchObject({
      refused: 'proof_missing',
      rule: 'L2',
    });
  });
});

describe('合并 (T4, L6)', () => {
  it('ends the case in the open one, whose owner is known to be told', () => {
    const merged = did(inState('PLANNING'), 'merge');
    expect(merged).toMatchObject({ state: 'MERGED', mergedInto: parent.id, stateLeft: 'PLANNING' });
    expect(running(merged)).toEqual([]);
    expect(ownerOf(merged)).toBeUndefined();
  });

  const merge = SAMPLES.merge.act as Act & { type: 'merge' };
  it.each<[string, Partial<typeof merge>, object | undefined, object]>([
    [
      'with new facts: then the term starts anew instead',
      { hasNewFacts: true },
      undefined,
      { refused: 'new_facts', rule: 'L6' },
    ],
    ['without saying why', { note: '' }, undefined, { refused: 'reason_missing', rule: 'T4' }],
    ['into a case that is not there', {}, {}, { refused: 'not_found' }],
    [
      'into a closed case',
      {},
      { other: { complaint: { ...inState('CLOSED'), id: parent.id }, linked: [] } },
      { refused: 'parent_unusable' },
    ],
    [
      'into another person’s case',
      {},
      { other: { complaint: parent, linked: [], samePerson: false } },
      { refused: 'other_person', rule: 'L6' },
    ],
    [
      'into itself',
      { into: 'KFB26000001' },
      { other: { complaint: filed(), linked: [] } },
      { refused: 'parent_unusable' },
    ],
  ])('is refused %s', (_what, more, known, refusal) => {
    expect(
      refusedOf(inState('CLASSIFIED'), { ...merge, ...more }, 'zhou.min', MONDAY, known ?? otherCase),
    ).toMatchObject(refusal);
  });

  it('undone, the case stands where it stood and its clocks as if nothing had been', () => {
    const before = inState('PLANNING');
    const merged = did(before, 'merge', at('2026-03-03 09:30'));
    const undone = did(merged, 'unmerge', at('2026-03-04 09:30'));
    expect(undone.state).toBe('PLANNING');
    expect(undone.clocks).toEqual(before.clocks);
    expect(undone).not.toHaveProperty('mergedInto');
    expect(undone).not.toHaveProperty('closedAt');
    expect(ownerOf(undone)).toBe(ownerOf(before));
  });

  it('undone after a suspension, the case is in hand again and no clock stands still', () => {
    const undone = did(did(inAnyState('SUSPENDED'), 'merge'), 'unmerge');
    expect(undone.state).toBe('INVESTIGATING');
    expect(undone.clocks.every(({ pauses }) => pauses.every(({ to }) => to))).toBe(true);
  });

  it('undoing needs a reason', () => {
    expect(refusedOf(inAnyState('MERGED'), { type: 'unmerge', reason: '' }, 'lin.tao')).toMatchObject({
      refused: 'reason_missing',
    });
  });
});

describe('撤回 (T17, L7)', () => {
  it('ends the case on the day it arrives, with every signature that was waited for', () => {
    const withdrawn = did(inState('AWAITING_APPROVAL'), 'withdraw');
    expect(withdrawn).toMatchObject({ state: 'WITHDRAWN', closedAt: MONDAY });
    expect(openApprovals(withdrawn)).toEqual([]);
    expect(running(withdrawn)).toEqual([]);
    const open = inState('AWAITING_APPROVAL');
    expect(refusedOf(withdrawn, decision(open), 'zhao.lei')).toMatchObject({ refused: 'plan_changed' });
  });

  it('needs the identity checked, and proof', () => {
    expect(refusedOf(filed(), { type: 'withdraw', identity: '', proof: '撤回书' }, 'zhou.min')).toMatchObject(
      { refused: 'text_missing', rule: 'L7' },
    );
    expect(
      refusedOf(filed(), { type: 'withdraw', identity: '核对身份证', proof: '' }, 'zhou.min'),
    ).toMatchObject({ refused: 'proof_missing', rule: 'L7' });
  });
});

describe('重新调查与重做 (T13, T14)', () => {
  it('new facts: another cycle, C0 from the new material and C3 from now; C5 stops', () => {
    const act: Act = { type: 'reopen', reason: '补交流水', materialAt: at('2026-03-10 09:00') };
    const reopened = after(inState('FOLLOW_UP'), act, 'lin.tao', at('2026-03-11 09:30'));
    expect(reopened).toMatchObject({ state: 'INVESTIGATING', cycle: 2 });
    expect(running(reopened)).toEqual(['C0', 'C3']);
    expect(runningClock(reopened, 'C0')?.dueAt).toEqual(at('2026-03-26 00:00'));
    expect(runningClock(reopened, 'C3')?.dueAt).toEqual(at('2026-03-19 00:00'));
  });

  it('a remedy that is poor: another cycle, C4, and C0 is not restarted', () => {
    const redone = did(inState('FOLLOW_UP'), 'redo', at('2026-03-11 09:30'));
    expect(redone).toMatchObject({ state: 'PLANNING', cycle: 2 });
    expect(running(redone)).toEqual(['C4']);
  });

  it('the same people go on, and the survey of the cycle before no longer counts', () => {
    let complaint = did(inState('FOLLOW_UP'), 'reopen');
    complaint = after(after(complaint, find, 'chen.gang'), submit(), 'wu.qian');
    complaint = after(approved(approved(complaint, 'zhao.lei'), 'qian.feng'), execute, 'wu.qian');
    expect(complaint.team).toEqual(inState('FOLLOW_UP').team);
    expect(complaint.plan?.version).toBe(2);
    const tried = after(
      complaint,
      { type: 'follow_up', attempt: { reached: false, mode: 'phone' } },
      'tang.xin',
    );
    expect(tried.state).toBe('FOLLOW_UP');
    expect(after(tried, followUp(), 'tang.xin').state).toBe('CLOSED');
  });

  it('is refused without a reason, and with material from the future or from before the complaint', () => {
    const reopen = (more: object) =>
      refusedOf(inState('FOLLOW_UP'), { ...SAMPLES.reopen.act, ...more }, 'lin.tao')?.refused;
    expect(reopen({ reason: '' })).toBe('reason_missing');
    expect(reopen({ materialAt: at('2026-03-02 09:31') })).toBe('received_in_future');
    expect(reopen({ materialAt: at('2026-03-02 09:29') })).toBe('received_in_future');
    expect(refusedOf(inState('FOLLOW_UP'), { type: 'redo', reason: ' ' }, 'lin.tao')?.refused).toBe(
      'reason_missing',
    );
  });
});

describe('核查 (T18–T20, L5)', () => {
  const told = MONDAY;
  const verify = (appliedAt: Date, now: Date, by = 'yan.bo') =>
    refusedOf(inState('CLOSED'), { type: 'verify', appliedAt, proof: '申请书' }, by, now);

  it('starts C8 at the application: thirty natural days; the reviewer owns the case', () => {
    const verifying = did(inState('CLOSED'), 'verify');
    expect(runningClock(verifying, 'C8')?.dueAt).toEqual(at('2026-04-02 00:00'));
    expect(ownerOf(verifying)).toBe('yan.bo');
    expect(verifying).not.toHaveProperty('closedAt');
  });

  it('is accepted up to the end of the thirtieth day after the decision was told, and not a moment later', () => {
    expect(verify(new Date(at('2026-04-02 00:00').getTime() - 1), at('2026-04-03 09:00'))).toBeUndefined();
    expect(verify(at('2026-04-02 00:00'), at('2026-04-03 09:00'))).toEqual({
      refused: 'too_late',
      rule: 'L5',
      at: at('2026-04-02 00:00'),
    });
  });

  it('is refused for a moment to come, one before the decision, and without a paper', () => {
    expect(verify(at('2026-03-02 09:31'), told)?.refused).toBe('end_date_invalid');
    expect(verify(at('2026-03-02 09:29'), told)?.refused).toBe('end_date_invalid');
    expect(
      refusedOf(inState('CLOSED'), { type: 'verify', appliedAt: MONDAY, proof: '' }, 'yan.bo')?.refused,
    ).toBe('proof_missing');
  });

  it('a reviewer who had a part in the case is refused', () => {
    const closed = inState('CLOSED');
    const asReviewer = (userId: string) => ({ ...person(userId), roles: ['REVIEWER' as const] });
    for (const userId of ['zhou.min', 'chen.gang', 'wu.qian', 'tang.xin', 'zhao.lei', 'qian.feng']) {
      expect(ruleOn(closed, SAMPLES.verify.act, asReviewer(userId), context())).toMatchObject({
        refused: 'reviewer_involved',
      });
    }
    expect(
      ruleOn({ ...closed, subjects: ['yan.bo'] }, SAMPLES.verify.act, person('yan.bo'), context()),
    ).toMatchObject({ refused: 'conflict_of_interest' });
  });

  it('upheld, the case is closed again (T19); overturned, it is investigated anew with a new statutory term (T20)', () => {
    const upheld = did(inAnyState('VERIFYING'), 'uphold', at('2026-03-20 10:00'));
    expect(upheld).toMatchObject({
      state: 'CLOSED',
      closedAt: at('2026-03-20 10:00'),
      verification: { result: 'upheld' },
    });
    expect(running(upheld)).toEqual([]);
    const overturned = did(inAnyState('VERIFYING'), 'overturn', at('2026-03-20 10:00'));
    expect(overturned).toMatchObject({
      state: 'INVESTIGATING',
      cycle: 2,
      verification: { result: 'overturned' },
    });
    expect(running(overturned)).toEqual(['C0', 'C3']);
    expect(runningClock(overturned, 'C0')?.dueAt).toEqual(at('2026-04-05 00:00'));
  });

  it('from the follow-up, what was being asked there stops', () => {
    const followed = after(inState('FOLLOW_UP', { level: 'major' }), followUp(), 'tang.xin');
    const verifying = did(followed, 'verify');
    expect(openApprovals(verifying)).toEqual([]);
    expect(running(verifying)).toEqual(['C8']);
  });

  it('a result needs its reasons and the proof that it was told', () => {
    const verifying = inAnyState('VERIFYING');
    for (const type of ['uphold', 'overturn'] as const) {
      expect(refusedOf(verifying, { ...SAMPLES[type].act, reasons: '' } as Act, 'yan.bo')?.refused).toBe(
        'reason_missing',
      );
      expect(
        refusedOf(verifying, { ...SAMPLES[type].act, notice: { mode: 'letter', proof: '' } } as Act, 'yan.bo')
          ?.refused,
      ).toBe('proof_missing');
    }
  });

  it('another reviewer does not decide it', () => {
    const other = { ...person('yan.bo'), userId: 'other' };
    expect(ruleOn(inAnyState('VERIFYING'), SAMPLES.uphold.act, other, context())).toMatchObject({
      refused: 'not_permitted',
    });
  });
});

describe('documents filed before closing (T12, R25)', () => {
  it('a case that went the whole way misses none, and one that paid has the expense form', () => {
    expect(missingDocuments(inState('CLOSED'))).toEqual([]);
    const { documents } = inState('CLOSED');
    const without = documents.filter(({ type }) => type !== 'FY' && type !== 'GZ');
    expect(missingDocuments({ ...inState('CLOSED'), documents: without })).toEqual(['GZ', 'FY']);
  });

  it('with one missing the survey closes nothing and says which', () => {
    const complaint = inState('FOLLOW_UP');
    const spoilt = { ...complaint, documents: complaint.documents.filter(({ type }) => type !== 'DC') };
    expect(refusedOf(spoilt, followUp(), 'tang.xin')).toEqual({
      refused: 'documents_missing',
      rule: 'R25',
      missing: ['DC'],
    });
  });
});

describe('回避 (L4)', () => {
  it('who stood aside does nothing more here, keeps the case only until it is reassigned, and takes no post again', () => {
    const recused = after(inState('INVESTIGATING'), SAMPLES.recuse.act, 'chen.gang');
    expect(ownerOf(recused)).toBe('chen.gang');
    expect(refusedOf(recused, find, 'chen.gang')).toEqual({ refused: 'conflict_of_interest', rule: 'L4' });
    const handed = did(recused, 'reassign');
    expect(ownerOf(handed)).toBe('song.yang');
    expect(refusedOf(handed, { type: 'reassign', to: 'chen.gang', note: '回来' }, 'lin.tao')?.refused).toBe(
      'not_a_candidate',
    );
  });

  it('an approver who stands aside signs nothing, and the last one cannot', () => {
    const open = inState('AWAITING_APPROVAL');
    expect(refusedOf(open, SAMPLES.recuse.act, 'zhao.lei')).toEqual({
      refused: 'nobody_eligible',
      rule: 'L4',
    });
    const withFinance = approved(open, 'zhao.lei');
    const recused = after(withFinance, SAMPLES.recuse.act, 'qian.feng');
    expect(refusedOf(recused, decision(recused), 'qian.feng')?.refused).toBe('not_the_approver');
    expect(approved(recused, 'sun.rui').state).toBe('EXECUTING');
  });

  it('is said once, with a reason', () => {
    const recused = after(inState('INVESTIGATING'), SAMPLES.recuse.act, 'chen.gang');
    expect(refusedOf(recused, SAMPLES.recuse.act, 'chen.gang')?.refused).toBe('asked_already');
    expect(refusedOf(filed(), { type: 'recuse', reason: '' }, 'zhou.min')?.refused).toBe('reason_missing');
  });

  it('a member of the staff complained about takes no post and signs nothing (section 3)', () => {
    const named: Act = {
      ...(SAMPLES.classify.act as Act & { type: 'classify' }),
      subjects: ['chen.gang', 'zhao.lei'],
    };
    const complaint = after(inState('RECEIVED'), named, 'zhou.min');
    expect(refusedOf(complaint, SAMPLES.assign.act, 'lin.tao')).toEqual({
      refused: 'not_a_candidate',
      rule: 'L4',
    });
    const planned = after(
      after(
        after(
          after(complaint, { type: 'assign', invest: 'song.yang' }, 'lin.tao'),
          SAMPLES.contact.act,
          'zhou.min',
        ),
        find,
        'song.yang',
      ),
      SAMPLES.contact.act,
      'zhou.min',
    );
    expect(refusedOf(planned, submit(), 'wu.qian')?.refused).toBe('nobody_eligible');
    expect(refusedOf(inState('RECEIVED'), { ...named, subjects: ['zhou.min'] }, 'zhou.min')?.refused).toBe(
      'conflict_of_interest',
    );
    expect(refusedOf(inState('RECEIVED'), { ...named, subjects: ['nobody'] }, 'zhou.min')?.refused).toBe(
      'not_a_candidate',
    );
    expect(org.people.has('chen.gang')).toBe(true);
  });
});
