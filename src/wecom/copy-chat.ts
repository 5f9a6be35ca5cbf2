import { FORMS, type Form } from '../chat/command';
import { EXAMPLE, FORM_TITLE } from './copy-forms';
import { maskName, maskPhone, redact } from '../chat/redact';
import { missing, NO_CONTACT, type Field, type Understood } from '../chat/understand';
import { showDue, showMoment } from '../domain/calendar';
import { BUSINESS, REASON, SOURCE } from '../domain/classification';
import { runningClock, STATES, type Complaint } from '../domain/complaint';
import { showYuan } from '../domain/money';
import { DOCUMENT_TYPES } from '../domain/number';
import type { Org } from '../domain/org';
import { nameOf, ownerLine } from './copy';

/** 聊天文案: what the bot says in chat. Read-backs show personal data masked, for they stand in the ledger too (R54). */
export const CHAT = {
  help: [
    '我是诉达，帮您登记和办理客户投诉。您可以这样说：',
    '· 投诉：王女士，手机13812345678，信用卡年费重复扣了300元，要求退款',
    '· 我的投诉：您登记的投诉办到哪一步了',
    '· 待办：现在等您办的事',
    '· 汇总：一时太多、还没逐条发给您的通知',
    '· 周报：本周至今的件数和超时的投诉（主管、负责人）',
    '· 查 KFB26000001：一件投诉的进展和时限',
    '· 查重 KFB26000001：同一个人有没有投诉过同一件事',
    '· 为什么 KFB26000001：每项时限为什么这时到期，逐行算给您看',
    '· 文书 KFB26000001：已经写好的文书',
    '· 谁知道 KFB26000001：通知发给了谁、点了什么、电话打通没有',
    '办理中的下一步会以卡片发给您，照卡片上的按钮办即可；「查」的最后一行会说您还可以办什么。',
    '· 紧急 KFB26000001：一点就先行处理（受理专员）；重大 KFB26000001：一点就升为重大（小组主管）',
    '· 泄露报告：发现客户信息泄露，任何人一点就上报，可以匿名',
    '· 回访链接 KFB26000001、答复链接 KFB26000001：给投诉人在线评价、看答复的链接',
    '要问其他部门：协办 KFB26000001 信息科技部：年费为什么扣了两次',
    '确有需要时可以申请：看原文、跨组查阅、导出，例如：看原文 KFB26000001 电话 原因：回拨核实退款账户',
    '部门负责人、主管领导可以发重要通知：通知 信息科技部、财务部：周五前核对年费扣款',
    '小组主管可以改派：改派 KFB26000001 宋阳 原因：原承办人休假',
  ].join('\n'),
  unknown:
    '没看懂这句话。要登记投诉，请以「投诉：」开头，把谁、什么事、要求什么写成一句；要看用法，回复「帮助」。',
  stranger: '您还不在投诉处理的人员名单里，这条消息没有登记。请联系客户服务部负责人把您加入组织文件。',
  onlyText: '我只看得懂文字，请把内容打成一句话发给我。',
  tooLong: '这条消息太长了，我最多读 2000 字，没有登记。请把要点压缩后再发一次。',
  emptyComplaint:
    '请把投诉写成一句，例如：\n投诉：王女士，手机13812345678，信用卡年费重复扣了300元，要求退款',
  confirmFirst: '这像是另一件投诉。前一件还没登记：请先回复「确认」或「取消」，再把这一件发给我。',
  noticeUnsent: '通知还没有发出：请先回复「确认」或「取消」。',
  nothingToConfirm: '现在没有等您确认的内容。要登记投诉，请以「投诉：」开头写一句话。',
  cancelled: '好的，已取消，没有登记任何内容。',
  nothingToCancel: '现在没有可以取消的内容。',
  noneFiled: '您还没有登记过投诉。',
  noneTodo: '现在没有等您办的事。',
  whichCase: '请写上编号，例如：查 KFB26000001',
  staleCard: '这张卡片对应的步骤已经办完，没有改动。',
  outOfView: '这件投诉现在不在您的查看范围内。要了解情况，请问卡片上的经办人。',
  foreignCard: '这张卡片不是发给您的，没有改动。',
  notDone: '系统出了问题，您刚才的这一步没有办成，内容已保留。请稍后再试；还不行，请联系系统管理员。',
  unknownMenu: '这个菜单还没有接上功能，请告诉系统管理员。要看用法，回复「帮助」。',
  unreadableTap: '没读懂这次点击，没有改动。请再点一次，或直接回复文字。',
} as const;

const FIELD_NAME: Readonly<Record<Field, string>> = {
  name: '投诉人姓名（不愿留名可写「匿名」）',
  phone: '联系电话（没有可写「无」）',
  facts: '发生了什么事',
  request: '投诉人要求什么',
};

const PROBLEM: Readonly<Record<Understood['problems'][number], string>> = {
  phone_digits: '电话号码位数不对，请核对后再发',
  id_check_digit: '身份证号校验不通过，没有记下，请核对',
};

