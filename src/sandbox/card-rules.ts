import type { Json } from './model';
import { WeComError } from './wecom-error';

/** Checks one value; throws a WeComError that names the place. */
export type Rule = (value: unknown, at: string) => void;

/** One field of a part of a card: its rule, and whether it must be there. */
export interface Field {
  readonly rule: Rule;
  readonly needed: boolean | ((part: Json) => boolean);
  /** The errcode when it is needed and absent. */
  readonly missing: number;
}

export const ILLEGAL_PARAMETER = 40058;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const utf8Length = (text: string): number => Buffer.byteLength(text, 'utf8');
const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === '';

/** A field that may be left out. */
export const may = (rule: Rule): Field => ({ rule, needed: false, missing: ILLEGAL_PARAMETER });

/** A field that must be there and not empty. */
export const must = (rule: Rule, missing: number): Field => ({ rule, needed: true, missing });

/** A field needed only in some company, such as a url with type 1. */
export const mustWhen = (needed: (part: Json) => boolean, rule: Rule, missing: number): Field => ({
  rule,
  needed,
  missing,
});

/** Another field of the same part has this value. */
export const where =
  (field: string, ...values: readonly unknown[]) =>
  (part: Json): boolean =>
    values.includes(part[field]);

/** A string; beyond the recommended length it is only cut in display, so there is no upper bound. */
export const text: Rule = (value, at) => {
  if (typeof value !== 'string') throw new WeComError(ILLEGAL_PARAMETER, `${at} must be a string`);
};

/** A string with a hard limit in bytes of UTF-8. */
export const bytes =
  (max: number, code: number): Rule =>
  (value, at) => {
    if (typeof value !== 'string' || utf8Length(value) > max)
      throw new WeComError(code, `${at} must be a string of at most ${max} bytes`);
  };

/** A link: at most 2048 bytes, with its scheme (45034 without). */
export const url: Rule = (value, at) => {
  bytes(2048, ILLEGAL_PARAMETER)(value, at);
  if (!/^https?:\/\/./i.test(value as string)) throw new WeComError(45034, `${at} needs its scheme`);
};

export const oneOf =
  (...allowed: readonly unknown[]): Rule =>
  (value, at) => {
    if (!allowed.includes(value))
      throw new WeComError(ILLEGAL_PARAMETER, `${at} must be one of ${allowed.join(', ')}`);
  };

export const between =
  (least: number, most: number): Rule =>
  (value, at) => {
    if (typeof value !== 'number' || value < least || value > most)
      throw new WeComError(ILLEGAL_PARAMETER, `${at} must be ${least} to ${most}`);
  };

export const flag: Rule = oneOf(true, false);

/** An object with these fields and no others. */
export const part =
  (fields: Readonly<Record<string, Field>>): Rule =>
  (value, at) => {
    if (!isObject(value)) throw new WeComError(ILLEGAL_PARAMETER, `${at} must be an object`);
    checkFields(value, fields, at);
  };

/** As many items as allowed, each by the rule; `code` is the errcode for a wrong count. */
export const list =
  (least: number, most: number, code: number, item: Rule): Rule =>
  (value, at) => {
    if (!Array.isArray(value) || value.length < least || value.length > most)
      throw new WeComError(code, `${at} must hold ${least} to ${most} items`);
    value.forEach((each, index) => item(each, `${at}[${index}]`));
  };

/** Every fault inside becomes this errcode: WeCom has one code for a whole part (42045 for card_action). */
export const under =
  (code: number, rule: Rule): Rule =>
  (value, at) => {
    try {
      rule(value, at);
    } catch (error) {
      if (!(error instanceof WeComError)) throw error;
      throw new WeComError(code, error.message);
    }
  };

/** Fields nobody asked for are refused: WeCom would leave them out of the card without a word. */
export function checkFields(value: Json, fields: Readonly<Record<string, Field>>, at: string): void {
  for (const name of Object.keys(value)) {
    if (fields[name] === undefined)
      throw new WeComError(ILLEGAL_PARAMETER, `${at}.${name} does not belong here`);
  }
  for (const [name, field] of Object.entries(fields)) {
    const found = value[name];
    const needed = typeof field.needed === 'boolean' ? field.needed : field.needed(value);
    if (isAbsent(found) && needed) throw new WeComError(field.missing, `${at}.${name} missing`);
    if (!isAbsent(found)) field.rule(found, `${at}.${name}`);
  }
}
