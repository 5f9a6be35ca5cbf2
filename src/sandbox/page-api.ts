import Router from '@koa/router';
import type Koa from 'koa';
import getRawBody from 'raw-body';

import type { Bus } from './bus';
import type { Callbacks } from './callbacks';
import { isObject } from './card-rules';
import type { FaultOrder } from './faults';
import { ClientRefusal, type MemberActs, type Selection } from './member-acts';
import type { Json } from './model';
import { isTelephone, peopleFound } from './page-people';
import { streamTo } from './stream';
import type { World } from './world';

const NOT_FOUND = '没有这个地址';

/** What the browser page asks for (JSON under /sandbox/api); errors are `{message}` with a 4xx. */
export function pageApi(world: World, acts: MemberActs, callbacks: Callbacks, bus: Bus): Koa.Middleware {
  const router = new Router({ prefix: '/sandbox/api' });

  router.get('/state', (ctx) => {
    ctx.body = stateOf(world, callbacks, String(ctx.query['who'] ?? '').split(','));
  });
  router.get('/people', (ctx) => {
    const { shown, total } = peopleFound(world, String(ctx.query['find'] ?? ''));
    ctx.body = { people: shown, total };
  });
  router.post('/people/:userid', async (ctx) => {
    const { phone, left } = await bodyOf(ctx);
    const userid = ctx.params['userid'] ?? '';
    if (!isTelephone(phone) || typeof left !== 'boolean')
      throw new ClientRefusal(400, 'phone 应为 on、off 或 out_of_area，left 应为 true 或 false');
    acts.setPhone(userid, phone);
    acts.setLeft(userid, left);
    ctx.body = { ok: true };
  });
  router.post('/calls/:userid/answer', (ctx) => {
    acts.answer(ctx.params['userid'] ?? '');
    ctx.body = { ok: true };
  });
  router.post('/calls/:userid/hang-up', (ctx) => {
    acts.hangUp(ctx.params['userid'] ?? '');
    ctx.body = { ok: true };
  });
  router.get('/groups/:id', (ctx) => {
    const messages = world.groups.messagesOf(ctx.params['id'] ?? '');
    if (messages === undefined) throw new ClientRefusal(404, '没有这个群');
    ctx.body = { messages };
  });
  router.get('/chats/:userid', (ctx) => {
    const person = world.directory.known(ctx.params['userid'] ?? '');
    if (person === undefined) throw new ClientRefusal(404, '没有这位成员');
    ctx.body = { messages: world.chats.of(person.userid) };
  });
  router.post('/chats/:userid/say', async (ctx) => {
    const { content } = await bodyOf(ctx);
    if (typeof content !== 'string') throw new ClientRefusal(400, 'content 应为文字');
    void acts.say(ctx.params['userid'] ?? '', content);
    ctx.body = { ok: true };
  });
  router.post('/chats/:userid/tap', async (ctx) => {
    const { messageId, key, selected } = await bodyOf(ctx);
    if (typeof messageId !== 'string' || typeof key !== 'string')
      throw new ClientRefusal(400, 'messageId 和 key 应为文字');
    void acts.tap(ctx.params['userid'] ?? '', messageId, key, selectionOf(selected));
    ctx.body = { ok: true };
  });
  router.post('/chats/:userid/menu', async (ctx) => {
    const { at } = await bodyOf(ctx);
    if (!Array.isArray(at) || !at.every(Number.isInteger)) throw new ClientRefusal(400, 'at 应为菜单的位置');
    void acts.choose(ctx.params['userid'] ?? '', at as readonly number[]);
    ctx.body = { ok: true };
  });
  router.post('/chats/:userid/enter', (ctx) => {
    void acts.enter(ctx.params['userid'] ?? '');
    ctx.body = { ok: true };
  });
  router.get('/log', (ctx) => {
    ctx.body = { entries: world.log.after(Number(ctx.query['after'] ?? 0) || 0) };
  });
  router.post('/clock', async (ctx) => {
    const { advanceMs } = await bodyOf(ctx);
    ctx.body = orRefuse(() => world.clock.advance(advanceMs as number));
  });
  router.post('/faults', async (ctx) => {
    const body = await bodyOf(ctx);
    ctx.body = orRefuse(() => world.faults.add(withoutNulls(body) as unknown as FaultOrder));
  });
  router.delete('/faults/:id', (ctx) => {
    if (!world.faults.clear(ctx.params['id'] ?? '')) throw new ClientRefusal(404, '没有这个开关');
    ctx.body = { ok: true };
  });
  router.get('/stream', (ctx) => {
    ctx.respond = false;
    streamTo(ctx.res, bus);
  });
  router.all('/{*rest}', () => {
    throw new ClientRefusal(404, NOT_FOUND);
  });
  return router.routes() as unknown as Koa.Middleware;
}

/** Turns a refusal into its status and `{message}`. */
export const refusalsAsJson: Koa.Middleware = async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof ClientRefusal)) throw error;
    ctx.status = error.status;
    ctx.body = { message: error.message };
  }
};

/** `wanted`: userids to be listed however far down they stand. */
function stateOf(world: World, callbacks: Callbacks, wanted: readonly string[]): Json {
  const { app, clock, faults, callback, groups, calls, menu, h5Url, weappId } = world;
  const { shown, total } = peopleFound(world, '', wanted);
  return {
    appName: app.appName,
    h5Url,
    weappId,
    menu: menu.list(),
    ...clock.reading(),
    people: shown,
    total,
    groups: groups.list(),
    calls: calls.onScreens(),
    faults: faults.list(),
    callback: { url: callback?.url ?? '', ok: callbacks.lastOk === true },
  };
}

async function bodyOf(ctx: Koa.Context): Promise<Json> {
  const raw = await getRawBody(ctx.req, { limit: '1mb', encoding: 'utf8' });
  try {
    const body: unknown = JSON.parse(raw);
    if (isObject(body)) return body;
  } catch {
    // Answered below, like any other body that is no object.
  }
  throw new ClientRefusal(400, '请求应为 JSON');
}

function selectionOf(value: unknown): Selection {
  if (value === undefined || value === null) return {};
  const lists = isObject(value) ? Object.values(value) : [null];
  const fits = lists.every((list) => Array.isArray(list) && list.every((id) => typeof id === 'string'));
  if (!fits) throw new ClientRefusal(400, 'selected 应为 {question_key: [选项]}');
  return value as Selection;
}

function orRefuse<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError)
      throw new ClientRefusal(400, error.message);
    throw error;
  }
}

const withoutNulls = (body: Json): Json =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
