import type { BroadcastCommand } from '../src/chat/broadcast';
import { redact } from '../src/chat/redact';
import type { SentCard } from '../src/desk/ports';
import { mayAnnounce, maySeeBroadcast, peopleOf, type Audience } from '../src/domain/broadcast';
import type { Notice } from '../src/domain/notice';
import type { Org } from '../src/domain/org';
import { isRefusal, refuse } from '../src/domain/ruling';
import type { CardTap } from '../src/wecom/callback';
import { KEY, optionValue, QUESTION } from '../src/wecom/cards/keys';
import {
  announcedText,
  BROADCAST,
  calledText,
  readBackText,
  statusText,
  unknownDepartmentsText,
  WHOLE_BANK,
} from '../src/wecom/copy-broadcast';
import { CHAT } from '../src/wecom/copy-chat';
import { refusalText } from '../src/wecom/copy-refusals';
import type { Conversation } from './conversation';
import { drop, keep, type Draft } from './draft';

/** 通知 (R62): read back with how many it goes to; nothing is sent before 「确认」. */
export async function beginBroadcast(
  { to, text }: BroadcastCommand & { kind: 'broadcast' },
  talk: Conversation,
): Promise<void> {
  const { by, org, say } = talk;
  if (!mayAnnounce(by)) return say(refusalText(refuse('not_permitted', { rule: 'R62' }), org));
  const told = redact(text);
  if (to.length === 0 || told === '') return say(BROADCAST.how);
  const { audience, unknown } = audienceIn(to, org);
  if (unknown.length > 0) return say(unknownDepartmentsText(unknown, org));
  const count = peopleOf(audience, by.userId, org).length;
  await keep(talk, { kind: 'broadcast', audience, text: told });
  await say(readBackText(audience, count, told, org));
}

function audienceIn(names: readonly string[], org: Org): { audience: Audience; unknown: readonly string[] } {
  if (names.some((name) => WHOLE_BANK.test(name))) return { audience: 'all', unknown: [] };
  const found = names.map((name) => ({ name, id: org.departments.find((each) => each.name === name)?.id }));
  return {
    audience: [...new Set(found.flatMap(({ id }) => id ?? []))],
    unknown: found.filter(({ id }) => id === undefined).map(({ name }) => name),
  };
}

/** 确认发出. */
export async function sendBroadcast(
  { audience, text }: Draft & { kind: 'broadcast' },
  talk: Conversation,
): Promise<void> {
  const { by, org, visit, say, newTaskId } = talk;
  const broadcast = await visit.announce(audience, text, by, newTaskId);
  if (isRefusal(broadcast)) return say(refusalText(broadcast, org));
  await drop(talk);
  await say(announcedText(broadcast));
}

/** 通知 <编号>: who got it, who confirmed, who did not. Denied and missing read the same. */
export async function showBroadcast(id: string | undefined, talk: Conversation): Promise<void> {
  const { by, org, visit, say } = talk;
  if (id === undefined) return say(mayAnnounce(by) ? BROADCAST.how : BROADCAST.whichOne);
  const broadcast = await visit.tx.broadcast(id);
  if (!broadcast || !maySeeBroadcast(broadcast, by)) return say(BROADCAST.notFound);
  await say(statusText(broadcast, await visit.tx.receiptsOf(id), org));
}

/** 已读确认: of a card that went to many; each confirms for himself. False when the tap was on no such card. */
export async function confirmRead(tap: CardTap, { by, visit, say }: Conversation): Promise<boolean> {
  if (tap.eventKey !== KEY.read) return false;
  const { taskId, responseCode } = tap;
  const before = await visit.tx.confirmRead({ taskId, by: by.userId, responseCode }, visit.at);
  if (!before) await say(BROADCAST.notYours);
  else if (before.confirmedAt) await say(BROADCAST.alreadyConfirmed);
  return true;
}

/** 已告知: who was ticked on a call list was reached. */
export async function reportCalled(
  tap: CardTap,
  { deliveryId }: SentCard,
  { broadcast }: Notice & { kind: 'call_list' },
  { by, org, visit, say }: Conversation,
): Promise<void> {
  if (tap.eventKey !== KEY.called) return say(CHAT.unreadableTap);
  const userIds = (tap.selected[QUESTION.called] ?? []).map(optionValue);
  if (userIds.length === 0) return say(BROADCAST.noneTicked);
  const reported = await visit.reportCalled(broadcast, userIds, by);
  if (isRefusal(reported)) return say(refusalText(reported, org));
  if (reported.left === 0) await visit.tx.wantRedraw(deliveryId, visit.at);
  await say(calledText(userIds.length, reported.left));
}
