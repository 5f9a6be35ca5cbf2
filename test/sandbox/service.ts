import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import Router from '@koa/router';
import Koa from 'koa';

import { APP, type Rig } from './rig';

/** A service behind the app's home page: a page that logs in through WeCom, and what its phones send. */
export interface Service {
  readonly origin: string;
  readonly h5Url: string;
  /** The newest request it has seen. */
  readonly seen: () => { readonly url: string; readonly headers: IncomingHttpHeaders };
  /** Who has called /api/me, in order. */
  readonly visitors: readonly string[];
  /** Resolves when an upload to /api/upload was broken off. */
  readonly brokenOff: Promise<void>;
  close(): Promise<void>;
}

const PAGE = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>待办</title></head>
<body><h1></h1><p id="where"></p><a href="#/pages/case/index?id=1">案件</a><script src="./app.js"></script></body></html>`;

const SCRIPT = `
const show = () => {
  document.title = location.hash.includes('/case/') ? '案件' : '待办';
  document.querySelector('#where').textContent = location.hash;
};
addEventListener('hashchange', show);
show();
fetch('../api/me').then(async (answer) => {
  if (answer.status === 401) location.replace('../api/login?to=' + encodeURIComponent(location.hash));
  else document.querySelector('h1').textContent = (await answer.json()).userid;
});`;

export async function startService(rig: () => Rig): Promise<Service> {
  const states = new Map<string, string>();
  const sessions = new Map<string, string>();
  const visitors: string[] = [];
  let seen: ReturnType<Service['seen']> = { url: '', headers: {} };
  let tellBrokenOff = (): void => undefined;
  const brokenOff = new Promise<void>((resolve) => (tellBrokenOff = resolve));
  const router = new Router();

  router.get('/h5/', (ctx) => {
    ctx.set('content-security-policy', "default-src 'self'; frame-ancestors 'none'");
    ctx.set('x-frame-options', 'DENY');
    ctx.type = 'html';
    ctx.body = PAGE;
  });
  router.get('/h5/app.js', (ctx) => {
    ctx.type = 'js';
    ctx.body = SCRIPT;
  });
  router.get('/api/me', (ctx) => {
    const userid = sessions.get(ctx.cookies.get('__Host-sid') ?? '');
    if (userid === undefined) return void (ctx.status = 401);
    visitors.push(userid);
    ctx.body = { userid };
  });
  router.get('/api/login', (ctx) => {
    const state = randomUUID().replaceAll('-', '');
    states.set(state, String(ctx.query['to'] ?? ''));
    ctx.set('set-cookie', `state=${state}; Path=/api; HttpOnly; SameSite=Lax`);
    const query = new URLSearchParams({
      appid: APP.corpId,
      redirect_uri: `${origin()}/api/callback`,
      response_type: 'code',
      scope: 'snsapi_base',
      state,
      agentid: String(ctx.query['agentid'] ?? APP.agentId),
    });
    const base = ctx.query['real'] === undefined ? rig().sandbox.url : 'https://open.weixin.qq.com';
    ctx.redirect(`${base}/connect/oauth2/authorize?${query.toString()}#wechat_redirect`);
  });
  router.get('/api/callback', async (ctx) => {
    const { code = '', state = '' } = ctx.query as Readonly<Record<string, string>>;
    const to = states.get(state);
    if (to === undefined || ctx.cookies.get('state') !== state) return void (ctx.status = 403);
    const { userid } = await rig().get(`auth/getuserinfo?code=${code}`);
    const session = randomUUID();
    sessions.set(session, String(userid));
    ctx.set('set-cookie', [
      `__Host-sid=${session}; Path=/; Secure; HttpOnly; SameSite=None`,
      'state=; Path=/api; Max-Age=0',
    ]);
    ctx.redirect(`${origin()}/h5/${to}`);
  });
  router.get('/api/to', (ctx) => ctx.redirect(String(ctx.query['url'])));
  router.post('/api/echo', (ctx) => {
    ctx.status = 201;
    ctx.body = ctx.req;
  });
  router.post('/api/upload', async (ctx) => {
    ctx.req.once('close', () => ctx.req.complete || tellBrokenOff());
    await once(ctx.req.resume(), 'end');
    ctx.status = 204;
  });
  router.post('/api/too-large', (ctx) => {
    ctx.status = 413;
    ctx.body = 'too large'.repeat(400_000);
  });
  router.get('/api/stream', (ctx) => {
    ctx.respond = false;
    ctx.res.writeHead(200, { 'content-type': 'text/event-stream', 'keep-alive': 'timeout=9' });
    ctx.res.write('data: first\n\n');
    if (ctx.query['cut'] !== undefined) setImmediate(() => ctx.res.destroy());
  });

  const app = new Koa();
  // It is left in the middle of a request on purpose.
  app.silent = true;
  app.use(async (ctx, next) => {
    seen = { url: ctx.url, headers: ctx.headers };
    await next();
  });
  app.use(router.routes());
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin: origin(),
    h5Url: `${origin()}/h5/`,
    seen: () => seen,
    visitors,
    brokenOff,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
