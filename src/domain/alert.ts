import type { Call } from './call';
import { elapsedMs, type Duration } from './duration';
import type { Addressee } from './stand-in';
import type { AlertAbout } from './urgent-notice';
import { afterQuietHours } from './working-time';

/** 紧急通知参数 (R63): how long silence lasts before the next thing is tried, and how often one person is called. */
export interface AlertRules {
  /** Before the second card … */
  readonly second: Duration;
  /** … and before the telephone. */
  readonly phone: Duration;
  readonly attempts: number;
  /** Between two calls. */
  readonly gap: Duration;
  /** Before the ladder is climbed anew when its end was reached. */
  readonly rest: Duration;
}

/** How an urgent notice ended. moot: what it was about is done. */
export interface AlertEnd {
  readonly how: 'acknowledged' | 'spoken' | 'called' | 'moot';
  readonly at: Date;
  /** Who was reached; absent when moot. */
  readonly userId?: string;
  /** The colleague who reached them. */
  readonly by?: string;
}

/** 紧急通知 (R63): one person after the other is asked until one says 收到 or was spoken to. A card alone never ends it. */
export interface Alert {
  readonly id: string;
  readonly version: number;
  /** The case it is about, or the incident (R51): one of the two. */
  readonly complaintId?: string;
  readonly incidentId?: string;
  /** As it was first sent. */
  readonly about: AlertAbout;
  readonly raisedAt: Date;
  /** Not held back at night (section 7). */
  readonly anyHour: boolean;
  /** Who is asked in turn, and who may be asked to call them: fixed when it is raised. */
  readonly ladder: readonly Addressee[];
  readonly callers: readonly string[];
  /** 1 for the first person asked, one more with every other; after the last it begins with the first again. */
  readonly turn: number;
  /** Not begun yet; the first card is out; the second; the telephone; or everybody was asked and it pauses. */
  readonly stage: 'held' | 'card' | 'again' | 'calling' | 'resting';
  readonly calls: readonly Call[];
  /** When it is looked at again; absent when it ended. */
  readonly nextAt?: Date;
  readonly end?: AlertEnd;
}

type Given = Pick<Alert, 'id' | 'complaintId' | 'incidentId' | 'about' | 'anyHour' | 'ladder' | 'callers'>;

/** 发起紧急通知. Its first card goes out with it. */
export function raise(given: Given, at: Date, rules: AlertRules): Alert {
  const alert: Alert = { ...given, version: 1, raisedAt: at, turn: 1, stage: 'card', calls: [] };
  return { ...alert, nextAt: later(alert, at, rules.second) };
}

/** 预备的紧急通知: its first card goes out at `from`, unless it is moot by then. */
export function hold(given: Given, at: Date, from: Date): Alert {
  return { ...given, version: 1, raisedAt: at, turn: 1, stage: 'held', calls: [], nextAt: from };
}

/** Who is asked now. */
export function askedOf({ ladder, turn }: Pick<Alert, 'ladder' | 'turn'>): Addressee {
  const asked = ladder[(turn - 1) % ladder.length];
  if (!asked) throw new RangeError('an alert asks somebody');
  return asked;
}

/** Everybody it went to so far: any of them may say 收到. */
export function toldOf({ ladder, turn }: Pick<Alert, 'ladder' | 'turn'>): readonly Addressee[] {
  return ladder.slice(0, turn);
}

/** The call that has no result yet. */
export function openCall({ calls, end }: Alert): Call | undefined {
  const last = calls.at(-1);
  return last && !last.result && !end ? last : undefined;
}

/** The calls to the person who is asked now, in this turn. */
export function callsOfTurn({ calls, turn }: Alert): readonly Call[] {
  return calls.filter((call) => call.turn === turn);
}

/** 结束: nothing of it comes any more. */
export function ended(alert: Alert, end: AlertEnd): Alert {
  const { nextAt: _, ...rest } = alert;
  return { ...rest, end };
}

/** The moment a while after another, and not at night unless it is for any hour. */
export function later({ anyHour }: Pick<Alert, 'anyHour'>, from: Date, duration: Duration): Date {
  const moment = new Date(from.getTime() + (elapsedMs(duration) ?? 0));
  return anyHour ? moment : afterQuietHours(moment);
}
