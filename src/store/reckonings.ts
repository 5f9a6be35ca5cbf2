import { trusted, type ClientSession } from 'mongoose';
import type { Complaint } from '../domain/complaint';
import type { Models, ReckoningRow } from './models';

/**
 * 时限按哪份日历算 (6.5): one mark for every case with a running clock. An act leaves the older of two calendars: a
 * process that still runs by the one before marks the case as behind, and never one as ahead.
 */
export async function markReckoning(
  models: Models,
  session: ClientSession,
  { id, version, clocks }: Complaint,
  calendarNo: number,
): Promise<void> {
  if (clocks.every(({ stoppedAt }) => stoppedAt)) {
    await models.reckonings.deleteOne({ _id: id }, { session });
    return;
  }
  await models.reckonings.updateOne(
    { _id: id },
    { $min: { calendarNo }, $set: { version } },
    { upsert: true, session },
  );
}

/** The mark of a new case, by the calendar of who registers it. */
export function reckoningOf({ id, version, clocks }: Complaint, calendarNo: number): readonly ReckoningRow[] {
  return clocks.every(({ stoppedAt }) => stoppedAt) ? [] : [{ _id: id, calendarNo, version }];
}

/** Takes a case that is behind, by making it so no longer; false when it is not, or not by this calendar. */
export async function takeReckoning(
  models: Models,
  session: ClientSession,
  complaintId: string,
  calendarNo: number,
): Promise<boolean> {
  const { modifiedCount } = await models.reckonings.updateOne(
    { _id: complaintId, calendarNo: trusted({ $lt: calendarNo }) },
    { $set: { calendarNo } },
    { session },
  );
  return modifiedCount === 1;
}
