import type { DomainEvent } from '../domain/events';

/** 留痕: writes an event into the record of a case, on which nothing else of it changes by an act. */
export type Note = (complaintId: string, event: DomainEvent) => Promise<void>;
