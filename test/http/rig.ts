import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { loadEnv } from '../../config/env';
import { startService, type Service } from '../../src/compose';
import { createLog } from '../../src/log';
import { SAMPLE } from '../support/signed-callback';

/** 2026-03-02 10:00 in Shanghai; it stands still. */
export const NOW = new Date('2026-03-02T02:00:00Z');

/** The role `web` as production starts it, on a free port. */
export interface Web extends Service {
  /** Every line it logged. */
  readonly logged: readonly string[];
}

export async function startWeb(databaseUri: string): Promise<Web> {
  const logged: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      logged.push(chunk.toString());
      done();
    },
  });
  const env = loadEnv({
    HOST: '127.0.0.1',
    ROLE: 'web',
    MONGODB_URI: databaseUri,
    // A web needs no Redis: nobody listens there.
    REDIS_URL: 'redis://127.0.0.1:9',
    WECOM_CORP_ID: SAMPLE.corpId,
    WECOM_AGENT_ID: '1000002',
    WECOM_AGENT_SECRET: 'a-secret-of-some-length',
    WECOM_CALLBACK_TOKEN: SAMPLE.token,
    WECOM_CALLBACK_AES_KEY: SAMPLE.aesKey,
    SUDA_MASTER_KEY: randomBytes(32).toString('base64'),
    SUDA_ORG_FILE: 'config/org.demo.yaml',
  });
  const clock = { now: () => NOW };
  const service = await startService({ ...env, port: 0 }, { log: createLog('info', sink), clock });
  return { ...service, logged };
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Request {
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** One request on a connection of its own. */
export function ask(
  port: number,
  { method = 'GET', path = '/', query, headers, body }: Request,
): Promise<Reply> {
  const search = query ? `?${new URLSearchParams(query).toString()}` : '';
  // Node's client leaves it out for methods that seldom have a body.
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { port, host: '127.0.0.1', method, path: path + search, headers: headers ?? length, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** Bytes as they are, on a bare connection; resolves to all that came back when the other side closes. */
export function tell(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let said = '';
    socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(said));
  });
}

/** Asks again until it holds, as often as the event loop turns. */
export async function until(what: string, holds: () => Promise<boolean>, timeoutMs = 10_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await holds())) if (Date.now() > end) throw new Error(`never came true: ${what}`);
}
