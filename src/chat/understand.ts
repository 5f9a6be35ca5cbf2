import type { Classification, Source } from '../domain/classification';
import { claimedIn } from './amounts';
import { replyDaysIn, sourceIn } from './circumstances';
import { halfWidth } from './half-width';
import { guessClassification } from './keywords';
import { MOMENT, momentIn } from './moments';
import { isName, nameIn } from './names';
import { numbersIn, type NumberProblem } from './numbers';

/** What an intake record cannot do without (R18); what the bank already holds is not asked for (L9). */
export const FIELDS = ['name', 'phone', 'facts', 'request'] as const;
export type Field = (typeof FIELDS)[number];

/** 读懂的投诉: what one sentence, or several put together, says. Personal data: it goes to the vault or a sealed draft. */
export interface Understood {
  readonly name?: string;
  readonly phone?: string;
  readonly idNo?: string;
  readonly account?: string;
  readonly facts?: string;
  readonly request?: string;
  /** 涉及金额, fen. */
  readonly claimedFen?: number;
  /** True time of receipt when the sentence tells it (R5), ISO. */
  readonly receivedAt?: string;
  /** 来源, and how many days the regulator's letter gives (C9). */
  readonly source?: Source;
  readonly replyDays?: number;
  readonly suggested: Partial<Classification>;
  readonly problems: readonly NumberProblem[];
}

const PREFIX = /^(?:我要|登记)?(?:投诉(?!人)|客诉)\s*[:：,，]?\s*/u;
/**
 * What opens a request, the plainest words first: 「客户申请信用卡被拒，要求…」 asks for the second, and 「柜员要求…」 is no
 * wish of the complainant.
 */
const REQUESTS: readonly RegExp[] = [
  /诉求\s*(?:是|为|[:：])/u,
  /(?:他|她|客户|投诉人|本人)?(?<!银行|柜员|经理|客服|网点|支行|人员|行方|我行|对方|催收|系统|被)(?:要求|请求|希望)/u,
  /诉求|想要|想让|申请|(?:他|她|客户|投诉人|本人)(?:要|想)(?!求)/u,
];
/** 「客户要求匿名」 says who complains, not what for. */
const WISH_UNNAMED = /(?:要求|希望|请求|申请|想要?)(?=匿名)/gu;
const NO_PHONE = /(?:无|没有|不愿(?:意)?|拒绝|不肯)(?:留|提供|透露)?(?:联系方式|联系电话|电话|手机号?)/u;
const RECEIVED = new RegExp(String.raw`收到(?:时间|日期)?\s*[:：]?\s*${MOMENT.source}`, 'u');

/** Nobody can be reached by this; the record says so (R18: not turned away). */
export const NO_CONTACT = '未留电话';

/** 读懂一句投诉: fields found in a free Chinese sentence. Never throws; what it does not find is left out. */
export function understandComplaint(sentence: string): Understood {
  const text = halfWidth(sentence).trim().replace(PREFIX, '').replace(WISH_UNNAMED, '');
  const clauses = text.split(/[,，。;；、\n!！]+/u).map((clause) => clause.trim());
  const { problems, ...numbers } = numbersIn(text);
  const name = nameIn(clauses.filter(Boolean));
  const request = requestIn(text);
  const facts = factsIn(text, name);
  const claimedFen = claimedIn(text);
  const receivedAt = receivedIn(text);
  const source = sourceIn(text);
  const replyDays = source === 'regulator' ? replyDaysIn(text) : undefined;
  return {
    ...(name !== undefined && { name }),
    ...numbers,
    ...(!numbers.phone && NO_PHONE.test(text) && { phone: NO_CONTACT }),
    ...(facts !== undefined && { facts }),
    ...(request !== undefined && { request }),
    ...(claimedFen !== undefined && { claimedFen }),
    ...(receivedAt !== undefined && { receivedAt }),
    ...(source !== undefined && { source }),
    ...(replyDays !== undefined && { replyDays }),
    suggested: guessClassification(text),
    problems,
  };
}

/** What still has to be asked, in the order it is asked. */
export function missing(understood: Understood): readonly Field[] {
  return FIELDS.filter((field) => !understood[field]);
}

/**
 * An answer to what was asked. What it says adds to what stands, and corrects numbers and names; when one thing only was
 * asked and the answer has no shape of its own, it is taken as that thing.
 */
export function merge(before: Understood, answer: string): Understood {
  const said = understandComplaint(answer);
  const asked = missing(before);
  const text = halfWidth(answer).trim();
  const plain = plainAnswer(asked, said, text);
  const facts = [before.facts, asked.includes('facts') ? said.facts : undefined].filter(Boolean).join('；');
  return {
    ...before,
    ...(isNamed(before, text) && pick(said, ['name'])),
    ...pick(said, ['phone', 'idNo', 'account', 'request', 'claimedFen', 'receivedAt', 'source', 'replyDays']),
    ...(facts && { facts }),
    ...plain,
    suggested: { ...said.suggested, ...before.suggested },
    problems: said.problems,
  };
}

