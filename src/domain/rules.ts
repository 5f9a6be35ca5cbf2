import type { AlertRules } from './alert';
import type { Calendar } from './calendar';
import type { MajorReason } from './classification';
import type { Duration } from './duration';
import type { EscalationTable } from './escalation-table';
import type { Tier } from './records';
import type { DisclosureKind } from './vocabulary';

/** 制度参数 (requirements.md section 2): every X of the regulation. Loaded and checked by config/rules.ts. */
export interface Rules {
  /** Short fingerprint of the file's content; a case keeps the version it began under. */
  readonly version: string;
  readonly response: { readonly normal: Duration; readonly major: Duration };
  readonly classify: Duration;
  readonly investigate: Duration;
  readonly resolve: Duration;
  /** R22: time to survey, and how many attempts on how many different days count as "cannot be reached". */
  readonly followUp: { readonly due: Duration; readonly attempts: number; readonly days: number };
  /**
   * L1: natural days of the three terms (15, 30, 60); how long before it a stage must end, and before it a regulator is
   * to be answered (C9).
   */
  readonly statutory: {
    readonly tiers: Readonly<Record<Tier, Duration>>;
    readonly reserve: Duration;
    readonly transferReserve: Duration;
  };
  /** R23: from how many complainants on a case is major, and for which reasons. */
  readonly major: { readonly complainants: number; readonly reasons: readonly MajorReason[] };
  /** R34: EXEC signs when the amount is strictly greater. Integer fen. */
  readonly amountLimitFen: number;
  readonly approval: {
    readonly lead: Duration;
    readonly head: Duration;
    readonly exec: Duration;
    readonly fin: Duration;
  };
  /** R35: the listed reasons by id, what an act may cost at most (fen), and by when the papers follow. */
  readonly emergency: {
    readonly reasons: Readonly<Record<string, string>>;
    readonly maxFen: number;
    readonly backfill: Duration;
  };
  /** L5: by when a verification may be applied for, and is to be answered. */
  readonly verification: { readonly applyWithin: Duration; readonly answer: Duration };
  /** R3: by when another department takes a task over, and answers a technical one (R37). */
  readonly task: { readonly acknowledge: Duration; readonly answer: Duration };
  /** R20: how many files a case may hold, and how large each may be (MB). */
  readonly evidence: { readonly maxFiles: number; readonly maxMb: number };
  /** R22, L2: for how many days the links given to a complainant are good. */
  readonly customer: { readonly surveyDays: number; readonly noticeDays: number };
  /** When what recurs is done, in minutes after midnight; and after how many working days a vacancy goes to HEAD (R2). */
  readonly daily: { readonly at: number; readonly vacancy: Duration };
  /** R31: when the weekly summary is due on the last working day of a week, in minutes after midnight. */
  readonly weekly: { readonly at: number };
  /** 发送份额: of the thirty messages a minute that WeCom lets through to one person, how many each class may take. */
  readonly messages: { readonly ordinary: number; readonly urgent: number; readonly digest: number };
  /** R32: how long leave that was given counts (G6). */
  readonly disclosure: Readonly<Record<DisclosureKind, Duration>>;
  /** T5: the lead assigns, or the rule does: to the least loaded on duty. */
  readonly assign: 'lead' | 'rule';
  /** Section 7: who is told when of every clock. */
  readonly escalation: EscalationTable;
  /** R63: how an urgent notice goes on when nobody answers. */
  readonly call: AlertRules;
  /** R62: by when an important notice is to be confirmed. */
  readonly notice: { readonly confirm: Duration };
  /** R51: by when DPO and HEAD are reached, and the inquiry is opened; and by when whom outside is to be told (PIPL 57). */
  readonly leak: {
    readonly report: Duration;
    readonly open: Duration;
    readonly outside: readonly OutsideReport[];
  };
  /** R25: 2–4 capital letters before the project number. */
  readonly orgCode: string;
  readonly calendar: Calendar;
}

/** 对外报告期限: counted from the discovery of the leak. */
export interface OutsideReport {
  readonly within: Duration;
  /** Whom it goes to, unlike every other; and the rule that asks for it. */
  readonly to: string;
  readonly ground: string;
}

/** 生效的工作日历: the number of the rule set that brought it, its version, and who applied it when. */
export interface CalendarInForce {
  readonly no: number;
  readonly version: string;
  readonly by: string;
  readonly at: Date;
}

/** 参数的一处改动: `path` as in the file (`approval.head`), values as the file writes them; absent where it had none. */
export interface RuleChange {
  readonly path: string;
  readonly from?: RuleValue;
  readonly to?: RuleValue;
}
export type RuleValue = string | number | boolean | null | readonly RuleValue[];

/**
 * A case keeps its parameters (R70), but not an old calendar: which days are off is the State Council's, and years are
 * added while it runs.
 */
export function onCalendarOf(current: Rules, rules: Rules): Rules {
  const { isWorkday, covers } = current.calendar;
  return { ...rules, calendar: { ...rules.calendar, isWorkday, covers } };
}
