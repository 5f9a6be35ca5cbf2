import type { NewDelivery } from '../src/desk/ports';
import type { Complaint } from '../src/domain/complaint';
import type { Org } from '../src/domain/org';
import type { AlertNotice } from '../src/domain/urgent-notice';
import { cardMessage, freeze } from '../src/wecom/app-message';
import { alertCard } from '../src/wecom/cards/alert-card';
import { newTaskId } from './task-id';

/** A card of an alert, as it stands in the ledger. */
export function alertMessage(
  notice: AlertNotice,
  id: string,
  complaint: Complaint,
  { org, agentId }: { readonly org: Org; readonly agentId: number },
): NewDelivery {
  const taskId = newTaskId(id);
  const card = alertCard(notice, complaint, org, taskId);
  const body = freeze(cardMessage({ to: [notice.to], agentId, card }), id);
  return { id, to: notice.to, body, complaintId: complaint.id, taskId, notice };
}