/** A name that stands is changed only by words that say so: 「谢谢」 and 「高兴」 begin with surnames too. */
function isNamed(before: Understood, text: string): boolean {
  return before.name === undefined || /姓名|名字|叫|客户|投诉人|改|更正|应该是|写错|弄错/u.test(text);
}

/**
 * Whether an answer is another matter: nothing was asked any more, and it tells its own story with a telephone number of
 * its own. Two complaints must not run into one record.
 */
export function isAnother(before: Understood, answer: string): boolean {
  const said = understandComplaint(answer);
  const { phone } = said;
  return (
    missing(before).length === 0 &&
    phone !== undefined &&
    phone !== before.phone &&
    said.facts !== undefined &&
    !/改|更正|应该是|写错|弄错/u.test(answer)
  );
}

function plainAnswer(asked: readonly Field[], said: Understood, text: string): Partial<Understood> {
  if (text === '' || said.problems.length > 0) return {};
  if (asked.includes('name') && said.name === undefined && isName(text)) return { name: text };
  const open = asked.filter((field) => !said[field]);
  const [only] = open;
  if (only === undefined || asked.length !== 1) return {};
  if (only === 'phone') return /^(?:无|没有|不愿|拒绝)/u.test(text) ? { phone: NO_CONTACT } : {};
  if (only === 'name') return text.length <= 20 && !/\d/u.test(text) ? { name: text } : {};
  return { [only]: text };
}

function pick<Key extends keyof Understood>(from: Understood, keys: readonly Key[]): Partial<Understood> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]));
}

function requestIn(text: string): string | undefined {
  const at = requestAt(text);
  if (at < 0) return undefined;
  const request = text
    .slice(at)
    .replace(/^(?:(?:他|她|客户|投诉人|本人)?(?:要求|请求)|诉求\s*(?:是|为|[:：])?|申请)\s*[:：]?/u, '')
    .split(/[。\n]/u)[0]
    ?.replace(/[,，;；\s]+$/u, '');
  // 「要求退」 is a whole request.
  return request === undefined || (request.length < 2 && !/^[退赔补]$/u.test(request)) ? undefined : request;
}

function requestAt(text: string): number {
  for (const shape of REQUESTS) {
    const at = text.search(shape);
    if (at >= 0) return at;
  }
  return -1;
}

/** The story is what remains when name, numbers and request are taken out; a few letters are none. */
function factsIn(text: string, name: string | undefined): string | undefined {
  const at = requestAt(text);
  let story = at < 0 ? text : text.slice(0, at);
  const tail =
    at < 0
      ? ''
      : text
          .slice(at)
          .split(/[。\n]/u)
          .slice(1)
          .join('。');
  story = `${story} ${tail}`
    .replace(RECEIVED, ' ')
    .replace(NO_PHONE, ' ')
    .replace(/(?:客户|投诉人|当事人|姓名|客户姓名)\s*[:：]/gu, ' ')
    .replace(
      /^\s*(?:有个?|有一位|一位)?(?:客户|顾客|储户)(?:来|打电话)?(?:投诉|反映)了?[,，:：]?(?:说|称)?/u,
      ' ',
    )
    .replace(
      /(?:手机|电话|联系电话|联系方式|身份证|卡号|账号)号?码?\s*(?:是|为|[:：])?\s*\+?[\dXx][\dXx\s-]*/gu,
      ' ',
    )
    // Eleven digits and more; a date, or two of them, belongs to the story.
    .replace(/(?<!\d)(?!20\d\d-?[01]\d-?[0-3]\d[- ]+20\d\d-?[01]\d)\d(?:[\s-]{0,2}\d){10,}[Xx]?/gu, ' ')
    .replace(/[(（]0\d{2,3}[)）]\s*(?:\d{3,4}[\s-]?\d{4})?/gu, ' ');
  if (name !== undefined)
    story = story.replace(
      new RegExp(
        `(?:(?:客户|投诉人|他|她)?(?:名字|姓名)?(?:叫|是)|客户|投诉人|一位)?${escaped(name)}(?:(?:的|投诉[,，]?)(?=\\s|$))?`,
        'u',
      ),
      ' ',
    );
  story = story
    .replace(/[(（]\s*[)）]/gu, ' ')
    .replace(/^[\s,，。;；、:：]+|[\s,，。;；、:：]+$/gu, '')
    .replace(/(?:\s*(?:，|,(?!\d{3}(?!\d)))\s*)+/gu, '，')
    .replace(/\s{2,}/gu, ' ');
  return (story.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 4 ? story : undefined;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
}

function receivedIn(text: string): string | undefined {
  const said = RECEIVED.exec(text)?.[0];
  return said === undefined ? undefined : momentIn(said)?.at.toISOString();
}
