import { z } from 'zod';
import { defineJob, Later } from '../src/queue/define-job';
import { freeze, textMessage } from '../src/wecom/app-message';
import { CHAT } from '../src/wecom/copy-chat';
import type { JobParts } from './parts';

const Payload = z.strictObject({ id: z.string() });

/** 处理回调: one stored callback, once. A person's messages are taken in the order they came. */
export const handleCallback = defineJob<z.infer<typeof Payload>, JobParts>({
  name: 'handle-callback',
  queue: 'callbacks',
  payload: Payload,
  jobId: ({ id }) => `cb-${id}`,

  async run({ id }, { inbox, desk, answer, log }) {
    const row = await inbox.openRow(id);
    if (!row) return;
    if (await inbox.earlierWaiting(id)) throw new Later(50);

    const isFirst = await desk.once({ kind: 'callback', id }, (visit) => answer(row.callback, id, visit));
    if (!isFirst) log.info({ callback: id }, 'callback was handled before');
  },

  /** Its row is kept for examination, and whoever wrote it is not left waiting. */
  async givenUp({ id }, { inbox, ledger, agentId, clock }) {
    const row = await inbox.openRow(id).catch(() => undefined);
    if (row) {
      const { from } = row.callback;
      const sorryId = `sorry-${id}`;
      const body = freeze(textMessage({ to: [from], agentId, content: CHAT.notDone }), sorryId);
      await ledger.tell({ id: sorryId, to: from, body }, clock.now());
    }
    await inbox.failed(id);
  },
});
