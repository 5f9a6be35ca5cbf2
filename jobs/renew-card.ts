import { z } from 'zod';
import type { Delivery, NewDelivery } from '../src/desk/ports';
import { isBulkOver } from '../src/domain/bulk-export';
import { isRenewed, type RenewedNotice } from '../src/domain/renewal';
import { defineJob } from '../src/queue/define-job';
import { cardMessage, freeze } from '../src/wecom/app-message';
import { bulkExportCard } from '../src/wecom/cards/bulk-export-card';
import { caseMessage, showsLoads } from './case-message';
import { isPastUse } from './over';
import type { JobParts } from './parts';
import { newTaskId } from './task-id';

const Payload = z.strictObject({ id: z.string() });

/** 换新卡 (api.md 6.6): a card still waiting for its answer is replaced before its code is worth nothing. */
export const renewCard = defineJob<z.infer<typeof Payload>, JobParts>({
  name: 'renew-card',
  queue: 'messages',
  payload: Payload,
  jobId: ({ id }) => `renew-${id}`,

  async run({ id }, parts) {
    const { ledger, clock } = parts;
    const delivery = await ledger.delivery(id);
    if (!delivery?.renews || !delivery.notice || !isRenewed(delivery.notice)) return;
    const fresh = await freshOf(delivery, delivery.notice, parts);
    if (fresh) await ledger.renew(id, fresh, clock.now());
    else await ledger.wantRedraw([id], clock.now());
  },
});

/** The same notice as it reads today; undefined when nobody needs it any more. */
async function freshOf(
  { id, complaintId }: Delivery,
  notice: RenewedNotice,
  parts: JobParts,
): Promise<NewDelivery | undefined> {
  const { ledger, agentId, pages } = parts;
  const org = parts.org();
  const freshId = nextId(id);
  if (notice.kind === 'bulk_export') {
    const request = await ledger.bulkExport(notice.id);
    if (!request || isBulkOver(request)) return undefined;
    const taskId = newTaskId(freshId);
    const card = bulkExportCard(request, org, taskId);
    const body = freeze(cardMessage({ to: [notice.to], agentId, card }), freshId);
    return { id: freshId, to: notice.to, body, taskId, notice };
  }
  const complaint = complaintId === undefined ? undefined : await ledger.complaint(complaintId);
  if (!complaint || (await isPastUse(notice, complaint, ledger))) return undefined;
  const loads = showsLoads(notice) ? await ledger.loads() : new Map<string, number>();
  return caseMessage(notice, freshId, complaint, { org, agentId, loads, ...(pages && { pages }) });
}

/** `…-r1`, `…-r2`: the same on every try, so that a card is replaced by one. */
function nextId(id: string): string {
  const [, root = id, no = '0'] = /^(.+)-r(\d+)$/u.exec(id) ?? [];
  return `${root}-r${Number(no) + 1}`;
}
