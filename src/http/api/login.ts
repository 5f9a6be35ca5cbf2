import Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import type { LoginStates } from '../../desk/request-ports';
import { jsonOf } from './request';
import { send, sendProblem } from './respond';
import { roomFor } from './room';
import { API_ROOT } from './router';
import { authenticate, cookie, dropCookie, handOut, type SessionParts } from './session';

export interface LoginParts extends SessionParts {
  readonly loginStates: LoginStates;
  /** What WeCom says of a code (api.md 9.2, 10); undefined when it does not vouch for anybody. */
  readonly userOfPageCode: (code: string) => Promise<string | undefined>;
  readonly userOfWeappCode: (code: string) => Promise<string | undefined>;
  /** Where WeCom asks who opens the page; `redirectUri` is ours. */
  readonly authorizeUrl: (redirectUri: string, state: string) => string;
  /** 本服务的地址 as staff reach it, without a slash at its end; absent where the bank has only the mini-program. */
  readonly publicUrl?: () => string;
  /** Whether this person is on the roll. */
  readonly isKnown: (userId: string, at: Date) => boolean;
}

const NONCE = 'suda_login';
const LOGIN_SECONDS = 300;
/** Codes tried a minute, by all together from one address: a bank's whole morning comes through one. */
const PER_MINUTE = 600;

const code = z.string().regex(/^[\w.-]{1,512}$/);
/** A page of ours, as the hash of the H5 names it: never an address. */
const page = z.string().regex(/^pages\/[\w/-]{1,80}(?:\?[\w=&%.-]{0,200})?$/);
const HOME = 'pages/work/index';

/** 登录 (issue: mini-program code, page OAuth2): a session begins, and ends. */
export function loginRoutes(parts: LoginParts): Middleware {
  const router = new Router({ prefix: `${API_ROOT}/session` });
  const hasRoom = roomFor(PER_MINUTE);
  const limited = async (ctx: Context): Promise<boolean> => {
    if (await hasRoom(ctx.ip)) return false;
    sendProblem(ctx, 'too_often');
    return true;
  };
  router.post('/weapp', async (ctx) => {
    if (!(await limited(ctx))) await beginOnWeapp(ctx, parts);
  });
  router.get('/h5', async (ctx) => {
    if (!(await limited(ctx))) await askWeCom(ctx, parts);
  });
  router.get('/h5/callback', async (ctx) => {
    if (!(await limited(ctx))) await beginOnPage(ctx, parts);
  });
  router.post('/end', (ctx) => end(ctx, parts, 'this'));
  router.post('/end-all', (ctx) => end(ctx, parts, 'all'));
  return router.routes() as Middleware;
}

async function beginOnWeapp(ctx: Context, parts: LoginParts): Promise<void> {
  const body = await jsonOf(ctx);
  if ('problem' in body) return sendProblem(ctx, body.problem);
  const asked = z.strictObject({ code }).safeParse(body.json);
  const userId = asked.success ? await parts.userOfWeappCode(asked.data.code) : undefined;
  if (userId === undefined) return sendProblem(ctx, 'login_failed');
  const at = parts.now();
  if (!parts.isKnown(userId, at)) return sendProblem(ctx, 'not_a_member');
  const token = await parts.sessions.begin(userId, 'weapp', at);
  send(ctx, { status: 201, body: JSON.stringify({ token }) });
}

/** To WeCom, which knows who holds the phone; state and nonce see to it that the answer comes back to this browser. */
async function askWeCom(ctx: Context, parts: LoginParts): Promise<void> {
  if (!parts.publicUrl) return sendProblem(ctx, 'no_such_path');
  const to = page.safeParse(ctx.query['to']).data ?? HOME;
  const { state, nonce } = await parts.loginStates.begin(to, parts.now());
  ctx.append('Set-Cookie', `${cookie(`${NONCE}=${nonce}`, parts.isSecure)}; Max-Age=${LOGIN_SECONDS}`);
  ctx.set('Cache-Control', 'no-store');
  ctx.redirect(parts.authorizeUrl(`${parts.publicUrl()}${API_ROOT}/session/h5/callback`, state));
}

async function beginOnPage(ctx: Context, parts: LoginParts): Promise<void> {
  if (!parts.publicUrl) return sendProblem(ctx, 'no_such_path');
  const at = parts.now();
  const state = z.string().max(128).safeParse(ctx.query['state']).data;
  const nonce = ctx.cookies.get(NONCE);
  const begun =
    state !== undefined && nonce !== undefined ? await parts.loginStates.take(state, nonce, at) : undefined;
  ctx.append('Set-Cookie', cookie(`${NONCE}=; Max-Age=0`, parts.isSecure));
  const given = code.safeParse(ctx.query['code']).data;
  const userId = begun && given !== undefined ? await parts.userOfPageCode(given) : undefined;
  if (!begun || userId === undefined) return backToPage(ctx, 'pages/login/failed?why=failed', parts);
  if (!parts.isKnown(userId, at)) return backToPage(ctx, 'pages/login/failed?why=stranger', parts);
  handOut(ctx, await parts.sessions.begin(userId, 'h5', at), { device: 'h5' }, parts);
  backToPage(ctx, begun.to, parts);
}

function backToPage(ctx: Context, to: string, { publicUrl }: LoginParts): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.redirect(`${publicUrl?.() ?? ''}/h5/#/${to}`);
}

/** 退出, on this device or on all of the person's. */
async function end(ctx: Context, parts: LoginParts, which: 'this' | 'all'): Promise<void> {
  const session = await authenticate(ctx, parts);
  if (session && which === 'this') await parts.sessions.end(session.id);
  if (session && which === 'all') await parts.sessions.endAll(session.userId);
  dropCookie(ctx, parts);
  send(ctx, { status: 200, body: '{}' });
}
