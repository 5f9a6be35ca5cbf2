import { shanghaiDate } from '../domain/calendar';
import { LEVEL, type Level } from '../domain/classification';
import type { Act } from '../domain/decide-act';
import type { DeclineGround, SuspensionGround } from '../domain/complaint';
import { parseCaseNumber } from '../domain/number';
import { amountsIn } from './amounts';
import { endIn, momentIn } from './moments';
import {
  first,
  happened,
  HEAD,
  labelled,
  modeIn,
  MODE_WORDS,
  named,
  reading,
  tellingIn,
  trimmed,
  type Reading,
} from './reading';

/** 主流程之外的步骤, each written as one sentence. */
type Fields<Type extends Act['type']> = Omit<Extract<Act, { type: Type }>, 'type'>;

const WHY = /原因|理由/u;

/** `原因：…`, or the whole sentence when there is no label. */
function reasonIn(text: string): string {
  const parts = labelled(text, { why: WHY });
  return parts['why'] ?? parts[HEAD] ?? '';
}

const DECLINE_GROUNDS: readonly (readonly [RegExp, DeclineGround])[] = [
  [/没有授权|无授权|未授权/u, 'no_authority'],
  [/非本人|不是(?:投诉人)?本人|代为反映|代他人/u, 'not_a_party'],
  [/不属于(?:消费)?投诉|不是投诉|咨询|建议/u, 'not_a_complaint'],
];

/** `非本人；原因：邻居代为反映` (T3, L8). */
export function readDecline(text: string): Reading<Fields<'decline'>> {
  const parts = labelled(text, { why: WHY });
  const ground = first(DECLINE_GROUNDS, parts[HEAD], text);
  const reason = parts['why'] ?? parts[HEAD] ?? '';
  return reading(
    { ground: ground ?? 'not_a_party', reason },
    { '理由（非本人提出、没有授权、不属于投诉）': !ground, '原因（写「原因：…」）': !reason },
  );
}

/** `电话 投诉人已知悉`, perhaps with 「时间：…」 (L2). */
export function readTelling(text: string): Reading<Fields<'tell'>> {
  const { when, gaps, rest } = happened(text);
  const { mode, proof } = tellingIn(rest);
  return reading(
    { mode: mode ?? 'phone', proof, ...when },
    { ...gaps, '告知方式（电话、短信、当面、微信、邮件、信函）': !mode, 告知凭证: !proof },
  );
}

const NEW_FACTS = /有新(?:的)?(?:事实|理由|材料|证据)/u;
const NO_NEW_FACTS = /[无没](?:有)?新(?:的)?(?:事实|理由|材料|证据)/u;

/** `到 KFB26000001 原因：同一客户同一笔年费` (T4, L6). */
export function readMerge(text: string): Reading<Fields<'merge'>> {
  const { id, rest } = otherCaseIn(text);
  const note = reasonIn(rest);
  return reading(
    { into: id ?? '', note, hasNewFacts: NEW_FACTS.test(text) && !NO_NEW_FACTS.test(text) },
    { '并入哪一件（写「到 编号」）': !id, '原因（写「原因：…」）': !note },
  );
}

/** `到 KFB26000001 原因：同一次系统故障` (R34). */
export function readLink(text: string): Reading<Fields<'link'>> {
  const { id, rest } = otherCaseIn(text);
  const reason = reasonIn(rest);
  return reading(
    { to: id ?? '', reason },
    { '与哪一件关联（写「到 编号」）': !id, '原因（写「原因：…」）': !reason },
  );
}

function otherCaseIn(text: string): { readonly id: string | undefined; readonly rest: string } {
  const match = /[A-Za-z]{2,4}\d{8}(?:-\d{8}-[A-Za-z]{2}(?:\d{2})?)?/u.exec(text);
  const id = match ? parseCaseNumber(match[0]) : undefined;
  const rest = match ? text.replace(match[0], ' ').replace(/^\s*(?:到|入|和|与)\s*/u, '') : text;
  return { id, rest: trimmed(rest) };
}

const SUSPENSION_GROUNDS: readonly (readonly [RegExp, SuspensionGround])[] = [
  [/鉴定|检测|评估/u, 'appraisal'],
  [/调解/u, 'mediation'],
];

