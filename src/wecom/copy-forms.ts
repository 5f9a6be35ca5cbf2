import { FORMS, type Form } from '../chat/command';
import { TASK_EXAMPLE, TASK_TITLE } from './copy-tasks';

/** 步骤的名称和例句. */

/** How a step is written, with a sentence to imitate. */
export const EXAMPLE: Readonly<Record<Form, string>> = {
  contact: '电话 已说明处理流程',
  classify: '信用卡 定价收费 移动客户端 一般',
  assign: '陈刚',
  reassign: '宋阳 原因：原承办人休假，材料已移交',
  find: '银行责任；依据：系统重复计收年费；证据：扣费流水截图',
  plan: '支持；措施：退还年费300元、短信致歉；答复：三日内退回年费',
  execute: '凭证：退款流水尾号8821；告知：电话，投诉人确认收到',
  change_plan: '原因：投诉人改要积分补偿',
  follow_up: '非常满意',
  decline: '非本人；原因：邻居代为反映',
  tell: '电话 投诉人已知悉',
  merge: '到 KFB26000001 原因：同一客户同一笔年费，没有新材料',
  unmerge: '原因：是另一张卡的年费',
  link: '到 KFB26000001 原因：同一次系统故障',
  suspend: '鉴定 至2026-04-02；依据：鉴定委托书12号；告知：电话，投诉人同意',
  resume: '结果：鉴定意见已收到',
  extend: '理由：需要调取外地凭证',
  withdraw: '身份：核对身份证；凭证：撤回申请书',
  reopen: '原因：投诉人补交流水；收到：2026-04-07',
  redo: '原因：退款没有到账',
  relevel: '重大 原因：媒体报道',
  emergency: '扬言销户；措施：当面安抚并承诺当日答复；见证：值班经理；花费：0元',
  backfill: '投诉人扬言销户，已当面安抚，情绪平稳，次日答复',
  recuse: '原因：投诉人是我亲属',
  await_papers: '签购单',
  receive_papers: '',
  reply_regulator: '信函 复函12号',
  verify: '申请：2026-04-01；凭证：核查申请书',
  uphold: '理由：事实清楚、依据充分；告知：信函，邮寄回执12号',
  overturn: '理由：证据不足；告知：信函，邮寄回执12号',
  ...TASK_EXAMPLE,
};

/** What a step will be recorded as, before 「确认」. */
export const FORM_TITLE: Readonly<Record<Form, string>> = {
  contact: '联系记录',
  classify: '分类',
  assign: '分派',
  reassign: '改派',
  find: '调查结论',
  plan: '处理方案',
  execute: '执行情况',
  change_plan: '变更方案',
  follow_up: '回访结果',
  decline: '不予办理的请示',
  tell: '告知记录',
  merge: '合并',
  unmerge: '撤销合并',
  link: '关联',
  suspend: '中止的请示',
  resume: '恢复',
  extend: '延期的请示',
  withdraw: '撤回',
  reopen: '重新调查',
  redo: '重做方案',
  relevel: '级别调整',
  emergency: '先行处理',
  backfill: '补办手续',
  recuse: '回避申请',
  await_papers: '待补材料',
  receive_papers: '材料已到',
  reply_regulator: '回复监管',
  verify: '核查受理',
  uphold: '核查维持',
  overturn: '核查撤销',
  ...TASK_TITLE,
};

/** `您可以办：结论、中止`: the steps of the table of transitions that are this person's now. */
export function stepsText(forms: readonly Form[]): string {
  return `您可以办：${forms.map((form) => FORMS[form]).join('、')}`;
}
