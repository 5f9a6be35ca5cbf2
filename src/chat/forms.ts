import type { Classification } from '../domain/classification';
import { BUSINESS, CHANNEL, LEVEL, REASON } from '../domain/classification';
import { type Decision, type Finding, type Liability, type PlanAction } from '../domain/complaint';
import type { Classify } from '../domain/acts/classify';
import type { ContactAct } from '../domain/acts/contact';
import type { Execute } from '../domain/acts/execute';
import type { FollowUp } from '../domain/acts/follow-up';
import type { Person } from '../domain/org';
import { amountsIn } from './amounts';
import { circumstancesIn, subjectsIn } from './circumstances';
import { guessClassification } from './keywords';
import {
  first,
  happened,
  HEAD,
  labelled,
  MODE_WORDS,
  modeIn,
  named,
  reading,
  tellingIn,
  trimmed,
  UNREACHED,
  type Reading,
} from './reading';

/** `电话 时间：昨天 15:20 已说明处理流程`. A call nobody answered is no contact: it would stop the response clock (R5). */
export function readContact(text: string): Reading<Omit<ContactAct, 'type'>> {
  const { when, gaps, rest } = happened(text);
  const mode = modeIn(rest);
  const note = trimmed(rest.replace(MODE_WORDS, ''));
  return reading(
    { mode: mode ?? 'phone', note, ...when },
    {
      ...gaps,
      '联系方式（电话、短信、当面、微信、邮件、信函）': !mode,
      '联系内容（没有联系上不算联系）': !note || UNREACHED.test(note),
    },
  );
}

/** `信用卡 定价收费 移动客户端 一般`; an axis left out keeps what stands suggested. What makes a case major is read too (R23). */
export function readClassify(
  text: string,
  suggested: Partial<Classification>,
  people: readonly Person[],
): Reading<Omit<Classify, 'type'>> {
  const said = axesIn(text);
  // 「其他」 inside 「其他前台渠道」 tells nothing of the other axes.
  const guess = guessClassification(text.replace(/其他(?=\p{L})/gu, ''));
  const business = said.business ?? guess.business ?? suggested.business;
  const reason = said.reason ?? guess.reason ?? suggested.reason;
  const channel = said.channel ?? guess.channel ?? suggested.channel ?? 'branch';
  const level = named(LEVEL, text) ?? guess.level ?? suggested.level ?? 'general';
  const conflict = /有利害关系|利益冲突|需要?回避/u.test(text) && !/无利害关系|没有利害关系/u.test(text);
  const subjects = subjectsIn(text, people);
  return reading(
    {
      classification: { business: business ?? 'other', reason: reason ?? 'other', channel, level },
      conflict,
      circumstances: circumstancesIn(text),
      subjects: subjects.flatMap((person) => person?.userId ?? []),
    },
    {
      业务类别: !business,
      投诉原因: !reason,
      '被投诉人姓名（人员名单里没有这个人）': subjects.includes(undefined),
    },
  );
}

type Axes = Pick<Classification, 'business' | 'reason' | 'channel'>;
/** Every name of the three axes, the longest first: 「债务催收方式和手段」 holds the name of a business, and is a reason. */
const AXIS_NAMES = Object.entries({ channel: CHANNEL, business: BUSINESS, reason: REASON })
  .flatMap(([axis, table]) =>
    Object.entries(table).map(([id, name]: [string, string]) => ({ axis, id, name })),
  )
  .sort((a, b) => b.name.length - a.name.length);

function axesIn(text: string): Partial<Axes> {
  const found: Record<string, string> = {};
  let rest = text;
  for (const { axis, id, name } of AXIS_NAMES) {
    if (found[axis] !== undefined || !rest.includes(name)) continue;
    found[axis] = id;
    rest = rest.replace(name, ' ');
  }
  return found;
}

/** `陈刚`, a name or a userid of the organisation. */
export function readAssign(text: string, people: readonly Person[]): Reading<{ invest: string }> {
  const wanted = trimmed(text.replace(/^(?:给|由|派给|分给)/u, '')).toLowerCase();
  const matches = people.filter(({ name, userId }) => name === wanted || userId === wanted);
  const [person] = matches;
  return reading({ invest: person?.userId ?? '' }, { 调查人姓名: matches.length !== 1 });
}

