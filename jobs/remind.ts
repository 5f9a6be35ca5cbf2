import { z } from 'zod';
import { defineJob } from '../src/queue/define-job';
import { isRefusal } from '../src/domain/ruling';
import type { JobParts } from './parts';

const Payload = z.strictObject({
  id: z.string(),
  version: z.int(),
  complaintId: z.string(),
});

/** 到时催办: one threshold of one clock, once. The sweeper found it due; this asks the desk. */
export const remind = defineJob<z.infer<typeof Payload>, JobParts>({
  name: 'remind',
  queue: 'deadlines',
  payload: Payload,
  jobId: ({ id, version }) => `rem-${id}-${version}`,

  async run({ id, version, complaintId }, { desk, log }) {
    await desk.once({ kind: 'deadline', id, version }, async (visit) => {
      const { clockId, threshold } = partsOf(id, complaintId);
      const outcome = await visit.remind(complaintId, { type: 'remind', clockId, threshold });
      // The clock was stopped while we waited: good news, so the job is done.
      if (isRefusal(outcome)) log.info({ deadline: id, refused: outcome.refused }, 'reminder not needed');
    });
  },
});

/** `<case>-<C6-1>-<threshold>`: the deadline's id is made by store/deadlines.ts. */
function partsOf(id: string, complaintId: string): { clockId: string; threshold: string } {
  const [kind = '', no = '', ...threshold] = id.slice(complaintId.length + 1).split('-');
  return { clockId: `${kind}-${no}`, threshold: threshold.join('-') };
}
