import { z } from 'zod';
import { renderPdf } from '../src/documents/render';
import { contentOf } from '../src/documents/template';
import { templateFor } from '../src/documents/templates';
import type { DomainEvent } from '../src/domain/events';
import { Fault } from '../src/errors';
import { defineJob } from '../src/queue/define-job';
import type { JobParts } from './parts';

const Payload = z.strictObject({ complaintId: z.string(), seq: z.int() });
type Payload = z.infer<typeof Payload>;

/**
 * 写文书 (R25, R26): the document an event carries, printed from the case as it was then, sealed and stored once. Never given
 * up: a numbered document is owed, and a release with a mended template writes it.
 */
export const writeDocument = defineJob<Payload, JobParts>({
  name: 'write-document',
  queue: 'documents',
  payload: Payload,
  jobId: ({ complaintId, seq }) => `doc-${complaintId}-${seq}`,

  run: write,
});

async function write({ complaintId, seq }: Payload, parts: JobParts): Promise<void> {
  const { paperwork, org, clock } = parts;
  const found = await paperwork.event(complaintId, seq);
  if (!found?.event.document) throw new Fault('document_event_missing', `${complaintId}-${seq}`);
  const { event, complaint } = found;
  const { document } = found.event;

  const template = templateOf(event);
  const party = await paperwork.party(complaintId, template.needs);
  const pdf = await renderPdf(contentOf(template, { document, event, complaint, party, org: org() }));
  const { no, type } = document;
  await paperwork.store({ no, complaintId, type, templateVersion: template.version, pdf }, clock.now());
}

function templateOf(event: DomainEvent) {
  const template = templateFor(event);
  if (!template) throw new Fault('template_missing', event.type);
  return template;
}
