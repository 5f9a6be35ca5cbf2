import { Agent, request, type Dispatcher } from 'undici';
import { z } from 'zod';
import { hintOf, WeComError, WeComUnreachable } from './wecom-error';

export interface Timeouts {
  readonly connectMs: number;
  readonly headersMs: number;
  readonly bodyMs: number;
  /** For the whole call, whatever drips in between. Below the life of the token lock. */
  readonly totalMs: number;
}

const TIMEOUTS: Timeouts = { connectMs: 10_000, headersMs: 10_000, bodyMs: 10_000, totalMs: 12_000 };

/** A department list of a large corp is a few MB; more than this is no answer of WeCom's. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

export interface TransportOptions {
  /** Scheme, host and perhaps a path before /cgi-bin. */
  readonly base: string;
  readonly timeouts?: Partial<Timeouts>;
  /** Sockets kept to WeCom; 45033 answers too many calls at once. */
  readonly connections?: number;
}

export interface ApiRequest {
  /** Path after /cgi-bin/, such as `message/send`. */
  readonly api: string;
  readonly query: Readonly<Record<string, string>>;
  /** JSON sent byte for byte by POST; without it the call is a GET. */
  readonly body?: string;
}

const Envelope = z.looseObject({ errcode: z.number().int().optional() });

/** 接口调用: one HTTP call to WeCom, read as an answer, a refusal (WeComError) or neither (WeComUnreachable). */
export function createTransport({ base, timeouts, connections = 16 }: TransportOptions) {
  const { connectMs, headersMs, bodyMs, totalMs } = { ...TIMEOUTS, ...timeouts };
  const root = `${base.replace(/\/+$/, '')}/cgi-bin/`;
  const agent = new Agent({
    connections,
    connect: { timeout: connectMs },
    headersTimeout: headersMs,
    bodyTimeout: bodyMs,
    keepAliveTimeout: 30_000,
    maxResponseSize: MAX_ANSWER_BYTES,
  });

  async function exchange({ api, query, body }: ApiRequest): Promise<{ status: number; text: string }> {
    const sent = { begun: false };
    try {
      // undici's request() follows no redirect: a 3xx comes back as it is and is refused below.
      const answer = await request(`${root}${api}?${new URLSearchParams(query).toString()}`, {
        dispatcher: agent.compose(noting(sent)),
        signal: AbortSignal.timeout(totalMs),
        ...(body === undefined
          ? { method: 'GET' }
          : {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: Buffer.from(body, 'utf8'),
            }),
      });
      return { status: answer.statusCode, text: await answer.body.text() };
    } catch (error) {
      const reason = `no answer (${reasonOf(error)})`;
      throw new WeComUnreachable(api, sent.begun ? 'maybe' : 'no', reason, { cause: error });
    }
  }

  return {
    /** The answer with errcode 0, in the shape asked for. */
    async call<T>(asked: ApiRequest, shape: z.ZodType<T>): Promise<T> {
      const { status, text } = await exchange(asked);
      if (status !== 200) throw new WeComUnreachable(asked.api, 'maybe', `HTTP status ${status}`);
      return readAnswer(asked.api, text, shape);
    },

    close: () => agent.close(),
  };
}

export type Transport = ReturnType<typeof createTransport>;

/** No causes here: the errors of JSON.parse and zod may quote the answer, and that of gettoken is a secret. */
function readAnswer<T>(api: string, text: string, shape: z.ZodType<T>): T {
  const json = parseJson(text);
  const envelope = Envelope.safeParse(json);
  if (!envelope.success)
    throw new WeComUnreachable(api, 'maybe', 'the answer is not one of WeCom (no JSON object)');
  const { errcode = 0, errmsg } = envelope.data;
  const hint = hintOf(errmsg);
  if (errcode !== 0) throw new WeComError({ api, errcode, ...(hint !== undefined && { hint }) });
  const answer = shape.safeParse(json);
  if (answer.success) return answer.data;
  const fields = answer.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new WeComUnreachable(api, 'maybe', `the answer has another shape (${fields})`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Notes that the request was handed to a live connection: before that, WeCom cannot have seen it. */
function noting(sent: { begun: boolean }): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context) {
        sent.begun = true;
        handler.onRequestStart?.(controller, context);
      },
      onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
