import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import Router, { type RouterContext } from '@koa/router';
import type { Middleware } from 'koa';
import { z } from 'zod';
import { problemOf, type Problem } from '../../api/problem';
import { caseNumber } from '../../api/schemas/shapes';
import type { Shown, Viewing } from '../../desk/evidence-ports';
import { personOf, type Org, type Person } from '../../domain/org';
import { isRefusal, refuse, type Refusal } from '../../domain/ruling';
import { languageOf } from './request';
import { sendProblem } from './respond';
import { roomFor } from './room';
import { API_ROOT } from './router';
import { authenticate, type SessionParts } from './session';

export interface FileParts extends SessionParts {
  readonly viewing: Viewing;
  readonly orgAt: (at: Date) => Org;
}

/** What one person looks at a minute; a film is fetched in many parts. */
const PER_MINUTE = 240;

const PDF = 'application/pdf';

const evidenceNo = z
  .string()
  .regex(/^[1-9]\d{0,5}$/)
  .transform(Number);
const documentNo = z.string().regex(/^[\w-]{1,64}$/);

/** 看文件 (R24, R26): bytes and not JSON; each look is logged, and what names a missing file names none. */
export function fileRoutes(parts: FileParts): Middleware {
  const router = new Router({ prefix: `${API_ROOT}/cases/:id` });
  const hasRoom = roomFor(PER_MINUTE);
  const { viewing } = parts;
  const route = (path: string, look: (ctx: RouterContext, by: Person) => Promise<Shown | Refusal>) =>
    router.get(path, async (ctx) => {
      const session = await authenticate(ctx, parts);
      if (!session) return sendProblem(ctx, 'not_logged_in');
      if (!(await hasRoom(session.userId))) return sendProblem(ctx, 'too_often');
      const org = parts.orgAt(parts.now());
      const by = personOf(org, session.userId);
      if (!by) return sendProblem(ctx, 'not_a_member');
      const found = await look(ctx, by);
      if (isRefusal(found)) return refused(ctx, problemOf(found, org, languageOf(ctx)));
      show(ctx, found);
    });

  route('/evidence/:no', async (ctx, by) => {
    const complaintId = caseNumber.safeParse(ctx['params'].id).data;
    const no = evidenceNo.safeParse(ctx['params'].no).data;
    if (complaintId === undefined || no === undefined) return refuse('not_found');
    const range = rangeOf(ctx);
    return viewing.evidence({ complaintId, no, by, viewId: randomUUID(), ...(range && { range }) });
  });
  route('/documents/:no', async (ctx, by) => {
    const complaintId = caseNumber.safeParse(ctx['params'].id).data;
    const no = documentNo.safeParse(ctx['params'].no).data;
    if (complaintId === undefined || !no?.startsWith(complaintId)) return refuse('not_found');
    return viewing.document({ no, by, viewId: randomUUID() });
  });
  return router.routes() as Middleware;
}

/** Opened by itself in a browser, it is read by a person and not by a page: then the sentence alone. */
function refused(ctx: RouterContext, problem: Problem): void {
  sendProblem(ctx, problem);
  if (ctx.accepts('json', 'html') !== 'html') return;
  ctx.type = 'text/plain; charset=utf-8';
  ctx.body = `${problem.title}：${problem.detail}`;
}

/** `bytes=0-` and `bytes=100-199`; whatever else is asked for, the whole is a good answer. */
function rangeOf(ctx: RouterContext): { readonly start: number; readonly end?: number } | undefined {
  const [, start, end] = /^bytes=(\d{1,12})-(\d{1,12})?$/.exec(ctx.get('Range')) ?? [];
  if (start === undefined) return undefined;
  return { start: Number(start), ...(end !== undefined && { end: Number(end) }) };
}

/** Shown where it is and kept nowhere; nothing in it runs, whatever it holds. */
function show(ctx: RouterContext, { mime, bytes, size, isRanged, range }: Shown): void {
  ctx.set({
    'Cache-Control': 'private, no-store',
    'Content-Disposition': 'inline',
    // Not of a PDF: what draws it in a browser would be stopped by it.
    ...(mime !== PDF && { 'Content-Security-Policy': "default-src 'none'; media-src 'self'" }),
    'X-Content-Type-Options': 'nosniff',
    ...(isRanged && { 'Accept-Ranges': 'bytes' }),
  });
  ctx.type = mime;
  ctx.status = range ? 206 : 200;
  if (range) ctx.set('Content-Range', `bytes ${range.start}-${range.end}/${size}`);
  ctx.body = bytes instanceof Readable ? bytes : Readable.from(bytes);
  ctx.length = range ? range.end - range.start + 1 : size;
}
