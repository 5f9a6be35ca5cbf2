import { checkCalendar } from './check-calendar';
import { checkRecords } from './check-records';
import { checkVacancies } from './check-vacancies';
import type { Routine } from './routine';
import { clearUploads } from './clear-uploads';
import { weeklySummary } from './weekly-summary';

/** Every routine there is, by hand. */
export const ROUTINES: readonly Routine[] = [
  checkVacancies,
  checkRecords,
  checkCalendar,
  weeklySummary,
  clearUploads,
];