/** `宋阳 原因：原承办人休假`. */
export function readReassign(text: string, people: readonly Person[]): Reading<{ to: string; note: string }> {
  const [, name = '', rest = ''] = /^(?:给|由|派给)?\s*([^\s,，;；:：]+)(.*)$/su.exec(text.trim()) ?? [];
  const wanted = name.toLowerCase();
  const matches = people.filter((person) => person.name === name || person.userId === wanted);
  const note = trimmed(rest.replace(/^[\s,，;；]*(?:原因|交接|说明)?\s*[:：]?/u, ''));
  return reading(
    { to: matches[0]?.userId ?? '', note },
    { 接手人姓名: matches.length !== 1, '交接说明（写「原因：…」）': !note },
  );
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
  const parts = labelled(text, {
    grounds: /依据|理由|事实|原因/u,
    evidence: /证据|凭证/u,
    none: /无证据|没有证据/u,
  });
  const liability = first(LIABILITIES, parts[HEAD], text);
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
  const parts = labelled(text, {
    actions: /措施|方案/u,
    notice: /答复|告知|回复/u,
    amount: /涉及金额|争议金额/u,
  });
  const decision = first(DECISIONS, parts[HEAD], text);
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

/** 「退还年费300」: a payment whose figure has no unit must not pass for none, or nobody signs for it (R36). */
const PAYS_SOMETHING =
  /(?:退|赔|补|付|返|还|减|免|奖)\D{0,8}\d+(?:\.\d+)?(?![\d.]|\s*(?:年|月|日|天|个|次|张|笔|期|号|点|倍|积分|工作日|小时|分钟|%|[-/]))/u;

/** 「补偿积分3000分」 pays nothing. */
function withoutPoints(action: string): string {
  return action.replace(/积分\s*\d+\s*分?/gu, '积分');
}

/** `退还全部年费`, `赔偿损失`: how much is not said. */
const PAYS_BACK =
  /(?:退|返|赔|补)(?:还|回|付|偿|差)?(?:客户|投诉人)?(?:全额|全部|多[收扣]的?|重复[收扣]的?|已[收扣]的?)*(?:年费|手续费|费用|利息|本金|损失|差额|[扣钱]?款|钱)/u;

/** `退几百元`, `赔偿5000美元`. */
const SOME_MONEY = /[\d零一二两三四五六七八九十百千万几数多余]\s*(?:元|块|美元|欧元|港币|人民币)/u;

/** A comma inside a number (`1,234元`) parts nothing. An action naming two amounts is unclear. */
function actionsIn(text: string): readonly { readonly text: string; readonly fen: number | undefined }[] {
  return text
    .split(/[、，/]|,(?!\d{3}(?!\d))/u)
    .map(trimmed)
    .filter(Boolean)
    .map((action) => {
      const [amount, ...others] = amountsIn(action);
      const isUnclear =
        others.length > 0 ||
        (!amount &&
          [PAYS_SOMETHING, SOME_MONEY, PAYS_BACK].some((words) => words.test(withoutPoints(action))));
      return { text: action, fen: isUnclear ? undefined : (amount?.fen ?? 0) };
    });
}

/** `凭证：退款流水尾号8821；告知：电话，客户确认收到`, perhaps with 「时间：…」 of both or 「执行时间」, 「告知时间」 (T11, L2). */
export function readExecute(text: string): Reading<Omit<Execute, 'type'>> {
  const done = happened(text, '执行');
  const notice = happened(done.rest, '告知');
  const both = happened(notice.rest);
  const parts = labelled(both.rest, { proof: /凭证|执行凭证|执行/u, notice: /告知|答复/u });
  const proof = parts['proof'] ?? '';
  const told = parts['notice'] ?? '';
  const { mode, proof: toldProof } = tellingIn(told);
  return reading(
    {
      ...both.when,
      ...done.when,
      proof,
      notice: { mode: mode ?? 'phone', proof: toldProof, ...both.when, ...notice.when },
    },
    {
      ...done.gaps,
      ...notice.gaps,
      ...both.gaps,
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

/** `3分`, and not `3分钟`, `一分钱`, `十五分`. */
const points = (digits: string) => `(?<![\\d十百.])[${digits}]\\s*分(?![钟钱行期之])`;
const SCORES: readonly (readonly [RegExp, number])[] = [
  [new RegExp(`(?:很|非常|十分|极其?|特别)不满意|${points('1一')}`, 'u'), 1],
  [
    new RegExp(
      `不(?:是|太|大|怎么|够|算|能算)?(?:很|太|十分|特别|非常)?满意|[谈称]不上满意|${points('2二两')}`,
      'u',
    ),
    2,
  ],
  [new RegExp(`一般|${points('3三')}`, 'u'), 3],
  [new RegExp(`(?:非常|很|十分|特别|极其)满意|${points('5五')}`, 'u'), 5],
  [new RegExp(`满意(?!度)|${points('4四')}`, 'u'), 4],
];

/** `非常满意`, `2分 有异议 嫌退得慢`, `没有联系上 时间：昨天 16:00` (R22). */
export function readFollowUp(said: string): Reading<Omit<FollowUp, 'type'>> {
  const { when, gaps, rest: text } = happened(said);
  const mode = modeIn(text) ?? 'phone';
  if (UNREACHED.test(text)) {
    return reading({ attempt: { reached: false, mode, remark: trimmed(text) }, ...when }, gaps);
  }
  const score = SCORES.find(([words]) => words.test(text))?.[1];
  const objection = /有异议|不认可|[不没未]接受|不同意/u.test(text) && !/无异议|没有异议/u.test(text);
  const remark = trimmed(text);
  return reading(
    {
      attempt: {
        reached: true,
        mode,
        ...(score !== undefined && { score }),
        ...(remark && { remark }),
        objection,
      },
      ...when,
    },
    { ...gaps, '满意度（非常满意、满意、一般、不满意、很不满意，或「没有联系上」）': score === undefined },
  );
}
