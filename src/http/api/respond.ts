import { createHash } from 'node:crypto';
import type { Context } from 'koa';
import { problem, type Problem } from '../../api/problem';
import type { ProblemCode } from '../../wecom/copy-problems';
import { languageOf } from './request';

/** An answer as it goes out, or was kept for who asks twice. */
export interface Reply {
  readonly status: number;
  /** JSON. */
  readonly body: string;
  /** Of the case in it. */
  readonly version?: number;
}

export function send(ctx: Context, { status, body, version }: Reply): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Vary', 'Accept-Language');
  if (status < 400) ctx.type = 'application/json; charset=utf-8';
  else {
    ctx.type = 'application/problem+json; charset=utf-8';
    ctx.set('Content-Language', languageOf(ctx));
  }
  if (version !== undefined) {
    ctx.set('ETag', etagOf(version, body));
    ctx.set('Cache-Control', 'private, no-cache');
  }
  ctx.status = status;
  ctx.body = body;
  if (ctx.method === 'GET' && ctx.fresh) ctx.status = 304;
}

/** The version is what an act is checked against; the rest tells two views of it apart. */
function etagOf(version: number, body: string): string {
  return `"${version}-${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
}

export function sendProblem(ctx: Context, code: ProblemCode | Problem): void {
  const told = typeof code === 'string' ? problem(code, languageOf(ctx)) : code;
  send(ctx, { status: told.status, body: JSON.stringify(told) });
}
