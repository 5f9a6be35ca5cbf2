import { readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

/** 代答: serves the built page under `/h5/` as the service does, with its CSP, and answers the API with what the test says. */
export interface StandIn {
  readonly origin: string;
  /** Every call of the API that came in. */
  readonly calls: readonly Received[];
  close(): Promise<void>;
}

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const CSP = "default-src 'self'";

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
};

export async function standIn(h5: string, answer: (call: Received) => Reply): Promise<StandIn> {
  const calls: Received[] = [];
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
    if (!pathname.startsWith('/api/v1')) {
      const file = fileOf(h5, pathname);
      response.writeHead(file ? 200 : 404, {
        'Content-Security-Policy': CSP,
        'Content-Type': TYPES[extname(file ?? '')] ?? 'application/octet-stream',
      });
      response.end(file && readFileSync(file));
      return;
    }
    void bodyOf(request).then((body) => {
      const path = pathname.slice('/api/v1'.length) + search;
      const call = { method: request.method ?? 'GET', path, headers: request.headers, body };
      calls.push(call);
      const reply = answer(call);
      response.writeHead(reply.status ?? 200, { 'Content-Type': 'application/json', ...reply.headers });
      response.end(JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, calls, close: () => closed(server) };
}

function fileOf(h5: string, pathname: string): string | undefined {
  if (!pathname.startsWith('/h5/')) return undefined;
  const file = join(h5, normalize(pathname.slice('/h5'.length)));
  const path = pathname.endsWith('/') ? join(file, 'index.html') : file;
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? path : undefined;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
