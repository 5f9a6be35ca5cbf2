import { NO_CONTACT, type Understood } from '../src/chat/understand';
import type { PartyFields, SameComplainant } from '../src/desk/ports';
import { maySee } from '../src/domain/access';
import type { Complaint } from '../src/domain/complaint';
import { rankDuplicates, type Matter } from '../src/domain/duplicates';
import { refuse } from '../src/domain/ruling';
import { refusalText } from '../src/wecom/copy-refusals';
import { duplicateHint, DUPLICATES, duplicatesText, type Found } from '../src/wecom/copy-duplicates';
import type { Conversation } from './conversation';

/** The latest cases of one complainant that are compared. */
const MAX_COMPARED = 20;

type Numbers = Pick<PartyFields, 'phone' | 'idNo'>;

/** 登记前查重 (R18): what is said under the read-back of a complaint; undefined when there is nothing to say. */
export async function hintOf(understood: Understood, talk: Conversation): Promise<string | undefined> {
  const { receivedAt, suggested, claimedFen, facts } = understood;
  const matter: Matter = {
    receivedAt: receivedAt === undefined ? talk.visit.at : new Date(receivedAt),
    ...(suggested.business !== undefined && { business: suggested.business }),
    ...(claimedFen !== undefined && { claimedFen }),
    ...(facts !== undefined && { facts }),
  };
  return duplicateHint(await findFor(numbersOf(understood), matter, talk));
}

/** 查重 <编号>: for everybody who may see the case. */
export async function checkDuplicates(complaintId: string | undefined, talk: Conversation): Promise<void> {
  const { by, org, visit, say } = talk;
  if (complaintId === undefined) return say(DUPLICATES.whichCase);
  const { complaint } = (await visit.tx.load(complaintId)) ?? {};
  if (!complaint || !maySee(by, complaint, org)) return say(refusalText(refuse('not_found'), org));

  const { facts, ...party } = await visit.tx.readParty(complaint.id, ['phone', 'idNo', 'facts']);
  const numbers = numbersOf(party);
  if (Object.keys(numbers).length === 0) return say(DUPLICATES.noNumber);
  const found = await findFor(numbers, matterOf(complaint, facts), talk, complaint.id);
  await say(duplicatesText(complaint.id, found));
}

/** 同一投诉人的其他投诉, the likeliest first, of those this person may see. */
export async function findFor(
  numbers: Numbers,
  matter: Matter,
  { by, org, visit }: Pick<Conversation, 'by' | 'org' | 'visit'>,
  itself?: string,
): Promise<Found> {
  // One more than is compared: the case itself may be among them.
  const others = (await visit.tx.sameComplainant(numbers, MAX_COMPARED + 1))
    .filter(({ complaint }) => complaint.id !== itself)
    .slice(0, MAX_COMPARED);
  const ranked = rankDuplicates(matter, others.map(earlierOf));
  const known = new Map(others.map(({ complaint }) => [complaint.id, complaint]));
  const found = ranked.flatMap((duplicate) => {
    const complaint = known.get(duplicate.complaintId);
    return complaint ? [{ duplicate, complaint }] : [];
  });
  const shown = found.filter(({ complaint }) => maySee(by, complaint, org));
  return { shown, hidden: found.length - shown.length, at: visit.at };
}

function earlierOf({ complaint, phone, idNo, facts }: SameComplainant) {
  return {
    ...{ complaintId: complaint.id, samePhone: phone, sameIdNo: idNo },
    matter: matterOf(complaint, facts),
  };
}

function matterOf(
  { receivedAt, claimedFen, suggested, classification }: Complaint,
  facts: string | undefined,
): Matter {
  const business = classification?.business ?? suggested.business;
  return {
    receivedAt,
    ...(business !== undefined && { business }),
    ...(claimedFen !== undefined && { claimedFen }),
    ...(facts !== undefined && { facts }),
  };
}

function numbersOf({ phone, idNo }: Numbers): Numbers {
  return {
    ...(phone !== undefined && phone !== NO_CONTACT && { phone }),
    ...(idNo !== undefined && { idNo }),
  };
}
