import { send } from './network';
import { phoneDrawer } from './storage';
import { currentPage } from './links';

/** 登录: in the mini-program by WeCom's code, kept as a token; in H5 on the server, which keeps a cookie. */

const TOKEN = 'session';

export async function credentials(): Promise<Readonly<Record<string, string>>> {
  // #ifdef H5
  return {};
  // #endif
  // #ifndef H5
  const token = await phoneDrawer().kept(TOKEN);
  return token === undefined ? {} : { Authorization: `Bearer ${token}` };
  // #endif
}

/** 换发令牌: the old one is good for another minute only. */
export async function renew(token: string): Promise<void> {
  await phoneDrawer().keep(TOKEN, token);
}

/** Whether the call that was refused can be made again. In H5 the page goes away and comes back logged in. */
export async function login(): Promise<boolean> {
  // #ifdef H5
  location.replace(`../api/v1/session/h5?to=${encodeURIComponent(currentPage())}`);
  return new Promise(() => undefined);
  // #endif
  // #ifndef H5
  return (running ??= loginOnce().finally(() => (running = undefined)));
  // #endif
}

/** Several calls refused at once log in once. */
let running: Promise<boolean> | undefined;

async function loginOnce(): Promise<boolean> {
  await phoneDrawer().forget(TOKEN);
  const code = await wecomCode();
  if (code === undefined) return false;
  const answer = await send({
    method: 'POST',
    path: '/session/weapp',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ code }),
    timeoutMs: 15_000,
  });
  const token = (answer?.body as { readonly token?: unknown } | undefined)?.token;
  if (answer?.status !== 201 || typeof token !== 'string') return false;
  await phoneDrawer().keep(TOKEN, token);
  return true;
}

interface WeCom {
  login(options: { success(result: { readonly code?: string }): void; fail(): void }): void;
}

/** `wx.qy` is there only inside WeCom, and the field that says so is at times missing (docs 91506, 91511). */
function wecomCode(): Promise<string | undefined> {
  const qy = (globalThis as { readonly wx?: { readonly qy?: WeCom } }).wx?.qy;
  const login = qy?.login;
  if (typeof login !== 'function') return Promise.resolve(undefined);
  return new Promise((resolve) => {
    login({ success: ({ code }) => resolve(code), fail: () => resolve(undefined) });
  });
}
