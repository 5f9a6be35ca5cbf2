import type { Classification } from '../domain/classification';
import { BUSINESS, CHANNEL, LEVEL, REASON } from '../domain/classification';
import {
  CONTACT_MODE,
  type ContactMode,
  type Decision,
  type Execution,
  type Finding,
  type FollowUpAttempt,
  type Liability,
  type PlanAction,
} from '../domain/complaint';
import type { Person } from '../domain/org';
import { amountsIn } from './amounts';
import { guessClassification } from './keywords';

/** 读好的一步: its fields, or the labels of what the sentence leaves out. */
export type Reading<Fields> = { readonly fields: Fields } | { readonly missing: readonly string[] };

function reading<Fields>(fields: Fields, gaps: Readonly<Record<string, boolean>>): Reading<Fields> {
  const missing = Object.keys(gaps).filter((label) => gaps[label]);
  return missing.length > 0 ? { missing } : { fields };
}

/** `电话 已说明处理流程`. */
export function readContact(text: string): Reading<{ mode: ContactMode; note: string }> {
  const mode = modeIn(text);
  const note = trimmed(text.replace(MODE_WORDS, ''));
  return reading(
    { mode: mode ?? 'phone', note },
    { '联系方式（电话、短信、当面、微信、邮件、信函）': !mode, 联系内容: !note },
  );
}

/** `信用卡 定价收费 移动客户端 一般`; an axis left out keeps what stands suggested. */
export function readClassify(
  text: string,
  suggested: Partial<Classification>,
): Reading<{ classification: Classification; conflict: boolean }> {
  const guess = guessClassification(text);
  const business = named(BUSINESS, text) ?? guess.business ?? suggested.business;
  const reason = named(REASON, text) ?? guess.reason ?? suggested.reason;
  const channel = named(CHANNEL, text) ?? guess.channel ?? suggested.channel ?? 'branch';
  const level = named(LEVEL, text) ?? guess.level ?? suggested.level ?? 'general';
  const conflict = /有利害关系|利益冲突|需要?回避/u.test(text) && !/无利害关系|没有利害关系/u.test(text);
  return reading(
    {
      classification: { business: business ?? 'other', reason: reason ?? 'other', channel, level },
      conflict,
    },
    { 业务类别: !business, 投诉原因: !reason },
  );
}

/** `陈刚`, a name or a userid of the organisation. */
export function readAssign(text: string, people: readonly Person[]): Reading<{ invest: string }> {
  const wanted = trimmed(text.replace(/^(?:给|由|派给|分给)/u, '')).toLowerCase();
  const matches = people.filter(({ name, userId }) => name === wanted || userId === wanted);
  const [person] = matches;
  return reading({ invest: person?.userId ?? '' }, { 调查人姓名: matches.length !== 1 });
}

const LIABILITIES: readonly (readonly [RegExp, Liability])[] = [
  [/无责任|无责|均无责/u, 'none'],
  [/第三方责任|第三方有责/u, 'third_party'],
  [/员工责任|人员责任/u, 'staff'],
  [/客户责任|客户自身责任|投诉人责任/u, 'customer'],
  [/银行责任|我行责任|本行责任|行方责任/u, 'bank'],
];

/** `银行责任；依据：系统重复扣费；证据：扣费流水`. Several are one finding (R20). */
export function readFind(text: string): Reading<Finding> {
  const liability = LIABILITIES.find(([words]) => words.test(text))?.[1];
  const parts = labelled(text, {
    grounds: /依据|理由|事实|原因/u,
    evidence: /证据|凭证/u,
    none: /无证据|没有证据/u,
  });
  const noEvidenceReason = parts['none'];
  const evidence = noEvidenceReason === undefined ? parts['evidence'] : undefined;
  const grounds = parts['grounds'] ?? '';
  return reading(
    {
      liability: liability ?? 'none',
      grounds,
      ...(evidence !== undefined && { evidence }),
      ...(noEvidenceReason !== undefined && { noEvidenceReason }),
    },
    {
      '责任（银行责任、员工责任、第三方责任、客户责任、无责任）': !liability,
      '依据（写「依据：…」）': !grounds,
      '证据（写「证据：…」，确实没有写「无证据：原因」）': !evidence && !noEvidenceReason,
    },
  );
}

const DECISIONS: readonly (readonly [RegExp, Decision])[] = [
  [/不支持|不予支持|驳回/u, 'rejected'],
  [/部分支持/u, 'partly'],
  [/支持/u, 'upheld'],
];

export interface PlanFields {
  readonly decision: Decision;
  readonly actions: readonly PlanAction[];
  readonly notice: string;
  readonly disputedFen?: number;
}

/**
 * `支持；措施：退还年费300元、短信致歉；答复：三日内退回年费` (R21). `amountKnown`: somebody has said already what the
 * matter is about; if nobody has, 「涉及金额：…」 is asked for (R34).
 */
export function readPlan(text: string, amountKnown: boolean): Reading<PlanFields> {
  const decision = DECISIONS.find(([words]) => words.test(text))?.[1];
  const parts = labelled(text, {
    actions: /措施|方案/u,
    notice: /答复|告知|回复/u,
    amount: /涉及金额|争议金额/u,
  });
  const actions = actionsIn(parts['actions'] ?? '');
  const notice = parts['notice'] ?? '';
  const disputedFen = disputedIn(parts['amount']);
  return reading(
    {
      ...(disputedFen !== undefined && { disputedFen }),
      decision: decision ?? 'rejected',
      actions: actions.map(({ text: each, fen }) => ({ text: each, amountFen: fen ?? 0 })),
      notice,
    },
    {
      '决定（支持、部分支持、不支持）': !decision,
      '措施（写「措施：…」，要花钱的写明多少元）': actions.length === 0,
      每项措施一个金额: actions.some(({ fen }) => fen === undefined),
      '答复意见（写「答复：…」）': !notice,
      '涉及金额（写「涉及金额：…元」，没有写「涉及金额：无」）':
        disputedFen === undefined && (parts['amount'] !== undefined || !amountKnown),
    },
  );
}

