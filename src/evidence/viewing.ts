import { Readable } from 'node:stream';
import { Semaphore } from 'async-mutex';
import type { Desk, Visit } from '../desk/desk';
import type { EvidenceStore, Viewing } from '../desk/evidence-ports';
import type { Paperwork } from '../desk/paperwork-ports';
import type { Clock } from '../desk/ports';
import { printsOf } from '../documents/templates';
import type { Evidence } from '../domain/evidence';
import { parseCaseNumber } from '../domain/number';
import type { Person } from '../domain/org';
import { isRefusal, refuse, type Refusal } from '../domain/ruling';
import { markImage } from './mark-image';
import { markPdf } from './mark-pdf';

export interface ViewingParts {
  readonly desk: Desk;
  readonly evidence: EvidenceStore;
  readonly paperwork: Pick<Paperwork, 'open'>;
  readonly clock: Clock;
}

/** A film is fetched in parts: within this time of having been shown its beginning, the rest is one look. */
const ONE_LOOK_MS = 600_000;
/** So many are marked at once: each is held whole. */
const AT_ONCE = 2;

/** 阅览 (R26): the right is asked and the look is logged, then the file is opened, marked with who looks and when. */
export function createViewing({ desk, evidence: store, paperwork, clock }: ViewingParts): Viewing {
  const hands = new Semaphore(AT_ONCE);

  const visited = async <T extends object>(
    viewId: string,
    look: (visit: Visit) => Promise<T | Refusal>,
  ): Promise<T | Refusal> => {
    let seen: T | Refusal = refuse('not_found');
    await desk.once({ kind: 'view', id: viewId }, async (visit) => {
      seen = await look(visit);
    });
    return seen;
  };

  const marked = (mime: string, bytes: AsyncIterable<Buffer>, { name }: Person): Promise<Buffer> =>
    hands.runExclusive(async () => {
      const mark = { name, at: clock.now() };
      const whole = await gathered(bytes);
      return mime === 'application/pdf' ? markPdf(whole, mark) : markImage(whole, mark);
    });

  return {
    evidence: async ({ complaintId, no, by, range, viewId }) => {
      const goesOn = range && range.start > 0 && { since: new Date(clock.now().getTime() - ONE_LOOK_MS) };
      const seen = await visited(viewId, (visit) =>
        visit.showEvidence(complaintId, no, by, goesOn || undefined),
      );
      if (isRefusal(seen)) return seen;
      const { kind, mime, size } = seen.evidence;
      const isFlowing = kind === 'audio' || kind === 'video';
      const part = isFlowing && range ? within(range, seen.evidence) : undefined;
      const bytes = await store.read(complaintId, seen.evidence, part);
      if (!bytes) return refuse('file_destroyed', { rule: 'R28' });
      if (isFlowing) return { mime, bytes, size, isRanged: true, ...(part && { range: part }) };
      const whole = await marked(mime, bytes, by);
      return { mime, bytes: Readable.from([whole]), size: whole.length, isRanged: false };
    },

    document: async ({ no, by, viewId }) => {
      const complaintId = parseCaseNumber(no);
      if (complaintId === undefined) return refuse('not_found');
      const seen = await visited(viewId, (visit) =>
        visit.showDocument(complaintId, { no, prints: printsOf(no) }, by),
      );
      if (isRefusal(seen)) return seen;
      const file = await paperwork.open(no);
      if (!file) return refuse('document_unready');
      const mime = 'application/pdf';
      const whole = await marked(mime, Readable.from([file.pdf]), by);
      return { mime, bytes: Readable.from([whole]), size: whole.length, isRanged: false };
    },
  };
}

/** The part that is there of what was asked for; the whole when none of it is. */
function within(
  { start, end }: { readonly start: number; readonly end?: number },
  { size }: Evidence,
): { readonly start: number; readonly end: number } | undefined {
  const last = Math.min(end ?? size - 1, size - 1);
  return start >= 0 && start <= last ? { start, end: last } : undefined;
}

async function gathered(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}
