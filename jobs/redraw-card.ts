import { z } from 'zod';
import type { Delivery, Ledger } from '../src/desk/ports';
import { isBulkOver } from '../src/domain/bulk-export';
import { isOver } from '../src/domain/notices';
import type { Org } from '../src/domain/org';
import { defineJob } from '../src/queue/define-job';
import { cardUpdate, freezeUpdate } from '../src/wecom/app-message';
import { alertOutcome } from '../src/wecom/cards/alert-card';
import { bulkOutcomeText } from '../src/wecom/cards/bulk-export-card';
import { outcomeText } from '../src/wecom/cards/notice-card';
import type { InteractiveCard } from '../src/wecom/cards/template-card';
import { CALLED_LABEL } from '../src/wecom/copy-broadcast';
import { CARD_RENEWED } from '../src/wecom/copy-notices';
import { DIGEST } from '../src/wecom/copy-digest';
import { LEAK } from '../src/wecom/copy-leaks';
import { ONE_TAP } from '../src/wecom/copy-one-tap';
import { WeComError } from '../src/wecom/wecom-error';
import type { JobParts } from './parts';

const Payload = z.strictObject({ id: z.string(), version: z.int() });

/** Used, expired, or of a message gone: the card can only be redrawn after its next tap (api.md 6.6). */
const CODE_USED = 42022;
const CODE_LOST: readonly number[] = [60140, 42052, 42016];

/** 重绘卡片: the buttons give way to who decided and when. */
export const redrawCard = defineJob<z.infer<typeof Payload>, JobParts>({
  name: 'redraw-card',
  queue: 'redraws',
  payload: Payload,
  jobId: ({ id, version }) => `redraw-${id}-${version}`,

  async run({ id }, parts) {
    const { ledger, wecom, org, agentId, log } = parts;
    const delivery = await ledger.delivery(id);
    if (delivery?.redraw !== 'wanted') return;
    if (delivery.notice?.kind === 'digest' && (await recalled(delivery, parts)))
      return ledger.redrawn(id, delivery.responseCode, 'done');
    const replaceText = await outcomeOf(delivery, ledger, org());
    const { responseCode } = delivery;
    if (replaceText === undefined || responseCode === undefined) return ledger.redrawn(id, undefined, 'lost');

    const { template_card: card } = JSON.parse(delivery.body) as { template_card: InteractiveCard };
    try {
      await wecom.updateTemplateCard(
        freezeUpdate(cardUpdate({ userIds: [delivery.to], agentId, responseCode, card, replaceText })),
      );
    } catch (error) {
      if (!(error instanceof WeComError)) throw error;
      // 42022: an earlier try got through although we did not hear of it.
      if (error.errcode !== CODE_USED) {
        if (!CODE_LOST.includes(error.errcode)) throw error;
        log.warn({ delivery: id, errcode: error.errcode }, 'card cannot be redrawn until it is tapped');
        return ledger.redrawn(id, responseCode, 'lost');
      }
    }
    await ledger.redrawn(id, responseCode, 'done');
  },

  givenUp: ({ id }, { ledger }) => ledger.redrawn(id, undefined, 'lost'),
});

/** A digest that was answered or overtaken leaves the chat, within 24 h; after that its button gives way like others. */
async function recalled({ id, msgId }: Delivery, { wecom, log }: JobParts): Promise<boolean> {
  if (msgId === undefined) return false;
  try {
    await wecom.recall(msgId);
    return true;
  } catch (error) {
    if (!(error instanceof WeComError) || error.action !== 'stop') throw error;
    log.warn({ delivery: id, errcode: error.errcode }, 'digest cannot be recalled');
    return false;
  }
}

/** The words in place of the buttons; undefined when what the card was about is gone. */
async function outcomeOf(
  { notice, complaintId, to, renewedBy }: Delivery,
  ledger: Ledger,
  org: Org,
): Promise<string | undefined> {
  if (notice?.kind === 'digest') return DIGEST.overtaken;
  if (notice?.kind === 'call_list') return CALLED_LABEL;
  if (notice?.kind === 'leak_form') return LEAK.reported;
  if (notice?.kind === 'one_tap') return ONE_TAP.used;
  if (notice?.kind === 'bulk_export') {
    const request = await ledger.bulkExport(notice.id);
    if (request && renewedBy !== undefined && !isBulkOver(request)) return CARD_RENEWED;
    return request && bulkOutcomeText(request, to, org);
  }
  if (notice?.kind === 'alert' || notice?.kind === 'call_task') {
    const alert = await ledger.alert(notice.alert);
    return alert && alertOutcome(alert, notice, org);
  }
  const complaint = complaintId === undefined ? undefined : await ledger.complaint(complaintId);
  if (!notice || !complaint) return undefined;
  const isRenewed = renewedBy !== undefined && !isOver(notice, complaint);
  return isRenewed ? CARD_RENEWED : outcomeText(notice, complaint, org);
}
