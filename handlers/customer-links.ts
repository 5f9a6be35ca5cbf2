import { maySee } from '../src/domain/access';
import type { LinkKind } from '../src/domain/customer-link';
import { isRefusal, refuse } from '../src/domain/ruling';
import { linkText, whichLinkText } from '../src/wecom/copy-customer';
import { refusalText } from '../src/wecom/copy-refusals';
import type { Conversation } from './conversation';

/** 回访链接、答复链接 <编号> (R22, L2): told to who asked, who sends it; nothing of the message is kept. */
export async function giveLink(
  kind: LinkKind,
  complaintId: string | undefined,
  { by, org, visit, say, sayUntraced }: Conversation,
): Promise<void> {
  if (complaintId === undefined) return say(whichLinkText(kind));
  const { complaint } = (await visit.tx.load(complaintId)) ?? {};
  // Denied and missing read the same (design decision 8).
  if (!complaint || !maySee(by, complaint, org)) return say(refusalText(refuse('not_found'), org));
  const given = await visit.giveLink(complaintId, kind, by);
  if (isRefusal(given)) return say(refusalText(given, org, complaintId));
  await sayUntraced(linkText(given.complaint, kind, given));
}
