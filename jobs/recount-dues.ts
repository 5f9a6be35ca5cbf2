import { z } from 'zod';
import { UncoveredYear } from '../src/domain/calendar';
import { defineJob, Later } from '../src/queue/define-job';
import type { JobParts } from './parts';

const Payload = z.strictObject({ complaintId: z.string(), calendarNo: z.int(), version: z.int() });

const RETRY_MS = 15_000;

/** 日历变更重算 (6.5): one open case whose dues were reckoned by an older calendar. Never given up. */
export const recountDues = defineJob<z.infer<typeof Payload>, JobParts>({
  name: 'recount-dues',
  queue: 'reckonings',
  payload: Payload,
  // The case's version too: an act of a process with the older calendar puts the case behind again.
  jobId: ({ complaintId, calendarNo, version }) => `cal-${complaintId}-${calendarNo}-${version}`,

  async run({ complaintId, calendarNo }, { desk, calendar, log }) {
    // Asked for by a newer process: this one does not know that calendar, and leaves it to those that do.
    if (calendarNo > calendar.no) throw new Later(RETRY_MS);
    await desk
      .once({ kind: 'calendar', id: complaintId, version: calendar.no }, (visit) =>
        visit.recount(complaintId),
      )
      .catch((error: unknown) => {
        // Comes back until the year is added with the next calendar.
        if (error instanceof UncoveredYear)
          log.warn({ complaintId, year: error.year }, 'calendar lacks a year');
        throw error;
      });
  },
});
