import { redact } from '../src/chat/redact';
import type { SentCard } from '../src/desk/ports';
import { LEAK_KIND, type LeakKind } from '../src/domain/incident';
import type { LeakFormNotice } from '../src/domain/asked-card';
import type { CardTap } from '../src/wecom/callback';
import { KEY, optionValue, QUESTION } from '../src/wecom/cards/keys';
import { leakCard } from '../src/wecom/cards/leak-card';
import { CHAT } from '../src/wecom/copy-chat';
import { LEAK, leakTakenText } from '../src/wecom/copy-leaks';
import type { Conversation } from './conversation';

/** 泄露报告 (R51): one card, and one tap on it reports. What was written with the word stays with the card. */
export async function offerLeakReport(typed: string, { by, sendCard }: Conversation): Promise<void> {
  const note = redact(typed);
  const kept = note === '' ? {} : { note };
  await sendCard({ kind: 'leak_form', to: by.userId, ...kept }, (taskId) => leakCard(kept.note, taskId));
}

/** 立即上报, 匿名上报. Of an anonymous one nothing leads to who tapped: not the card, not the answer. */
export async function reportLeak(
  { eventKey, selected }: CardTap,
  { deliveryId, isUsed }: SentCard,
  { note }: LeakFormNotice,
  { by, visit, say, sayUntraced }: Conversation,
): Promise<void> {
  if (isUsed) return sayUntraced(CHAT.staleCard);
  if (eventKey !== KEY.report && eventKey !== KEY.reportAnonymously) return say(CHAT.unreadableTap);
  const isAnonymous = eventKey === KEY.reportAnonymously;
  const told = isAnonymous ? note?.replaceAll(by.name, '**').replaceAll(by.userId, '**') : note;
  const report = { kind: kindOf(selected), isAnonymous, ...(told !== undefined && { note: told }) };
  const incident = await visit.reportLeak(report, by);
  if (!isAnonymous) {
    await visit.tx.wantRedraw(deliveryId, visit.at);
    return say(leakTakenText(incident));
  }
  await visit.tx.untrace(deliveryId, by.userId, visit.at);
  await sayUntraced(LEAK.anonymousTaken);
}

function kindOf(selected: CardTap['selected']): LeakKind {
  const [option] = selected[QUESTION.leak] ?? [];
  const chosen = option === undefined ? undefined : optionValue(option);
  return (Object.keys(LEAK_KIND) as LeakKind[]).find((kind) => kind === chosen) ?? 'other';
}
