import { ownerOf, type Complaint } from '../domain/complaint';
import type { ComplaintRow } from './models';

/** The row of a case, and back: the only place that knows both shapes. */
export function toRow(complaint: Complaint, chainHash: string): ComplaintRow {
  const { id, ...rest } = complaint;
  const ownerId = ownerOf(complaint);
  return { _id: id, ...rest, chainHash, ...(ownerId !== undefined && { ownerId }) };
}

export function toComplaint(row: ComplaintRow): Complaint {
  const { _id, chainHash: _chainHash, ownerId: _ownerId, ...rest } = row;
  return { id: _id, ...rest };
}
