import type { AskedCard } from './asked-card';
import type { LeakNotice } from './incident';
import type { AlertNotice, UrgentNotice } from './urgent-notice';

/** What the asker and the head of the other department are told of a task, who need do nothing. */
export type TaskNews = 'answered' | 'returned' | 'not_acknowledged' | 'not_answered';

/** 协办通知: a card to the person a task lies with, or news of it. `hand` tells the card of an earlier hand apart. */
export type TaskNotice =
  | {
      readonly kind: 'cooperation';
      readonly no: number;
      readonly hand: number;
      readonly ask: 'acknowledge' | 'answer';
    }
  | { readonly kind: 'cooperation_news'; readonly no: number; readonly of: TaskNews };

/** 披露已批准 (G6): told to who asked. */
export type DisclosureNotice = { readonly kind: 'disclosed'; readonly no: number };

/** 批量导出会签 (G6): belongs to no case. */
export type BulkExportNotice = {
  readonly to: string;
  readonly kind: 'bulk_export';
  readonly id: string;
  readonly hash: string;
};

/** 未送达: told to whoever is to see to it that somebody else does what the card asked for. */
export type UnreachedNotice = {
  readonly kind: 'unreached';
  /** Who could not be told … */
  readonly of: string;
  /** … and of what. */
  readonly about: AskingNotice;
};

/** What somebody is waited for; news that did not arrive is in the ledger and no more. */
export type AskingNotice = Extract<CaseNotice, { kind: 'task' | 'approval' | 'cooperation' | 'reminder' }>;
/** What a task card asks its reader to do; it is over as soon as somebody did it. */
export type TaskKind =
  | 'classify'
  | 'assign'
  | 'find'
  | 'plan'
  | 'execute'
  | 'follow_up'
  | 'tell_declined'
  | 'tell_extension'
  | 'backfill'
  | 'reassign';

/** 进展: what those who need do nothing are told of. */
export type Progress =
  | 'executed'
  | 'plan_changed'
  | 'reassigned'
  | 'releveled'
  | 'turned_down'
  | 'merged'
  | 'merged_into'
  | 'unmerged'
  | 'withdrawn'
  | 'declined'
  | 'suspended'
  | 'resumed'
  | 'verifying'
  | 'upheld'
  | 'overturned'
  | 'ratified'
  | 'disallowed';

/** 通知: one message to one person about one event of a case. */
export type CaseNotice =
  | UrgentNotice
  | ({ readonly to: string } & (
      | TaskNotice
      | DisclosureNotice
      | UnreachedNotice
      | { readonly kind: 'task'; readonly task: TaskKind; readonly returnedReason?: string }
      | { readonly kind: 'approval'; readonly no: number; readonly hash: string }
      | { readonly kind: 'closed' }
      /** 在线评价: to who follows up, and to the lead where it is a bad one. */
      | { readonly kind: 'surveyed' }
      | { readonly kind: 'progress'; readonly of: Progress; readonly reason?: string }
    ));

/** 汇总: belongs to no case; what it lists is asked of the ledger. */
export type DigestNotice = { readonly to: string; readonly kind: 'digest' };

/** 呼叫单 (R62): who is to be told of a broadcast by telephone. */
export type CallListNotice = { readonly to: string; readonly kind: 'call_list'; readonly broadcast: string };

/** What a card in somebody's chat is about. */
export type Notice =
  CaseNotice | AlertNotice | BulkExportNotice | DigestNotice | CallListNotice | LeakNotice | AskedCard;

/** Of a case; what is urgent has its card from the alert it begins. */
export type CardNotice = AlertNotice | Exclude<CaseNotice, { kind: 'major' | 'emergency' }>;
