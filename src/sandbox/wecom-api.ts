import { isUtf8 } from 'node:buffer';
import { setTimeout as pause } from 'node:timers/promises';

import type Koa from 'koa';
import getRawBody from 'raw-body';

import { masked, maskedQuery } from './call-log';
import { isObject } from './card-rules';
import * as contacts from './contacts';
import * as menu from './menu-api';
import { codeToSession } from './mini-program';
import type { Json } from './model';
import { userInfo } from './oauth';
import { callState, placeCalls } from './pstncc';
import { recall } from './recall';
import { send } from './send';
import { updateTemplateCard } from './update-card';
import { webhookSend } from './webhook';
import { WeComError } from './wecom-error';
import type { ApiCall, ApiRequest, World } from './world';

interface Route {
  readonly method: 'GET' | 'POST';
  readonly call: ApiCall;
  /** Needs no access_token. */
  readonly open?: true;
}

const getToken: ApiCall = ({ query }, { tokens }) => ({
  body: tokens.issue(query.get('corpid') ?? '', query.get('corpsecret') ?? ''),
});

const ROUTES: Readonly<Record<string, Route>> = {
  '/cgi-bin/gettoken': { method: 'GET', call: getToken, open: true },
  '/cgi-bin/webhook/send': { method: 'POST', call: webhookSend, open: true },
  '/cgi-bin/message/send': { method: 'POST', call: send },
  '/cgi-bin/message/update_template_card': { method: 'POST', call: updateTemplateCard },
  '/cgi-bin/message/recall': { method: 'POST', call: recall },
  '/cgi-bin/pstncc/call': { method: 'POST', call: placeCalls },
  '/cgi-bin/pstncc/getstates': { method: 'POST', call: callState },
  '/cgi-bin/menu/create': { method: 'POST', call: menu.createMenu },
  '/cgi-bin/menu/get': { method: 'GET', call: menu.getMenu },
  '/cgi-bin/menu/delete': { method: 'GET', call: menu.deleteMenu },
  '/cgi-bin/auth/getuserinfo': { method: 'GET', call: userInfo },
  '/cgi-bin/miniprogram/jscode2session': { method: 'GET', call: codeToSession },
  '/cgi-bin/user/get': { method: 'GET', call: contacts.userGet },
  '/cgi-bin/user/simplelist': { method: 'GET', call: contacts.userSimplelist },
  '/cgi-bin/user/list': { method: 'GET', call: contacts.userList },
  '/cgi-bin/department/list': { method: 'GET', call: contacts.departmentList },
  '/cgi-bin/department/simplelist': { method: 'GET', call: contacts.departmentSimplelist },
};

/** What one call came to: `status` 0 is a cut connection. */
interface Outcome {
  readonly status: number;
  readonly body: string;
  readonly errcode?: number;
  readonly response?: unknown;
  readonly note?: string;
}

/** 服务端 API under /cgi-bin, with the faults that are switched on. */
export function wecomApi(world: World): Koa.Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/cgi-bin/')) {
      await next();
      return;
    }
    const startedAt = performance.now();
    const raw = await getRawBody(ctx.req, { limit: '1mb' });
    const outcome = await underFaults(ctx.path, world, () =>
      answer(ctx.method, ctx.path, new URLSearchParams(ctx.querystring), raw, world),
    );
    const { status, body, ...told } = outcome;
    const query = maskedQuery(ctx.querystring);
    const request = raw.length === 0 ? query : { query, body: readable(raw) };
    world.log.add({
      at: world.clock.now(),
      kind: 'call',
      path: ctx.path,
      status,
      ms: Math.round(performance.now() - startedAt),
      request,
      ...told,
    });
    if (status === 0) {
      ctx.respond = false;
      ctx.req.socket.destroy();
      return;
    }
    ctx.status = status;
    ctx.type = told.response === undefined ? 'text/html; charset=utf-8' : 'application/json; charset=UTF-8';
    ctx.body = body;
  };
}

async function underFaults(path: string, { faults }: World, run: () => Outcome): Promise<Outcome> {
  const delay = faults.take('delay', path);
  if (delay !== undefined) await pause(delay.value ?? 0);
  if (faults.take('cut_before', path) !== undefined)
    return { status: 0, body: '', note: 'cut before execution' };
  const status = faults.take('http_status', path)?.value;
  if (status != null) return { status, body: '<html>fault</html>', note: 'fault: HTTP status' };
  const errcode = faults.take('errcode', path)?.value;
  if (errcode != null) return json({ errcode, errmsg: 'fault injected by the sandbox' }, 'fault: errcode');
  if (faults.take('non_json', path) !== undefined)
    return { status: 200, body: '<html>upstream</html>', note: 'fault: not JSON' };
  const outcome = run();
  const wait = faults.take('delay_after', path);
  if (wait !== undefined) await pause(wait.value ?? 0);
  if (faults.take('cut_after', path) === undefined) return outcome;
  return { ...outcome, status: 0, note: 'cut after execution' };
}

function answer(method: string, path: string, query: URLSearchParams, raw: Buffer, world: World): Outcome {
  try {
    const route = Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined;
    if (route === undefined) throw new WeComError(40066, 'invalid url');
    if (method !== route.method)
      throw new WeComError(route.method === 'GET' ? 43001 : 43002, `require ${route.method} method`);
    if (route.open === undefined) world.tokens.check(query.get('access_token') ?? '');
    world.quotas.countCall(path);
    const { body, note } = route.call(requestOf(route, query, raw), world);
    return json({ errcode: 0, errmsg: 'ok', ...body }, note);
  } catch (error) {
    if (!(error instanceof WeComError)) throw error;
    return json({
      errcode: error.errcode,
      errmsg: `${error.message}, more info at the sandbox log`,
      ...error.extra,
    });
  }
}

function requestOf(route: Route, query: URLSearchParams, bytes: Buffer): ApiRequest {
  if (route.method === 'GET') return { query, raw: '', body: {} };
  if (!isUtf8(bytes)) throw new WeComError(82004, 'the body is not UTF-8');
  const raw = bytes.toString('utf8');
  // An escape counts only when its backslash is not itself escaped.
  if (/(?<!\\)(?:\\\\)*\\u[0-9a-f]{4}/i.test(raw))
    throw new WeComError(40033, 'illegal characters: send UTF-8, no \\u escapes');
  const body = parsed(raw);
  if (!isObject(body)) throw new WeComError(47001, 'data format error: a JSON object is needed');
  return { query, raw, body };
}

function json(body: Json & { readonly errcode: number }, note?: string): Outcome {
  const shown = { status: 200, body: JSON.stringify(body), errcode: body.errcode, response: masked(body) };
  return note === undefined ? shown : { ...shown, note };
}

const readable = (raw: Buffer): unknown => masked(parsed(raw.toString('utf8')) ?? raw.toString('utf8'));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
