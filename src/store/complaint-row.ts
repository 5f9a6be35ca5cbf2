import { ownerOf, type Complaint } from '../domain/complaint';
import type { Deadline } from '../domain/escalation';
import { waitsFor } from '../domain/waits';
import { nextDueAt } from './deadlines';
import type { ComplaintRow } from './models';

/** The row of a case, and back: the only place that knows both shapes. */
export function toRow(
  complaint: Complaint,
  chainHash: string,
  deadlines: readonly Deadline[] = [],
): ComplaintRow {
  const { id, ...rest } = complaint;
  const ownerId = ownerOf(complaint);
  const waits = [...waitsFor(complaint)];
  return {
    _id: id,
    ...rest,
    chainHash,
    waits,
    ...(ownerId !== undefined && { ownerId }),
    ...nextDueAt(deadlines),
  };
}

export function toComplaint(row: ComplaintRow): Complaint {
  const {
    _id,
    chainHash: _hash,
    ownerId: _owner,
    nextDueAt: _next,
    waits: _waits,
    rearmedAt: _rearmed,
    evidence = [],
    ...rest
  } = row;
  return { id: _id, evidence, ...rest };
}
