import type { Calendar } from './calendar';
import type { Duration } from './duration';

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
  /** L1: natural days of the first tier (15), and how long before it a stage must end. */
  readonly statutory: { readonly due: Duration; readonly reserve: Duration };
  /** R34: EXEC signs when the amount is strictly greater. Integer fen. */
  readonly amountLimitFen: number;
  readonly approval: { readonly head: Duration; readonly exec: Duration; readonly fin: Duration };
  /** R25: 2–4 capital letters before the project number. */
  readonly orgCode: string;
  readonly calendar: Calendar;
}
