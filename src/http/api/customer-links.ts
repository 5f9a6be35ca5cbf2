import type { Middleware } from 'koa';
import type { LinkTokens } from '../../desk/customer-ports';

const SHAPE = /^\/c\/([\w-]{1,64})$/;

/**
 * 短链接 /c/<token>: to the page it is for, told by the token alone; one we never made goes to a page that says it is over.
 * Behind the hash the token is sent to nobody; before it, nothing may write it down.
 */
export function customerLinks(tokens: LinkTokens): Middleware {
  return async (ctx, next) => {
    const token = SHAPE.exec(ctx.path)?.[1];
    if (token === undefined || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) {
      await next();
      return;
    }
    const kind = tokens.read(token)?.kind ?? 'survey';
    ctx.set('Cache-Control', 'no-store');
    ctx.set('Referrer-Policy', 'no-referrer');
    ctx.redirect(`/h5/#/pages/customer/${kind}#${token}`);
  };
}
