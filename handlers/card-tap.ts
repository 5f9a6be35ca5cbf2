import { z } from 'zod';
import type { Form } from '../src/chat/command';
import {
  BUSINESS,
  LEVEL,
  REASON,
  type Business,
  type Level,
  type Reason,
} from '../src/domain/classification';
import type { SentCard } from '../src/desk/ports';
import type { Complaint } from '../src/domain/complaint';
import type { Act } from '../src/domain/decide-act';
import type { Notice, TaskKind } from '../src/domain/notice';
import { isOver } from '../src/domain/notices';
import { personOf } from '../src/domain/org';
import { isRefusal, refuse } from '../src/domain/ruling';
import { openTasksOf } from '../src/domain/tasks';
import type { AlertNotice } from '../src/domain/urgent-notice';
import type { CardTap } from '../src/wecom/callback';
import { KEY, optionValue, QUESTION } from '../src/wecom/cards/keys';
import { CONTACTED_BY_CARD, RETURN_REASONS } from '../src/wecom/copy';
import { DISCLOSURE_RETURN_REASONS } from '../src/wecom/copy-disclosure';
import { refusalText } from '../src/wecom/copy-refusals';
import { TASK_RETURN_REASONS, taskText } from '../src/wecom/copy-tasks';
import { CHAT } from '../src/wecom/copy-chat';
import { answerAlert } from './alerts';
import { confirmRead, reportCalled } from './broadcast';
import { decideBulkExport } from './bulk-export';
import type { Conversation } from './conversation';
import { releaseTicked } from './digest';
import { handle } from './handling';
import { reportLeak } from './leak-report';
import { pressLeakAlert } from './leaks';
import { progressFor } from './look';
import { doOneTap } from './one-tap';

/**
 * 卡片点击 (part 6): what the card was about is read from our ledger, never from the tap. A tap that comes too late, or
 * from somebody else, gets a truthful sentence and the card is redrawn.
 */
export async function cardTap(tap: CardTap, talk: Conversation): Promise<void> {
  const { by, visit, say } = talk;
  const { taskId, responseCode, eventKey } = tap;
  const card = await visit.tx.tapped({ taskId, by: by.userId, responseCode, key: eventKey }, visit.at);
  if (!card) return (await confirmRead(tap, talk)) ? undefined : say(CHAT.staleCard);
  if (card.to !== by.userId) return say(CHAT.foreignCard);
  if (card.notice.kind === 'leak_form') return reportLeak(tap, card, card.notice, talk);
  if (!personOf(talk.org, by.userId)) return say(CHAT.stranger);
  if (card.notice.kind === 'digest') return releaseTicked(tap, card, talk);
  if (card.notice.kind === 'call_list') return reportCalled(tap, card, card.notice, talk);
  if (card.notice.kind === 'bulk_export') return pressBulk(tap, card, card.notice, talk);
  if (card.notice.kind === 'one_tap') return doOneTap(tap, card, card.notice, talk);
  if (isOfAlert(card.notice) && card.complaintId === undefined)
    return pressLeakAlert(tap, card, card.notice, talk);
  const loaded = card.complaintId === undefined ? undefined : await visit.tx.load(card.complaintId);
  if (!loaded) return say(CHAT.staleCard);

  await press(tap, card, loaded.complaint, talk);
}

function isOfAlert(notice: Notice): notice is AlertNotice {
  return notice.kind === 'alert' || notice.kind === 'call_task';
}

/** A card of no case: a bulk export to be agreed to (G6). */
async function pressBulk(
  tap: CardTap,
  { deliveryId }: SentCard,
  notice: Notice & { kind: 'bulk_export' },
  talk: Conversation,
): Promise<void> {
  const read = signature(tap);
  if (read === 'unreadable') return talk.say(CHAT.unreadableTap);
  if (read === 'no_reason') return talk.say(refusalText(refuse('reason_missing', { rule: 'G6' }), talk.org));
  await decideBulkExport(notice, read, deliveryId, talk);
}

async function press(tap: CardTap, card: SentCard, complaint: Complaint, talk: Conversation): Promise<void> {
  const { by, org, visit, say } = talk;
  const { notice } = card;
  if (tap.eventKey === KEY.look) return say(progressOf(notice, complaint, talk));
  if (isOfAlert(notice)) return answerAlert(tap, card, notice, talk);
  if (tap.eventKey === KEY.write && notice.kind === 'cooperation') {
    if (isOver(notice, complaint)) return late(card, talk);
    const isOnly = openTasksOf(by.userId, complaint).length === 1;
    return handle('answer_task', complaint.id, isOnly ? '' : `协办${notice.no}`, talk);
  }
  const written = tap.eventKey === KEY.write && notice.kind === 'task' ? WRITTEN[notice.task] : undefined;
  if (written) {
    if (isOver(notice, complaint)) return late(card, talk);
    return handle(written, complaint.id, '', talk);
  }

  const act = actOf(tap, notice, complaint);
  if (act === 'unreadable') return say(CHAT.unreadableTap);
  if (act === 'no_reason') return say(refusalText(refuse('reason_missing', { rule: 'R33' }), org));
  // An approval says for itself that it was decided, by whom and when.
  if (act.type !== 'decide' && act.type !== 'contact' && isOver(notice, complaint)) return late(card, talk);

  const outcome = await visit.act(complaint.id, act, by);
  if (!isRefusal(outcome)) return;
  if (isOver(notice, complaint)) await visit.tx.wantRedraw(card.deliveryId, visit.at);
  await say(refusalText(outcome, org, complaint.id));
}

