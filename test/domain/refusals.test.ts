import type { Complaint, State } from '../../src/domain/complaint';
import { ruleOn, type Act } from '../../src/domain/decide-act';
import { isRefusal, type Refusal } from '../../src/domain/ruling';
import { after, at, context, decision, inState, MONDAY, person, submit } from '../support/builders';
import { approved, did, inAnyState, otherCase, SAMPLES } from '../support/side-states';

type Type = keyof typeof SAMPLES;

const BLANK = '  ';
const NO_PROOF = { mode: 'phone', proof: BLANK } as const;
const WITH_TASK = did(inState('INVESTIGATING'), 'ask_department');
const DECLINED = approved(did(inState('CLASSIFIED'), 'decline'), 'lin.tao');
const EXTENDED = approved(did(inState('EXECUTING'), 'extend', MONDAY, 'wu.qian'), 'zhao.lei');
const MAJOR = inState('EXECUTING', { level: 'major' });
const WAITING = did(inState('INVESTIGATING'), 'await_papers');
const TRANSFER = inState('INVESTIGATING', { source: 'regulator' });

type Asked = readonly [
  why: string,
  complaint: State | Complaint,
  type: Type,
  changed: Readonly<Record<string, unknown>>,
  refusal: Refusal,
  more?: { readonly by?: string; readonly now?: Date },
];

