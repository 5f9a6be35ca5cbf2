/**
 * What a call came to. not_taken: WeCom did not place it. silent: the colleague who was asked reported nothing. lost: the
 * service died while dialling, and nobody's telephone rings twice for that.
 */
export type CallResult = 'answered' | 'not_answered' | 'not_taken' | 'silent' | 'lost';

/** 一次呼叫 (R63): by WeCom's voice, or by a colleague who was asked to call. */
export interface Call {
  /** 1, 2, … over the whole alert; and in which turn of it. */
  readonly no: number;
  readonly turn: number;
  readonly to: string;
  readonly at: Date;
  /** The colleague; absent when WeCom's voice calls. */
  readonly by?: string;
  /** WeCom's name for the call. */
  readonly callId?: string;
  readonly result?: CallResult;
  /** What WeCom says of it: no_answer, phone_off … */
  readonly reason?: string;
}
