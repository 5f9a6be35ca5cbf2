import type { ActType } from '../../../src/domain/transitions';
import { CONTACT_MODE } from '../../../src/domain/vocabulary';

/** 表单文案. */
export interface FormCopy {
  readonly title: string;
  readonly submit: string;
  /** What comes of it. */
  readonly lead?: string;
}

export const FORMS: Readonly<Record<ActType, FormCopy>> = {
  register: { title: '登记投诉', submit: '登记' },
  classify: { title: '分类', submit: '确认分类', lead: '分类后转给所属小组，调查时限开始计算。' },
  decline: { title: '提请不予办理', submit: '提交小组主管', lead: '小组主管批准、告知投诉人以后才生效。' },
  tell: { title: '告知投诉人', submit: '记下告知' },
  merge: { title: '合并', submit: '合并', lead: '同一投诉人的同一件事，没有新情况，才能合并。' },
  unmerge: { title: '撤销合并', submit: '撤销合并' },
  assign: { title: '分派', submit: '分派', lead: '与本案有关、要回避的人不在名单里。' },
  find: { title: '调查结论', submit: '提交结论', lead: '提交后进入方案制定。' },
  submit: { title: '处理方案', submit: '提交审批', lead: '提交后逐级审批；方案一改，已签的作废。' },
  decide: { title: '审批', submit: '同意' },
  change_plan: { title: '变更方案', submit: '变更方案', lead: '回到方案制定，已有的审批作废。' },
  execute: { title: '执行与答复', submit: '提交执行', lead: '措施都办完、答复也告知了，再提交。' },
  follow_up: { title: '回访', submit: '提交回访' },
  reopen: { title: '重新调查', submit: '重新调查', lead: '法定期限从收到新材料起重新计算。' },
  redo: { title: '重做方案', submit: '重做方案' },
  suspend: { title: '提请中止', submit: '提交小组主管', lead: '批准后期限暂停计算，到期自动恢复。' },
  resume: { title: '恢复办理', submit: '恢复' },
  withdraw: { title: '撤回', submit: '办理撤回', lead: '投诉人撤回后，这件投诉就此终止。' },
  verify: { title: '受理核查', submit: '受理' },
  uphold: { title: '核查维持', submit: '维持原决定' },
  overturn: { title: '核查撤销', submit: '撤销原决定' },
  extend: { title: '提请延期', submit: '提交审批', lead: '批准当天要告知投诉人。' },
  relevel: { title: '调整级别', submit: '调整' },
  reassign: { title: '改派', submit: '改派', lead: '时限照算，不会重来。' },
  emergency: { title: '紧急处理', submit: '先行处理' },
  backfill: { title: '补办手续', submit: '提交补办', lead: '补办后由负责人追认。' },
  add_evidence: { title: '上传证据', submit: '上传' },
  give_survey_link: {
    title: '回访链接',
    submit: '取链接',
    lead: '发给投诉人在线评价；再取一个，前一个失效。',
  },
  give_notice_link: {
    title: '答复链接',
    submit: '取链接',
    lead: '投诉人核对身份后看处理决定；再取一个，前一个失效。',
  },
  contact: { title: '联系投诉人', submit: '记下联系' },
  link: { title: '关联案件', submit: '关联', lead: '关联的案件金额合并计算。' },
  recuse: { title: '申请回避', submit: '申请回避', lead: '回避后您不再经办、不再签字。' },
  await_papers: { title: '等投诉人补材料', submit: '开始等待', lead: '环节时限暂停，法定期限照算。' },
  receive_papers: { title: '材料已到', submit: '材料已到' },
  reply_regulator: { title: '回复监管', submit: '记下回复' },
  ask_department: { title: '请其他部门协办', submit: '发出' },
  acknowledge_task: { title: '接收协办', submit: '接收' },
  forward_task: { title: '转派协办', submit: '转派' },
  return_task: { title: '退回协办', submit: '退回' },
  answer_task: { title: '答复协办', submit: '提交答复' },
  disclose: { title: '申请查看', submit: '提交申请', lead: '批准后在有效期内才能看，每次查看都记在案。' },
};

export const TELLING_MODE = { ...CONTACT_MODE, unreachable: '联系不上' } as const;

/** 满意度 (R22), the best first. */
export const SCORES = [
  { id: '5', name: '非常满意' },
  { id: '4', name: '满意' },
  { id: '3', name: '一般' },
  { id: '2', name: '不满意' },
  { id: '1', name: '很不满意' },
] as const;

export const PEOPLE = {
  note: (position: string, load: number, isOffDuty: boolean) =>
    `${position}，在办 ${load} 件${isOffDuty ? '，不在岗' : ''}`,
} as const;

export const FORM_VIEW = {
  addAction: '再加一项措施',
  removeAction: '去掉',
  actionText: '措施内容',
  actionAmount: '金额',
  total: '合计',
  title: '办理',
  noForm: '这一步不能在这里办，请看案件页上能办的事。',
  done: '已提交',
  fix: '有几处要改，已标出',
  restored: '上次没发出的内容已放回',
} as const;

/** 哪里要改. */
export const FORM_ERROR = {
  missing: (verb: string, label: string) => `请${verb}${label}`,
  tooLong: (max: number, length: number) => `最多 ${max} 字，现在 ${length} 字`,
  amount: '写成元，最多两位小数，例如 300 或 300.50',
  number: (min: number, max: number) => `写 ${min} 到 ${max} 之间的整数`,
  actionText: (no: number) => `第 ${no} 项措施没有写内容`,
  actionLong: (no: number, max: number) => `第 ${no} 项措施最多 ${max} 字`,
  actionAmount: (no: number) => `第 ${no} 项的金额写成元，最多两位小数`,
} as const;

export const FORM_VERB = {
  text: '填写',
  lines: '填写',
  money: '填写',
  number: '填写',
  moment: '选择',
  one: '选择',
  many: '选择',
  people: '选择',
  yes: '确认',
  actions: '填写',
} as const;
