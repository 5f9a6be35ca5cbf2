import { randomUUID } from 'node:crypto';
import type { TestBank } from './bank';

export interface Reply<Body = Record<string, unknown>> {
  readonly status: number;
  readonly body: Body;
  readonly etag: string | null;
  readonly headers: Headers;
}

/** 手机: somebody's mini-program, logged in by the code WeCom gave it. */
export interface Phone {
  readonly token: () => string;
  get<Body = Record<string, unknown>>(path: string, headers?: Record<string, string>): Promise<Reply<Body>>;
  post<Body = Record<string, unknown>>(
    path: string,
    body: unknown,
    how?: { readonly key?: string; readonly etag?: string | null; readonly headers?: Record<string, string> },
  ): Promise<Reply<Body>>;
}

export function apiUrl({ service }: Pick<TestBank, 'service'>, path: string): string {
  return `http://127.0.0.1:${service.port}/api/v1${path}`;
}

export async function openPhone(bank: TestBank, userid: string): Promise<Phone> {
  const login = await fetch(apiUrl(bank, '/session/weapp'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: bank.sandbox.qyLogin(userid) }),
  });
  if (login.status !== 201) throw new Error(`${userid} could not log in: ${login.status}`);
  return phoneWith(bank, ((await login.json()) as { token: string }).token);
}

/** The same with a token of whatever kind. */
export function phoneWith(bank: TestBank, first: string): Phone {
  let token = first;
  const ask = async <Body>(path: string, init: RequestInit): Promise<Reply<Body>> => {
    const answer = await fetch(apiUrl(bank, path), {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
    });
    token = answer.headers.get('suda-session') ?? token;
    const text = await answer.text();
    return {
      status: answer.status,
      body: (text === '' ? {} : JSON.parse(text)) as Body,
      etag: answer.headers.get('etag'),
      headers: answer.headers,
    };
  };
  return {
    token: () => token,
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, body, { key = randomUUID(), etag, headers = {} } = {}) =>
      ask(path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': key,
          ...(etag && { 'if-match': etag }),
          ...headers,
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}
