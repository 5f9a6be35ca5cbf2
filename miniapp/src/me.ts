import { call, readJson } from './api';
import type { Outcome } from './api/problem';
import type { Me } from './api/types';
import { drawerOf, phoneDrawer, type Drawer } from './platform/storage';

/** 我: who uses the phone, as the service says; while there is no network, as it said last. */
let known: Me | undefined;

const LAST = 'me';

export async function me(): Promise<Outcome<Me>> {
  if (known) return { ok: true, data: known };
  const outcome = await call<Me>('/me');
  if (outcome.ok) {
    known = outcome.data;
    await phoneDrawer().keep(LAST, JSON.stringify(known));
    return outcome;
  }
  const last = outcome.problem.kind === 'offline' ? readJson<Me>(await phoneDrawer().kept(LAST)) : undefined;
  return last ? { ok: true, data: last } : outcome;
}

/** 我的抽屉: nobody else who uses this phone sees what is in it. Undefined: nobody knows whose phone it is. */
export async function mine(): Promise<Drawer | undefined> {
  const outcome = await me();
  return outcome.ok ? drawerOf(outcome.data.userId) : undefined;
}

/**
 * 退出: the session ends at the service, and what names people leaves the phone; the drawers of others stay shut. Without a
 * network nothing ends.
 */
export async function logout(everywhere: boolean): Promise<Outcome<unknown>> {
  const drawer = await mine();
  const outcome = await call(everywhere ? '/session/end-all' : '/session/end', { method: 'POST' });
  if (!outcome.ok) return outcome;
  await drawer?.empty();
  await phoneDrawer().empty();
  known = undefined;
  return outcome;
}
