import { z } from 'zod';
import { FORMS, type Form } from '../src/chat/command';
import type { Understood } from '../src/chat/understand';
import type { Conversation } from './conversation';

const DraftRow = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('filing'),
    understood: z.custom<Understood>((value) => typeof value === 'object'),
  }),
  z.object({
    kind: z.literal('form'),
    form: z.enum(Object.keys(FORMS) as [Form, ...Form[]]),
    complaintId: z.string(),
    text: z.string(),
  }),
  z.object({
    kind: z.literal('broadcast'),
    audience: z.union([z.literal('all'), z.array(z.string()).readonly()]),
    text: z.string(),
  }),
]);

/** 草稿: what a person is in the middle of saying; sealed in the store, gone after a day. */
export type Draft = z.infer<typeof DraftRow>;

/** The draft that stands; one written by a release that shaped it otherwise counts as none. */
export async function draftOf({ by, visit }: Conversation): Promise<Draft | undefined> {
  return DraftRow.safeParse(await visit.tx.draft(by.userId)).data;
}

export function keep({ by, visit }: Conversation, draft: Draft): Promise<void> {
  return visit.tx.saveDraft(by.userId, draft);
}

export function drop({ by, visit }: Conversation): Promise<void> {
  return visit.tx.clearDraft(by.userId);
}
