import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came in. */
export interface Call {
  readonly api: string;
  readonly method: string;
  readonly query: URLSearchParams;
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

/** An object is answered as JSON; a handler that gives nothing has answered (or cut) by itself. */
export type Answer = (call: Call, response: ServerResponse) => object | void | Promise<object | void>;

/** A few calls of WeCom over real HTTP, scripted by a test. Tokens are checked as WeCom does: a wrong one is 40014. */
export interface WeComServer {
  readonly base: string;
  readonly calls: readonly Call[];
  callsOf(api: string): readonly Call[];
  /** Answers every call of this API from now on. */
  on(api: string, answer: Answer): void;
  /** Answers the next call of this API only, whatever its token. */
  once(api: string, answer: Answer): void;
  /** The token in force becomes invalid; gettoken gives the next one. */
  revokeToken(): void;
  close(): Promise<void>;
}

export const ok = { errcode: 0, errmsg: 'ok' };

/** Ends the connection without an answer. */
export const cut: Answer = (_call, response) => {
  response.socket?.destroy();
};

export async function startWeComServer(options: { readonly expiresIn?: number } = {}): Promise<WeComServer> {
  const calls: Call[] = [];
  const answers = new Map<string, Answer>();
  const queued = new Map<string, Answer[]>();
  let generation = 1;

  answers.set('gettoken', () => ({
    ...ok,
    access_token: `token-${generation}-secret`,
    expires_in: options.expiresIn ?? 7200,
  }));

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await read(request);
    calls.push(call);
    const answer = queued.get(call.api)?.shift() ?? guarded(call, answers.get(call.api));
    const result = await answer(call, response);
    if (result !== undefined)
      response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
  }

  function guarded(call: Call, answer: Answer | undefined): Answer {
    const isValid =
      call.api === 'gettoken' || call.query.get('access_token') === `token-${generation}-secret`;
    if (!isValid) return () => ({ errcode: 40014, errmsg: 'invalid access_token, hint: [1700-abc]' });
    return answer ?? (() => ({ errcode: 404, errmsg: 'not scripted' }));
  }

  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    callsOf: (api) => calls.filter((call) => call.api === api),
    on: (api, answer) => void answers.set(api, answer),
    once: (api, answer) => void queued.set(api, [...(queued.get(api) ?? []), answer]),
    revokeToken: () => void (generation += 1),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  return {
    api: url.pathname.replace('/cgi-bin/', ''),
    method: request.method ?? '',
    query: url.searchParams,
    contentType: request.headers['content-type'],
    body: Buffer.concat(chunks),
  };
}
