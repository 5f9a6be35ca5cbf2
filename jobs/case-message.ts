import type { NewDelivery } from '../src/desk/ports';
import type { Complaint } from '../src/domain/complaint';
import type { CardNotice } from '../src/domain/notice';
import type { Org } from '../src/domain/org';
import { cardMessage, freeze } from '../src/wecom/app-message';
import { noticeCard } from '../src/wecom/cards/notice-card';
import { withPages, type PagesAt } from '../src/wecom/cards/pages';
import { newTaskId } from './task-id';

interface Known {
  readonly org: Org;
  readonly agentId: number;
  readonly loads: ReadonlyMap<string, number>;
  readonly pages?: PagesAt;
}

/** Whose card shows who has how much in hand. */
export function showsLoads(notice: { readonly kind: string; readonly task?: string }): boolean {
  return notice.kind === 'task' && notice.task === 'assign';
}

/** The card of a case's notice, as it stands in the ledger. */
export function caseMessage(
  notice: CardNotice,
  id: string,
  complaint: Complaint,
  { org, agentId, loads, pages }: Known,
): NewDelivery {
  const taskId = newTaskId(id);
  const card = withPages(
    noticeCard(notice, complaint, org, taskId, (userId) => loads.get(userId) ?? 0),
    notice,
    complaint.id,
    pages,
  );
  const body = freeze(cardMessage({ to: [notice.to], agentId, card }), id);
  return { id, to: notice.to, body, complaintId: complaint.id, taskId, notice };
}
