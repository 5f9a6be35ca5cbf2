import { trusted } from 'mongoose';
import { END_STATES, type Complaint } from '../domain/complaint';
import { toComplaint } from './complaint-row';
import type { Models } from './models';

/** 在办的投诉 by number, one at a time: a bank may have more of them than fit in memory. */
export async function* openCases(models: Models): AsyncGenerator<Complaint> {
  const rows = models.complaints
    .find({ state: trusted({ $nin: [...END_STATES] }) })
    .sort({ _id: 1 })
    .lean()
    .cursor({ batchSize: 200 });
  for await (const row of rows) yield toComplaint(row);
}