/** `鉴定 至2026-04-02；依据：委托书12号；告知：电话，投诉人同意`, perhaps with 「告知时间：…」 (T15, L3). */
export function readSuspend(text: string): Reading<Fields<'suspend'>> {
  const { when, gaps, rest } = happened(text, '告知');
  const parts = labelled(rest, { paper: /依据|材料/u, told: /告知/u });
  const head = parts[HEAD] ?? '';
  const ground = first(SUSPENSION_GROUNDS, head, text);
  const until = endIn(head);
  const paper = parts['paper'] ?? '';
  const { mode, proof } = tellingIn(parts['told'] ?? '');
  return reading(
    {
      ground: ground ?? 'appraisal',
      until: until ?? new Date(0),
      paper,
      told: { mode: mode ?? 'phone', proof, ...when },
    },
    {
      ...gaps,
      '事由（鉴定、检测、评估或调解）': !ground,
      '到哪一天（写「至2026-04-02」）': !until,
      '依据材料（写「依据：…」）': !paper,
      '告知（写「告知：电话，…」）': !mode || !proof,
    },
  );
}

/** `结果：鉴定意见已收到` (T16). */
export function readResume(text: string): Reading<Fields<'resume'>> {
  const parts = labelled(text, { result: /结果|结论/u });
  const result = parts['result'] ?? parts[HEAD] ?? '';
  return reading({ result }, { 鉴定或调解的结果: !result });
}

/** `理由：需要调取外地凭证` (T21). */
export function readExtend(text: string): Reading<Fields<'extend'>> {
  const ground = reasonIn(text);
  return reading({ ground }, { 延期理由: !ground });
}

/** `身份：核对身份证；凭证：撤回申请书` (T17, L7). */
export function readWithdraw(text: string): Reading<Fields<'withdraw'>> {
  const parts = labelled(text, { identity: /身份|核验/u, proof: /凭证|证明/u });
  const identity = parts['identity'] ?? '';
  const proof = parts['proof'] ?? '';
  return reading(
    { identity, proof },
    { '身份怎么核实的（写「身份：…」）': !identity, '撤回凭证（写「凭证：…」）': !proof },
  );
}

/** `原因：客户补交流水；收到：2026-04-07` (T13, L6). */
export function readReopen(text: string): Reading<Fields<'reopen'>> {
  const parts = labelled(text, { why: WHY, received: /收到/u });
  const reason = parts['why'] ?? parts[HEAD] ?? '';
  const materialAt = momentIn(parts['received'] ?? '')?.at;
  return reading(
    { reason, materialAt: materialAt ?? new Date(0) },
    { '新的事实或理由（写「原因：…」）': !reason, '新材料哪天收到（写「收到：2026-04-07」）': !materialAt },
  );
}

/** `原因：…`, for the steps that need nothing else. */
export function readReason(text: string): Reading<{ reason: string }> {
  const reason = reasonIn(text);
  return reading({ reason }, { '原因（写「原因：…」）': !reason });
}

/** `重大 原因：媒体报道` (T22). */
export function readRelevel(text: string): Reading<Fields<'relevel'>> {
  const parts = labelled(text, { why: WHY });
  const to: Level | undefined = named(LEVEL, parts[HEAD] ?? '');
  const reason = parts['why'] ?? '';
  return reading(
    { to: to ?? 'general', reason },
    { '级别（一般、复杂、重大）': !to, '原因（写「原因：…」）': !reason },
  );
}

/** `扬言销户；措施：当面安抚；见证：值班经理；花费：0元；时间：2026-03-07 02:00` (T24, R35). The time is now when none is told. */
export function readEmergency(
  text: string,
  reasons: Readonly<Record<string, string>>,
  now: Date,
): Reading<Fields<'emergency'>> {
  const parts = labelled(text, { action: /措施|处理/u, witness: /见证/u, cost: /花费|费用/u, at: /时间/u });
  const head = parts[HEAD] ?? '';
  const reason = likest(head, reasons);
  const action = parts['action'] ?? '';
  const witness = parts['witness'] ?? '';
  const said = parts['at'] === undefined ? now : momentIn(parts['at'])?.at;
  const costFen = costIn(parts['cost']);
  return reading(
    { reason: reason ?? '', action, witness, costFen: costFen ?? 0, actedAt: said ?? now },
    {
      [`情形（${Object.values(reasons).join('、')}）`]: !reason,
      '做了什么（写「措施：…」）': !action,
      '谁见证（写「见证：…」）': !witness,
      '花费多少元（写「花费：0元」）': costFen === undefined,
      '时间（写「时间：2026-03-07 02:00」）': !said,
    },
  );
}