// prettier-ignore
/** One row for each no of the acts' own: what is wrong with it, and all that the refusal tells. */
const ASKED: readonly Asked[] = [
  ['a contact without what was said', 'RECEIVED', 'contact', { note: BLANK }, { refused: 'text_missing', rule: 'R5' }],
  ['an officer with an interest', 'RECEIVED', 'classify', { conflict: true }, { refused: 'conflict_of_interest', rule: 'L4' }],
  ['a complaint about the officer', 'RECEIVED', 'classify', { subjects: ['zhou.min'] }, { refused: 'conflict_of_interest', rule: 'L4' }],
  ['a complaint about nobody of the bank', 'RECEIVED', 'classify', { subjects: ['nobody'] }, { refused: 'not_a_candidate', rule: 'L4' }],
  ['declining without the facts', 'RECEIVED', 'decline', { reason: BLANK }, { refused: 'ground_missing', rule: 'L8' }],
  ['telling of a declining without proof', DECLINED, 'tell', { proof: BLANK }, { refused: 'proof_missing', rule: 'L2' }],
  ['telling of nothing', 'INVESTIGATING', 'tell', {}, { refused: 'nothing_to_tell', rule: 'L1' }],
  ['an investigator who is none', 'CLASSIFIED', 'assign', { invest: 'wu.qian' }, { refused: 'not_a_candidate', rule: 'L4' }],
  ['a finding without grounds', 'INVESTIGATING', 'find', { finding: { liability: 'bank', grounds: BLANK, evidence: '流水' } }, { refused: 'text_missing', rule: 'R20' }],
  ['a finding on nothing', 'INVESTIGATING', 'find', { finding: { liability: 'bank', grounds: '重复计收' } }, { refused: 'finding_needs_evidence', rule: 'R20' }],
  ['a plan without measures', 'PLANNING', 'submit', { actions: [] }, { refused: 'actions_missing', rule: 'R21' }],
  ['a plan without a draft of the notice', 'PLANNING', 'submit', { notice: BLANK }, { refused: 'text_missing', rule: 'L2' }],
  ['a plan of a case whose amount nobody asked', inState('PLANNING', { claimedFen: null }), 'submit', {}, { refused: 'amount_unknown', rule: 'R34' }],
  ['a change of plan without a reason', 'EXECUTING', 'change_plan', { reason: BLANK }, { refused: 'reason_missing', rule: 'R21' }],
  ['an execution without proof', 'EXECUTING', 'execute', { proof: BLANK }, { refused: 'proof_missing', rule: 'R21' }],
  ['a telling of the decision without proof', 'EXECUTING', 'execute', { notice: NO_PROOF }, { refused: 'proof_missing', rule: 'R21' }],
  ['an execution while a longer term is untold', EXTENDED, 'execute', {}, { refused: 'extension_untold', rule: 'L1' }],
  ['a survey without a score', 'FOLLOW_UP', 'follow_up', { attempt: { reached: true, mode: 'phone' } }, { refused: 'score_missing', rule: 'R22' }],
  ['a reopening without a reason', 'FOLLOW_UP', 'reopen', { reason: BLANK }, { refused: 'reason_missing', rule: 'T13' }],
  ['new material of tomorrow', 'FOLLOW_UP', 'reopen', { materialAt: at('2026-03-02 09:31') }, { refused: 'received_in_future', rule: 'L6' }],
  ['new material of no day', 'FOLLOW_UP', 'reopen', { materialAt: new Date(NaN) }, { refused: 'received_in_future', rule: 'L6' }],
  ['a redoing without a reason', 'FOLLOW_UP', 'redo', { reason: BLANK }, { refused: 'reason_missing', rule: 'T14' }],
  ['a suspension without its paper', 'INVESTIGATING', 'suspend', { paper: BLANK }, { refused: 'ground_missing', rule: 'L3' }],
  ['a suspension nobody was told of', 'INVESTIGATING', 'suspend', { told: NO_PROOF }, { refused: 'proof_missing', rule: 'L3' }],
  ['a suspension that is over at once', 'INVESTIGATING', 'suspend', { until: MONDAY }, { refused: 'end_date_invalid', rule: 'T15' }],
  ['a suspension until no day', 'INVESTIGATING', 'suspend', { until: new Date(NaN) }, { refused: 'end_date_invalid', rule: 'T15' }],
  ['going on without the result', 'SUSPENDED', 'resume', { result: BLANK }, { refused: 'text_missing', rule: 'T16' }],
  ['a withdrawal of nobody known', 'RECEIVED', 'withdraw', { identity: BLANK }, { refused: 'text_missing', rule: 'L7' }],
  ['a withdrawal without proof', 'RECEIVED', 'withdraw', { proof: BLANK }, { refused: 'proof_missing', rule: 'L7' }],
  ['a verification nobody applied for in writing', 'CLOSED', 'verify', { proof: BLANK }, { refused: 'proof_missing', rule: 'L5' }],
  ['a verification applied for tomorrow', 'CLOSED', 'verify', { appliedAt: at('2026-03-02 09:31') }, { refused: 'end_date_invalid', rule: 'L5' }],
  ['upholding without reasons', 'VERIFYING', 'uphold', { reasons: BLANK }, { refused: 'reason_missing', rule: 'L5' }],
  ['upholding without telling', 'VERIFYING', 'uphold', { notice: NO_PROOF }, { refused: 'proof_missing', rule: 'L5' }],
  ['overturning without reasons', 'VERIFYING', 'overturn', { reasons: BLANK }, { refused: 'reason_missing', rule: 'L5' }],
  ['overturning without telling', 'VERIFYING', 'overturn', { notice: NO_PROOF }, { refused: 'proof_missing', rule: 'L5' }],
  ['an extension without a ground', 'RECEIVED', 'extend', { ground: BLANK }, { refused: 'ground_missing', rule: 'L1' }],
  ['an extension asked for twice', did(inState('RECEIVED'), 'extend'), 'extend', {}, { refused: 'asked_already', rule: 'G5' }],
  ['an extension when the term is over', 'RECEIVED', 'extend', {}, { refused: 'too_late', rule: 'T21', at: at('2026-03-18 00:00') }, { now: at('2026-03-18 00:00') }],
  ['the level it has', 'INVESTIGATING', 'relevel', { to: 'general' }, { refused: 'level_unchanged', rule: 'T22' }],
  ['another level before there is one', 'RECEIVED', 'relevel', {}, { refused: 'wrong_state', rule: 'T22' }, { by: 'zhao.lei' }],
  ['a raise by the head', 'INVESTIGATING', 'relevel', {}, { refused: 'upgrade_by_lead', rule: 'T22' }, { by: 'zhao.lei' }],
  ['a lowering by the lead', inState('INVESTIGATING', { level: 'complex' }), 'relevel', { to: 'general' }, { refused: 'downgrade_by_head', rule: 'R23' }],
  ['another level without a reason', 'INVESTIGATING', 'relevel', { reason: BLANK }, { refused: 'reason_missing', rule: 'T22' }],
  ['handing on without a note', 'INVESTIGATING', 'reassign', { note: BLANK }, { refused: 'text_missing', rule: 'T23' }],
  ['handing on to another post', 'INVESTIGATING', 'reassign', { to: 'wu.qian' }, { refused: 'not_a_candidate', rule: 'L4' }],
  ['an emergency that is not listed', 'RECEIVED', 'emergency', { reason: 'whim' }, { refused: 'emergency_not_listed', rule: 'R35' }],
  ['an emergency in which nothing was done', 'RECEIVED', 'emergency', { action: BLANK }, { refused: 'text_missing', rule: 'R35' }],
  ['an emergency nobody saw', 'RECEIVED', 'emergency', { witness: BLANK }, { refused: 'text_missing', rule: 'R35' }],
  ['an emergency that cost half a fen', 'RECEIVED', 'emergency', { costFen: 0.5 }, { refused: 'amount_invalid', rule: 'R35' }],
  ['an emergency that cost money', 'RECEIVED', 'emergency', { costFen: 1 }, { refused: 'emergency_too_dear', rule: 'R35', limitFen: 0 }],
  ['an emergency before the complaint', 'RECEIVED', 'emergency', { actedAt: at('2026-03-02 09:29') }, { refused: 'received_in_future', rule: 'R35' }],
  ['an emergency of tomorrow', 'RECEIVED', 'emergency', { actedAt: at('2026-03-02 09:31') }, { refused: 'received_in_future', rule: 'R35' }],
  ['a form nobody owes', 'RECEIVED', 'backfill', {}, { refused: 'no_backfill_owed', rule: 'R35' }],
  ['a form that says nothing', did(inState('RECEIVED'), 'emergency'), 'backfill', { text: BLANK }, { refused: 'text_missing', rule: 'R35' }],
  ['a link without a reason', 'RECEIVED', 'link', { reason: BLANK }, { refused: 'reason_missing', rule: 'R34' }],
  ['a link to a case there is not', 'RECEIVED', 'link', { to: 'KFB26000009' }, { refused: 'not_found' }],
  ['a merging without a note', 'RECEIVED', 'merge', { note: BLANK }, { refused: 'reason_missing', rule: 'T4' }],
  ['a merging of new facts', 'RECEIVED', 'merge', { hasNewFacts: true }, { refused: 'new_facts', rule: 'L6' }],
  ['a merging into a case there is not', 'RECEIVED', 'merge', { into: 'KFB26000009' }, { refused: 'not_found' }],
  ['an un-merging without a reason', 'MERGED', 'unmerge', { reason: BLANK }, { refused: 'reason_missing', rule: 'T4' }],
  ['a recusal without a reason', 'RECEIVED', 'recuse', { reason: BLANK }, { refused: 'reason_missing', rule: 'L4' }],
  ['a recusal declared twice', did(inState('RECEIVED'), 'recuse'), 'recuse', {}, { refused: 'asked_already', rule: 'L4' }],
  ['papers nobody named', 'INVESTIGATING', 'await_papers', { what: BLANK }, { refused: 'text_missing', rule: 'L9' }],
  ['papers waited for already', WAITING, 'await_papers', {}, { refused: 'asked_already', rule: 'C3' }],
  ['papers nobody waited for', 'INVESTIGATING', 'receive_papers', {}, { refused: 'papers_not_awaited', rule: 'C3' }],
  ['a reply to no regulator', 'INVESTIGATING', 'reply_regulator', {}, { refused: 'no_transfer', rule: 'C9' }],
  ['a reply to the regulator without proof', TRANSFER, 'reply_regulator', { proof: BLANK }, { refused: 'proof_missing', rule: 'C9' }],
  ['a question to no department', 'INVESTIGATING', 'ask_department', { department: 'moon' }, { refused: 'department_unknown', rule: 'R3' }],
  ['a question to a department out of scope', 'INVESTIGATING', 'ask_department', { department: 'office' }, { refused: 'no_addressee', rule: 'R2' }],
  ['a question to the own department', 'INVESTIGATING', 'ask_department', { department: 'service' }, { refused: 'own_department', rule: 'R3' }],
  ['a question that asks nothing', 'INVESTIGATING', 'ask_department', { question: BLANK }, { refused: 'text_missing', rule: 'R3' }],
  ['a task of somebody else', WITH_TASK, 'acknowledge_task', {}, { refused: 'not_permitted', rule: 'R10' }, { by: 'luo.jie' }],
  ['a task taken over twice', did(WITH_TASK, 'acknowledge_task'), 'acknowledge_task', {}, { refused: 'task_acknowledged', rule: 'R3' }],
  ['a task to another department', WITH_TASK, 'forward_task', { to: 'sun.rui' }, { refused: 'not_a_colleague', rule: 'R3' }],
  ['a task sent back without a reason', WITH_TASK, 'return_task', { reason: BLANK }, { refused: 'reason_missing', rule: 'R3' }],
  ['an answer that says nothing', WITH_TASK, 'answer_task', { text: BLANK }, { refused: 'text_missing', rule: 'R37' }],
  ['an act on a closed case', 'CLOSED', 'contact', {}, { refused: 'case_closed' }],
  ['an act out of order', 'RECEIVED', 'find', {}, { refused: 'not_permitted', rule: 'R10' }],
  ['a plan before the finding', 'INVESTIGATING', 'submit', {}, { refused: 'not_permitted', rule: 'R10' }],
  ['a second survey while the head is to sign', after(did(MAJOR, 'execute'), SAMPLES.follow_up.act, 'tang.xin'), 'follow_up', {}, { refused: 'waits_for_signature', rule: 'R23' }],
];

