import type { Claimed, Lane } from '../src/desk/ports';
import type { JobDefinition, QueueName } from '../src/queue/define-job';
import type { Queues } from '../src/queue/queues';
import { alertStep } from './alert-step';
import { chaseBroadcast } from './chase-broadcast';
import { handleCallback } from './handle-callback';
import { keepEvidence } from './keep-evidence';
import { postToGroup } from './post-to-group';
import { recountDues } from './recount-dues';
import { redrawCard } from './redraw-card';
import { redrawReceipt } from './redraw-receipt';
import { relayEvent, relayUrgent } from './relay-event';
import { remind } from './remind';
import { renewCard } from './renew-card';
import { runRoutine } from './run-routine';
import { sendBatch } from './send-batch';
import { sendDigest } from './send-digest';
import { sendMessage, sendUrgent } from './send-message';
import { writeDocument } from './write-document';
import type { JobParts } from './parts';

/** What becomes of a waiting row: where its job goes, and how it gets there. */
interface Work {
  readonly queue: QueueName;
  readonly put: (queues: Queues, claimed: Claimed) => Promise<void>;
}

function work<Payload>(
  job: JobDefinition<Payload, JobParts>,
  payloadOf: (claimed: Required<Claimed>) => Payload,
): Work {
  return {
    queue: job.queue,
    put: (queues, claimed) => queues.add(job, payloadOf({ ...NOTHING, ...claimed })),
  };
}
const NOTHING = { complaintId: '', seq: 0, version: 0, calendarNo: 0, dueAt: new Date(0) };

/** 待办 → 任务. */
const WORK: Readonly<Record<Lane, Work>> = {
  callbacks: work(handleCallback, ({ id }) => ({ id })),
  urgent_events: work(relayUrgent, ({ complaintId, seq, version }) => ({ complaintId, seq, version })),
  events: work(relayEvent, ({ complaintId, seq, version }) => ({ complaintId, seq, version })),
  urgent: work(sendUrgent, ({ id, version }) => ({ id, release: version })),
  messages: work(sendMessage, ({ id, version }) => ({ id, release: version })),
  redraws: work(redrawCard, ({ id, version }) => ({ id, version })),
  renewals: work(renewCard, ({ id }) => ({ id })),
  deadlines: work(remind, ({ id, version, complaintId }) => ({ id, version, complaintId })),
  alerts: work(alertStep, ({ id, version }) => ({ id, version })),
  documents: work(writeDocument, ({ complaintId, seq }) => ({ complaintId, seq })),
  routines: work(runRoutine, ({ id, version }) => ({ name: id, version })),
  reckonings: work(recountDues, ({ complaintId, calendarNo, version }) => ({
    ...{ complaintId, calendarNo, version },
  })),
  digests: work(sendDigest, ({ id, version }) => ({ id, version })),
  broadcasts: work(chaseBroadcast, ({ id, version }) => ({ id, version })),
  batches: work(sendBatch, ({ id }) => ({ id })),
  receipts: work(redrawReceipt, ({ id, version }) => ({ id, version })),
  posts: work(postToGroup, ({ id }) => ({ id })),
  uploads: work(keepEvidence, ({ id }) => ({ id })),
};

/** A waiting row goes on its queue. */
export function putOn(queues: Queues, lane: Lane, claimed: Claimed): Promise<void> {
  return WORK[lane].put(queues, claimed);
}

/** Whether the queue of this lane can do with more. */
export function hasRoom(queues: Queues, lane: Lane): Promise<boolean> {
  return queues.hasRoom(WORK[lane].queue);
}
