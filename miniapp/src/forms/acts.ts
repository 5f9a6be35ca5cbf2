import { BUSINESS, CHANNEL, LEVEL, MAJOR_REASON, REASON } from '../../../src/domain/classification';
import { DECISION, DECLINE_GROUND, LIABILITY, SUSPENSION_GROUND } from '../../../src/domain/records';
import type { ActType } from '../../../src/domain/transitions';
import { CONTACT_MODE, DISCLOSURE_KIND } from '../../../src/domain/vocabulary';
import type { CaseView } from '../api/types';
import { FORMS, SCORES, type FormCopy } from '../copy/forms';
import { happenedAt, reason, required, telling } from './fields';
import type { Choice, Field, Form, Values } from './form';
import { LINE, TEXT } from './limits';

function form(act: ActType, fields: readonly Field[]): Form {
  const copy: FormCopy = FORMS[act];
  return {
    act,
    fields,
    title: copy.title,
    submit: copy.submit,
    ...(copy.lead !== undefined && { lead: copy.lead }),
  };
}

const noEvidence = (values: Values) => values['hasNoEvidence'] === true;
const namesEvidence = ({ 'finding.evidenceNos': nos }: Values) => Array.isArray(nos) && nos.length > 0;

/** 退回 (T8): a signature is withheld with a reason. */
export const RETURN_FIELDS: readonly Field[] = [reason('reason', '退回理由')];

