import type { TimeSource } from './clock';
import type { Limits } from './limits';
import { WeComError } from './wecom-error';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** WeCom's day is Beijing's; there is no daylight saving. */
const BEIJING = 8 * HOUR;

/** 频率限制 (doc 90312): calls a minute, messages per member, person-times a day. */
export class Quotas {
  private readonly perMember = new Map<string, number[]>();
  private readonly calls = new Map<string, { minute: number; count: number }>();
  private day = { number: 0, used: 0 };

  constructor(
    private readonly limits: Limits,
    private readonly accounts: number,
    private readonly clock: TimeSource,
  ) {}

  /** 45009 beyond the calls one path may see in a minute. */
  countCall(path: string): void {
    const minute = Math.floor(this.clock.now() / MINUTE);
    const seen = this.calls.get(path);
    const count = seen?.minute === minute ? seen.count + 1 : 1;
    this.calls.set(path, { minute, count });
    if (count > this.limits.callsPerMinute) throw new WeComError(45009, 'api freq out of limit');
  }

  /** 45009 when the app's person-times of the day do not suffice. */
  spendDay(people: number): void {
    const number = Math.floor((this.clock.now() + BEIJING) / (24 * HOUR));
    const used = this.day.number === number ? this.day.used : 0;
    if (used + people > this.limits.perAccountDay * this.accounts)
      throw new WeComError(45009, 'daily message quota used up');
    this.day = { number, used: used + people };
  }

  /** False when the member has had enough from this app: the message is then dropped without a word. */
  admit(userid: string): boolean {
    const now = this.clock.now();
    const recent = (this.perMember.get(userid) ?? []).filter((at) => at > now - HOUR);
    const lastMinute = recent.filter((at) => at > now - MINUTE).length;
    const admitted = lastMinute < this.limits.perMemberMinute && recent.length < this.limits.perMemberHour;
    this.perMember.set(userid, admitted ? [...recent, now] : recent);
    return admitted;
  }

  dump(): { readonly number: number; readonly used: number } {
    return this.day;
  }

  restore(day: { readonly number: number; readonly used: number }): void {
    this.day = day;
  }
}
