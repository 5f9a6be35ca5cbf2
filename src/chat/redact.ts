import { halfWidth } from './half-width';

/**
 * 脱敏 (R54): what people type goes into cards, events and replies only after this. Numbers that name a person are found
 * by their shape; names only when the vault knows them.
 */
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu;
/**
 * What people put between the groups of a number, with one way only to read it, or a long row of digits takes for ever.
 * Dots count only where every group has them, for amounts have one too.
 */
const GAP = String.raw`(?:[^\S\n]?[-–—−‐‑_/·][^\S\n]?|[^\S\n]{1,2})?`;
const shape = (source: string) => new RegExp(source.replaceAll('~', GAP), 'gu');

/** Project and document numbers (R25) are no personal numbers, and neither is a span of dates. */
const DATE = String.raw`20\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])`;
const OURS = new RegExp(
  String.raw`(?<![\dA-Za-z])[A-Za-z]{2,4}\d{8}(?:-\d{8}-[A-Za-z]{2}(?:\d{2})?)?(?![\dA-Za-z])` +
    String.raw`|(?<!\d)${DATE}[-—–至到 ]{1,3}${DATE}(?![- ]?\d)`,
  'gu',
);
const ID_NO = shape(String.raw`(?<!\d)\d{6}~(?:18|19|20)\d\d~\d\d~\d\d~\d{3}~[\dXx](?!\d)`);
/** Five or six digits before it make it a part of a longer number; the end of a card or another telephone do not. */
const PHONE = shape(
  String.raw`(?<!\d)(?<!(?<!\d)\d{5,6}~)(?:\+?86~)?1[3-9]\d(?:(?:~\d{4}){2}|(?:\.\d{4}){2}|~\d{3}~\d{5}|\.\d{3}\.\d{5})(?!\d)`,
);
/** The front of an account that begins with 0 is none, `0200 0041 0920 0123 456`; what follows may be a mask already. */
const LANDLINE = shape(String.raw`(?<!\d~)[(（]?0\d{2,3}[)）]?~\d{3,4}~\d{4}(?!~\d+(?![\d*]))`);
const ACCOUNT = shape(String.raw`(?<!\d)(?:\d(?:~\d){11,20}[Xx]?|\d{4}(?:\.\d{4}){2,4}(?:\.\d{1,3})?)(?!\d)`);
/** A mobile number grouped in no usual way; after accounts, of which it could be a part. */
const LOOSE_PHONE = shape(String.raw`(?<!\d)1~[3-9](?:~\d){9}(?!\d)`);
const NUMBERS = [ID_NO, PHONE, LANDLINE, ACCOUNT, LOOSE_PHONE] as const;

/** `13812345678` → `138****5678`; longer numbers keep their last four; known names become 投诉人. */
export function redact(text: string, names: readonly string[] = []): string {
  let tidy = halfWidth(text).replace(EMAIL, '***');
  // What is left beside a mask may make a number again; every round has fewer digits.
  for (let before = ''; before !== tidy;) {
    before = tidy;
    tidy = maskNumbers(before);
  }
  for (const name of names) if (name.length > 1) tidy = tidy.replaceAll(name, '投诉人');
  return tidy;
}

function maskNumbers(text: string): string {
  const ours = text.match(OURS) ?? [];
  return text
    .split(OURS)
    .map(
      (part, at) => NUMBERS.reduce((tidy, each) => tidy.replace(each, maskDigits), part) + (ours[at] ?? ''),
    )
    .join('');
}

/** `王女士` stays, for a surname names nobody; `王小明` → `王**`. */
export function maskName(name: string): string {
  if (name === ANONYMOUS || HONORIFIC.test(name)) return name;
  return [...name].map((letter, at) => (at === 0 ? letter : '*')).join('');
}

/** `138****5678`. */
export function maskPhone(phone: string): string {
  return maskDigits(phone);
}

/** The name of somebody who gives none. */
export const ANONYMOUS = '匿名';

export const HONORIFIC = /^.{1,2}(?:先生|女士|小姐|太太|阿姨|大爷|老师|师傅)$/u;

function maskDigits(found: string): string {
  const digits = found.replace(/[^\dXx]/gu, '');
  const head = digits.length <= 12 ? 3 : 4;
  return digits.slice(0, head) + '****' + digits.slice(-4);
}
