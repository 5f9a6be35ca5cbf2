import { may, seesWhole } from '../src/domain/access';
import { refuse } from '../src/domain/ruling';
import { refusalText } from '../src/wecom/copy-refusals';
import { TOLD, toldText } from '../src/wecom/copy-told';
import type { Conversation } from './conversation';

const MAX_LINES = 15;

/** 谁知道 <编号>: who was told what, when, through which message, and what they did. Denied and missing read the same. */
export async function showTold(complaintId: string | undefined, talk: Conversation): Promise<void> {
  const { by, org, visit, say } = talk;
  if (complaintId === undefined) return say(TOLD.whichCase);
  const { complaint } = (await visit.tx.load(complaintId)) ?? {};
  const isAllowed = complaint && (seesWhole(by, complaint, org) || may(by, 'R', 'log', complaint, org));
  if (!isAllowed) return say(refusalText(refuse('not_found'), org));
  const told = await visit.tx.toldOf(complaintId);
  await say(toldText(complaint, told, await visit.tx.alertsOf(complaintId), org, MAX_LINES));
}
