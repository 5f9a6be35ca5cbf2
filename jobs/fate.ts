import { WeComError, WeComUnreachable } from '../src/wecom/wecom-error';

const SECOND = 1_000;
const MINUTE = 60_000;
/** 42014: also said of a card that was sent before. */
const TASK_ID_USED = 42_014;

/** 没有发出: what becomes of a message WeCom did not take, or of which nobody knows. */
export type Fate =
  /** An earlier try got through. */
  | { readonly is: 'sent' }
  /** `unreached`: WeCom has no such member, or not for this app. `refused`: it will never pass. */
  | { readonly is: 'unreached' | 'refused'; readonly failure: string }
  /** `isClear`: this try came to nothing for certain. */
  | { readonly is: 'later'; readonly waitMs: number; readonly isClear: boolean };

/** By the table of errcodes (src/wecom/errcodes.ts). `since`: when it was tried first. Throws on what is not WeCom's. */
export function fateOf(error: unknown, tried: Date | undefined, since: Date, now: Date): Fate {
  if (error instanceof WeComUnreachable)
    return { is: 'later', waitMs: waitMs(since, now), isClear: error.sent === 'no' };
  if (!(error instanceof WeComError)) throw error;

  const failure = `errcode_${error.errcode}`;
  if (error.errcode === TASK_ID_USED && tried !== undefined) return { is: 'sent' };
  if (error.action === 'reroute') return { is: 'unreached', failure };
  if (error.action === 'stop' && error.scope === 'message') return { is: 'refused', failure };
  return { is: 'later', waitMs: error.waitMs ?? waitMs(since, now), isClear: true };
}

/** As long again as it has failed: quick at first, once a minute in a long outage. */
function waitMs(since: Date, now: Date): number {
  return Math.min(MINUTE, Math.max(SECOND, now.getTime() - since.getTime()));
}

/** For the log: which of them. */
export function codesOf(error: unknown) {
  if (error instanceof WeComError) return { code: error.code, errcode: error.errcode };
  return error instanceof WeComUnreachable ? { code: error.code } : {};
}
