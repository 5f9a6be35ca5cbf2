import { credentials, login, renew } from '../platform/login';
import { newKey, send } from '../platform/network';
import { createClient } from './client';

/** 接口: the one client of the app. */
export const call = createClient({ send, credentials, renew, login, newKey });

/** What is kept may have been written by another release. */
export function readJson<T>(text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
