import { maySee } from '../src/domain/access';
import { UncoveredYear } from '../src/domain/calendar';
import type { Complaint } from '../src/domain/complaint';
import { refuse } from '../src/domain/ruling';
import { explain } from '../src/domain/why';
import { refusalText } from '../src/wecom/copy-refusals';
import { WHY, whyText } from '../src/wecom/copy-why';
import type { Conversation } from './conversation';

/** 为什么 <编号>: for everybody who may see the case; denied and missing read the same (design decision 8). */
export async function explainDue(complaintId: string | undefined, talk: Conversation): Promise<void> {
  const { by, org, visit, say } = talk;
  if (complaintId === undefined) return say(WHY.whichCase);
  const { complaint } = (await visit.tx.load(complaintId)) ?? {};
  if (!complaint || !maySee(by, complaint, org)) return say(refusalText(refuse('not_found'), org));
  await say(answer(complaint, talk));
}

/** A year that was taken out of the calendar is named, never guessed at (6.5). */
function answer(complaint: Complaint, { org, visit }: Conversation): string {
  try {
    return whyText(complaint, explain(complaint, visit.rulesOf(complaint)), org);
  } catch (error) {
    if (!(error instanceof UncoveredYear)) throw error;
    return refusalText(refuse('calendar_uncovered', { year: error.year }), org);
  }
}
