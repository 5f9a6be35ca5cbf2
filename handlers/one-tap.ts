import type { SentCard } from '../src/desk/ports';
import type { OneTap, OneTapNotice } from '../src/domain/asked-card';
import { levelFrom } from '../src/domain/acts/relevel';
import type { Complaint } from '../src/domain/complaint';
import { forbidden, type Act } from '../src/domain/decide-act';
import type { Person } from '../src/domain/org';
import { isRefusal, type Refusal } from '../src/domain/ruling';
import type { CardTap } from '../src/wecom/callback';
import { KEY, optionValue, QUESTION } from '../src/wecom/cards/keys';
import { oneTapCard, reasonsFor } from '../src/wecom/cards/one-tap-card';
import { CHAT } from '../src/wecom/copy-chat';
import { refusalText } from '../src/wecom/copy-refusals';
import type { Conversation } from './conversation';
import { caseFor } from './handling';
import { done } from './task-done';

/** The step that each stands for. */
const STEP = { emergency: 'emergency', major: 'relevel' } as const;

/** 紧急 <编号>, 重大 <编号>: one card, on which one tap does it (R35, R23). */
export async function offerOneTap(
  what: OneTap,
  wanted: string | undefined,
  talk: Conversation,
): Promise<void> {
  const { by, org, visit, say } = talk;
  const complaint = await caseFor(STEP[what], wanted, talk);
  if (!complaint) return;
  const refusal = forbidden(complaint, STEP[what], by) ?? (what === 'major' && mayNotRaise(complaint, by));
  if (refusal) return say(refusalText(refusal, org, complaint.id));
  const rules = visit.rulesOf(complaint);
  await talk.sendCard({ kind: 'one_tap', to: by.userId, what, complaintId: complaint.id }, (taskId) =>
    oneTapCard(what, complaint.id, rules, taskId),
  );
}

function mayNotRaise(complaint: Complaint, by: Person): Refusal | undefined {
  const from = levelFrom(complaint, 'major', by);
  return typeof from === 'object' ? from : undefined;
}

export async function doOneTap(
  { eventKey, selected }: CardTap,
  { deliveryId, isUsed }: SentCard,
  { what, complaintId }: OneTapNotice,
  talk: Conversation,
): Promise<void> {
  const { by, org, visit, say } = talk;
  if (isUsed) return say(CHAT.staleCard);
  if (eventKey !== KEY.doNow) return say(CHAT.unreadableTap);
  const { complaint } = (await visit.tx.load(complaintId)) ?? {};
  if (!complaint) return say(CHAT.staleCard);
  const [option] = selected[QUESTION.ground] ?? [];
  const reasons = reasonsFor(what, visit.rulesOf(complaint));
  const reason = reasons.find(([id]) => option !== undefined && id === optionValue(option));
  if (!reason) return say(CHAT.unreadableTap);
  const act = actOf(what, reason, visit.at);
  const outcome = await visit.act(complaintId, act, by);
  await visit.tx.wantRedraw(deliveryId, visit.at);
  await say(
    isRefusal(outcome)
      ? refusalText(outcome, org, complaintId)
      : done(STEP[what], act, outcome.complaint, talk),
  );
}

/** What was done and who saw it is told with the form (T25). */
function actOf(what: OneTap, [id, name]: readonly [string, string], at: Date): Act {
  return what === 'emergency'
    ? { type: 'emergency', reason: id, costFen: 0, actedAt: at }
    : { type: 'relevel', to: 'major', reason: name };
}
