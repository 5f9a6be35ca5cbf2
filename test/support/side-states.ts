import type { Complaint, State } from '../../src/domain/complaint';
import type { Act } from '../../src/domain/decide-act';
import type { EvidenceFile } from '../../src/domain/evidence';
import {
  after,
  ALL_STATES,
  at,
  classify,
  contact,
  decision,
  execute,
  filed,
  find,
  followUp,
  inState,
  MONDAY,
  assign,
  changePlan,
  submit,
} from './builders';

/** An act as somebody would bring it, and who that is on the demo bank's first case. */
export interface Sample {
  readonly act: Act;
  readonly by: string;
}

const TOLD = { mode: 'phone', proof: '通话录音 0302' } as const;

/** A photograph, kept. */
export const PHOTO: EvidenceFile = {
  ...{ fileId: 'f-1', kind: 'image', mime: 'image/jpeg', size: 120_000, source: 'camera' },
  ...{ sha256: 'a'.repeat(64), sourceSha256: 'b'.repeat(64), takenAt: MONDAY },
};

/** One sound act of every kind but a signature. */
export const SAMPLES: Readonly<Record<Exclude<Act['type'], 'decide'>, Sample>> = {
  contact: { act: contact, by: 'zhou.min' },
  classify: { act: classify(), by: 'zhou.min' },
  decline: { act: { type: 'decline', ground: 'not_a_party', reason: '邻居代为反映' }, by: 'zhou.min' },
  tell: { act: { type: 'tell', ...TOLD }, by: 'zhou.min' },
  merge: {
    act: { type: 'merge', into: 'KFB26000002', note: '同一客户同一笔年费', hasNewFacts: false },
    by: 'zhou.min',
  },
  unmerge: { act: { type: 'unmerge', reason: '是另一张卡' }, by: 'lin.tao' },
  assign: { act: assign, by: 'lin.tao' },
  find: { act: find, by: 'chen.gang' },
  submit: { act: submit(), by: 'wu.qian' },
  change_plan: { act: changePlan, by: 'wu.qian' },
  execute: { act: execute, by: 'wu.qian' },
  follow_up: { act: followUp(), by: 'tang.xin' },
  reopen: { act: { type: 'reopen', reason: '客户补交流水', materialAt: MONDAY }, by: 'lin.tao' },
  redo: { act: { type: 'redo', reason: '退款没有到账' }, by: 'lin.tao' },
  suspend: {
    act: {
      type: 'suspend',
      ground: 'appraisal',
      paper: '鉴定委托书',
      until: at('2026-03-20 18:00'),
      told: TOLD,
    },
    by: 'chen.gang',
  },
  resume: { act: { type: 'resume', result: '鉴定意见已收到' }, by: 'lin.tao' },
  withdraw: { act: { type: 'withdraw', identity: '核对身份证', proof: '撤回书' }, by: 'zhou.min' },
  verify: { act: { type: 'verify', appliedAt: MONDAY, proof: '核查申请书' }, by: 'yan.bo' },
  uphold: { act: { type: 'uphold', reasons: '事实清楚', notice: TOLD }, by: 'yan.bo' },
  overturn: { act: { type: 'overturn', reasons: '证据不足', notice: TOLD }, by: 'yan.bo' },
  extend: { act: { type: 'extend', ground: '需要调取外地凭证' }, by: 'zhou.min' },
  relevel: { act: { type: 'relevel', to: 'complex', reason: '涉及两个部门' }, by: 'lin.tao' },
  reassign: { act: { type: 'reassign', to: 'song.yang', note: '原承办人休假' }, by: 'lin.tao' },
  emergency: {
    act: {
      type: 'emergency',
      reason: 'churn',
      action: '当面安抚并承诺当日答复',
      costFen: 0,
      actedAt: MONDAY,
      witness: '值班经理',
    },
    by: 'zhou.min',
  },
  backfill: { act: { type: 'backfill', text: '客户扬言销户，已当面安抚，情绪平稳' }, by: 'zhou.min' },
  disclose: { act: { type: 'disclose', what: 'unmask', reason: '回拨核实退款账户' }, by: 'zhao.lei' },
  add_evidence: { act: { type: 'add_evidence', file: PHOTO }, by: 'zhou.min' },
  give_survey_link: { act: { type: 'give_survey_link' }, by: 'tang.xin' },
  give_notice_link: { act: { type: 'give_notice_link' }, by: 'zhou.min' },
  link: { act: { type: 'link', to: 'KFB26000002', reason: '同一次系统故障' }, by: 'zhou.min' },
  recuse: { act: { type: 'recuse', reason: '当事人是我亲属' }, by: 'zhou.min' },
  await_papers: { act: { type: 'await_papers', what: '签购单' }, by: 'chen.gang' },
  receive_papers: { act: { type: 'receive_papers' }, by: 'chen.gang' },
  reply_regulator: { act: { type: 'reply_regulator', mode: 'letter', proof: '复函 12 号' }, by: 'zhou.min' },
  ask_department: {
    act: { type: 'ask_department', department: 'tech', question: '年费为什么扣了两次' },
    by: 'chen.gang',
  },
  acknowledge_task: { act: { type: 'acknowledge_task' }, by: 'li.ke' },
  forward_task: { act: { type: 'forward_task', to: 'luo.jie' }, by: 'li.ke' },
  return_task: { act: { type: 'return_task', reason: '不属于本部门职责' }, by: 'li.ke' },
  answer_task: { act: { type: 'answer_task', text: '批处理重复跑了一次' }, by: 'li.ke' },
};

/** The act of a kind, by its holder unless somebody else is named. */
export function did(
  complaint: Complaint,
  type: keyof typeof SAMPLES,
  now = MONDAY,
  by = SAMPLES[type].by,
): Complaint {
  return after(complaint, SAMPLES[type].act, by, now, { ...otherCase });
}

/** A second case of the same bank, open, that may be named. */
export const parent: Complaint = { ...filed(), id: 'KFB26000002' };
export const otherCase = { other: { complaint: parent, linked: [] } } as const;

/** The newest signature that is waited for, given by whom it is for. */
export function approved(complaint: Complaint, by: string, now = MONDAY): Complaint {
  return after(complaint, decision(complaint), by, now);
}

export const SIDE_STATES: readonly State[] = ['SUSPENDED', 'VERIFYING', 'WITHDRAWN', 'DECLINED', 'MERGED'];
export const EVERY_STATE: readonly State[] = [...ALL_STATES, ...SIDE_STATES];

/** A case in any of the states of 6.2; the side states as one comes to them. */
export function inAnyState(state: State): Complaint {
  switch (state) {
    case 'SUSPENDED':
      return approved(did(inState('INVESTIGATING'), 'suspend'), 'lin.tao');
    case 'VERIFYING':
      return did(inState('CLOSED'), 'verify');
    case 'WITHDRAWN':
      return did(inState('INVESTIGATING'), 'withdraw');
    case 'DECLINED':
      return did(approved(did(inState('CLASSIFIED'), 'decline'), 'lin.tao'), 'tell');
    case 'MERGED':
      return did(inState('INVESTIGATING'), 'merge');
    default:
      return inState(state);
  }
}
