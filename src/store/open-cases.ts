import { trusted } from 'mongoose';
import type { Complaint } from '../domain/complaint';
import { toComplaint } from './complaint-row';
import type { Models } from './models';

/** 在计时的投诉 by number, one at a time: a bank may have more of them than fit in memory. */
export async function* openCases(models: Models): AsyncGenerator<Complaint> {
  const rows = models.complaints
    .find({ clocks: trusted({ $elemMatch: { stoppedAt: null } }) })
    .sort({ _id: 1 })
    .lean()
    .cursor({ batchSize: 200 });
  for await (const row of rows) yield toComplaint(row);
}
