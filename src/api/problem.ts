import type { z } from 'zod';
import type { Org } from '../domain/org';
import type { Refusal, RefusalCode } from '../domain/ruling';
import { refusalText } from '../wecom/copy-refusals';
import { PROBLEMS, REFUSALS_EN, type ProblemCode } from '../wecom/copy-problems';

/** 问题详情 (RFC 9457): why a request was not done, in the reader's language. */
export interface Problem {
  /** `urn:suda:problem:<code>`: stable, for programs. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The rule it comes from (R…, L…, G…), where there is one. */
  readonly rule?: string;
  /** What is wrong with which field, as JSON pointers. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

export type Language = 'zh' | 'en';

export function problem(code: ProblemCode, language: Language): Problem {
  const { status, zh, en } = PROBLEMS[code];
  const [title, detail] = language === 'zh' ? zh : en;
  return { type: typeOf(code), title, status, detail };
}

/** A business no (refusal): the sentence is the one chat says. */
export function problemOf(refusal: Refusal, org: Org, language: Language, complaintId?: string): Problem {
  const { refused, rule } = refusal;
  const english = REFUSALS_EN[refused];
  return {
    type: typeOf(refused),
    title: language === 'zh' ? '没有办成' : 'Refused',
    status: STATUS.get(refused) ?? 422,
    detail: language === 'zh' ? refusalText(refusal, org, complaintId) : english,
    ...(rule !== undefined && { rule }),
  };
}

const MAX_ERRORS = 20;

/** Input that is not of its shape; `where` is where the pointers begin. */
export function problemOfInput({ issues }: z.ZodError, language: Language, status: 400 | 422): Problem {
  return {
    ...problem('invalid_input', language),
    status,
    errors: issues
      .slice(0, MAX_ERRORS)
      .map(({ path, message }) => ({ pointer: pointerOf(path), detail: message })),
  };
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function typeOf(code: string): string {
  return `urn:suda:problem:${code}`;
}

const MISSING: readonly RefusalCode[] = [
  'not_found',
  'incident_not_found',
  'no_such_evidence',
  'upload_unknown',
  'file_destroyed',
];
const FORBIDDEN: readonly RefusalCode[] = [
  'not_permitted',
  'not_the_approver',
  'conflict_of_interest',
  'masked_only',
  'not_the_complainant',
  'export_not_granted',
  'reviewer_involved',
];
const CONFLICT: readonly RefusalCode[] = [
  'wrong_state',
  'case_closed',
  'plan_changed',
  'already_decided',
  'asked_already',
  'clock_stopped',
  'request_over',
  'task_acknowledged',
  'incident_closed',
  'inquiry_open',
  'closing_agreed',
  'linked_already',
  'plan_unsigned',
  'surveyed_already',
  'level_unchanged',
];

/** What the asker may do about it tells the status; all others are 422. */
const STATUS = new Map<RefusalCode, number>([
  ...MISSING.map((code) => [code, 404] as const),
  ...FORBIDDEN.map((code) => [code, 403] as const),
  ...CONFLICT.map((code) => [code, 409] as const),
]);
