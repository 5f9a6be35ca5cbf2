import type { CaseView, PeopleQuery } from '../api/types';
import type { ActType } from '../../../src/domain/transitions';
import { FORM_ERROR, FORM_VERB } from '../copy/forms';
import { lengthOf } from './limits';

/** 表单: what one act must bring with it, described once; FormView.vue draws it, `bodyOf` makes of it what is sent. */
export interface Form {
  readonly act: ActType;
  readonly title: string;
  /** What comes of it, said before it is sent. */
  readonly lead?: string;
  readonly submit: string;
  readonly fields: readonly Field[];
}

/** 一个选项, by what is sent for it. */
export interface Choice {
  readonly id: string;
  readonly name: string;
  readonly note?: string;
}

/** 人选: for what somebody is chosen; or the departments one may ask. */
export type Pool = PeopleQuery['for'] | 'department';

interface Common {
  /** Where it stands in what is sent: `notice.proof`. */
  readonly path: string;
  readonly label: string;
  readonly required?: true | ((values: Values) => boolean);
  readonly hint?: string;
  /** Shown, asked for and sent only then. */
  readonly when?: (values: Values) => boolean;
  /** Only steers what else is shown. */
  readonly local?: true;
}

export type Field = Common &
  (
    | {
        readonly is: 'text';
        readonly max: number;
        readonly type?: 'text' | 'tel' | 'idcard' | 'number';
        readonly placeholder?: string;
        readonly start?: Start<string>;
        /** What it must look like, and what is said when it does not. */
        readonly shape?: { readonly is: RegExp; readonly words: string };
      }
    | {
        readonly is: 'lines';
        readonly max: number;
        readonly placeholder?: string;
        readonly start?: Start<string>;
      }
    | { readonly is: 'money'; readonly start?: Start<number> }
    | { readonly is: 'moment'; readonly side: 'past' | 'ahead' }
    | {
        readonly is: 'one';
        readonly options: Options;
        readonly start?: Start<string>;
        /** What is sent for an id, where that is no text. */
        readonly send?: (id: string) => unknown;
      }
    | {
        readonly is: 'many';
        readonly options: Options;
        readonly send?: (id: string) => unknown;
        /** Sent though none is chosen. */
        readonly always?: true;
      }
    /** 选人: from those the service says may be chosen; `many` of them or one. */
    | { readonly is: 'people'; readonly of: Pool; readonly many?: true }
    | { readonly is: 'number'; readonly min: number; readonly max: number; readonly unit: string }
    | { readonly is: 'yes'; readonly words: string; readonly start?: Start<boolean> }
    /** 措施: a list of texts with amounts. */
    | { readonly is: 'actions'; readonly most: number; readonly max: number }
  );

type Start<T> = (about: CaseView) => T | undefined;
type Table = Readonly<Record<string, string>> | readonly Choice[];
export type Options = Table | ((about: CaseView) => Table);

export interface ActionRow {
  readonly text: string;
  readonly amountFen: number | undefined;
}

export type Value = string | number | boolean | undefined | readonly string[] | readonly ActionRow[];
/** By path; a field never touched is absent. */
export type Values = Readonly<Record<string, Value>>;

/** `one` shows its options at once when they are few. */
export const FEW = 6;

export function choicesOf(options: Options, about: CaseView | undefined): readonly Choice[] {
  if (typeof options === 'function') return about ? choicesOf(options(about), about) : [];
  return isList(options) ? options : Object.entries(options).map(([id, name]) => ({ id, name }));
}

function isList(table: Table): table is readonly Choice[] {
  return Array.isArray(table);
}

/** What stands in the fields at first: what the case suggests, or nothing. */
export function startOf({ fields }: Pick<Form, 'fields'>, about?: CaseView): Values {
  return Object.fromEntries(fields.map((field) => [field.path, startOfField(field, about)]));
}

function startOfField(field: Field, about: CaseView | undefined): Value {
  switch (field.is) {
    case 'text':
    case 'lines':
    case 'one':
      return (about && field.start?.(about)) ?? '';
    case 'money':
      return about && field.start?.(about);
    case 'moment':
    case 'people':
      return field.is === 'people' && field.many ? [] : '';
    case 'number':
      return '';
    case 'many':
      return [];
    case 'yes':
      return (about && field.start?.(about)) ?? false;
    case 'actions':
      return [{ text: '', amountFen: undefined }];
  }
}

export function isShown(field: Field, values: Values): boolean {
  return field.when?.(values) ?? true;
}

