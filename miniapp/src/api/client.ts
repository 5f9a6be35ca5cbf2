import { problemOf, readProblem, type Outcome } from './problem';

export interface Sent {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Under the base of the API, with its query: `/cases?cursor=…`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | ArrayBuffer;
  readonly timeoutMs: number;
}

/** `undefined` body: there was none, or it is no JSON. Header names are in lower case. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What a client stands on; src/platform has both kinds of it. */
export interface Ground {
  /** `undefined`: nothing came back, be it no network or no answer in time. */
  send(request: Sent): Promise<Answered | undefined>;
  /** `Authorization` where there are no cookies. */
  credentials(): Promise<Readonly<Record<string, string>>>;
  /** A session's new token, where there are no cookies: it takes the place of the old one. */
  renew(token: string): Promise<void>;
  /** 重新登录: true when the call can be made again; where the page itself goes away it never resolves. */
  login(): Promise<boolean>;
  newKey(): string;
}

export interface CallOptions {
  readonly method?: Sent['method'];
  readonly body?: unknown;
  /** 幂等键: the same for every try of one act, so that it is done once. A POST without one gets its own. */
  readonly key?: string;
  /** 版本 of what the person has seen. */
  readonly etag?: string;
  /** 投诉人 have no account: a 401 is told and nobody logs in. */
  readonly anonymous?: true;
  readonly headers?: Readonly<Record<string, string>>;
}

/** As long as a thumb waits. */
const TIMEOUT_MS = 15_000;
/** One piece of a file over a poor network. */
const PIECE_TIMEOUT_MS = 60_000;

export type Call = <T>(path: string, options?: CallOptions) => Promise<Outcome<T>>;

/** 调用: every call to the service goes through the function this gives. Refusals and faults are values; nothing is thrown. */
export function createClient(ground: Ground): Call {
  return async <T>(path: string, options: CallOptions = {}): Promise<Outcome<T>> => {
    const request = await requestOf(path, options, ground);
    const send = async (asked: Sent) => {
      const answer = await ground.send(asked);
      const token = answer?.headers['suda-session'];
      if (token !== undefined) await ground.renew(token);
      return answer;
    };
    const answer = await send(request);
    if (answer?.status !== 401 || options.anonymous) return outcomeOf<T>(answer);
    if (!(await ground.login())) return { ok: false, problem: problemOf('login') };
    return outcomeOf<T>(
      await send({ ...request, headers: { ...request.headers, ...(await ground.credentials()) } }),
    );
  };
}

async function requestOf(path: string, options: CallOptions, ground: Ground): Promise<Sent> {
  const { body, etag, anonymous } = options;
  const method = options.method ?? (body === undefined ? 'GET' : 'POST');
  const isPiece = body instanceof ArrayBuffer;
  return {
    method,
    path,
    headers: {
      Accept: 'application/json, application/problem+json',
      ...(body !== undefined && {
        'Content-Type': isPiece ? 'application/octet-stream' : 'application/json',
      }),
      ...(method === 'POST' && { 'Idempotency-Key': options.key ?? ground.newKey() }),
      ...(etag !== undefined && { 'If-Match': etag }),
      ...(!anonymous && (await ground.credentials())),
      ...options.headers,
    },
    ...(body !== undefined && { body: isPiece ? body : JSON.stringify(body) }),
    timeoutMs: isPiece ? PIECE_TIMEOUT_MS : TIMEOUT_MS,
  };
}

function outcomeOf<T>(answer: Answered | undefined): Outcome<T> {
  if (!answer) return { ok: false, problem: problemOf('offline') };
  const { status, headers, body } = answer;
  if (status < 200 || status > 299) {
    return { ok: false, problem: readProblem(status, body, headers['retry-after']) };
  }
  const etag = headers['etag'];
  return { ok: true, data: body as T, ...(etag !== undefined && { etag }) };
}
