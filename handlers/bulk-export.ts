import { redact } from '../src/chat/redact';
import { awaited, isBulkOver, type BulkScope, type DecideBulk } from '../src/domain/bulk-export';
import type { Notice } from '../src/domain/notice';
import { isRefusal } from '../src/domain/ruling';
import { bulkExportCard } from '../src/wecom/cards/bulk-export-card';
import { bulkAskedText, bulkDecidedText, DISCLOSURE } from '../src/wecom/copy-disclosure';
import { refusalText } from '../src/wecom/copy-refusals';
import type { Conversation } from './conversation';

/** 批量导出 (G6): both offices get a card at once, and decide in either order. */
export async function askBulkExport(scope: BulkScope, typed: string, talk: Conversation): Promise<void> {
  const { by, org, visit, say } = talk;
  if (typed === '') return say(DISCLOSURE.noReason);
  const request = await visit.askBulkExport(scope, redact(typed), by);
  if (isRefusal(request)) return say(refusalText(request, org));
  const people = awaited(request, org).flatMap(({ people }) => people);
  for (const { userId } of people) {
    await talk.sendCard({ kind: 'bulk_export', to: userId, id: request.id, hash: request.hash }, (taskId) =>
      bulkExportCard(request, org, taskId),
    );
  }
  await say(bulkAskedText(request, people, org));
}

/** 会签: a tap on its card; who asked hears the outcome, and every card of it is redrawn. */
export async function decideBulkExport(
  { id, hash }: Notice & { kind: 'bulk_export' },
  decision: Omit<DecideBulk, 'hash'>,
  deliveryId: string,
  talk: Conversation,
): Promise<void> {
  const { by, org, visit, say } = talk;
  const request = await visit.decideBulkExport(id, { hash, ...decision }, by);
  if (isRefusal(request)) {
    await visit.tx.wantRedraw(deliveryId, visit.at);
    return say(refusalText(request, org));
  }
  for (const card of await visit.tx.cardsOfBulkExport(id)) {
    if (card === deliveryId || isBulkOver(request)) await visit.tx.wantRedraw(card, visit.at);
  }
  if (isBulkOver(request)) await talk.sendText(request.by, bulkDecidedText(request, org));
}
