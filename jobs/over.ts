import type { Ledger } from '../src/desk/ports';
import type { Complaint } from '../src/domain/complaint';
import type { Notice } from '../src/domain/notice';
import { isOver } from '../src/domain/notices';

/** Whether nobody needs a card any more: what it asks for was done, or the alert it belongs to ended. */
export async function isPastUse(
  notice: Notice,
  complaint: Complaint,
  { alert }: Pick<Ledger, 'alert'>,
): Promise<boolean> {
  if (isOver(notice, complaint)) return true;
  return isAnswered(notice, { alert });
}

/** Whether a notice is the card of an alert that ended. */
export async function isAnswered(notice: Notice, { alert }: Pick<Ledger, 'alert'>): Promise<boolean> {
  if (notice.kind !== 'alert' && notice.kind !== 'call_task') return false;
  return (await alert(notice.alert))?.end !== undefined;
}
