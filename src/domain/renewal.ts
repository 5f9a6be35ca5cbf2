import type { BulkExportNotice, CaseNotice, Notice } from './notice';
import { beforeQuietHours } from './working-time';

/** What stays to be done until somebody does it; the others are told once, or have a way of their own to come again. */
export type RenewedNotice =
  Extract<CaseNotice, { kind: 'task' | 'approval' | 'cooperation' }> | BulkExportNotice;

/** 会换新卡: whether a card that nobody answered is replaced before it can no longer be redrawn. */
export function isRenewed(notice: Notice): notice is RenewedNotice {
  return (
    notice.kind === 'task' ||
    notice.kind === 'approval' ||
    notice.kind === 'cooperation' ||
    notice.kind === 'bulk_export'
  );
}

/** Two hours before WeCom's 72 (api.md 6.6), so that a short outage is over by then. */
const RENEWED_AFTER_MS = 70 * 3_600_000;

/** 换新卡的时间 of a card whose response code is of `codeAt`; what falls into the night comes in the evening before it. */
export function renewAt(codeAt: Date): Date {
  return beforeQuietHours(new Date(codeAt.getTime() + RENEWED_AFTER_MS));
}