describe('a no names its rule, and what the person needs to know (R10, R17 and the rule of each act)', () => {
  it.each(ASKED.map((asked) => [asked[0], asked] as const))('%s', (_why, asked) => {
    const [, from, type, changed, refusal, { by = SAMPLES[type].by, now = MONDAY } = {}] = asked;
    const complaint = typeof from === 'string' ? inAnyState(from) : from;
    const act = { ...SAMPLES[type].act, ...changed };
    const ruling = ruleOn(complaint, act, person(by), context(now, otherCase));
    expect(isRefusal(ruling) ? ruling : 'nothing refused').toEqual(refusal);
  });

  const open = inState('AWAITING_APPROVAL');
  const onPlan = (act: Act, by: string, complaint = open) => {
    const ruling = ruleOn(complaint, act, person(by), context());
    return isRefusal(ruling) ? ruling : 'nothing refused';
  };

  it('a signature: whose it is, what was decided before, and that the plan is another now (R33)', () => {
    expect(onPlan(decision(open), 'ma.wen')).toEqual({ refused: 'not_the_approver', rule: 'R33' });
    expect(onPlan({ ...decision(open), hash: 'other' } as Act, 'zhao.lei')).toEqual({
      refused: 'plan_changed',
    });
    expect(onPlan({ ...decision(open), no: 7 } as Act, 'zhao.lei')).toEqual({ refused: 'not_found' });
    expect(onPlan(decision(open, 'returned', BLANK), 'zhao.lei')).toEqual({
      refused: 'reason_missing',
      rule: 'R33',
    });
    expect(onPlan(decision(open), 'zhao.lei', after(open, decision(open), 'zhao.lei'))).toEqual({
      ...{ refused: 'already_decided', by: 'zhao.lei', at: MONDAY, result: 'approved' },
    });
  });

  it('a plan that nobody may sign is not handed in (R33)', () => {
    const complaint = { ...inState('PLANNING'), recused: ['zhao.lei'] };
    expect(onPlan(submit(), 'wu.qian', complaint)).toEqual({ refused: 'nobody_eligible', rule: 'R33' });
  });
});
