import type { Access } from '../domain/access-log';
import type { BulkExport, BulkScope } from '../domain/bulk-export';
import { showMoment } from '../domain/calendar';
import type { Complaint } from '../domain/complaint';
import { COMPLAINANT } from '../domain/customer-link';
import type { Disclosure } from '../domain/disclosure';
import type { Org, Person } from '../domain/org';
import { DISCLOSURE_KIND, type DisclosureKind, type PartyField } from '../domain/vocabulary';
import { nameOf } from './copy';

/** 披露的文案 (G6): numbers, kinds and reasons; what is disclosed is never said in chat (R54). */

export const PARTY_FIELD_NAME: Readonly<Record<PartyField, string>> = {
  name: '姓名',
  phone: '电话',
  idNo: '证件号',
  account: '账号',
  proxy: '代理人',
  facts: '事情经过',
  request: '诉求原文',
};

/** 退回理由 of a disclosure. */
export const DISCLOSURE_RETURN_REASONS = [
  { id: 'unneeded', text: '办理用不到' },
  { id: 'unclear', text: '原因没有写清楚' },
  { id: 'handler', text: '应由经办人办理' },
] as const;

export function fieldNames(fields: readonly PartyField[]): string {
  return fields.map((field) => PARTY_FIELD_NAME[field]).join('、');
}

/** `看原文：姓名、电话` */
export function disclosureTitle({ what, fields }: Pick<Disclosure, 'what' | 'fields'>): string {
  return [DISCLOSURE_KIND[what], ...(fields.length > 0 ? [fieldNames(fields)] : [])].join('：');
}

/** What leave is good for, and where. */
export const HOW_TO_USE: Readonly<Record<DisclosureKind, (complaintId: string) => string>> = {
  unmask: () => '原文在小程序里打开，不在聊天和卡片里显示',
  crossGroup: (complaintId) => `现在可以说：查 ${complaintId}`,
  export: () => '在小程序里导出',
};

export const DISCLOSURE = {
  whichCase: '请写上编号和原因，例如：看原文 KFB26000001 原因：回拨核实退款账户',
  noReason: '请写明原因，例如：原因：回拨核实退款账户。',
  /** The same whether there is such a case or not. */
  acrossReceipt:
    '收到。如果有这件投诉，申请会转给该组主管；批准了会发卡片告诉您，没有消息就是没有批准或没有这件投诉。',
  whichLog: '请写上编号，例如：访问记录 KFB26000001',
} as const;

/** 已提交: to whom it went. */
export function askedText(
  complaint: Complaint,
  what: DisclosureKind,
  deciders: readonly string[],
  org: Org,
): string {
  const names = deciders.map((userId) => nameOf(org, userId)).join('、');
  return `${complaint.id} ${DISCLOSURE_KIND[what]}的申请已交 ${names} 审批，有结果会告诉您。`;
}

export function untilText(until: Date): string {
  return `${showMoment(until)} 前有效`;
}

/** `2026-01-01 至 2026-03-31 收到的投诉`, or the numbers. */
export function bulkScopeText(scope: BulkScope): string {
  return scope.kind === 'period'
    ? `批量导出 ${scope.from} 至 ${scope.to} 收到的投诉`
    : `批量导出 ${scope.ids.length} 件：${scope.ids.join('、')}`;
}

export function bulkAskedText({ scope }: BulkExport, deciders: readonly Person[], org: Org): string {
  const names = deciders.map(({ userId }) => nameOf(org, userId)).join('、');
  return `${bulkScopeText(scope)}：申请已交 ${names} 会签，两方都同意才有效，有结果会告诉您。`;
}

/** 会签结果, to who asked. */
export function bulkDecidedText({ scope, granted, decisions }: BulkExport, org: Org): string {
  if (granted)
    return `${bulkScopeText(scope)}：已批准，${untilText(granted.until)}，${HOW_TO_USE.export('')}。`;
  const no = decisions.find(({ result }) => result === 'returned');
  return `${bulkScopeText(scope)}：${no ? `${nameOf(org, no.by)} 没有批准，理由：${no.reason ?? ''}` : '没有批准'}`;
}

const USE: Readonly<Record<Access['use'], string>> = { view: '查看', export: '导出', ask: '申请披露' };
const MAX_REASON = 40;
const MAX_LEAVES = 6;

/** 访问记录: leave that was given, then who read what, when and why; never what they read. */
export function accessLogText(complaint: Complaint, reads: readonly Access[], org: Org): string {
  const { id, disclosures } = complaint;
  const given = disclosures.slice(-MAX_LEAVES).map((each) => leaveLine(each, org));
  const lines = reads.map((each) => accessLine(each, org));
  return [
    `${id} 访问记录：`,
    ...(given.length > 0 ? ['批准的披露（最近的在后）：', ...given] : []),
    ...(lines.length > 0 ? ['查看和导出（最近的在后）：', ...lines] : ['没有人看过原文、文件或导出。']),
  ].join('\n');
}

function leaveLine(leave: Disclosure, org: Org): string {
  const { no, at, to, approvedBy, until, reason } = leave;
  return `· ${showMoment(at)} ${nameOf(org, approvedBy)}批准${nameOf(org, to)} ${disclosureTitle(leave)}（第${no}号，${untilText(until)}）${short(reason)}`;
}

function accessLine(access: Access, org: Org): string {
  const { at, by, use, fields, evidence, document, result, leaves } = access;
  const why = leaves.map(({ no, reason }) => `${typeof no === 'number' ? `第${no}号` : no} ${short(reason)}`);
  const right = by === COMPLAINANT ? '凭链接，身份已核对' : '岗位权限';
  const ground = result === 'denied' ? '被拒' : why.length > 0 ? why.join('；') : right;
  const file = evidence === undefined ? document && `文书 ${document}` : `证据${evidence}`;
  const what = [file, fieldNames(fields)]
    .filter(Boolean)
    .map((each) => ` ${each}`)
    .join('');
  return `· ${showMoment(at)} ${nameOf(org, by)} ${USE[use]}${what}，${ground}`;
}

function short(reason: string): string {
  return reason.length > MAX_REASON ? `${reason.slice(0, MAX_REASON)}…` : reason;
}
