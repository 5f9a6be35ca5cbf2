import type { Claimed, Lane } from '../src/desk/ports';
import { anyJob, type AnyJob } from '../src/queue/define-job';
import type { Queues } from '../src/queue/queues';
import { alertStep } from './alert-step';
import { chaseBroadcast } from './chase-broadcast';
import { handleCallback } from './handle-callback';
import type { JobParts } from './parts';
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

/** Every job there is, by hand. */
export const JOBS: readonly AnyJob<JobParts>[] = [
  anyJob(handleCallback),
  anyJob(relayEvent),
  anyJob(relayUrgent),
  anyJob(sendMessage),
  anyJob(sendUrgent),
  anyJob(redrawCard),
  anyJob(renewCard),
  anyJob(remind),
  anyJob(alertStep),
  anyJob(writeDocument),
  anyJob(runRoutine),
  anyJob(recountDues),
  anyJob(sendDigest),
  anyJob(sendBatch),
  anyJob(chaseBroadcast),
  anyJob(redrawReceipt),
  anyJob(postToGroup),
];

/** Which job a waiting row becomes. */
export function putOn(queues: Queues, lane: Lane, claimed: Claimed): Promise<void> {
  const { id, complaintId = '', seq = 0, version = 0, calendarNo = 0 } = claimed;
  switch (lane) {
    case 'callbacks':
      return queues.add(handleCallback, { id });
    case 'urgent_events':
      return queues.add(relayUrgent, { complaintId, seq, version });
    case 'events':
      return queues.add(relayEvent, { complaintId, seq, version });
    case 'urgent':
      return queues.add(sendUrgent, { id, release: version });
    case 'messages':
      return queues.add(sendMessage, { id, release: version });
    case 'redraws':
      return queues.add(redrawCard, { id, version });
    case 'renewals':
      return queues.add(renewCard, { id });
    case 'deadlines':
      return queues.add(remind, { id, version, complaintId });
    case 'alerts':
      return queues.add(alertStep, { id, version });
    case 'documents':
      return queues.add(writeDocument, { complaintId, seq });
    case 'routines':
      return queues.add(runRoutine, { name: id, version });
    case 'reckonings':
      return queues.add(recountDues, { complaintId, calendarNo, version });
    case 'digests':
      return queues.add(sendDigest, { id, version });
    case 'broadcasts':
      return queues.add(chaseBroadcast, { id, version });
    case 'batches':
      return queues.add(sendBatch, { id });
    case 'receipts':
      return queues.add(redrawReceipt, { id, version });
    case 'posts':
      return queues.add(postToGroup, { id });
  }
}
