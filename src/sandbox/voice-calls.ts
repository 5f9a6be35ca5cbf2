import { randomBytes } from 'node:crypto';

import type { TimeSource } from './clock';
import type { Limits } from './limits';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** 紧急通知 of the corp: bought apart, so a bank may not have it (301049, 301050, 301051). */
export type VoiceService = 'on' | 'not_linked' | 'off' | 'no_balance';

/** A member's phone: 开机, 关机 or 无法接通. */
export type Telephone = 'on' | 'off' | 'out_of_area';

/** 接听状态 as getstates answers it (doc 91628). Times in seconds. */
export interface CallState {
  readonly istalked: 0 | 1;
  readonly calltime: number;
  readonly talktime: number;
  readonly reason: number;
}

/** What the callee's screen shows of a call, until `until` (epoch ms) unless something happens before. */
export interface CallOnScreen {
  readonly userid: string;
  readonly callid: string;
  readonly phase: 'ringing' | 'talking' | 'over';
  readonly since: number;
  readonly until: number;
}

export interface VoiceCall {
  readonly callid: string;
  readonly userid: string;
  readonly at: number;
  /** The reason why it never rang. */
  readonly failed?: number;
  readonly answeredAt?: number;
  readonly hungUpAt?: number;
}

const FAILED: Readonly<Record<Exclude<Telephone, 'on'>, number>> = { off: 8, out_of_area: 5 };
const ENDED = 0;
const RINGING = 1;
const TALKING = 3;
const REJECTED = 7;
const RANG_OUT = 12;
const LIMITED = 13;

/**
 * 语音电话 (docs 91627, 91628): the calls of the last seven days and the phones they ring. What a call has come to follows
 * from the clock. The pages say neither how long a phone rings nor how long the notice takes; see `Limits`.
 */
export class VoiceCalls {
  private readonly byCallee = new Map<string, VoiceCall[]>();
  private readonly phones = new Map<string, Telephone>();

  constructor(
    private readonly limits: Limits,
    private readonly clock: TimeSource,
    private readonly onChange: (call: CallOnScreen) => void,
  ) {}

  /** Beyond the callee's 3 in 8 minutes or 8 in 24 hours the call is accepted, and its state says 13. */
  place(userid: string): VoiceCall {
    const at = this.clock.now();
    const stamp = new Date(at).toISOString().replace(/\D/g, '');
    const failed = this.isLimited(userid) ? LIMITED : FAILED[this.phoneOf(userid) as keyof typeof FAILED];
    return this.keep({
      callid: `6-${stamp}-${randomBytes(7).toString('hex')}-out`,
      userid,
      at,
      ...(failed === undefined ? {} : { failed }),
    });
  }

  /** undefined when there is no such call to this person, or it is older than seven days. */
  stateOf(userid: string, callid: string): CallState | undefined {
    const call = this.callsOf(userid).find((each) => each.callid === callid);
    return call && this.stateNow(call);
  }

  /** 接听: the newest call that rings; false when none does. */
  answer(userid: string): boolean {
    return this.changeNewest(userid, [RINGING], { answeredAt: this.clock.now() });
  }

  /** 拒接, or 挂断 in mid-call. */
  hangUp(userid: string): boolean {
    return this.changeNewest(userid, [RINGING, TALKING], { hungUpAt: this.clock.now() });
  }

  phoneOf(userid: string): Telephone {
    return this.phones.get(userid) ?? 'on';
  }

  /** Counts for the next call; one that rings already goes on ringing. */
  setPhone(userid: string, phone: Telephone): void {
    this.phones.set(userid, phone);
  }

  /** The calls that ring or talk, for a page that has just come. */
  onScreens(): readonly CallOnScreen[] {
    return [...this.byCallee.values()]
      .flat()
      .map((call) => this.onScreen(call))
      .filter(({ phase }) => phase !== 'over');
  }

  dump(): { readonly calls: readonly VoiceCall[]; readonly phones: readonly [string, Telephone][] } {
    const calls = [...this.byCallee.keys()].flatMap((userid) => this.callsOf(userid));
    return { calls, phones: [...this.phones] };
  }

  restore({ calls, phones }: ReturnType<VoiceCalls['dump']>): void {
    for (const call of calls) this.byCallee.set(call.userid, [...this.callsOf(call.userid), call]);
    for (const [userid, phone] of phones) this.phones.set(userid, phone);
  }

  /** What was turned away for the limit did not ring and does not count. */
  private isLimited(userid: string): boolean {
    const now = this.clock.now();
    const dialled = this.callsOf(userid).filter(({ failed }) => failed !== LIMITED);
    const within = (ms: number): number => dialled.filter(({ at }) => at > now - ms).length;
    const { callsIn8Minutes, callsIn24Hours } = this.limits;
    return within(8 * MINUTE) >= callsIn8Minutes || within(24 * HOUR) >= callsIn24Hours;
  }

  private stateNow({ at, failed, answeredAt, hungUpAt }: VoiceCall): CallState {
    const now = this.clock.now();
    const calltime = Math.floor(at / 1000);
    const silent = (reason: number): CallState => ({ istalked: 0, calltime, talktime: 0, reason });
    if (failed !== undefined) return silent(failed);
    if (answeredAt !== undefined) {
      const end = Math.min(hungUpAt ?? Infinity, answeredAt + this.limits.noticeMs);
      const talktime = Math.floor((Math.min(now, end) - answeredAt) / 1000);
      return { istalked: 1, calltime, talktime, reason: now < end ? TALKING : ENDED };
    }
    if (hungUpAt !== undefined) return silent(REJECTED);
    return silent(now < at + this.limits.ringMs ? RINGING : RANG_OUT);
  }

  private onScreen(call: VoiceCall): CallOnScreen {
    const { userid, callid, at, answeredAt } = call;
    const { reason } = this.stateNow(call);
    if (reason === RINGING)
      return { userid, callid, phase: 'ringing', since: at, until: at + this.limits.ringMs };
    const since = answeredAt ?? at;
    const phase = reason === TALKING ? 'talking' : 'over';
    return { userid, callid, phase, since, until: since + this.limits.noticeMs };
  }

  private changeNewest(
    userid: string,
    reasons: readonly number[],
    change: Pick<VoiceCall, 'answeredAt' | 'hungUpAt'>,
  ): boolean {
    const call = this.callsOf(userid).findLast((each) => reasons.includes(this.stateNow(each).reason));
    if (call === undefined) return false;
    this.keep({ ...call, ...change });
    return true;
  }

  private keep(call: VoiceCall): VoiceCall {
    const others = this.callsOf(call.userid).filter(({ callid }) => callid !== call.callid);
    this.byCallee.set(call.userid, [...others, call]);
    this.onChange(this.onScreen(call));
    return call;
  }

  private callsOf(userid: string): readonly VoiceCall[] {
    const oldest = this.clock.now() - this.limits.callResultMs;
    return (this.byCallee.get(userid) ?? []).filter(({ at }) => at > oldest);
  }
}
