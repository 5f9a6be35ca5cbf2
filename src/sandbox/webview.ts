import type { IncomingMessage } from 'node:http';

import type Koa from 'koa';
import type { Dispatcher } from 'undici';

import { ClientRefusal, type MemberActs } from './member-acts';
import { showNotice } from './notice-page';
import { AUTHORIZE_PATH } from './oauth';
import { requestHeaders, responseHeaders, type Visit } from './webview-headers';
import { WeComError } from './wecom-error';
import type { World } from './world';

/** A userid is made of letters, digits and _ - @ . */
const ADDRESS = /^\/phone\/((?:[\w.-]|%40)+)(.*)$/s;
const OUTSIDE = '/sandbox/outside.html';
const OPEN_PLATFORM = 'https://open.weixin.qq.com';

/**
 * 手机里的网页: /phone/<userid>/… is the service as the webview of that member sees it. The phones on a page share one
 * browser, so each keeps its cookies under its own path; the service notices nothing of that. A link of 网页授权 is opened
 * here, for this member.
 */
export function webview(world: World, acts: MemberActs, network: Dispatcher): Koa.Middleware {
  return async (ctx, next) => {
    const [, name, path = ''] = ADDRESS.exec(ctx.url) ?? [];
    if (name === undefined) {
      await next();
      return;
    }
    try {
      const { userid } = acts.present(name.replaceAll('%40', '@'));
      const prefix = `/phone/${encodeURIComponent(userid)}`;
      if (prefix !== `/phone/${name}` || !path.startsWith('/'))
        return ctx.redirect(`${prefix}/${path.replace(/^\//, '')}`);
      if (world.h5Url === null) throw new ClientRefusal(404, '应用还没有主页');
      const visit = { prefix, service: new URL(world.h5Url).origin, here: originsOf(ctx) };
      const login = (link: URL): URL => acts.authorize(userid, link);
      await pass(ctx, network, path, visit, login);
    } catch (error) {
      refuse(ctx, error);
    }
  };
}

/** The request to the service, and its answer back, both streamed. */
async function pass(
  ctx: Koa.Context,
  network: Dispatcher,
  path: string,
  visit: Visit,
  login: (link: URL) => URL,
): Promise<void> {
  const gone = new AbortController();
  ctx.res.once('close', () => gone.abort());
  const request: Dispatcher.RequestOptions = {
    origin: visit.service,
    path,
    method: ctx.method,
    headers: requestHeaders(ctx.headers, visit),
    body: bodyOf(ctx),
    signal: gone.signal,
  };
  const { statusCode, headers, body } = await network.request(request);
  const onward = (location: string): string =>
    leadsTo(new URL(location, `${visit.service}${path}`), visit, login);
  ctx.respond = false;
  ctx.res.writeHead(statusCode, responseHeaders(headers, visit, onward));
  // A cut is passed on as a cut; that is no fault of ours.
  body.once('error', () => ctx.res.destroy()).pipe(ctx.res);
}

/** Where a redirect leads on this phone. What WeCom refuses to log in is told by its own page, which reads the same link. */
function leadsTo(to: URL, visit: Visit, login: (link: URL) => URL): string {
  if (to.origin === visit.service) return `${visit.prefix}${to.pathname}${to.search}${to.hash}`;
  if (to.pathname !== AUTHORIZE_PATH || ![OPEN_PLATFORM, ...visit.here].includes(to.origin)) return OUTSIDE;
  try {
    return leadsTo(login(to), visit, login);
  } catch (error) {
    if (!(error instanceof WeComError)) throw error;
    return `${to.pathname}${to.search}`;
  }
}

const bodyOf = ({ req }: Koa.Context): IncomingMessage | null =>
  req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0
    ? req
    : null;

/** The sandbox by the name the page used and by its address. */
function originsOf({ origin, req: { socket } }: Koa.Context): readonly string[] {
  return [origin, `http://${socket.localAddress ?? ''}:${socket.localPort ?? ''}`];
}

function refuse(ctx: Koa.Context, error: unknown): void {
  if (error instanceof ClientRefusal) showNotice(ctx, error.status, error.message);
  else if (isOfNetwork(error) || ctx.res.destroyed) showNotice(ctx, 502, '网页打不开，服务没有应答');
  else throw error;
}

/** A connection that was refused or lost, as sockets, the HTTP parser and undici call it. */
export const isOfNetwork = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  /^(E[A-Z]+|HPE_\w+|UND_ERR_\w+)$/.test(String(error.code));