/** 各步的表单; the acts without one here are a tap, or have a page of their own. */
export const ACT_FORMS: Partial<Readonly<Record<ActType, Form>>> = {
  classify: form('classify', [
    {
      is: 'one',
      path: 'classification.business',
      label: '业务类别',
      options: BUSINESS,
      start: (a) => a.suggested.business?.code,
      ...required,
    },
    {
      is: 'one',
      path: 'classification.reason',
      label: '投诉原因',
      options: REASON,
      start: (a) => a.suggested.reason?.code,
      ...required,
    },
    {
      is: 'one',
      path: 'classification.channel',
      label: '业务办理渠道',
      options: CHANNEL,
      start: (a) => a.suggested.channel?.code,
      ...required,
    },
    {
      is: 'one',
      path: 'classification.level',
      label: '级别',
      options: LEVEL,
      start: (a) => a.suggested.level?.code ?? 'general',
      ...required,
    },
    {
      is: 'many',
      path: 'circumstances.reasons',
      label: '重大情形',
      options: MAJOR_REASON,
      always: true,
      hint: '有一项就按重大办',
    },
    { is: 'number', path: 'circumstances.complainants', label: '投诉人数', min: 1, max: 9_999, unit: '人' },
    { is: 'yes', path: 'circumstances.inPerson', label: '到场', words: '一起当面来投诉' },
    { is: 'people', path: 'subjects', label: '被投诉人员', of: 'subject', many: true },
    { is: 'yes', path: 'conflict', label: '利害关系', words: '我与本案有利害关系（会转给别的受理专员）' },
  ]),
  contact: form('contact', [
    { is: 'one', path: 'mode', label: '联系方式', options: CONTACT_MODE, ...required },
    { is: 'lines', path: 'note', label: '说了什么', max: TEXT, ...required, hint: '没有联系上不算联系' },
    happenedAt(),
  ]),
  assign: form('assign', [{ is: 'people', path: 'invest', label: '调查人', of: 'assign', ...required }]),
  find: form('find', [
    { is: 'one', path: 'finding.liability', label: '责任', options: LIABILITY, ...required },
    { is: 'lines', path: 'finding.grounds', label: '依据', max: TEXT, ...required },
    { is: 'yes', local: true, path: 'hasNoEvidence', label: '证据情况', words: '确实没有证据' },
    {
      ...{
        is: 'many',
        path: 'finding.evidenceNos',
        label: '案卷里的证据',
        options: evidenceOf,
        send: Number,
      },
      when: (v) => !noEvidence(v),
    },
    {
      ...{ is: 'lines', path: 'finding.evidence', label: '证据', max: TEXT },
      required: (v) => !namesEvidence(v),
      when: (v) => !noEvidence(v),
    },
    {
      is: 'lines',
      path: 'finding.noEvidenceReason',
      label: '没有证据的原因',
      max: TEXT,
      ...required,
      when: noEvidence,
    },
  ]),
  submit: form('submit', [
    { is: 'one', path: 'decision', label: '处理决定', options: DECISION, ...required },
    { is: 'actions', path: 'actions', label: '措施', most: 20, max: LINE, ...required },
    {
      is: 'money',
      path: 'disputedFen',
      label: '涉及金额',
      start: (a) => a.disputedFen,
      hint: '投诉人没有主张金额时要写；不涉及写 0',
    },
    { is: 'lines', path: 'notice', label: '答复意见', max: TEXT, ...required, hint: '投诉人将收到的答复' },
  ]),
  execute: form('execute', [
    { is: 'lines', path: 'proof', label: '执行凭证', max: TEXT, ...required },
    happenedAt('happenedAt', '执行时间'),
    ...telling('notice.'),
    happenedAt('notice.happenedAt', '告知时间'),
  ]),
  change_plan: form('change_plan', [reason('reason', '变更原因')]),
  follow_up: form('follow_up', [
    {
      is: 'one',
      path: 'attempt.mode',
      label: '回访方式',
      options: CONTACT_MODE,
      start: () => 'phone',
      ...required,
    },
    {
      is: 'one',
      path: 'attempt.reached',
      label: '联系上了吗',
      options: { yes: '联系上了', no: '没有联系上' },
      send: (id) => id === 'yes',
      start: (a) => surveyOf(a) && 'yes',
      ...required,
    },
    {
      is: 'one',
      path: 'attempt.score',
      label: '满意度',
      options: SCORES,
      send: Number,
      start: (a) => surveyOf(a)?.score.toString(),
      ...required,
      when: (v) => v['attempt.reached'] === 'yes',
    },
    {
      is: 'yes',
      path: 'attempt.objection',
      label: '异议',
      words: '投诉人对处理有异议',
      start: (a) => surveyOf(a)?.objection,
      when: (v) => v['attempt.reached'] === 'yes',
    },
    { is: 'lines', path: 'attempt.remark', label: '说明', max: TEXT, start: (a) => surveyOf(a)?.remark },
    happenedAt(),
  ]),
  extend: form('extend', [reason('ground', '延期理由')]),
  suspend: form('suspend', [
    { is: 'one', path: 'ground', label: '事由', options: SUSPENSION_GROUND, ...required },
    { is: 'moment', path: 'until', label: '中止到', side: 'ahead', ...required },
    { is: 'lines', path: 'paper', label: '依据材料', max: TEXT, ...required },
    ...telling('told.'),
    happenedAt('told.happenedAt', '告知时间'),
  ]),
  resume: form('resume', [reason('result', '鉴定或调解的结果')]),
  reassign: form('reassign', [
    { is: 'people', path: 'to', label: '接手人', of: 'reassign', ...required },
    reason('note', '交接说明'),
  ]),
  relevel: form('relevel', [{ is: 'one', path: 'to', label: '级别', options: LEVEL, ...required }, reason()]),
  withdraw: form('withdraw', [
    { is: 'lines', path: 'identity', label: '身份怎么核实的', max: TEXT, ...required },
    { is: 'lines', path: 'proof', label: '撤回凭证', max: TEXT, ...required },
  ]),
  decline: form('decline', [
    { is: 'one', path: 'ground', label: '理由', options: DECLINE_GROUND, ...required },
    reason('reason', '具体情况'),
  ]),
  tell: form('tell', [...telling(''), happenedAt()]),
  merge: form('merge', [
    { is: 'text', path: 'into', label: '并入哪一件', max: 20, ...required, placeholder: 'KFB26000001' },
    reason('note', '怎么看出是同一件'),
    { is: 'yes', path: 'hasNewFacts', label: '新情况', words: '有新的事实或理由' },
  ]),
  unmerge: form('unmerge', [reason()]),
  link: form('link', [
    { is: 'text', path: 'to', label: '与哪一件关联', max: 20, ...required, placeholder: 'KFB26000001' },
    reason(),
  ]),
  backfill: form('backfill', [
    {
      is: 'lines',
      path: 'text',
      label: '补办说明',
      max: TEXT,
      ...required,
      hint: '做了什么、为什么等不得、结果如何',
    },
    { is: 'lines', path: 'action', label: '措施', max: TEXT, hint: '先行处理时没有写的，在这里写' },
    { is: 'text', path: 'witness', label: '见证人', max: LINE },
  ]),
  disclose: form('disclose', [
    {
      is: 'one',
      path: 'what',
      label: '申请什么',
      options: DISCLOSURE_KIND,
      start: () => 'unmask',
      ...required,
    },
    {
      ...{ is: 'many', path: 'fields', label: '要看哪几项', options: maskedFields },
      when: ({ what }) => what === 'unmask',
      hint: '不选就是全部脱敏的内容',
    },
    reason('reason', '原因'),
  ]),
  ask_department: form('ask_department', [
    { is: 'people', path: 'department', label: '部门', of: 'department', ...required },
    {
      is: 'lines',
      path: 'question',
      label: '问题',
      max: TEXT,
      ...required,
      hint: '对方只看到编号、分类和这个问题，请不要写姓名、电话、账号',
    },
  ]),
  answer_task: form('answer_task', [reason('text', '答复')]),
  acknowledge_task: form('acknowledge_task', []),
  receive_papers: form('receive_papers', []),
  forward_task: form('forward_task', [
    { is: 'people', path: 'to', label: '转给谁', of: 'forward_task', ...required },
  ]),
  return_task: form('return_task', [reason('reason', '退回理由')]),
  await_papers: form('await_papers', [
    { is: 'lines', path: 'what', label: '等哪些材料', max: LINE, ...required, hint: '只能要本行没有的材料' },
  ]),
  reply_regulator: form('reply_regulator', [
    { is: 'one', path: 'mode', label: '方式', options: CONTACT_MODE, start: () => 'letter', ...required },
    { is: 'text', path: 'proof', label: '复函编号', max: TEXT, ...required },
    happenedAt(),
  ]),
  reopen: form('reopen', [
    reason('reason', '新的事实或理由'),
    { is: 'moment', path: 'materialAt', label: '新材料哪天收到', side: 'past', ...required },
  ]),
  redo: form('redo', [reason()]),
  recuse: form('recuse', [reason('reason', '什么利害关系')]),
  verify: form('verify', [
    { is: 'moment', path: 'appliedAt', label: '书面申请日期', side: 'past', ...required },
    { is: 'text', path: 'proof', label: '书面申请', max: TEXT, ...required },
  ]),
  uphold: form('uphold', [reason('reasons', '理由'), ...telling('notice.')]),
  overturn: form('overturn', [reason('reasons', '理由'), ...telling('notice.')]),
};

/** 在线评价 (R22) of this round: a follow-up begins with what the complainant said already. */
function surveyOf({ survey, cycle }: CaseView): CaseView['survey'] {
  return survey?.cycle === cycle ? survey : undefined;
}

function evidenceOf({ evidence }: CaseView): readonly Choice[] {
  return evidence.map(({ no, kind, by }) => ({ id: String(no), name: `${no} ${kind.name}（${by.name}）` }));
}

function maskedFields({ party }: CaseView): readonly Choice[] {
  return party
    .filter(({ access }) => access === 'masked')
    .map(({ field, label }) => ({ id: field, name: label }));
}
