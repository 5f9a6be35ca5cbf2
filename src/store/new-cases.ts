import type { ClientSession, Collection } from 'mongoose';
import type { RecordedEvent } from '../desk/ports';
import type { Complaint } from '../domain/complaint';
import type { Deadline } from '../domain/escalation';
import { isUrgentEvent } from '../domain/raise-alert';
import { toRow } from './complaint-row';
import { deadlineRow } from './deadlines';
import type { Models, OutboxRow } from './models';
import { paperworkOf } from './paperwork';
import { reckoningOf } from './reckonings';

/** 新登记的一件, with all that is written of it; of its parties the vault knows. */
export interface NewCase {
  readonly complaint: Complaint;
  readonly events: readonly RecordedEvent[];
  readonly deadlines: readonly Deadline[];
}

/** One command a collection, however many they are. */
export async function insertCases(
  models: Models,
  session: ClientSession,
  calendarNo: number,
  cases: readonly NewCase[],
): Promise<void> {
  const rows = cases.map(({ complaint, events, deadlines }) =>
    toRow(complaint, events.at(-1)?.hash ?? '', deadlines),
  );
  await insert(models.complaints, session, rows);
  const news = cases.flatMap(({ events }) => events);
  await recordEvents(models, session, news);
  const armed = cases.flatMap(({ complaint, deadlines }) =>
    deadlines.map((deadline) => deadlineRow(complaint.id, deadline, 1)),
  );
  await insert(models.deadlines, session, armed);
  const reckonings = cases.flatMap(({ complaint }) => reckoningOf(complaint, calendarNo));
  await insert(models.reckonings, session, reckonings);
}

/** The events, what is to be told of each, and what is to be printed. */
export async function recordEvents(
  models: Models,
  session: ClientSession,
  events: readonly RecordedEvent[],
): Promise<void> {
  await insert(models.events, session, events);
  await insert(models.outbox, session, events.map(outboxRow));
  await insert(models.paperwork, session, events.flatMap(paperworkOf));
}

/** Rows made here a moment ago, by their types: nothing is to be cast or looked through, which took most of a filing's time. */
async function insert(
  { collection }: { readonly collection: Collection },
  session: ClientSession,
  rows: readonly object[],
): Promise<void> {
  if (rows.length > 0) await collection.insertMany(rows, { session, ignoreUndefined: true });
}

function outboxRow({ complaintId, seq, event }: RecordedEvent): OutboxRow {
  return {
    _id: `${complaintId}-${seq}`,
    complaintId,
    seq,
    createdAt: event.at,
    claimedUntil: event.at,
    ...(isUrgentEvent(event) && { urgent: true as const }),
  };
}
