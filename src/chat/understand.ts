import { shanghaiMidnight } from '../domain/calendar';
import type { Classification } from '../domain/classification';
import { claimedIn } from './amounts';
import { halfWidth } from './half-width';
import { guessClassification } from './keywords';
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
  readonly suggested: Partial<Classification>;
  readonly problems: readonly NumberProblem[];
}

const PREFIX = /^(?:我要|登记)?(?:投诉(?!人)|客诉)\s*[:：,，]?\s*/u;
const REQUEST =
  /(?:要求|请求|希望|诉求(?:是|为|[:：])?|想要|想让|申请|(?:他|她|客户|投诉人|本人)(?:要|想)(?!求))/u;
const NO_PHONE = /(?:无|没有|不愿(?:意)?|拒绝|不肯)(?:留|提供|透露)?(?:联系方式|联系电话|电话|手机号?)/u;
const RECEIVED =
  /收到(?:时间|日期)?\s*[:：]?\s*(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?(?:\s*(\d{1,2})[:：点时](\d{2})?)?/u;

/** Nobody can be reached by this; the record says so (R18: not turned away). */
export const NO_CONTACT = '未留电话';

/** 读懂一句投诉: fields found in a free Chinese sentence. Never throws; what it does not find is left out. */
export function understandComplaint(sentence: string): Understood {
  const text = halfWidth(sentence).trim().replace(PREFIX, '');
  const clauses = text.split(/[,，。;；、\n!！]+/u).map((clause) => clause.trim());
  const { problems, ...numbers } = numbersIn(text);
  const name = nameIn(clauses.filter(Boolean));
  const request = requestIn(text);
  const facts = factsIn(text, name);
  const claimedFen = claimedIn(text);
  const receivedAt = receivedIn(text);
  return {
    ...(name !== undefined && { name }),
    ...numbers,
    ...(!numbers.phone && NO_PHONE.test(text) && { phone: NO_CONTACT }),
    ...(facts !== undefined && { facts }),
    ...(request !== undefined && { request }),
    ...(claimedFen !== undefined && { claimedFen }),
    ...(receivedAt !== undefined && { receivedAt }),
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
    ...pick(said, ['phone', 'idNo', 'account', 'request', 'claimedFen', 'receivedAt']),
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
  if (asked.includes('name') && isName(text)) return { name: text };
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
  const at = text.search(REQUEST);
  if (at < 0) return undefined;
  const request = text
    .slice(at)
    .replace(/^(?:要求|请求|诉求(?:是|为|[:：])?|申请)\s*[:：]?/u, '')
    .split(/[。\n]/u)[0]
    ?.replace(/[,，;；\s]+$/u, '');
  return request === undefined || request.length < 2 ? undefined : request;
}

/** The story is what remains when name, numbers and request are taken out; a few letters are none. */
function factsIn(text: string, name: string | undefined): string | undefined {
  const at = text.search(REQUEST);
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
    .replace(/\d[\d\s-]{9,}[\dXx]?/gu, ' ');
  if (name !== undefined)
    story = story.replace(
      new RegExp(
        `(?:(?:客户|投诉人|他|她)?(?:名字|姓名)?(?:叫|是)|客户|投诉人|一位)?${escaped(name)}(?:投诉[,，]?)?`,
        'u',
      ),
      ' ',
    );
  story = story
    .replace(/[(（]\s*[)）]/gu, ' ')
    .replace(/^[\s,，。;；、:：]+|[\s,，。;；、:：]+$/gu, '')
    .replace(/(?:\s*[,，]\s*)+/gu, '，')
    .replace(/\s{2,}/gu, ' ');
  return (story.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 4 ? story : undefined;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
}

function receivedIn(text: string): string | undefined {
  const match = RECEIVED.exec(text);
  if (!match) return undefined;
  const [, year = '', month = '', day = '', hour = '0', minute = '0'] = match;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const isDate = !Number.isNaN(Date.parse(`${date}T00:00:00Z`));
  if (!isDate || Number(hour) > 23 || Number(minute) > 59) return undefined;
  const midnight = shanghaiMidnight(date).getTime();
  return new Date(midnight + (Number(hour) * 60 + Number(minute)) * 60_000).toISOString();
}
