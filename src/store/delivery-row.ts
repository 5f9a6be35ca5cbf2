import type { Delivery, NewDelivery } from '../desk/ports';
import type { DeliveryRow } from './models';
import type { Sealer } from './sealer';

const PURPOSE = 'delivery';

/** The row of a message to be sent. What it says is sealed: an answer in chat reads back what somebody told us (R54). */
export function newDeliveryRow(
  { id, body, ...delivery }: NewDelivery,
  at: Date,
  sealer: Sealer,
): Omit<DeliveryRow, 'status'> & { readonly status: 'pending' } {
  const sealed = sealer.seal(body, { purpose: PURPOSE, context: id });
  return { _id: id, ...delivery, sealed, status: 'pending', createdAt: at, claimedUntil: at };
}

export function toDelivery(row: DeliveryRow, sealer: Sealer): Delivery {
  const { _id, to, sealed, createdAt, complaintId, taskId, notice, urgent, status, responseCode, redraw } =
    row;
  return {
    id: _id,
    to,
    body: sealer.open(Buffer.from(sealed.buffer), { purpose: PURPOSE, context: _id }),
    createdAt,
    status,
    ...(complaintId !== undefined && { complaintId }),
    ...(taskId !== undefined && { taskId }),
    ...(notice !== undefined && { notice }),
    ...(urgent && { urgent }),
    ...(responseCode !== undefined && { responseCode }),
    ...(redraw !== undefined && { redraw }),
  };
}
