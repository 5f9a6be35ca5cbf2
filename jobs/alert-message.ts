import type { NewDelivery } from '../src/desk/ports';
import type { Complaint } from '../src/domain/complaint';
import { isIncident, type Incident } from '../src/domain/incident';
import type { Org } from '../src/domain/org';
import type { AlertNotice } from '../src/domain/urgent-notice';
import { cardMessage, freeze } from '../src/wecom/app-message';
import { alertCard } from '../src/wecom/cards/alert-card';
import { withPages, type PagesAt } from '../src/wecom/cards/pages';
import { newTaskId } from './task-id';

/** A card of an alert, as it stands in the ledger. */
export function alertMessage(
  notice: AlertNotice,
  id: string,
  subject: Complaint | Incident,
  { org, agentId, pages }: { readonly org: Org; readonly agentId: number; readonly pages?: PagesAt },
): NewDelivery {
  const taskId = newTaskId(id);
  const card = withPages(alertCard(notice, subject, org, taskId), notice, subject.id, pages);
  const body = freeze(cardMessage({ to: [notice.to], agentId, card }), id);
  const ofCase = isIncident(subject) ? {} : { complaintId: subject.id };
  return { id, to: notice.to, body, ...ofCase, taskId, notice };
}
