import { z } from 'zod';
import { defineJob } from '../src/queue/define-job';
import { cardUpdate, freezeUpdate } from '../src/wecom/app-message';
import { broadcastCard } from '../src/wecom/cards/broadcast-card';
import { confirmedLabel } from '../src/wecom/copy-broadcast';
import { WeComError } from '../src/wecom/wecom-error';
import type { JobParts } from './parts';

const Payload = z.strictObject({ id: z.string(), version: z.int() });
const CODE_USED = 42022;

/** 回执重绘 (R62): the button of one reader's card gives way to when they confirmed. */
export const redrawReceipt = defineJob<z.infer<typeof Payload>, JobParts>({
  name: 'redraw-receipt',
  queue: 'redraws',
  payload: Payload,
  jobId: ({ id, version }) => `receipt-${id}-${version}`,

  async run({ id }, { broadcasts, wecom, org, agentId, log }) {
    const receipt = await broadcasts.confirmed(id);
    const broadcast = receipt && (await broadcasts.broadcast(receipt.broadcast));
    if (!receipt) return;
    const { userId, confirmedAt, responseCode } = receipt;
    if (!broadcast || !confirmedAt || responseCode === undefined) return broadcasts.redrawn(id, 'lost');
    const card = broadcastCard(broadcast, org(), broadcast.id);
    const replaceText = confirmedLabel(confirmedAt);
    try {
      await wecom.updateTemplateCard(
        freezeUpdate(cardUpdate({ userIds: [userId], agentId, responseCode, card, replaceText })),
      );
      await broadcasts.redrawn(id, 'done');
    } catch (error) {
      if (!(error instanceof WeComError) || error.action !== 'stop') throw error;
      // 42022: an earlier try got through although we did not hear of it.
      const isDone = error.errcode === CODE_USED;
      if (!isDone)
        log.warn({ receipt: id, errcode: error.errcode }, 'card cannot be redrawn until it is tapped');
      await broadcasts.redrawn(id, isDone ? 'done' : 'lost');
    }
  },

  givenUp: ({ id }, { broadcasts }) => broadcasts.redrawn(id, 'lost'),
});