/**
 * Told of a case is not yet entitled to read it: an executive of a missed deadline, a handler of the case taken from
 * them. A card of a task shows the task alone, to everybody who sees no more of the case (R3).
 */
function progressOf(notice: Notice, complaint: Complaint, { by, org, visit }: Conversation): string {
  const seen = progressFor(by, complaint, org, visit.at);
  if (seen !== undefined) return seen;
  if (notice.kind !== 'cooperation' && notice.kind !== 'cooperation_news') return CHAT.outOfView;
  const task = complaint.tasks.find(({ no }) => no === notice.no);
  return task ? taskText(task, complaint, org) : CHAT.staleCard;
}

async function late(card: SentCard, { visit, say }: Conversation): Promise<void> {
  await visit.tx.wantRedraw(card.deliveryId, visit.at);
  await say(CHAT.staleCard);
}

/** Tasks whose answer is written in chat, by the form it is. */
const WRITTEN: Partial<Readonly<Record<TaskKind, Form>>> = {
  find: 'find',
  plan: 'plan',
  execute: 'execute',
  tell_declined: 'tell',
  tell_extension: 'tell',
  backfill: 'backfill',
  reassign: 'reassign',
};

type Tapped = Act | 'unreadable' | 'no_reason';

function actOf({ eventKey, selected }: CardTap, notice: Notice, complaint: Complaint): Tapped {
  const chosen = (question: string) => {
    const [option] = selected[question] ?? [];
    return option === undefined ? undefined : optionValue(option);
  };
  switch (eventKey) {
    case KEY.approve:
    case KEY.return:
      if (notice.kind === 'cooperation') return returned(notice.no, chosen(QUESTION.why));
      return notice.kind === 'approval' ? decision({ eventKey, selected }, notice) : 'unreadable';
    case KEY.acknowledge:
      return notice.kind === 'cooperation' ? { type: 'acknowledge_task', no: notice.no } : 'unreadable';
    case KEY.classify:
      return classification(chosen, complaint);
    case KEY.assign:
      return { type: 'assign', invest: chosen(QUESTION.invest) ?? '' };
    case KEY.contacted:
      return { type: 'contact', mode: 'phone', note: CONTACTED_BY_CARD };
    case KEY.followUp:
      return attempt(chosen(QUESTION.score));
    default:
      return 'unreadable';
  }
}

type Pressed = Pick<CardTap, 'eventKey' | 'selected'>;

function decision(tap: Pressed, { no, hash }: Notice & { kind: 'approval' }): Tapped {
  const read = signature(tap);
  return typeof read === 'string' ? read : { type: 'decide', no, hash, ...read };
}

type Signature = { readonly result: 'approved' | 'returned'; readonly reason?: string };

function signature({ eventKey, selected }: Pressed): Signature | 'unreadable' | 'no_reason' {
  if (eventKey === KEY.approve) return { result: 'approved' };
  if (eventKey !== KEY.return) return 'unreadable';
  const [option] = selected[QUESTION.why] ?? [];
  const why = option === undefined ? undefined : optionValue(option);
  const reason = [...RETURN_REASONS, ...DISCLOSURE_RETURN_REASONS].find(({ id }) => id === why)?.text;
  return reason === undefined ? 'no_reason' : { result: 'returned', reason };
}

function returned(no: number, why: string | undefined): Tapped {
  const reason = TASK_RETURN_REASONS.find(({ id }) => id === why)?.text;
  return reason === undefined ? 'no_reason' : { type: 'return_task', no, reason };
}

const oneOf = <Id extends string>(table: Readonly<Record<Id, string>>) =>
  z.enum(Object.keys(table) as [Id, ...Id[]]);
const Classified = z.object({
  business: oneOf<Business>(BUSINESS),
  reason: oneOf<Reason>(REASON),
  level: oneOf<Level>(LEVEL),
});

function classification(chosen: (question: string) => string | undefined, { suggested }: Complaint): Tapped {
  const read = Classified.safeParse({
    business: chosen(QUESTION.business),
    reason: chosen(QUESTION.reason),
    level: chosen(QUESTION.level),
  });
  if (!read.success) return 'unreadable';
  const channel = suggested.channel ?? 'branch';
  return { type: 'classify', classification: { ...read.data, channel }, conflict: false };
}

function attempt(score: string | undefined): Tapped {
  if (score === 'unreached') return { type: 'follow_up', attempt: { reached: false, mode: 'phone' } };
  const points = Number(score);
  return Number.isInteger(points) && points >= 1 && points <= 5
    ? { type: 'follow_up', attempt: { reached: true, mode: 'phone', score: points } }
    : 'unreadable';
}