export function isRequired({ required }: Field, values: Values): boolean {
  return typeof required === 'function' ? required(values) : required === true;
}

/** 哪里要改, by path; empty when it can be sent. The service looks again. */
export function errorsOf({ fields }: Pick<Form, 'fields'>, values: Values): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  for (const field of fields) {
    if (!isShown(field, values)) continue;
    const error = errorOf(field, values);
    if (error !== undefined) errors[field.path] = error;
  }
  return errors;
}

function errorOf(field: Field, values: Values): string | undefined {
  const value = values[field.path];
  if (isBlank(value)) {
    return isRequired(field, values) ? FORM_ERROR.missing(FORM_VERB[field.is], field.label) : undefined;
  }
  switch (field.is) {
    case 'text':
      return tooLong(String(value), field.max) ?? misshapen(String(value), field.shape);
    case 'lines':
      return tooLong(String(value), field.max);
    case 'money':
      return Number.isNaN(value) ? FORM_ERROR.amount : undefined;
    case 'number':
      return isWithin(Number(value), field) ? undefined : FORM_ERROR.number(field.min, field.max);
    case 'actions':
      return actionsError(value as readonly ActionRow[], field);
    default:
      return undefined;
  }
}

function tooLong(value: string, max: number): string | undefined {
  const length = lengthOf(value.trim());
  return length > max ? FORM_ERROR.tooLong(max, length) : undefined;
}

function misshapen(
  value: string,
  shape: { readonly is: RegExp; readonly words: string } | undefined,
): string | undefined {
  return shape && !shape.is.test(value.trim()) ? shape.words : undefined;
}

function isWithin(value: number, { min, max }: { readonly min: number; readonly max: number }): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

function isBlank(value: Value): boolean {
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value))
    return value.every((each) => typeof each === 'object' && isBlankRow(each as ActionRow));
  return value === undefined || value === false;
}

function isBlankRow({ text, amountFen }: ActionRow): boolean {
  return text.trim() === '' && amountFen === undefined;
}

function actionsError(rows: readonly ActionRow[], { max }: { readonly max: number }): string | undefined {
  for (const [at, row] of rows.entries()) {
    if (isBlankRow(row)) continue;
    if (row.text.trim() === '') return FORM_ERROR.actionText(at + 1);
    if (lengthOf(row.text.trim()) > max) return FORM_ERROR.actionLong(at + 1, max);
    if (Number.isNaN(row.amountFen)) return FORM_ERROR.actionAmount(at + 1);
  }
  return undefined;
}

/** 服务说哪里要改, at the fields they stand in: `actions.0.text` at `actions`. `rest` has no field here. */
export function placed(
  fields: readonly Field[],
  told: Readonly<Record<string, string>>,
): { readonly at: Readonly<Record<string, string>>; readonly rest: readonly string[] } {
  const at: Record<string, string> = {};
  const rest: string[] = [];
  for (const [path, detail] of Object.entries(told)) {
    const field = fields.find((each) => path === each.path || path.startsWith(`${each.path}.`));
    if (field) at[field.path] ??= detail;
    else rest.push(detail);
  }
  return { at, rest };
}

/** What is sent: blanks left out, texts trimmed, paths made into objects. */
export function bodyOf({ fields }: Pick<Form, 'fields'>, values: Values): Readonly<Record<string, unknown>> {
  const body: Record<string, unknown> = {};
  for (const field of fields) {
    const value = values[field.path];
    if (field.local || !isShown(field, values) || (isBlank(value) && !isSentBlank(field))) continue;
    put(body, field.path.split('.'), sentOf(field, value));
  }
  return body;
}

function isSentBlank(field: Field): boolean {
  return field.is === 'yes' || (field.is === 'many' && field.always === true);
}

function sentOf(field: Field, value: Value): unknown {
  if (field.is === 'number') return Number(value);
  if (field.is === 'yes') return value === true;
  if (field.is === 'one' && field.send) return field.send(String(value));
  if (field.is === 'many') return ((value ?? []) as readonly string[]).map((id) => field.send?.(id) ?? id);
  if (field.is === 'actions') {
    return (value as readonly ActionRow[])
      .filter((row) => !isBlankRow(row))
      .map(({ text, amountFen }) => ({ text: text.trim(), amountFen: amountFen ?? 0 }));
  }
  return typeof value === 'string' ? value.trim() : value;
}

function put(into: Record<string, unknown>, [head = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) into[head] = value;
  else put((into[head] ??= {}) as Record<string, unknown>, rest, value);
}
