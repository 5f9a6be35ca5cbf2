import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Folded } from '../src/desk/ports';
import { defineJob } from '../src/queue/define-job';
import { cardMessage, freeze } from '../src/wecom/app-message';
import { digestCard } from '../src/wecom/cards/digest-card';
import { isPastUse } from './over';
import type { JobParts } from './parts';

const Payload = z.strictObject({ id: z.string(), version: z.int() });

/** 汇总: what is folded for one person becomes a card in the ledger; the card before it is recalled when this one is sent. */
export const sendDigest = defineJob<z.infer<typeof Payload>, JobParts>({
  name: 'send-digest',
  queue: 'digests',
  payload: Payload,
  jobId: ({ id, version }) => `digest-${id}-${version}`,

  async run({ id, version }, parts) {
    const { digests, clock } = parts;
    const turn = await digests.begin(id, version, clock.now());
    if (!turn) return;
    const items = await standing(id, parts);
    const key = parts.digest(items.map((item) => item.id).join(' '));
    if (items.length === 0) await digests.clear(id, version, clock.now());
    else if (turn.isNews && key !== turn.card?.key) await show(id, version, key, items, parts);
    await digests.settle(id, version, turn.seen, clock.now());
  },
});

/** What is folded and not over. */
async function standing(
  userId: string,
  { digests, ledger }: Pick<JobParts, 'digests' | 'ledger'>,
): Promise<readonly Folded[]> {
  const folded = await digests.folded(userId);
  const items: Folded[] = [];
  for (const item of folded) {
    if (await isPastUse(item.notice, item.complaint, ledger)) await ledger.dropped(item.id, 'moot', 'over');
    else items.push(item);
  }
  return items;
}

async function show(
  userId: string,
  version: number,
  key: string,
  items: readonly Folded[],
  { digests, ledger, agentId, clock }: JobParts,
): Promise<void> {
  const id = `digest-${userId}-${version}`;
  // A userid may hold what a task_id may not.
  const taskId = `digest-${version}-${randomBytes(8).toString('hex')}`;
  const body = freeze(cardMessage({ to: [userId], agentId, card: digestCard(items, taskId) }), id);
  await digests.show(userId, version, { id, key });
  await ledger.tell(
    { id, to: userId, body, taskId, notice: { kind: 'digest', to: userId }, sendAs: 'digest', urgent: true },
    clock.now(),
  );
}