/** `300元`, or 0 for 「无」. */
function disputedIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^(?:无|没有|不涉及)/u.test(text)) return 0;
  const amounts = amountsIn(text);
  return amounts.length === 1 ? amounts[0]?.fen : undefined;
}

/** A comma inside a number (`1,234元`) parts nothing. An action naming two amounts is unclear. */
function actionsIn(text: string): readonly { readonly text: string; readonly fen: number | undefined }[] {
  return text
    .split(/[、，/]|,(?!\d{3}(?!\d))/u)
    .map(trimmed)
    .filter(Boolean)
    .map((action) => {
      const amounts = amountsIn(action);
      return { text: action, fen: amounts.length > 1 ? undefined : (amounts[0]?.fen ?? 0) };
    });
}

/** `凭证：退款流水尾号8821；告知：电话，客户确认收到` (T11, L2). */
export function readExecute(
  text: string,
): Reading<{ proof: string; notice: { mode: Execution['notice']['mode']; proof: string } }> {
  const parts = labelled(text, { proof: /凭证|执行凭证|执行/u, notice: /告知|答复/u });
  const proof = parts['proof'] ?? '';
  const told = parts['notice'] ?? '';
  const mode = /联系不上|无法联系|失联/u.test(told) ? 'unreachable' : modeIn(told);
  const toldProof = trimmed(told.replace(MODE_WORDS, ''));
  return reading(
    { proof, notice: { mode: mode ?? 'phone', proof: toldProof } },
    {
      '执行凭证（写「凭证：…」）': !proof,
      '告知方式（写「告知：电话，…」）': !told || !mode,
      告知凭证: Boolean(told) && !toldProof,
    },
  );
}

/** `原因：客户改要积分`. */
export function readChangePlan(text: string): Reading<{ reason: string }> {
  const reason = trimmed(text.replace(/^(?:原因|理由)\s*[:：]?/u, ''));
  return reading({ reason }, { 变更原因: !reason });
}

const SCORES: readonly (readonly [RegExp, number])[] = [
  [/很不满意|非常不满意|[1一]\s*分/u, 1],
  [/不满意|[2二两]\s*分/u, 2],
  [/一般|[3三]\s*分/u, 3],
  [/非常满意|很满意|[5五]\s*分/u, 5],
  [/满意|[4四]\s*分/u, 4],
];

/** `非常满意`, `2分 有异议 嫌退得慢`, `没有联系上` (R22). */
export function readFollowUp(text: string): Reading<Omit<FollowUpAttempt, 'at' | 'by'>> {
  const mode = modeIn(text) ?? 'phone';
  if (/没(?:有)?(?:联系上|接通|接)|未接|联系不上|无法接通|停机|关机/u.test(text)) {
    return reading({ reached: false, mode, remark: trimmed(text) }, {});
  }
  const score = SCORES.find(([words]) => words.test(text))?.[1];
  const objection = /有异议|不认可|不接受/u.test(text) && !/无异议|没有异议/u.test(text);
  const remark = trimmed(text);
  return reading(
    { reached: true, mode, ...(score !== undefined && { score }), ...(remark && { remark }), objection },
    { '满意度（非常满意、满意、一般、不满意、很不满意，或「没有联系上」）': score === undefined },
  );
}

const MODE_WORDS = /电话|短信|当面|面谈|微信|邮件|信函/u;

function modeIn(text: string): ContactMode | undefined {
  if (/面谈/u.test(text)) return 'in-person';
  const word = MODE_WORDS.exec(text)?.[0];
  return (Object.entries(CONTACT_MODE) as [ContactMode, string][]).find(([, name]) => name === word)?.[0];
}

/** The longest name of a table that stands in the text, so that 「其他前台渠道」 is not read as 「其他」. */
function named<Id extends string>(table: Readonly<Record<Id, string>>, text: string): Id | undefined {
  const found = (Object.entries(table) as [Id, string][]).filter(([, name]) => text.includes(name));
  return found.sort(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

/** Splits `标签：内容` parts; a part runs until the next label, so its own commas stay. */
function labelled(text: string, labels: Readonly<Record<string, RegExp>>): Readonly<Record<string, string>> {
  const parts: Record<string, string> = {};
  let current: string | undefined;
  for (const clause of text.split(/[;；。\n]+/u)) {
    const [head = '', ...rest] = clause.split(/[:：]/u);
    const label = Object.keys(labels)
      .reverse()
      .find((name) => labels[name]?.test(head.trim()) && head.trim().length <= 6 && rest.length > 0);
    const content = trimmed(label === undefined ? clause : rest.join('：'));
    current = label ?? current;
    if (current === undefined || content === '') continue;
    parts[current] = parts[current] === undefined ? content : `${parts[current]}；${content}`;
  }
  return parts;
}

function trimmed(text: string): string {
  return text.replace(/^[\s,，。;；、:：]+|[\s,，。;；、:：]+$/gu, '');
}
