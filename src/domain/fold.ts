import type { Approval, Clock, Complaint } from './complaint';
import type { DomainEvent, EventOf } from './events';
import { stateAfter } from './transitions';

/** 首个事件 makes the case; it cannot refuse: what is written has happened. */
export function born(event: EventOf<'registered'>): Complaint {
  return withClocksAndDocument(
    {
      id: event.complaintId,
      version: 0,
      cycle: 1,
      state: 'RECEIVED',
      rulesVersion: event.rulesVersion,
      receivedAt: event.receivedAt,
      registeredAt: event.at,
      ...(event.claimedFen !== undefined && { claimedFen: event.claimedFen }),
      suggested: event.suggested,
      team: { intake: event.by },
      contacts: [],
      planCount: 0,
      approvals: [],
      attempts: [],
      clocks: [],
      documents: [],
    },
    event,
  );
}

/** Folds one event in. */
export function fold(complaint: Complaint, event: DomainEvent): Complaint {
  const moved: Complaint = { ...complaint, state: stateOf(complaint, event) };
  return withClocksAndDocument(changed(moved, event), event);
}

/** Folds a whole ruling. */
export function foldAll(complaint: Complaint, events: readonly DomainEvent[]): Complaint {
  return events.reduce(fold, complaint);
}

/** A returned closing signature leaves the case in follow-up; every other event goes by the table. */
function stateOf(complaint: Complaint, event: DomainEvent): Complaint['state'] {
  if (event.type === 'returned' && event.step.subject === 'closing') return complaint.state;
  return stateAfter(event.type) ?? complaint.state;
}

function changed(complaint: Complaint, event: DomainEvent): Complaint {
  switch (event.type) {
    case 'registered':
    case 'cleared':
      return complaint;
    case 'contacted':
      return { ...complaint, contacts: [...complaint.contacts, event.contact] };
    case 'classified':
      return { ...complaint, classification: event.classification, groupId: event.groupId };
    case 'assigned':
      return { ...complaint, team: { ...complaint.team, invest: event.invest } };
    case 'reassigned':
      return { ...complaint, team: { ...complaint.team, [event.post]: event.to } };
    case 'found':
      return { ...complaint, finding: event.finding, team: { ...complaint.team, solve: event.solve } };
    case 'submitted':
      return {
        ...complaint,
        plan: event.plan,
        planCount: event.plan.version,
        ...(event.disputedFen !== undefined && { disputedFen: event.disputedFen }),
      };
    case 'approval_opened':
      return { ...complaint, approvals: [...complaint.approvals, opened(event)] };
    case 'approved':
      return decided(complaint, event.no, { by: event.by, at: event.at, result: 'approved' });
    case 'returned':
      return decided(complaint, event.no, {
        by: event.by,
        at: event.at,
        result: 'returned',
        reason: event.reason,
      });
    case 'plan_changed':
      return complaint;
    case 'executed':
      return {
        ...complaint,
        execution: event.execution,
        team: { ...complaint.team, followUp: event.followUp },
      };
    case 'followed_up':
      return { ...complaint, attempts: [...complaint.attempts, event.attempt] };
    case 'closed':
      return { ...complaint, closedAt: event.at };
    case 'escalated':
      return {
        ...complaint,
        clocks: complaint.clocks.map((clock) =>
          clock.id === event.clockId ? { ...clock, fired: [...clock.fired, event.threshold] } : clock,
        ),
      };
  }
}

function opened(event: EventOf<'approval_opened'>): Approval {
  return { ...event.step, no: event.no, planHash: event.planHash, openedAt: event.at };
}

function decided(complaint: Complaint, no: number, decision: NonNullable<Approval['decided']>): Complaint {
  return {
    ...complaint,
    approvals: complaint.approvals.map((approval) =>
      approval.no === no ? { ...approval, decided: decision } : approval,
    ),
  };
}

function withClocksAndDocument(complaint: Complaint, event: DomainEvent): Complaint {
  const stopped: readonly Clock[] = complaint.clocks.map((clock) =>
    !clock.stoppedAt && event.stops?.includes(clock.kind) ? { ...clock, stoppedAt: event.at } : clock,
  );
  const starts = event.starts ?? [];
  const kept = stopped.filter((clock) => !starts.some((start) => start.id === clock.id));
  // Set anew, a clock has told nothing yet: C1 of a case found to be major has other thresholds under the same names.
  const started: readonly Clock[] = starts.map((start) => ({ ...start, fired: [] }));
  return {
    ...complaint,
    clocks: [...kept, ...started],
    documents: event.document ? [...complaint.documents, event.document] : complaint.documents,
  };
}
