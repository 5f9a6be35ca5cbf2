import type { DisclosureCommand } from '../src/chat/disclosures';
import { redact } from '../src/chat/redact';
import { may, seesWhole } from '../src/domain/access';
import { approversOf } from '../src/domain/authority';
import { openApprovals, type Complaint } from '../src/domain/complaint';
import { isRefusal, refuse } from '../src/domain/ruling';
import { accessLogText, askedText, DISCLOSURE } from '../src/wecom/copy-disclosure';
import { refusalText } from '../src/wecom/copy-refusals';
import type { Conversation } from './conversation';

/** 看原文、跨组查阅、导出 of one case (G6, R32). To ask for a case one may not see has one answer, whether there is such a case or not. */
export async function askDisclosure(
  { what, complaintId, fields, reason }: DisclosureCommand & { kind: 'disclose' },
  talk: Conversation,
): Promise<void> {
  const { by, org, visit, say } = talk;
  if (complaintId === undefined) return say(DISCLOSURE.whichCase);
  if (reason === '') return say(DISCLOSURE.noReason);
  const { complaint } = (await visit.tx.load(complaintId)) ?? {};
  const isSeen = complaint !== undefined && seesWhole(by, complaint, org);
  const outcome = complaint
    ? await visit.act(
        complaintId,
        { type: 'disclose', what, reason: await cleared(reason, complaint, talk), ...(fields && { fields }) },
        by,
      )
    : refuse('not_found');
  if (what === 'crossGroup' && !isSeen) return say(DISCLOSURE.acrossReceipt);
  if (isRefusal(outcome)) return say(refusalText(outcome, org, complaintId));
  await say(askedText(outcome.complaint, what, decidersOf(outcome.complaint, talk), org));
}

/** What people type goes onto a card: numbers and the complainant's name are left out of it (R54). */
async function cleared(reason: string, { id }: Complaint, { visit }: Conversation): Promise<string> {
  const { name } = await visit.tx.readParty(id, ['name']);
  return redact(reason, name === undefined ? [] : [name]);
}

/** The request just made is the last signature that waits. */
function decidersOf(complaint: Complaint, { org }: Conversation): readonly string[] {
  const asked = openApprovals(complaint).at(-1);
  return asked ? approversOf(asked, complaint, org).map(({ userId }) => userId) : [];
}

const MAX_LINES = 12;

/** 访问记录 <编号>: for who reads the log (6.6); denied and missing read the same. */
export async function showAccessLog(complaintId: string | undefined, talk: Conversation): Promise<void> {
  const { by, org, visit, say } = talk;
  if (complaintId === undefined) return say(DISCLOSURE.whichLog);
  const { complaint } = (await visit.tx.load(complaintId)) ?? {};
  if (!complaint || !may(by, 'R', 'log', complaint, org)) return say(refusalText(refuse('not_found'), org));
  const reads = await visit.tx.accessLog(complaintId, MAX_LINES);
  await say(
    accessLogText(
      complaint,
      reads.map(({ event }) => event),
      org,
    ),
  );
}
