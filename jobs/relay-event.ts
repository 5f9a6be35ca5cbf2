import { z } from 'zod';
import type { NewDelivery } from '../src/desk/ports';
import { askedOf, type Alert } from '../src/domain/alert';
import type { Complaint } from '../src/domain/complaint';
import { groupPostFor } from '../src/domain/group-post';
import type { Org } from '../src/domain/org';
import type { CaseNotice } from '../src/domain/notice';
import { isOver, noticesFor } from '../src/domain/notices';
import { alertOn, asksAnswer } from '../src/domain/raise-alert';
import type { Rules } from '../src/domain/rules';
import { defineJob, type JobDefinition, type QueueName } from '../src/queue/define-job';
import { groupPostText } from '../src/wecom/copy-group';
import { alertMessage } from './alert-message';
import { caseMessage, showsLoads } from './case-message';
import { tellGroup } from './group-message';
import type { PagesAt } from '../src/wecom/cards/pages';
import type { JobParts } from './parts';

/** `version`: 0, or when a lost event was put back; its job of the first time may still be known as done. */
const Payload = z.strictObject({ complaintId: z.string(), seq: z.int(), version: z.int().default(0) });

type Payload = z.infer<typeof Payload>;

/** 事件转发: what happened becomes messages in the ledger and perhaps a post into the group, and cards it made pointless are marked for redrawing. */
function relayJob(name: string, queue: QueueName, prefix: string): JobDefinition<Payload, JobParts> {
  return defineJob({
    name,
    queue,
    payload: Payload,
    jobId: ({ complaintId, seq, version }) =>
      `${prefix}-${complaintId}-${seq}${version > 0 ? `-${version}` : ''}`,
    run: relay,
  });
}

export const relayEvent = relayJob('relay-event', 'events', 'ev');

/** 紧急事件: a queue of its own, so that nothing ordinary stands before it. */
export const relayUrgent = relayJob('relay-urgent', 'urgent_events', 'uev');

async function relay({ complaintId, seq }: Payload, parts: JobParts): Promise<void> {
  const { ledger, clock } = parts;
  const org = parts.org();
  const found = await ledger.eventOf(complaintId, seq);
  if (!found) return;

  const notices = noticesFor(found.event, found.complaint, org);
  const loads = notices.some(showsLoads) ? await ledger.loads() : new Map<string, number>();
  const known = { ...parts, org, loads, at: clock.now() };
  const made = notices
    // Done while we waited: nobody is asked for what is over.
    .filter((notice) => !isOver(notice, found.complaint))
    .map((notice, index) => madeOf(notice, `${complaintId}-${seq}-${index}`, found.complaint, known));

  const standing = await ledger.standingCards(complaintId);
  const over = standing.filter(({ notice }) => notice && isOver(notice, found.complaint));
  await ledger.wantRedraw(
    over.map(({ id }) => id),
    clock.now(),
  );
  await ledger.raise(made.flatMap(({ alert }) => alert ?? []));
  const post = groupPostFor(found.event, found.complaint);
  if (post) await tellGroup(parts, `${complaintId}-${seq}-g`, groupPostText(post));
  const deliveries = made.map(({ delivery }) => delivery);
  await ledger.relay(complaintId, seq, deliveries, clock.now());
}

interface Known {
  readonly at: Date;
  readonly org: Org;
  readonly rulesOf: (version: string) => Rules;
  readonly agentId: number;
  readonly pages?: PagesAt;
  readonly loads: ReadonlyMap<string, number>;
}

interface Made {
  readonly delivery: NewDelivery;
  readonly alert?: Alert;
}

/** An urgent notice begins an alert, whose first card it is (R63). */
function madeOf(notice: CaseNotice, id: string, complaint: Complaint, known: Known): Made {
  if (!asksAnswer(notice)) return { delivery: caseMessage(notice, id, complaint, known) };
  const rules = known.rulesOf(complaint.rulesVersion).call;
  const alert = alertOn(notice, id, complaint, { ...known, rules });
  const { to } = notice;
  const { insteadOf } = askedOf(alert);
  const about = { kind: 'alert', to, alert: id, about: notice, isSecond: false } as const;
  const said = insteadOf === undefined ? about : { ...about, insteadOf };
  return { delivery: alertMessage(said, id, complaint, known), alert };
}
