import Router, { type RouterContext } from '@koa/router';
import type { Middleware } from 'koa';
import getRawBody from 'raw-body';
import { z } from 'zod';
import { problemOf } from '../../api/problem';
import { MAX_CHUNK, type Uploads } from '../../desk/evidence-ports';
import type { Org } from '../../domain/org';
import { isRefusal, refuse } from '../../domain/ruling';
import { languageOf } from './request';
import { send, sendProblem } from './respond';
import { roomFor } from './room';
import { API_ROOT } from './router';
import { authenticate, type SessionParts } from './session';

export interface UploadParts extends SessionParts {
  readonly uploads: Uploads;
  readonly orgAt: (at: Date) => Org;
}

/** Pieces a person sends a minute, of all files together: ten megabytes a second. */
const PER_MINUTE = 600;

const id = z.string().regex(/^[\w-]{1,64}$/);
const offset = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number);

/** 分段上传: bytes and not JSON. A piece says where it begins, so that sent again it counts once; no key is needed. */
export function uploadRoutes(parts: UploadParts): Middleware {
  const router = new Router({ prefix: `${API_ROOT}/uploads` });
  const withOwner = ownerOf(parts, roomFor(PER_MINUTE));
  router.put('/:id', (ctx) => withOwner(ctx, (userId) => put(ctx, userId, parts)));
  router.get('/:id', (ctx) => withOwner(ctx, (userId) => look(ctx, userId, parts)));
  return router.routes() as Middleware;
}

async function put(ctx: RouterContext, userId: string, { uploads }: UploadParts): Promise<object> {
  const found = id.safeParse(ctx['params'].id).data;
  const from = offset.safeParse(ctx.query['offset']).data;
  if (found === undefined || from === undefined) return refuse('upload_unknown');
  const bytes = await bytesOf(ctx);
  return bytes ? uploads.put(found, from, bytes, userId) : refuse('chunk_too_large');
}

/** Of what was refused, with why in words. */
async function look(
  ctx: RouterContext,
  userId: string,
  { uploads, orgAt, now }: UploadParts,
): Promise<object> {
  const found = id.safeParse(ctx['params'].id).data;
  const progress = found === undefined ? refuse('upload_unknown') : await uploads.look(found, userId);
  if (isRefusal(progress) || progress.refusal === undefined) return progress;
  const { refusal, ...seen } = progress;
  const { detail } = problemOf(refusal, orgAt(now()), languageOf(ctx));
  return { ...seen, reason: refusal.refused, detail };
}

/** Undefined when there are too many; what was cut off on its way is thrown by raw-body, and nobody waits for the answer. */
async function bytesOf(ctx: RouterContext): Promise<Buffer | undefined> {
  try {
    return await getRawBody(ctx.req, { limit: MAX_CHUNK, length: ctx.get('Content-Length') || null });
  } catch (error) {
    if (error instanceof Error && 'type' in error && error.type === 'entity.too.large') {
      ctx.set('Connection', 'close');
      return undefined;
    }
    throw error;
  }
}

function ownerOf(parts: UploadParts, hasRoom: (userId: string) => Promise<boolean>) {
  return async (ctx: RouterContext, run: (userId: string) => Promise<object>): Promise<void> => {
    const session = await authenticate(ctx, parts);
    if (!session) return sendProblem(ctx, 'not_logged_in');
    if (!(await hasRoom(session.userId))) return sendProblem(ctx, 'too_often');
    const found = await run(session.userId);
    if (isRefusal(found))
      return sendProblem(ctx, problemOf(found, parts.orgAt(parts.now()), languageOf(ctx)));
    send(ctx, { status: 200, body: JSON.stringify(found) });
  };
}
