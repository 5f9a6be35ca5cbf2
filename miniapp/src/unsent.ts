import { readJson } from './api';
import type { Values } from './forms/form';
import { mine } from './me';

/**
 * 没有回音的一步: sent, and not answered. It outlives its page, which in H5 goes away to log in: opened again the form has
 * what was written, and the same key, so that what did arrive is not done twice.
 */
export interface Unsent {
  readonly key: string;
  /** What was sent under the key. */
  readonly said: string;
  readonly values: Values;
  readonly at: number;
}

const LASTS_MS = 24 * 3_600_000;

export async function keepUnsent(name: string, unsent: Unsent): Promise<void> {
  await (await mine())?.keep(nameOf(name), JSON.stringify(unsent));
}

/** Undefined also for what is too old to be gone on with. */
export async function takeUnsent(name: string, now: number): Promise<Unsent | undefined> {
  const unsent = readJson<Unsent>(await (await mine())?.kept(nameOf(name)));
  if (!unsent || typeof unsent.values !== 'object') return undefined;
  if (now - unsent.at < LASTS_MS) return unsent;
  await dropUnsent(name);
  return undefined;
}

export async function dropUnsent(name: string): Promise<void> {
  await (await mine())?.forget(nameOf(name));
}

function nameOf(name: string): string {
  return `act-${name}`;
}
