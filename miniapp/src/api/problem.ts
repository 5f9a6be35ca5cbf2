import { PROBLEM } from '../copy/problems';

/** 没办成 of one call: what to tell the person, and what they can do next. */
export interface Problem {
  /** `offline`: it did not get there; `login`: who one is must be shown anew; the rest is the service's answer. */
  readonly kind:
    'offline' | 'login' | 'refused' | 'invalid' | 'stale' | 'missing' | 'limited' | 'unreadable' | 'fault';
  readonly status?: number;
  readonly code?: string;
  readonly title: string;
  readonly detail: string;
  /** By the path of the field, `party.phone`: what is wrong with it. */
  readonly fields: Readonly<Record<string, string>>;
  /** Seconds after which to try again (R62). */
  readonly retryAfter?: number;
}

export type Outcome<T> =
  | { readonly ok: true; readonly data: T; readonly etag?: string }
  | { readonly ok: false; readonly problem: Problem };

/** A problem of our own making, for which nobody answered. */
export function problemOf(kind: Problem['kind']): Problem {
  const [title, detail] = PROBLEM[kind];
  return { kind, title, detail, fields: {} };
}

const KIND_OF: Readonly<Record<number, Problem['kind']>> = {
  400: 'invalid',
  401: 'login',
  403: 'refused',
  404: 'missing',
  409: 'refused',
  410: 'missing',
  412: 'stale',
  413: 'invalid',
  415: 'invalid',
  422: 'invalid',
  428: 'stale',
  429: 'limited',
};

/** 问题详情 (RFC 9457): what the service says, as far as it can be read; never throws, whatever the body is. */
export function readProblem(status: number, body: unknown, retryAfter?: string): Problem {
  const kind = KIND_OF[status] ?? 'fault';
  const own = problemOf(kind);
  const said = isRecord(body) ? body : {};
  const seconds = Number(retryAfter);
  return {
    ...own,
    status,
    title: text(said['title']) ?? own.title,
    detail: text(said['detail']) ?? own.detail,
    fields: fieldsOf(said['errors']),
    ...codeOf(said['type']),
    ...(seconds > 0 && { retryAfter: seconds }),
  };
}

/** `urn:suda:problem:plan_changed`. */
function codeOf(type: unknown): { readonly code?: string } {
  const [, code] = /^urn:suda:problem:(\w+)$/u.exec(text(type) ?? '') ?? [];
  return code === undefined ? {} : { code };
}

/** `errors: [{ pointer: '/party/phone', detail: '…' }]`, by JSON pointer; what is not of that shape is left out. */
function fieldsOf(errors: unknown): Readonly<Record<string, string>> {
  if (!Array.isArray(errors)) return {};
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const each of errors as readonly unknown[]) {
    if (!isRecord(each)) continue;
    const path = pathOf(each['pointer']);
    const detail = text(each['detail']);
    if (path !== undefined && detail !== undefined) fields[path] ??= detail;
  }
  return fields;
}

/** `party.phone` for `/party/phone` (RFC 6901). */
function pathOf(pointer: unknown): string | undefined {
  const said = text(pointer);
  if (said === undefined || !said.startsWith('/')) return undefined;
  const parts = said.slice(1).split('/');
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')).join('.');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
