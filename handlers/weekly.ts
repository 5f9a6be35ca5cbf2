import { isRefusal } from '../src/domain/ruling';
import { weeklyFor, weeklyScopeOf } from '../src/domain/weekly';
import { refusalText } from '../src/wecom/copy-refusals';
import { WEEKLY, weeklyText } from '../src/wecom/copy-weekly';
import type { Conversation } from './conversation';

/** 周报: the week so far, for those who are sent it at its end. */
export async function showWeekly({ by, org, visit, say }: Conversation): Promise<void> {
  if (weeklyScopeOf(by) === undefined) return say(WEEKLY.notForYou);
  const found = await visit.weekSoFar();
  if (isRefusal(found)) return say(refusalText(found, org));
  const view = weeklyFor(by, found.tally, org);
  await say(view ? weeklyText(view, found.week, org) : WEEKLY.notForYou);
}
