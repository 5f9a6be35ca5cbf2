import { z } from 'zod';
import type { Batch } from '../src/desk/broadcast-ports';
import { defineJob, Later } from '../src/queue/define-job';
import { cardMessage, freeze } from '../src/wecom/app-message';
import { broadcastCard } from '../src/wecom/cards/broadcast-card';
import { codesOf, fateOf } from './fate';
import type { JobParts } from './parts';

const Payload = z.strictObject({ id: z.string() });

/** 群发一批 (R62): one message to up to a thousand people. Whom it goes to is fixed before the first try, so every try is the same bytes. */
export const sendBatch = defineJob<z.infer<typeof Payload>, JobParts>({
  name: 'send-batch',
  queue: 'broadcasts',
  payload: Payload,
  jobId: ({ id }) => `batch-${id}`,

  async run({ id }, parts) {
    const batch = await parts.broadcasts.batch(id);
    if (batch?.status !== 'pending') return;
    const ready = batch.triedAt ? batch : await withRoom(batch, parts);
    if (ready.userIds.length > 0) await send(ready, parts);
  },
});

/** Who has had enough for this minute gets it in the next one, and nobody waits for them. */
async function withRoom(batch: Batch, { broadcasts, bulkBudget, clock }: JobParts): Promise<Batch> {
  const { room, later, waitMs } = await bulkBudget(batch.userIds);
  const ready = { ...batch, userIds: room };
  const now = clock.now();
  await broadcasts.tried(ready, { userIds: later, at: new Date(now.getTime() + waitMs) }, now);
  return ready;
}

async function send(batch: Batch, parts: JobParts): Promise<void> {
  const { broadcasts, wecom, org, agentId, clock } = parts;
  const broadcast = await broadcasts.broadcast(batch.broadcast);
  if (!broadcast) return broadcasts.failed(batch, 'broadcast_gone', clock.now());
  const card = broadcastCard(broadcast, org(), batch.taskId);
  try {
    const body = freeze(cardMessage({ to: batch.userIds, agentId, card }), batch.id);
    await broadcasts.sent(batch, await wecom.send(body), clock.now());
  } catch (error) {
    await refused(batch, error, parts);
  }
}

async function refused(batch: Batch, error: unknown, { broadcasts, clock, log }: JobParts): Promise<void> {
  const fate = fateOf(error, batch.triedAt, batch.createdAt, clock.now());
  switch (fate.is) {
    case 'sent':
      return broadcasts.sent(batch, { unreached: [] }, clock.now());
    case 'unreached':
    case 'refused':
      log.warn({ batch: batch.id, failure: fate.failure }, 'broadcast refused by WeCom');
      return broadcasts.failed(batch, fate.failure, clock.now());
    case 'later':
      log.warn({ batch: batch.id, ...codesOf(error), waitMs: fate.waitMs }, 'broadcast not sent yet');
      throw new Later(fate.waitMs);
  }
}
