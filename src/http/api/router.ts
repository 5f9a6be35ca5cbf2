import { createHash } from 'node:crypto';
import Router, { type RouterContext } from '@koa/router';
import type { Middleware } from 'koa';
import { z } from 'zod';
import type { Answer, AnyEndpoint, Asked, ByLink, Endpoint, OpenEndpoint } from '../../api/endpoint';
import { problem, problemOf, problemOfInput } from '../../api/problem';
import type { LinkTokens } from '../../desk/customer-ports';
import type { Desk, Visit } from '../../desk/desk';
import type { Answers, Session } from '../../desk/request-ports';
import { personOf } from '../../domain/org';
import { isRefusal } from '../../domain/ruling';
import { jsonOf, keyOf, languageOf, versionOf } from './request';
import { send, sendProblem, type Reply } from './respond';
import { roomFor } from './room';
import { authenticate, type SessionParts } from './session';

export const API_ROOT = '/api/v1';

export interface ApiParts extends SessionParts {
  readonly endpoints: readonly AnyEndpoint[];
  readonly linkTokens: LinkTokens;
  readonly desk: Desk;
  readonly answers: Answers;
}

/** What one person asks a minute at most, by all devices together; a page asks some ten things when it opens. */
const PER_MINUTE = 240;
/** What comes by links from one address: before a bank's own front there is but one for all. */
const OPEN_PER_MINUTE = 600;

/** 小程序接口: who asks → what is asked → one visit to the desk → the answer. */
export function apiRoutes(parts: ApiParts): Middleware {
  const router = new Router({ prefix: API_ROOT });
  const hasRoom = roomFor(PER_MINUTE);
  const hasOpenRoom = roomFor(OPEN_PER_MINUTE);
  for (const endpoint of parts.endpoints) {
    const path = endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1');
    router[endpoint.method](path, async (ctx) => {
      if (endpoint.isOpen) {
        if (!(await hasOpenRoom(ctx.ip))) return sendProblem(ctx, 'too_often');
        return answerByLink(ctx, endpoint, parts);
      }
      const session = await authenticate(ctx, parts);
      if (!session) return sendProblem(ctx, 'not_logged_in');
      if (!(await hasRoom(session.userId))) return sendProblem(ctx, 'too_often');
      await answer(ctx, endpoint, session, parts);
    });
  }
  return router.routes() as Middleware;
}

async function answer(
  ctx: RouterContext,
  endpoint: Endpoint,
  session: Session,
  parts: ApiParts,
): Promise<void> {
  const read = await readAsked(ctx, endpoint);
  if ('problem' in read) return sendProblem(ctx, read.problem);
  const ask = async (visit: Visit): Promise<Told> => {
    const by = personOf(visit.org, session.userId);
    return by ? endpoint.run(read.asked, { by, org: visit.org, visit }) : 'not_a_member';
  };
  const run = replying(ctx, endpoint, read, ask);
  if (endpoint.method === 'get') return send(ctx, await parts.desk.look(run));
  await answerOnce(ctx, endpoint, read, { asker: session.userId, run }, parts);
}

/** Who has only a link: one that was made up costs no look into the database. */
async function answerByLink(ctx: RouterContext, endpoint: OpenEndpoint, parts: ApiParts): Promise<void> {
  const read = await readAsked(ctx, endpoint);
  if ('problem' in read) return sendProblem(ctx, read.problem);
  const { token } = (read.asked as unknown as { readonly body: ByLink }).body;
  const known = parts.linkTokens.read(token);
  if (!known) return sendProblem(ctx, 'link_over');
  const ask = async (visit: Visit): Promise<Told> => {
    const found = await endpoint.run(read.asked, { link: known.link, org: visit.org, visit });
    return found === 'over' ? 'link_over' : found;
  };
  const run = replying(ctx, endpoint, read, ask);
  await answerOnce(ctx, endpoint, read, { asker: known.link, run }, parts);
}

