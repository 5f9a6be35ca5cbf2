import getRawBody from 'raw-body';
import type { Context } from 'koa';
import type { Language } from '../../api/problem';
import type { ProblemCode } from '../../wecom/copy-problems';

/** What an endpoint's answer is read from; nothing here is trusted beyond its shape. */

const MAX_BODY = 256 * 1024;

/** Chinese unless English is asked for and Chinese is not. */
export function languageOf(ctx: Context): Language {
  return ctx.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh';
}

/** The JSON of a body; undefined for an empty one. */
export async function jsonOf(
  ctx: Context,
): Promise<{ readonly json: unknown; readonly raw: string } | { readonly problem: ProblemCode }> {
  const raw = await bytesOf(ctx);
  if (typeof raw === 'string') return { problem: raw };
  if (raw.length === 0) return { json: undefined, raw: '' };
  if (!ctx.is('application/json')) return { problem: 'wrong_media_type' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(raw);
    return { json: JSON.parse(text) as unknown, raw: text };
  } catch {
    return { problem: 'broken_json' };
  }
}

async function bytesOf(ctx: Context): Promise<Buffer | 'too_large' | 'broken_json'> {
  try {
    return await getRawBody(ctx.req, { limit: MAX_BODY, length: ctx.get('Content-Length') || null });
  } catch (error) {
    const isTooLarge = error instanceof Error && 'type' in error && error.type === 'entity.too.large';
    if (isTooLarge) ctx.set('Connection', 'close');
    return isTooLarge ? 'too_large' : 'broken_json';
  }
}

const KEY = /^[\w-]{16,64}$/;

/** 幂等键. */
export function keyOf(ctx: Context): string | undefined {
  const key = ctx.get('Idempotency-Key');
  return KEY.test(key) ? key : undefined;
}

/** If-Match as we hand it out by ETag: the version of the case, and a fingerprint of what was shown. */
export function versionOf(ctx: Context): number | undefined {
  const version = /^"(\d{1,9})-[0-9a-f]{16}"$/.exec(ctx.get('If-Match'))?.[1];
  return version === undefined ? undefined : Number(version);
}