/** 读懂了什么、还缺什么: asks only for what is missing. */
export function understoodText(understood: Understood, hadOther = false): string {
  const { name, phone, idNo, account, facts, request, claimedFen, receivedAt, suggested, source, replyDays } =
    understood;
  const gaps = missing(understood);
  const kind = [
    suggested.business && BUSINESS[suggested.business],
    suggested.reason && REASON[suggested.reason],
  ].filter(Boolean);
  return [
    ...(hadOther ? ['前一件还没确认，已换成这一件。'] : []),
    '我的理解：',
    ...(name ? [`投诉人：${maskName(name)}`] : []),
    ...(phone ? [`电话：${phone === NO_CONTACT ? phone : maskPhone(phone)}`] : []),
    ...(idNo ? ['身份证号：已记下'] : []),
    ...(account ? [`账号：尾号 ${account.slice(-4)}`] : []),
    ...(facts ? [`事情：${shortened(facts, name)}`] : []),
    ...(claimedFen === undefined ? [] : [`涉及金额：${showYuan(claimedFen)}`]),
    ...(request ? [`要求：${shortened(request, name)}`] : []),
    ...(kind.length > 0 ? [`可能的分类：${kind.join(' / ')}`] : []),
    ...(source
      ? [`来源：${SOURCE[source]}${replyDays === undefined ? '' : `（${replyDays} 日内答复）`}`]
      : []),
    ...(receivedAt ? [`收到时间：${showMoment(new Date(receivedAt))}`] : []),
    ...understood.problems.map((problem) => `注意：${PROBLEM[problem]}`),
    '',
    gaps.length === 0
      ? '没问题就回复「确认」登记；要补充或改正，直接再说；不登记回复「取消」。'
      : `还差：${gaps.map((gap) => FIELD_NAME[gap]).join('、')}。请直接补充。`,
  ].join('\n');
}

function shortened(text: string, name: string | undefined): string {
  const clean = redact(text, name === undefined ? [] : [name]);
  return clean.length > 120 ? `${clean.slice(0, 120)}…` : clean;
}

/** 已登记. */
export function filedText(complaint: Complaint, org: Org): string {
  const contactBy = runningClock(complaint, 'C1')?.dueAt;
  const classifyBy = runningClock(complaint, 'C2')?.dueAt;
  const dueAt = runningClock(complaint, 'C0')?.dueAt;
  return [
    `已登记，编号 ${complaint.documents[0]?.no ?? complaint.id}`,
    `经办：${nameOf(org, complaint.team.intake)}`,
    ...(contactBy ? [`请在 ${showDue(contactBy)} 前联系投诉人`] : []),
    ...(classifyBy ? [`请在 ${showDue(classifyBy)} 前完成分类（卡片随后发到）`] : []),
    ...(dueAt ? [`法定办结期限：${showDue(dueAt)}`] : []),
  ].join('\n');
}

export function promptText(form: Form, complaintId: string): string {
  return `${complaintId} 请用一句话写${FORM_TITLE[form]}，例如：\n${EXAMPLE[form]}\n号码和姓名会自动隐去。`;
}

export function gapsText(form: Form, complaintId: string, gaps: readonly string[]): string {
  return `${complaintId} ${FORM_TITLE[form]}还差：${gaps.join('、')}。\n例如：${EXAMPLE[form]}`;
}

export function confirmText(form: Form, complaintId: string, lines: readonly string[]): string {
  return [
    `${complaintId} ${FORM_TITLE[form]}：`,
    ...lines,
    '',
    '没问题就回复「确认」；要改，整句再写一次；不要了回复「取消」。',
  ].join('\n');
}

/** After a step: where the case stands now and with whom. */
export function doneText(form: Form, complaint: Complaint, org: Org): string {
  return `${complaint.id} ${FORM_TITLE[form]}已记下。现在：${STATES[complaint.state]}${ownerLine(complaint, org)}`;
}

export function whichCaseText(form: Form, candidates: readonly string[]): string {
  if (candidates.length === 0)
    return `现在没有等您写${FORM_TITLE[form]}的投诉。写明编号也可以，例如：${FORMS[form]} KFB26000001 ${EXAMPLE[form]}`;
  return `有 ${candidates.length} 件在等您写${FORM_TITLE[form]}，请写上编号：${candidates.slice(0, 10).join('、')}`;
}

/** 文书清单 (R25), the newest last; as many as a message holds. */
export function documentsText({ id, documents }: Complaint): string {
  const shown = documents.slice(-MAX_DOCUMENTS);
  const lines = shown.map(({ no, type, at }) => `${no} ${DOCUMENT_TYPES[type]} ${showMoment(at)}`);
  return listText(`${id} 的文书：`, lines, documents.length);
}
const MAX_DOCUMENTS = 25;

/** A list cut to what a message holds, saying how many there are in all. */
export function listText(title: string, lines: readonly string[], total: number): string {
  const rest = total > lines.length ? [`……共 ${total} 件，列出前 ${lines.length} 件。`] : [];
  return [title, ...lines, ...rest].join('\n');
}
