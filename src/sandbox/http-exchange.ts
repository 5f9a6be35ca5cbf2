import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface Exchange {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly body?: string;
  /** When it has run out the connection is cut and the promise rejects, however far the answer has come. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** One request on a connection of its own; rejects when the connection fails or the time is up. */
export function exchange({ method, url, body, timeoutMs, signal }: Exchange): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const headers =
      body === undefined ? {} : { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) };
    const outgoing = open(url, { method, headers, agent: false, signal }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', settle(reject));
      incoming.on('end', () =>
        settle(resolve)({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    const timer = setTimeout(
      () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    function settle<T>(done: (value: T) => void): (value: T) => void {
      return (value) => {
        clearTimeout(timer);
        done(value);
      };
    }
    outgoing.on('error', settle(reject));
    outgoing.end(body);
  });
}