function costIn(text: string | undefined): number | undefined {
  if (text === undefined || /^(?:0|无|没有)\s*(?:元)?$/u.test(text)) return 0;
  const amounts = amountsIn(text);
  return amounts.length === 1 ? amounts[0]?.fen : undefined;
}

/** The listed reason that shares most pairs of characters with what was said. */
function likest(said: string, reasons: Readonly<Record<string, string>>): string | undefined {
  const [best] = Object.entries(reasons)
    .map(([id, words]) => ({ id, shared: pairsOf(words).filter((pair) => said.includes(pair)).length }))
    .sort((a, b) => b.shared - a.shared);
  return best && best.shared > 0 ? best.id : undefined;
}

/** Pairs that say what a reason is; 「扬言」 and 「正在」 stand in several. */
function pairsOf(words: string): readonly string[] {
  const chars = [...words.replace(/[、，\s]|扬言|正在/gu, '')];
  return chars.slice(1).map((char, at) => `${chars[at] ?? ''}${char}`);
}

/** The whole sentence is the form (T25); `措施：…；见证：…` tells what an act by one tap left out. */
export function readBackfill(text: string): Reading<Fields<'backfill'>> {
  const said = trimmed(text);
  const { action, witness } = labelled(text, { action: /措施/u, witness: /见证/u });
  const fields = {
    ...{ text: said },
    ...(action !== undefined && { action }),
    ...(witness !== undefined && { witness }),
  };
  return reading(fields, { 做了什么和结果: said.length < 6 });
}

/** `签购单` (6.5, L9). */
export function readAwaitPapers(text: string): Reading<Fields<'await_papers'>> {
  const what = trimmed(text);
  return reading({ what }, { 等哪些材料: !what });
}

/** `信函 复函12号`, perhaps with 「时间：…」 (C9). */
export function readReply(text: string): Reading<Fields<'reply_regulator'>> {
  const { when, gaps, rest } = happened(text);
  const mode = modeIn(rest);
  const proof = trimmed(rest.replace(MODE_WORDS, ''));
  return reading(
    { mode: mode ?? 'letter', proof, ...when },
    { ...gaps, '方式（信函、邮件、电话）': !mode, 复函编号: !proof },
  );
}

/** `申请：2026-04-01；凭证：核查申请书` (T18, L5). A day without a time of day is meant up to its end, or to now. */
export function readVerify(text: string, now: Date): Reading<Fields<'verify'>> {
  const parts = labelled(text, { applied: /申请/u, proof: /凭证|材料/u });
  const applied = endIn(parts['applied'] ?? parts[HEAD] ?? '');
  const isToday =
    applied !== undefined && shanghaiDate(new Date(applied.getTime() - 1)) === shanghaiDate(now);
  const appliedAt = isToday && applied > now ? now : applied && new Date(applied.getTime() - 1);
  const proof = parts['proof'] ?? '';
  return reading(
    { appliedAt: appliedAt ?? new Date(0), proof },
    { '申请日期（写「申请：2026-04-01」）': !appliedAt, '书面申请（写「凭证：…」）': !proof },
  );
}

/** `理由：事实清楚；告知：信函，邮寄回执` (T19, T20). */
export function readVerdict(text: string): Reading<Fields<'uphold'>> {
  const parts = labelled(text, { why: WHY, told: /告知/u });
  const reasons = parts['why'] ?? parts[HEAD] ?? '';
  const { mode, proof } = tellingIn(parts['told'] ?? '');
  return reading(
    { reasons, notice: { mode: mode ?? 'letter', proof } },
    { '理由（写「理由：…」）': !reasons, '告知（写「告知：信函，…」）': !mode || !proof },
  );
}
