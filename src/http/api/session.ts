import type { Context } from 'koa';
import type { Session, Sessions } from '../../desk/request-ports';

export const COOKIE = 'suda_session';

export interface SessionParts {
  readonly sessions: Sessions;
  /** Whether the corp still has this member; asked of WeCom now and then. */
  readonly isMember: (userId: string, at: Date) => Promise<boolean>;
  readonly now: () => Date;
  /** The page is reached by https alone. */
  readonly isSecure: boolean;
}

/** 验明身份: by the bearer token of the mini-program, or the cookie of the page. A new token goes out with the answer. */
export async function authenticate(ctx: Context, parts: SessionParts): Promise<Session | undefined> {
  const token = bearerOf(ctx) ?? ctx.cookies.get(COOKIE);
  if (token === undefined) return undefined;
  const at = parts.now();
  const found = await parts.sessions.check(token, at);
  if (!found) return undefined;
  const { session, next } = found;
  if (!(await parts.isMember(session.userId, at))) {
    await parts.sessions.endAll(session.userId);
    return undefined;
  }
  if (next !== undefined) handOut(ctx, next, session, parts);
  return session;
}

/** httpOnly for the page; a header for the mini-program, which has no cookies. */
export function handOut(
  ctx: Context,
  token: string,
  { device }: Pick<Session, 'device'>,
  { isSecure }: Pick<SessionParts, 'isSecure'>,
): void {
  if (device === 'weapp') return ctx.set('Suda-Session', token);
  ctx.append('Set-Cookie', cookie(`${COOKIE}=${token}`, isSecure));
}

export function dropCookie(ctx: Context, { isSecure }: Pick<SessionParts, 'isSecure'>): void {
  ctx.append('Set-Cookie', cookie(`${COOKIE}=; Max-Age=0`, isSecure));
}

/** Lax: WeCom's redirect brings it back; a page of another site posts without it. */
export function cookie(pair: string, isSecure: boolean): string {
  return `${pair}; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
}

function bearerOf(ctx: Context): string | undefined {
  return /^Bearer ([\w.-]{1,200})$/.exec(ctx.get('Authorization'))?.[1];
}
