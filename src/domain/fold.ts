import { onClocks } from './clock-fold';
import type { Approval, Clock, Complaint, EmergencyAct } from './complaint';
import type { DomainEvent, EventOf, Passes } from './events';
import { onTasks } from './task-fold';
import { stateAfter } from './transitions';

/** 首个事件 makes the case; it cannot refuse: what is written has happened. */
export function born(event: EventOf<'registered'>): Complaint {
  return withTraces(
    {
      id: event.complaintId,
      version: 0,
      cycle: 1,
      state: 'RECEIVED',
      rulesVersion: event.rulesVersion,
      receivedAt: event.receivedAt,
      registeredAt: event.at,
      ...(event.source !== undefined && { source: event.source }),
      ...(event.claimedFen !== undefined && { claimedFen: event.claimedFen }),
      suggested: event.suggested,
      majorReasons: [],
      team: { intake: event.by },
      formerHandlers: [],
      subjects: [],
      recused: [],
      linkedTo: [],
      contacts: [],
      evidence: [],
      planCount: 0,
      approvals: [],
      requests: [],
      disclosures: [],
      extensions: [],
      emergencies: [],
      attempts: [],
      tasks: [],
      clocks: [],
      documents: [],
    },
    event,
  );
}

/** Folds one event in. */
export function fold(complaint: Complaint, event: DomainEvent): Complaint {
  const state = stateAfter(event.type, complaint) ?? complaint.state;
  const changed = PARTS.reduce<Complaint>((folded, part) => part(folded, event), { ...complaint, state });
  return withTraces({ ...changed, formerHandlers: formerHandlers(complaint, changed) }, event);
}

const HANDLING = ['invest', 'solve', 'followUp'] as const;

/** By whatever event a post was handed on: who held it is remembered. */
function formerHandlers({ team, formerHandlers: known }: Complaint, after: Complaint): readonly string[] {
  const left = HANDLING.flatMap((post) => {
    const holder = team[post];
    return holder !== undefined && holder !== after.team[post] && !known.includes(holder) ? [holder] : [];
  });
  return left.length > 0 ? [...known, ...left] : known;
}

/** Folds a whole ruling. */
export function foldAll(complaint: Complaint, events: readonly DomainEvent[]): Complaint {
  return events.reduce(fold, complaint);
}

/** Each part of the case takes what concerns it, and leaves every other event alone. */
const PARTS = [onMainPath, onSignatures, onEmergencies, onSide, onTasks] as const;

/** 主流程 (T1–T12) and what goes along with it. */
function onMainPath(complaint: Complaint, event: DomainEvent): Complaint {
  switch (event.type) {
    case 'contacted':
      return { ...complaint, contacts: [...complaint.contacts, event.contact] };
    case 'classified':
      return {
        ...complaint,
        classification: event.classification,
        groupId: event.groupId,
        majorReasons: event.majorReasons,
        subjects: event.subjects,
      };
    case 'assigned':
      return { ...complaint, team: { ...complaint.team, invest: event.invest } };
    case 'reassigned':
      return { ...complaint, team: { ...complaint.team, [event.post]: event.to } };
    case 'releveled':
      return releveled(complaint, event);
    case 'recused':
      return { ...complaint, recused: [...complaint.recused, event.userId] };
    case 'linked':
      return { ...complaint, linkedTo: [...complaint.linkedTo, event.to] };
    case 'papers_awaited':
      return { ...complaint, waitsForPapers: { from: event.at, what: event.what } };
    case 'papers_received':
      return without(complaint, 'waitsForPapers');
    case 'evidence_added':
      return { ...complaint, evidence: [...complaint.evidence, event.evidence] };
    case 'found':
      return { ...complaint, finding: event.finding, team: { ...complaint.team, solve: event.solve } };
    case 'submitted':
      return {
        ...complaint,
        plan: event.plan,
        planCount: event.plan.version,
        ...(event.disputedFen !== undefined && { disputedFen: event.disputedFen }),
      };
    case 'executed':
      return {
        ...complaint,
        execution: event.execution,
        team: { ...complaint.team, followUp: event.followUp },
      };
    case 'survey_answered':
      return { ...complaint, survey: event.survey };
    case 'followed_up':
      return { ...complaint, attempts: [...complaint.attempts, event.attempt] };
    case 'escalated':
      return onClock(passed(complaint, event.passes), event.clockId, (clock) => ({
        ...clock,
        fired: [...clock.fired, event.threshold],
      }));
    case 'unreached':
      return passed(complaint, event.passes);
    default:
      return complaint;
  }
}

/** 审批: asked for and decided. */
function onSignatures(complaint: Complaint, event: DomainEvent): Complaint {
  switch (event.type) {
    case 'approval_opened': {
      const { step, no, hash, amountFen, required, about, clockId, at } = event;
      const approval: Approval = {
        ...{ ...step, no, hash, amountFen, required, openedAt: at, clockId },
        ...(about !== undefined && { about }),
      };
      return { ...complaint, approvals: [...complaint.approvals, approval] };
    }
    case 'approved': {
      const { by, at, grants, onBehalfOf } = event;
      return decided(complaint, event.no, {
        ...{ by, at, result: 'approved' as const },
        ...(grants && { grants }),
        ...(onBehalfOf && { onBehalfOf }),
      });
    }
    case 'disclosed':
      return { ...complaint, disclosures: [...complaint.disclosures, event.disclosure] };
    case 'returned':
    case 'turned_down':
      return decided(complaint, event.no, {
        by: event.by,
        at: event.at,
        result: 'returned',
        reason: event.reason,
      });
    default:
      return complaint;
  }
}

