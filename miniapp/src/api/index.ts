import { credentials, forgetLogin, login, renew } from '../platform/login';
import { newKey, send } from '../platform/network';
import { forget, forgetAll, keep, kept } from '../platform/storage';
import { createClient } from './client';
import { createOutbox, type Waiting } from './outbox';
import type { Outcome } from './problem';
import type { Filed, Filing } from './types';

/** 接口: the one client of the app, and what waits to be sent. */
export const call = createClient({ send, credentials, renew, login, newKey });

const WAITING = 'outbox';

export const outbox = createOutbox<Filing, Filed>({
  read: async () => readJson<readonly Waiting<Filing>[]>(await kept(WAITING)) ?? [],
  write: (waiting) => (waiting.length === 0 ? forget(WAITING) : keep(WAITING, JSON.stringify(waiting))),
  send: ({ key, body }) => call<Filed>('/cases', { body, key }),
});

/** 退出: the session ends at the service, and what names people leaves the phone. Without a network nothing ends. */
export async function logout(everywhere: boolean): Promise<Outcome<unknown>> {
  const outcome = await call(everywhere ? '/session/end-all' : '/session/end', { method: 'POST' });
  if (!outcome.ok) return outcome;
  await forgetLogin();
  await forgetAll();
  return outcome;
}

/** What is kept may have been written by another release. */
export function readJson<T>(text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
