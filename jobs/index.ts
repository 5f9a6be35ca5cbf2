import { anyJob, type AnyJob } from '../src/queue/define-job';
import { alertStep } from './alert-step';
import { chaseBroadcast } from './chase-broadcast';
import { handleCallback } from './handle-callback';
import type { JobParts } from './parts';
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
  anyJob(keepEvidence),
];
