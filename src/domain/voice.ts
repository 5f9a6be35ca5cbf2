import { RINGS_MS } from './alert-ladder';
import type { AlertRules } from './alert';
import type { Call } from './call';
import { elapsedMs } from './duration';

/** 语音电话频率 of WeCom for one person (api.md 12). */
const LIMITS = [
  { withinMs: 8 * 60_000, most: 3 },
  { withinMs: 24 * 3_600_000, most: 8 },
] as const;

/** How far back calls to a person count. */
export const VOICE_MEMORY_MS = 24 * 3_600_000;

/**
 * 能否打语音电话 now: not while the person is rung for another notice, nor right after they were spoken to, for the one
 * call asks them to look at all of them; and not over WeCom's limits, where a colleague calls instead.
 */
export function voiceFor(
  calls: readonly (Call & { readonly alert: string })[],
  alertId: string,
  at: Date,
  { gap }: AlertRules,
): 'on' | 'off' | 'wait' {
  const age = (call: Call) => at.getTime() - call.at.getTime();
  const others = calls.filter(({ alert }) => alert !== alertId);
  const isRung = others.some((call) => !call.result && age(call) < RINGS_MS);
  const isJustSpokenTo = others.some(
    (call) => call.result === 'answered' && age(call) < (elapsedMs(gap) ?? 0),
  );
  if (isRung || isJustSpokenTo) return 'wait';
  const made = calls.filter(({ result }) => result !== 'not_taken');
  const isOver = LIMITS.some(
    ({ withinMs, most }) => made.filter((call) => age(call) < withinMs).length >= most,
  );
  return isOver ? 'off' : 'on';
}
