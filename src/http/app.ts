import { parse as parseQuery } from 'node:querystring';
import Koa from 'koa';
import getRawBody from 'raw-body';
import type { Registry } from 'prom-client';
import type { Receiver } from '../wecom/receiver';
import { Fault } from '../errors';
import { createRejectionLog } from './rejections';

/** Larger than any callback WeCom sends. */
const MAX_BODY = 64 * 1024;

interface Log {
  readonly info: (facts: object, message: string) => void;
  readonly warn: (facts: object, message: string) => void;
  readonly error: (facts: object, message: string) => void;
}

export interface HttpParts {
  /** Absent in the role `worker`: then there is no callback door. */
  readonly receiver?: Receiver;
  /** Each store's answer; all true means ready. */
  readonly ready: () => Promise<Readonly<Record<string, boolean>>>;
  readonly metrics: Registry;
  /** Counts what came to the door. */
  readonly received: (outcome: string) => void;
  /** Answers what is not of the door itself; undefined until a role brings it, or for ever. */
  readonly routes: () => Routes | undefined;
  readonly log: Log;
}

/** What answers beside the callback door. */
export type Routes = Koa.Middleware;

type Route = (ctx: Koa.Context) => void | Promise<void>;

/** HTTP 入口: the callback door, and health for whoever runs us. Unknown paths and bad callers get a bare status. */
export function createHttpApp(parts: HttpParts): Koa {
  const app = new Koa();
  app.silent = true;
  const routes = routesOf(parts);

  app.use(async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    const route = routes.get(ctx.path);
    const others = route ? undefined : parts.routes();
    if (others) {
      await others(ctx, () => Promise.resolve(empty(ctx, 404)));
      return;
    }
    if (!route) return empty(ctx, 404);
    try {
      await route(ctx);
    } catch (error) {
      parts.log.error(
        { path: ctx.path, code: error instanceof Fault ? error.code : 'unexpected' },
        'request failed',
      );
      empty(ctx, 503);
    }
  });
  return app;
}

function routesOf({ receiver, ready, metrics, received, log }: HttpParts): ReadonlyMap<string, Route> {
  const routes = new Map<string, Route>([
    ['/healthz', (ctx) => text(ctx, 200, 'ok')],
    [
      '/readyz',
      async (ctx) => {
        const checks = await ready();
        const isReady = Object.values(checks).every(Boolean);
        text(ctx, isReady ? 200 : 503, JSON.stringify(checks));
      },
    ],
    [
      '/metrics',
      async (ctx) => {
        text(ctx, 200, await metrics.metrics());
        ctx.type = metrics.contentType;
      },
    ],
  ]);
  if (receiver) routes.set('/wecom/callback', callbackRoute(receiver, received, log));
  return routes;
}

function callbackRoute(receiver: Receiver, received: (outcome: string) => void, log: Log): Route {
  const tellRejected = createRejectionLog(log);
  return async (ctx) => {
    if (ctx.method === 'GET') {
      const echo = receiver.verifyUrl(parseQuery(ctx.querystring));
      received(echo === undefined ? 'rejected' : 'verified');
      if (echo === undefined) return empty(ctx, 403);
      return text(ctx, 200, echo);
    }
    if (ctx.method !== 'POST') return empty(ctx, 405);

    const body = await bodyOf(ctx);
    if (body === 'too_large' || body === 'broken') {
      received(body);
      return empty(ctx, body === 'too_large' ? 413 : 400);
    }
    const outcome = await receiver.receive(parseQuery(ctx.querystring), body);
    received(outcome);
    if (outcome === 'rejected') tellRejected();
    empty(ctx, outcome === 'rejected' ? 403 : 200);
  };
}

async function bodyOf(ctx: Koa.Context): Promise<Buffer | 'too_large' | 'broken'> {
  try {
    return await getRawBody(ctx.req, { limit: MAX_BODY, length: ctx.get('Content-Length') || null });
  } catch (error) {
    const tooLarge = error instanceof Error && 'type' in error && error.type === 'entity.too.large';
    if (tooLarge) ctx.set('Connection', 'close');
    return tooLarge ? 'too_large' : 'broken';
  }
}

function empty(ctx: Koa.Context, status: number): void {
  text(ctx, status, '');
}

function text(ctx: Koa.Context, status: number, body: string): void {
  ctx.status = status;
  ctx.set('Content-Type', 'text/plain; charset=utf-8');
  ctx.body = body;
}
