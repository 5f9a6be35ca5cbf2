import { z } from 'zod';
import type { EvidenceFile } from '../src/domain/evidence';
import { isRefusal, type Refusal } from '../src/domain/ruling';
import { defineJob } from '../src/queue/define-job';
import type { JobParts } from './parts';

const Payload = z.strictObject({ id: z.string() });
type Payload = z.infer<typeof Payload>;

/**
 * 检查并保存证据 (R20, R26): an upload whose bytes are all here is looked through, stored, and brought to its case; or its sender
 * is told why not. Never given up: while the scanner or the store is away it waits, and nothing passes unseen.
 */
export const keepEvidence = defineJob<Payload, JobParts>({
  name: 'keep-evidence',
  queue: 'uploads',
  payload: Payload,
  jobId: ({ id }) => `keep-${id}`,

  async run({ id }, parts) {
    const { keeping } = parts;
    const upload = await keeping.waiting(id);
    // Settled before, by a worker that did not come to clearing up.
    if (!upload) return keeping.clear(id);
    const examined = await parts.examine(upload, () => keeping.content(upload));
    if (isRefusal(examined)) {
      parts.log.info({ upload: id, refused: examined.refused }, 'evidence refused');
      await settle(id, examined, parts);
    } else {
      const { content, ...facts } = examined;
      const fileId = await keeping.store(upload, content(), facts.size);
      const { kind, source, takenAt, purpose } = upload;
      await settle(
        id,
        { fileId, kind, source, ...facts, ...(takenAt && { takenAt }), ...(purpose && { purpose }) },
        parts,
      );
      // Stays when its case names it: another worker may have been quicker, or the case has ended.
      await keeping.drop(fileId);
    }
    await keeping.clear(id);
  },
});

async function settle(id: string, found: EvidenceFile | Refusal, { desk }: JobParts): Promise<void> {
  await desk.once({ kind: 'upload', id }, (visit) => visit.settleUpload(id, found));
}
