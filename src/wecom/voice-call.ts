import { z } from 'zod';
import { checkedKey, checkedUserId, rawJson } from './message-rules';
import { MESSAGE_LIMITS } from './limits';
import type { ApiRequest } from './transport';
import { WeComError } from './wecom-error';

/**
 * Why WeCom did not take the call. unavailable: the corp has no 紧急通知, or has not paid; frequency: too many calls;
 * unreachable: this person is not to be called (left, or outside the app's visible range).
 */
export type CallRefusal = 'unavailable' | 'frequency' | 'unreachable';

export type PlacedCall =
  { readonly callId: string } | { readonly refused: CallRefusal; readonly errcode: number };

/** Why a call that was taken reached nobody. */
export type CallFailure =
  | 'no_answer'
  | 'rejected'
  | 'phone_off'
  | 'out_of_area'
  | 'arrears'
  | 'no_such_number'
  | 'restricted'
  | 'line'
  | 'frequency'
  | 'other';

/** What has become of a call. ringing and talking pass; ask again. */
export type CallProgress = 'ringing' | 'talking' | 'answered' | { readonly failed: CallFailure };

/** 语音电话 (docs 91627, 91628): WeCom speaks a fixed notice that asks to look at the app's messages. */
export interface VoiceCalls {
  /** 发起语音电话 to one member. After a 'maybe' the phone may ring already; a further call rings it again. */
  call(userId: string): Promise<PlacedCall>;
  /** 获取接听状态, for seven days after the call. */
  callState(userId: string, callId: string): Promise<CallProgress>;
}

const CALL_API = 'pstncc/call';

/** 紧急通知 not linked to the app, not switched on, without balance. */
const UNAVAILABLE: ReadonlySet<number> = new Set([301049, 301050, 301051]);
const TOO_MANY = 45009;

/** The page gives 0 as the one code that is no failure, and no list of the others. */
const Taken = z.object({ code: z.literal(0), callid: z.string().min(1) });
const NotTaken = z.object({
  code: z
    .number()
    .int()
    .refine((code) => code !== 0),
});
const CallAnswer = z.object({ errcode: z.literal(0), states: z.tuple([z.union([Taken, NotTaken])]) });

const StateAnswer = z
  .object({
    errcode: z.literal(0),
    istalked: z.union([z.literal(0), z.literal(1)]),
    reason: z.number().int(),
  })
  .transform(({ istalked, reason }) => progressOf(istalked === 1, reason));

const RINGING = 1;
const CONNECTING = 2;
const TALKING = 3;

const FAILURES: Readonly<Record<number, CallFailure>> = {
  // It ended well by WeCom's count, and yet nobody has heard it.
  0: 'no_answer',
  4: 'no_answer',
  5: 'out_of_area',
  6: 'arrears',
  7: 'rejected',
  8: 'phone_off',
  9: 'no_such_number',
  10: 'restricted',
  11: 'line',
  12: 'no_answer',
  13: 'frequency',
};

export function createVoiceCalls(
  ask: <T>(request: ApiRequest, shape: z.ZodType<T>) => Promise<T>,
): VoiceCalls {
  return {
    async call(userId) {
      const body = rawJson({ callee_userid: [checkedUserId(userId)] });
      try {
        const [state] = (await ask({ api: CALL_API, query: {}, body }, CallAnswer)).states;
        if ('callid' in state) return { callId: state.callid };
        throw new WeComError({ api: CALL_API, errcode: state.code });
      } catch (error) {
        const refused = refusalOf(error);
        if (refused === undefined) throw error;
        return refused;
      }
    },

    callState(userId, callId) {
      const callid = checkedKey(callId, MESSAGE_LIMITS.handedOut, 'callid');
      const body = rawJson({ callee_userid: checkedUserId(userId), callid });
      return ask({ api: 'pstncc/getstates', query: {}, body }, StateAnswer);
    },
  };
}

/** undefined for what trying again, or an operator, may heal: that stays an error. */
function refusalOf(error: unknown): Extract<PlacedCall, { refused: CallRefusal }> | undefined {
  if (!(error instanceof WeComError) || error.api !== CALL_API) return undefined;
  const { errcode, action } = error;
  if (UNAVAILABLE.has(errcode)) return { refused: 'unavailable', errcode };
  if (errcode === TOO_MANY) return { refused: 'frequency', errcode };
  return action === 'reroute' ? { refused: 'unreachable', errcode } : undefined;
}

/** Who has picked up has heard it, whoever ended the call. */
function progressOf(talked: boolean, reason: number): CallProgress {
  if (reason === RINGING) return 'ringing';
  if (reason === CONNECTING || reason === TALKING) return 'talking';
  return talked ? 'answered' : { failed: FAILURES[reason] ?? 'other' };
}
