import type Koa from 'koa';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Keeps foreign web pages from driving the sandbox: a request that changes something must come from our own page (or from no
 * page at all), and while we listen on loopback only loopback names are answered, so that rebinding a name does not help.
 */
export function pageGate(host: string): Koa.Middleware {
  const onLoopback = LOOPBACK.has(host) || host === '::1';
  return async (ctx, next) => {
    if (onLoopback && !LOOPBACK.has(hostnameOf(`http://${ctx.host}`))) return refuse(ctx, 'unknown host');
    const origin = ctx.get('origin');
    const site = ctx.get('sec-fetch-site');
    const changes = ctx.method !== 'GET' && ctx.method !== 'HEAD';
    if (changes && origin !== '' && origin !== `${ctx.protocol}://${ctx.host}`)
      return refuse(ctx, 'foreign origin');
    if (changes && site !== '' && site !== 'same-origin' && site !== 'none')
      return refuse(ctx, 'foreign site');
    await next();
  };
}

function refuse(ctx: Koa.Context, message: string): void {
  ctx.status = 403;
  ctx.body = { message };
}

const hostnameOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : '');
