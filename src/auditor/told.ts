import type { Complaint } from '../domain/complaint';
import type { DomainEvent } from '../domain/events';
import { isOver, noticesFor } from '../domain/notices';
import type { Org } from '../domain/org';

/** Whether an event, relayed with the case as it is, leads to a message. */
export function isToBeTold(event: DomainEvent, complaint: Complaint, org: Org): boolean {
  return noticesFor(event, complaint, org).some((notice) => !isOver(notice, complaint));
}

/**
 * 应告知: whether an event led to a message, whenever it was relayed: in every state the case has been in since, somebody
 * was to be told. In one where nobody was, it may have been relayed to nobody, and rightly so.
 */
export function wasToBeTold(event: DomainEvent, states: readonly Complaint[], org: Org): boolean {
  return states.length > 0 && states.every((state) => isToBeTold(event, state, org));
}
