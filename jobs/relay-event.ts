import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { NewDelivery } from '../src/desk/ports';
import type { Complaint } from '../src/domain/complaint';
import type { Org } from '../src/domain/org';
import { isOver, noticesFor, type CaseNotice } from '../src/domain/notices';
import { defineJob } from '../src/queue/define-job';
import { cardMessage, freeze } from '../src/wecom/app-message';
import { noticeCard } from '../src/wecom/cards/notice-card';
import type { JobParts } from './parts';

const Payload = z.strictObject({ complaintId: z.string(), seq: z.int() });

/** 事件转发: what happened becomes messages in the ledger, and cards it made pointless are marked for redrawing. */
export const relayEvent = defineJob<z.infer<typeof Payload>, JobParts>({
  name: 'relay-event',
  queue: 'events',
  payload: Payload,
  jobId: ({ complaintId, seq }) => `ev-${complaintId}-${seq}`,

  async run({ complaintId, seq }, parts) {
    const { ledger, clock, wake } = parts;
    const org = parts.org();
    const found = await ledger.eventOf(complaintId, seq);
    if (!found) return;

    const notices = noticesFor(found.event, found.complaint, org);
    const loads = notices.some(isAssigning) ? await ledger.loads() : new Map<string, number>();
    const deliveries = notices
      // Done while we waited: nobody is asked for what is over.
      .filter((notice) => !isOver(notice, found.complaint))
      .map((notice, index) =>
        deliveryOf(notice, `${complaintId}-${seq}-${index}`, found.complaint, { ...parts, org, loads }),
      );

    const standing = await ledger.standingCards(complaintId);
    const over = standing.filter(({ notice }) => notice && isOver(notice, found.complaint));
    await ledger.wantRedraw(
      over.map(({ id }) => id),
      clock.now(),
    );
    await ledger.relay(complaintId, seq, deliveries, clock.now());
    wake();
  },
});

/** Whose card shows who has how much in hand. */
function isAssigning(notice: CaseNotice): boolean {
  return notice.kind === 'task' && notice.task === 'assign';
}

interface Known {
  readonly org: Org;
  readonly agentId: number;
  readonly loads: ReadonlyMap<string, number>;
}

function deliveryOf(
  notice: CaseNotice,
  id: string,
  complaint: Complaint,
  { org, agentId, loads }: Known,
): NewDelivery {
  // WeCom wants a task_id never used before by this app, also after the database was set up anew.
  const taskId = `${id}-${randomBytes(4).toString('hex')}`;
  const card = noticeCard(notice, complaint, org, taskId, (userId) => loads.get(userId) ?? 0);
  const body = freeze(cardMessage({ to: [notice.to], agentId, card }), id);
  return { id, to: notice.to, body, complaintId: complaint.id, taskId, notice };
}
