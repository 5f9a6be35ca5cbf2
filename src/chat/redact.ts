import { halfWidth } from './half-width';

/**
 * 脱敏 (R54): what people type goes into cards, events and replies only after this. Numbers that name a person are found
 * by their shape; names only when the vault knows them.
 */
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu;
const ID_NO = /(?<![\dA-Za-z])\d{6}(?:18|19|20)\d{9}[\dXx](?![\dA-Za-z])/gu;
const PHONE = /(?<!\d)(?:\+?86[-\s]?)?1[3-9]\d(?:[-\s]?\d{4}){2}(?!\d)/gu;
const LANDLINE = /(?<!\d)0\d{2,3}[-\s]?\d{7,8}(?!\d)/gu;
const ACCOUNT = /(?<![\dA-Za-z])\d(?:[ -]?\d){11,20}(?![\dA-Za-z])/gu;
const NUMBERS = [ID_NO, PHONE, LANDLINE, ACCOUNT] as const;

/** `13812345678` → `138****5678`; longer numbers keep their last four; known names become 投诉人. */
export function redact(text: string, names: readonly string[] = []): string {
  let tidy = halfWidth(text).replace(EMAIL, '***');
  for (const shape of NUMBERS) tidy = tidy.replace(shape, maskDigits);
  for (const name of names) if (name.length > 1) tidy = tidy.replaceAll(name, '投诉人');
  return tidy;
}

/** Whether a text still holds a number that names a person. */
export function holdsPersonalNumber(text: string): boolean {
  return redact(text) !== halfWidth(text);
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

/** `3101**********1234`. */
export function maskIdNo(idNo: string): string {
  return idNo.slice(0, 4) + '*'.repeat(Math.max(idNo.length - 8, 0)) + idNo.slice(-4);
}

/** The name of somebody who gives none. */
export const ANONYMOUS = '匿名';

export const HONORIFIC = /^.{1,2}(?:先生|女士|小姐|太太|阿姨|大爷|老师|师傅)$/u;

function maskDigits(found: string): string {
  const digits = found.replace(/[^\dXx]/gu, '');
  const head = digits.length <= 12 ? 3 : 4;
  return digits.slice(0, head) + '****' + digits.slice(-4);
}
