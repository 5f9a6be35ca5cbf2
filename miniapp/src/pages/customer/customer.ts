import { call } from '../../api';
import type { Call, CallOptions } from '../../api/client';
import type { Outcome } from '../../api/problem';
import { problemOf } from '../../api/problem';
import { CUSTOMER } from '../../copy/pages';

/** 答复 as a complainant reads it. */
export interface NoticeLines {
  readonly title: string;
  readonly lines: readonly { readonly label: string; readonly text: string }[];
}

/** 投诉人: known by the link alone, which goes with every call as a header, so that no log of addresses holds it. */
export function asCustomer(link: string | undefined): {
  readonly call: Call;
  get<T>(path: string): Promise<Outcome<T>>;
} {
  const told = async <T>(path: string, options: CallOptions = {}): Promise<Outcome<T>> => {
    if (link === undefined) return { ok: false, problem: gone };
    const outcome = await call<T>(path, { ...options, anonymous: true, headers: { 'Suda-Link': link } });
    const isGone = !outcome.ok && ['login', 'missing'].includes(outcome.problem.kind);
    return isGone ? { ok: false, problem: gone } : outcome;
  };
  return { call: told, get: (path) => told(path) };
}

const gone = { ...problemOf('missing'), title: CUSTOMER.gone, detail: CUSTOMER.goneText };
