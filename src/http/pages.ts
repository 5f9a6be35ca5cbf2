import { send } from '@koa/send';
import type { Context, Middleware } from 'koa';

/** The page and what it loads are ours alone; styles are set by script, so no inline one is needed. */
const CSP = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ');

const ROOT = '/h5/';

/** H5 页面: the files of the built mini-app, below /h5/. Names of assets carry their hash, so they may be kept. */
export function h5Pages(folder: string): Middleware {
  return async (ctx, next) => {
    if (ctx.path === '/h5') return ctx.redirect(ROOT);
    if (!ctx.path.startsWith(ROOT)) {
      await next();
      return;
    }
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
      ctx.status = 405;
      return;
    }
    secure(ctx);
    const path = ctx.path.slice(ROOT.length) || 'index.html';
    const isAsset = path.startsWith('assets/');
    try {
      await send(ctx, path, { root: folder, maxAge: isAsset ? 31_536_000_000 : 0, immutable: isAsset });
      if (!isAsset) ctx.set('Cache-Control', 'no-cache');
    } catch (error) {
      if (!isMissing(error)) throw error;
      ctx.status = 404;
      ctx.body = '';
    }
  };
}

function secure(ctx: Context): void {
  ctx.set('Content-Security-Policy', CSP);
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Referrer-Policy', 'no-referrer');
  ctx.remove('Cache-Control');
}

/** No such file, or a path that is none. */
function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'status' in error &&
    (error.status === 404 || error.status === 400 || error.status === 403)
  );
}
