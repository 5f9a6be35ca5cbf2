import { showDue, showMoment } from '../domain/calendar';
import { showYuan } from '../domain/money';
import { DOCUMENT_TYPES } from '../domain/number';
import type { Org } from '../domain/org';
import type { Refusal, RefusalCode } from '../domain/ruling';
import { nameOf } from './copy';

/** 拒绝的说法: what stops an act, and whom to turn to. */
const REFUSALS: Readonly<Record<RefusalCode, string>> = {
  not_found: '没有找到这件投诉，或者您无权查看。',
  not_permitted: '这一步不归您办，没有改动。',
  wrong_state: '这件投诉现在不在这个环节，没有改动。',
  case_closed: '这件投诉已办结，没有改动。',
  conflict_of_interest: '您与本案有利害关系，请交给另一位受理专员分类。',
  received_in_future: '时间不对：不能晚于现在，也不能早于收到投诉的时候。',
  moment_impossible: '时间不对：不能晚于现在，也不能早于 {时间}，那之前还没到这一步。',
  group_missing: '这个业务类别还没有负责的小组，请联系部门负责人。',
  nobody_eligible: '没有可以接手的人（回避后无人可选），请联系部门负责人。',
  last_signer: '这件投诉正等他签字，也只有他能签，不能再交给他办，请另选一位。',
  not_a_candidate: '这个人不能调查本案（岗位不符或需要回避），请另选一位。',
  finding_needs_evidence: '结论要有证据；确实没有，请写「无证据：原因」。',
  contact_missing: '还没有与投诉人联系的记录，请先联系并登记，例如：联系 {编号} 电话 已说明处理流程',
  amount_unknown: '金额没有写清楚，请写明涉及金额和每项措施多少元。',
  actions_missing: '方案里还没有措施，请至少写一项。',
  plan_changed: '方案已经变更，这张卡片作废；请看最新的审批卡片。',
  already_decided: '这项审批已有结果，没有重复计算。',
  not_the_approver: '这项审批不归您，没有改动。',
  reason_missing: '请先选退回理由，再点退回。',
  proof_missing: '还缺凭证，请写明执行凭证和告知凭证。',
  text_too_long: '内容太长，最多 300 字，请写短一些。',
  text_missing: '内容没有写全，请补充后再提交。',
  score_missing: '投诉人接通了就要记满意度，请选一项。',
  waits_for_signature: '回访已记好，正等部门负责人结案签字。',
  calendar_uncovered:
    '工作日历还没有 {年} 年，算不出时限，这一步没有办成。请让系统管理员补上这一年的放假安排后再办。',
  clock_stopped: '这个时限已经结束或暂停。',
  amount_invalid: '金额要写成元，最多两位小数，不能是负数。',
  ground_missing: '请写明理由。',
  asked_already: '已经提交过，正在等结果，不用重复提交。',
  nothing_to_tell: '现在没有要告知投诉人的事项。',
  extension_untold: '延期批准后还没有告知投诉人，请先写：告知 {编号} 电话 投诉人知悉延期',
  too_late: '已过期限（{时间}），不能再办这一步；逾期记录保留，请联系部门负责人。',
  no_longer_tier: '法定期限最长 60 天，不能再延。',
  end_date_invalid: '日期不对，请核对后再写。',
  papers_not_awaited: '这件投诉没有在等补充材料。',
  level_unchanged: '级别没有变化。',
  downgrade_by_head: '降级要由部门负责人办。',
  upgrade_by_lead: '升级由小组主管办。',
  parent_unusable: '要并入的投诉已经办结或就是本件，不能合并。',
  other_person: '两件投诉的电话或证件号不同，不是同一投诉人，不能合并。',
  new_facts: '有新的事实或理由就不是重复投诉，不能合并；期限从收到新材料重新计算。',
  linked_already: '这两件已经关联，或者是同一件。',
  emergency_open: '还有先行处理没有补办并追认，不能办结。请先补办，再由负责人追认。',
  emergency_not_listed: '这种情形不在可以先行处理的清单里，请按正常流程办。',
  emergency_too_dear: '先行处理最多可花 {限额}，超过的请按正常流程审批。',
  no_backfill_owed: '现在没有要补办手续的先行处理。',
  emergency_unexplained:
    '一键先行处理时没有写的措施和见证人，要在补办时写上，例如：补办 {编号} 客户情绪平稳，次日答复；措施：当面安抚；见证：值班经理',
  reviewer_involved: '您参与过本案，不能核查，请上级机构另派核查人。',
  documents_missing: '文书还没有归齐（{缺少}），不能办结。',
  incident_not_found: '没有找到这起泄露事件，或者您无权查看。',
  incident_closed: '这起泄露事件已结案，没有改动。',
  inquiry_open: '已经立案调查，不用重复。',
  inquiry_not_open: '还没有立案调查，请先写：立案调查 {编号}',
  discovered_after_report: '发现的时间不能晚于上报的时间。',
  cause_or_remedy_missing: '没有查明原因和采取的措施，不能结案。请先写：泄露处置 {编号} 原因：…；措施：…',
  closing_agreed: '您已同意结案，正等另一方同意。',
  plan_unsigned: '方案还没有全部批准，答复链接要等批准后再发。',
  surveyed_already: '投诉人已经在线评价过，不用再发链接，请核对后提交回访。',
  no_public_address: '还没有设置对外的地址（SUDA_PUBLIC_URL），发不了链接，请联系系统管理员。',
  nothing_to_check_by: '没有登记投诉人的电话或证件号，打开时没法核对身份，请用电话、信函等方式告知。',
  not_the_complainant: '后四位与登记的不一致，请核对。输错 5 次链接就失效，需要时请联系我行重新发。',
  no_such_evidence: '没有这份证据，或者您无权查看。',
  file_destroyed: '这份文件已按存档期限销毁，看不到了。',
  document_unready: '这份文书还没有印好，请过一会儿再看。',
  evidence_full: '这件投诉的证据已经有 {上限} 份，不能再加。请把多页合成一个 PDF，或联系小组主管。',
  taken_in_future: '拍摄时间晚于现在，请核对手机的时间。',
  file_empty: '这个文件是空的，请重新选择。',
  file_too_large: '文件最大 {上限} MB，请压缩或分成几份再上传。',
  kind_not_taken: '只收图片（JPG、PNG、WebP）、PDF、录音（MP3、M4A、AMR、WAV）和视频（MP4、MOV）。',
  office_file: '请另存为 PDF 再上传。',
  heic_image: '这种照片（HEIC）打不开，请在手机相机设置里选「兼容性最佳」，或存成 JPG 再上传。',
  uploads_open: '您有 {上限} 个文件还没有传完，请等它们传完再传下一个。',
  upload_unknown: '没有找到这次上传，可能已经过期，请重新上传。',
  chunk_too_large: '一次最多传 1 MB，请分段上传。',
  file_broken: '文件打不开或不完整，请重新拍摄或另存后再上传。',
  file_disguised: '文件内容和类型不符，没有保存。请确认选对了文件。',
  file_padded: '文件里夹带了别的内容，没有保存。请另存一份再上传。',
  pdf_active: '这个 PDF 里有脚本、可启动的程序或附件，没有保存。请用「打印为 PDF」另存一份再上传。',
  pdf_locked: '这个 PDF 加了密码，请去掉密码再上传。',
  image_too_large: '图片的像素太多，请缩小后再上传。',
  image_moving: '动图看不全，请截图或录成视频再上传。',
  file_infected: '文件里查出病毒，没有保存。请联系系统管理员。',
  no_transfer: '这件投诉不是监管转办，或者已经答复。',
  department_unknown: '没有这个部门，请写部门全名。',
  own_department: '这是您自己的部门，不用协办，请直接联系同事。',
  no_addressee: '这个部门还没有接口人和负责人，发不出去，请联系部门负责人。',
  which_task: '这件投诉有几项协办在您手里，请写明是哪一项，例如：答复 {编号} 协办2 已查明…',
  task_acknowledged: '这项协办已经接收过，不用重复接收。',
  seen_already: '这件投诉您本来就能查阅，不用申请。',
  nothing_masked: '这件投诉里没有您可以申请看原文的内容。',
  masked_only: '这些内容对您是脱敏的。确有需要，请说：看原文 {编号} 原因：…',
  export_not_granted: '导出要先经批准，请说：导出 {编号} 原因：…',
  request_over: '这项申请已经有结果，没有重复计算。',
  not_a_colleague: '只能转给本部门在岗的同事，没有改动。',
};

function documentName(type: string): string {
  return (DOCUMENT_TYPES as Readonly<Record<string, string>>)[type] ?? type;
}

/** 拒绝: the sentence for a business no, with the rule and who decided when that is known. */
export function refusalText(refusal: Refusal, org: Org, complaintId?: string): string {
  const sentence = REFUSALS[refusal.refused]
    .replace('{编号}', complaintId ?? '编号')
    .replace('{年}', String(refusal.year ?? ''))
    .replace('{时间}', refusal.at ? showDue(refusal.at) : '')
    .replace('{上限}', String(refusal.limit ?? ''))
    .replace('{限额}', showYuan(refusal.limitFen ?? 0))
    .replace('{缺少}', (refusal.missing ?? []).map(documentName).join('、'));
  if (refusal.refused === 'already_decided' && refusal.by && refusal.at) {
    const result = refusal.result === 'approved' ? '同意' : '退回';
    return `${nameOf(org, refusal.by)} 已于 ${showMoment(refusal.at)} ${result}，${sentence}`;
  }
  return refusal.rule ? `${sentence}（制度 ${refusal.rule}）` : sentence;
}