function decided(complaint: Complaint, no: number, decision: NonNullable<Approval['decided']>): Complaint {
  return onApproval(complaint, no, { decided: decision });
}

/** 越级: a level above may sign as well. */
function passed(complaint: Complaint, passes: Passes | undefined): Complaint {
  return passes ? onApproval(complaint, passes.no, { passedTo: passes.to }) : complaint;
}

function onApproval(complaint: Complaint, no: number, change: Partial<Approval>): Complaint {
  const approvals = complaint.approvals.map((each) => (each.no === no ? { ...each, ...change } : each));
  return { ...complaint, approvals };
}

/** 先行处理 (R35). */
function onEmergencies(complaint: Complaint, event: DomainEvent): Complaint {
  switch (event.type) {
    case 'emergency_acted':
      return { ...complaint, emergencies: [...complaint.emergencies, event.emergency] };
    case 'backfilled':
      return onAct(complaint, event.no, { form: event.form, ...event.completes });
    case 'emergency_settled': {
      const { at, by, result, opinion, no } = event;
      return onAct(complaint, no, { settled: { at, by, result, ...(opinion !== undefined && { opinion }) } });
    }
    default:
      return complaint;
  }
}

function onAct(complaint: Complaint, no: number, more: Partial<EmergencyAct>): Complaint {
  const emergencies = complaint.emergencies.map((act) => (act.no === no ? { ...act, ...more } : act));
  return { ...complaint, emergencies };
}

/** What leaves the main path, comes back to it or ends it. */
function onSide(complaint: Complaint, event: DomainEvent): Complaint {
  switch (event.type) {
    case 'closed':
      return { ...complaint, closedAt: event.at };
    case 'requested':
      return { ...complaint, requests: [...complaint.requests, event.request] };
    case 'declined':
      return { ...complaint, declined: event.telling, closedAt: event.telling.at };
    case 'withdrawn':
      return { ...complaint, withdrawal: event.withdrawal, closedAt: event.at };
    case 'merged':
      return {
        ...complaint,
        ...{ mergedInto: event.into, stateLeft: event.stateLeft, closedAt: event.at },
        clocksLeft: complaint.clocks.filter(({ stoppedAt }) => !stoppedAt).map(({ id }) => id),
      };
    case 'unmerged':
      return without(complaint, 'mergedInto', 'stateLeft', 'clocksLeft', 'closedAt');
    case 'suspended':
      return { ...complaint, suspension: event.suspension, stateLeft: event.suspension.stateLeft };
    case 'resumed':
      return {
        ...without(complaint, 'stateLeft'),
        ...(complaint.suspension && {
          suspension: { ...complaint.suspension, resumedAt: event.at, result: event.result },
        }),
      };
    case 'extended':
      return { ...complaint, extensions: [...complaint.extensions, event.extension] };
    case 'extension_told':
      return {
        ...complaint,
        extensions: complaint.extensions.map((extension) =>
          extension.no === event.no ? { ...extension, told: event.telling } : extension,
        ),
      };
    case 'reopened':
    case 'redone':
      return { ...complaint, cycle: complaint.cycle + 1 };
    case 'verifying':
      return { ...without(complaint, 'closedAt'), verification: event.verification };
    case 'verification_upheld':
      return { ...verified(complaint, event, 'upheld'), closedAt: event.at };
    case 'verification_overturned':
      return { ...verified(complaint, event, 'overturned'), cycle: complaint.cycle + 1 };
    default:
      return complaint;
  }
}

function verified(
  complaint: Complaint,
  { reasons, notice }: EventOf<'verification_upheld' | 'verification_overturned'>,
  result: 'upheld' | 'overturned',
): Complaint {
  const { verification } = complaint;
  return verification
    ? { ...complaint, verification: { ...verification, result, reasons, notice } }
    : complaint;
}

function releveled(complaint: Complaint, event: EventOf<'releveled'>): Complaint {
  const { classification } = complaint;
  return {
    ...complaint,
    majorReasons: event.majorReasons,
    ...(classification && { classification: { ...classification, level: event.to } }),
  };
}

function without(complaint: Complaint, ...keys: readonly (keyof Complaint)[]): Complaint {
  const rest = Object.entries(complaint).filter(([key]) => !keys.includes(key as keyof Complaint));
  return Object.fromEntries(rest) as unknown as Complaint;
}

function onClock(complaint: Complaint, id: string, change: (clock: Clock) => Clock): Complaint {
  return { ...complaint, clocks: complaint.clocks.map((clock) => (clock.id === id ? change(clock) : clock)) };
}

/** What every event may leave behind: on clocks, on signatures and among the documents. */
function withTraces(complaint: Complaint, event: DomainEvent): Complaint {
  const { voids = [], document } = event;
  return {
    ...complaint,
    clocks: onClocks(complaint.clocks, event),
    approvals: complaint.approvals.map((approval) =>
      voids.includes(approval.no) ? { ...approval, voidedAt: event.at } : approval,
    ),
    documents: document ? [...complaint.documents, document] : complaint.documents,
  };
}
