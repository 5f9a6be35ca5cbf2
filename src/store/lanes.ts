import type { Collection } from 'mongoose';
import type { Claimed, Lane } from '../desk/ports';
import type { DeliveryRow } from './delivery-row';
import type { DeadlineRow, Models, OutboxRow } from './models';

export type WaitingRow = { readonly _id: string } & Partial<
  OutboxRow & DeadlineRow & Pick<DeliveryRow, 'redraws' | 'releases'>
>;

/** Where the rows of a lane stand, which of them wait besides the lease, and what tells their job from another of the same row. */
export interface Waiting {
  readonly rows: Collection;
  readonly where: Readonly<Record<string, unknown>>;
  readonly more: (row: WaitingRow) => Partial<Claimed>;
  /** Of a new row, whether it waits here; any does unless said otherwise. */
  readonly hears?: (row: Pick<WaitingRow, 'urgent'>) => boolean;
}

const UNSENT = { $in: ['pending', 'folding'] };
const NOT_URGENT = { urgent: { $ne: true } };
const isUrgent = ({ urgent }: Pick<WaitingRow, 'urgent'>) => urgent === true;
const isOrdinary = ({ urgent }: Pick<WaitingRow, 'urgent'>) => urgent !== true;
const no = () => false;
const nothing = () => ({});
const version = (row: WaitingRow) => ({ version: row.version ?? 0 });
const place = ({ complaintId = '', seq = 0 }: WaitingRow) => ({ complaintId, seq });
const putBack = (row: WaitingRow) => ({ ...place(row), version: row.putBackAt?.getTime() ?? 0 });
const release = (row: WaitingRow) => ({ version: row.releases ?? 0 });
const redraw = (row: WaitingRow) => ({ version: row.redraws ?? 0 });
const lease = (row: WaitingRow) => ({ version: row.claimedUntil?.getTime() ?? 0 });
const due = (row: WaitingRow) => ({
  ...version(row),
  complaintId: row.complaintId ?? '',
  ...(row.dueAt && { dueAt: row.dueAt }),
});

export type Lanes = Readonly<Record<Lane, Waiting>>;

/** `calendarNo`: cases counted under an older calendar wait to be counted anew. */
export function lanesOf(models: Models, inbox: Collection, calendarNo: number): Lanes {
  const deliveries = models.deliveries.collection;
  const outbox = models.outbox.collection;
  const reckoned = (row: WaitingRow) => ({ ...version(row), complaintId: String(row._id), calendarNo });
  const behind = { calendarNo: { $lt: calendarNo } };
  const waits = { waits: true };
  const pending = { status: 'pending' };
  const wanted = { redraw: 'wanted' };
  const ordinary = { ...NOT_URGENT, status: UNSENT };
  return {
    callbacks: { rows: inbox, where: pending, more: nothing },
    urgent_events: { rows: outbox, where: { urgent: true }, more: putBack, hears: isUrgent },
    events: { rows: outbox, where: NOT_URGENT, more: putBack, hears: isOrdinary },
    urgent: { rows: deliveries, where: { urgent: true, status: UNSENT }, more: release, hears: isUrgent },
    messages: { rows: deliveries, where: ordinary, more: release, hears: isOrdinary },
    redraws: { rows: deliveries, where: wanted, more: redraw, hears: no },
    renewals: { rows: deliveries, where: { renews: true }, more: nothing, hears: no },
    deadlines: { rows: models.deadlines.collection, where: {}, more: due },
    alerts: { rows: models.alerts.collection, where: waits, more: version },
    documents: { rows: models.paperwork.collection, where: {}, more: place },
    routines: { rows: models.routines.collection, where: {}, more: version },
    reckonings: { rows: models.reckonings.collection, where: behind, more: reckoned },
    digests: { rows: models.digests.collection, where: { stale: true }, more: version },
    broadcasts: { rows: models.broadcasts.collection, where: waits, more: version },
    batches: { rows: models.batches.collection, where: pending, more: nothing },
    receipts: { rows: models.receipts.collection, where: wanted, more: lease, hears: no },
    uploads: { rows: models.uploads.collection, where: { state: 'checking' }, more: nothing, hears: no },
    posts: { rows: models.groupPosts.collection, where: pending, more: nothing },
  };
}
