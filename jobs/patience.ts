import { WeComError, type WeComUnreachable } from '../src/wecom/wecom-error';

const SECOND = 1_000;
const MINUTE = 60_000;

/** Until the next try, in ms: what WeCom asks for, or as long again as it has waited: quick at first, once a minute in a long outage. */
export function patienceMs(error: WeComError | WeComUnreachable, since: Date, now: Date): number {
  const age = now.getTime() - since.getTime();
  const asked = error instanceof WeComError ? error.waitMs : undefined;
  return asked ?? Math.min(MINUTE, Math.max(SECOND, age));
}
