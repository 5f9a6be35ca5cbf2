import { z } from 'zod';
import type { CallList, Chased } from '../src/desk/broadcasts';
import type { Visit } from '../src/desk/desk';
import { defineJob } from '../src/queue/define-job';
import { cardMessage, freeze, textMessage } from '../src/wecom/app-message';
import { CALLED_AT_ONCE, callListCard } from '../src/wecom/cards/broadcast-card';
import { silentText } from '../src/wecom/copy-broadcast';
import type { JobParts } from './parts';
import { newTaskId } from './task-id';

const Payload = z.strictObject({ id: z.string(), version: z.int() });

/** 追问 (R62): who did not get an important notice, or did not confirm in time, is called; the sender is told who is silent. */
export const chaseBroadcast = defineJob<z.infer<typeof Payload>, JobParts>({
  name: 'chase-broadcast',
  queue: 'broadcasts',
  payload: Payload,
  jobId: ({ id, version }) => `chase-${id}-${version}`,

  async run({ id, version }, { desk, agentId }) {
    await desk.once({ kind: 'broadcast', id, version }, async (visit) => {
      const chased = await visit.chase(id, CALLED_AT_ONCE);
      if (!chased) return;
      for (const list of chased.lists) await askToCall(list, chased, visit, agentId);
      if (chased.isDue) await tellSender(chased, visit, agentId);
    });
  },
});

async function askToCall(
  { by, userIds }: CallList,
  { broadcast }: Chased,
  { tx, at, org }: Visit,
  agentId: number,
): Promise<void> {
  const id = `${broadcast.id}-calls-${broadcast.version}-${by}`;
  const taskId = newTaskId(`${broadcast.id}-calls-${broadcast.version}`);
  const card = callListCard(broadcast, userIds, org, taskId);
  const body = freeze(cardMessage({ to: [by], agentId, card }), id);
  const notice = { kind: 'call_list', to: by, broadcast: broadcast.id } as const;
  await tx.deliver({ id, to: by, body, taskId, notice, sendAs: 'urgent' }, at);
}

async function tellSender(
  { broadcast, receipts }: Chased,
  { tx, at, org }: Visit,
  agentId: number,
): Promise<void> {
  const id = `${broadcast.id}-silent`;
  const content = silentText(broadcast, receipts, org);
  const body = freeze(textMessage({ to: [broadcast.by], agentId, content }), id);
  await tx.deliver({ id, to: broadcast.by, body, sendAs: 'urgent' }, at);
}
