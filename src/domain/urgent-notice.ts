import type { LeakNotice } from './incident';

/** What alerts are about: these are asked after until somebody was reached (R63). */
export type UrgentNotice = { readonly to: string } & (
  | { readonly kind: 'major' }
  | { readonly kind: 'emergency'; readonly no: number }
  | {
      readonly kind: 'reminder';
      readonly clockId: string;
      readonly threshold: string;
      readonly urgent: boolean;
      readonly breached: boolean;
      readonly dueAt: Date;
      /** Whose place the reader takes. */
      readonly insteadOf?: string;
    }
);

/** What an alert is about. */
export type AlertAbout = UrgentNotice | LeakNotice;

/** The cards of an alert: to who is asked, and to the colleague who is to call them. */
export type AlertNotice = {
  readonly to: string;
  /** Its id. */
  readonly alert: string;
  readonly about: AlertAbout;
} & (
  | {
      readonly kind: 'alert';
      readonly isSecond: boolean;
      readonly insteadOf?: string;
      /** Who was asked before and did not answer. */
      readonly unanswered?: string;
    }
  | { readonly kind: 'call_task'; readonly call: number; readonly callee: string }
);