async function answerOnce(
  ctx: RouterContext,
  endpoint: AnyEndpoint,
  { raw }: Asking,
  { asker, run }: { readonly asker: string; readonly run: (visit: Visit) => Promise<Reply> },
  parts: ApiParts,
): Promise<void> {
  const key = keyOf(ctx);
  if (key === undefined) return sendProblem(ctx, 'key_missing');
  const id = sha256(`${asker}\n${key}`);
  const fingerprint = sha256(`${endpoint.name}\n${ctx.path}\n${raw}`);
  const kept = await once({ id, fingerprint, isFiling: endpoint.isFiling === true }, run, parts);
  if (kept.fingerprint !== fingerprint) return sendProblem(ctx, 'key_reused');
  send(ctx, kept);
}

interface Once {
  readonly id: string;
  readonly fingerprint: string;
  readonly isFiling: boolean;
}

/** The key is taken and the answer kept by the write that does what was asked (decision 3): asked twice, done once. */
async function once(
  { id, fingerprint, isFiling }: Once,
  run: (visit: Visit) => Promise<Reply>,
  { desk, answers }: ApiParts,
): Promise<Reply & { readonly fingerprint: string }> {
  let reply: Reply | undefined;
  const visit = async (visit: Visit) => {
    reply = await run(visit);
    await visit.tx.keepAnswer(id, { fingerprint, ...reply });
  };
  const isFirst = await (isFiling ? desk.file : desk.once)({ kind: 'request', id }, visit);
  if (isFirst && reply) return { ...reply, fingerprint };
  const kept = await answers.find(id);
  if (!kept) throw new Error('an answer that was kept is gone');
  return kept;
}

/** What came of it: an answer, a business no, or a problem of the asking itself. */
type Told = Answer<unknown> | 'not_a_member' | 'link_over';

function replying(
  ctx: RouterContext,
  endpoint: AnyEndpoint,
  { asked }: Asking,
  ask: (visit: Visit) => Promise<Told>,
): (visit: Visit) => Promise<Reply> {
  const language = languageOf(ctx);
  return async (visit) => {
    const found = await ask(visit);
    if (found === 'stale') return replyWith(problem('version_stale', language));
    if (typeof found === 'string') return replyWith(problem(found, language));
    if (isRefusal(found)) return replyWith(problemOf(found, visit.org, language, idIn(asked)));
    // What is handed out is of the shape it is promised in: a field of the domain never slips through.
    const body = JSON.stringify(endpoint.answer.parse(found.body));
    return {
      status: found.created ? 201 : 200,
      body,
      ...(found.version !== undefined && { version: found.version }),
    };
  };
}

function replyWith(told: ReturnType<typeof problem>): Reply {
  return { status: told.status, body: JSON.stringify(told) };
}

function idIn({ params }: { readonly params?: unknown }): string | undefined {
  return typeof params === 'object' && params !== null && 'id' in params ? String(params.id) : undefined;
}

interface Asking {
  readonly asked: Asked<undefined, undefined, undefined>;
  readonly raw: string;
}

async function readAsked(
  ctx: RouterContext,
  endpoint: AnyEndpoint,
): Promise<Asking | { readonly problem: Parameters<typeof sendProblem>[1] }> {
  const body = endpoint.body ? await jsonOf(ctx) : { json: undefined, raw: '' };
  if ('problem' in body) return body;
  const version = versionOf(ctx);
  if (endpoint.onVersion && version === undefined) return { problem: 'version_missing' };
  const language = languageOf(ctx);
  const parts = [
    { name: 'params', schema: endpoint.params, value: ctx['params'] as unknown, status: 400 },
    { name: 'query', schema: endpoint.query, value: { ...ctx.query }, status: 400 },
    { name: 'body', schema: endpoint.body, value: body.json, status: 422 },
  ] as const;
  const asked: Record<string, unknown> = { ...(version !== undefined && { version }) };
  for (const { name, schema, value, status } of parts) {
    const parsed = schema?.safeParse(value, { error: WORDS[language] });
    if (parsed && !parsed.success) return { problem: problemOfInput(parsed.error, language, status) };
    asked[name] = parsed?.data;
  }
  return { asked: asked as never, raw: body.raw };
}

const WORDS = {
  zh: z.locales.zhCN().localeError,
  en: z.locales.en().localeError,
} as const;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
