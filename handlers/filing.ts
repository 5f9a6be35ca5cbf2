import { isAnother, merge, missing, understandComplaint, type Understood } from '../src/chat/understand';
import { isRefusal, refuse } from '../src/domain/ruling';
import { holdsPower } from '../src/domain/transitions';
import { refusalText } from '../src/wecom/copy-refusals';
import { CHAT, filedText, understoodText } from '../src/wecom/copy-chat';
import type { Conversation } from './conversation';
import { drop, keep, type Draft } from './draft';
import { hintOf } from './duplicates';

/** 登记一件 (T1, R18): one free sentence, read back; nothing is filed before 「确认」. */
export async function beginFiling(
  text: string,
  talk: Conversation,
  before: Draft | undefined,
): Promise<void> {
  const { by, org, say } = talk;
  if (!holdsPower(by, 'register', undefined))
    return say(refusalText(refuse('not_permitted', { rule: 'R18' }), org));
  if (text === '') return say(CHAT.emptyComplaint);

  const understood = understandComplaint(text);
  await keep(talk, { kind: 'filing', understood });
  await readBack(understood, talk, before?.kind === 'filing');
}

/** 补充: what was asked for, or a correction. */
export async function addToFiling(text: string, understood: Understood, talk: Conversation): Promise<void> {
  if (isAnother(understood, text)) return talk.say(CHAT.confirmFirst);
  const merged = merge(understood, text);
  await keep(talk, { kind: 'filing', understood: merged });
  await readBack(merged, talk);
}

/** What was understood and, once nothing is missing, whether it may have been filed before (R18). */
async function readBack(understood: Understood, talk: Conversation, hadOther = false): Promise<void> {
  const hint = missing(understood).length > 0 ? undefined : await hintOf(understood, talk);
  const text = understoodText(understood, hadOther);
  await talk.say(hint === undefined ? text : `${text}\n\n${hint}`);
}

/** 确认登记. */
export async function file(understood: Understood, talk: Conversation): Promise<void> {
  const { by, org, visit, say } = talk;
  if (missing(understood).length > 0) return say(understoodText(understood));

  const { name, phone, idNo, account, facts, request, claimedFen, suggested, source, replyDays } = understood;
  const receivedAt = understood.receivedAt === undefined ? visit.at : new Date(understood.receivedAt);
  const party = {
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phone }),
    ...(idNo !== undefined && { idNo }),
    ...(account !== undefined && { account }),
    ...(facts !== undefined && { facts }),
    ...(request !== undefined && { request }),
  };
  const outcome = await visit.open(
    {
      receivedAt,
      suggested,
      ...(claimedFen !== undefined && { claimedFen }),
      ...(source !== undefined && { source }),
      ...(replyDays !== undefined && { replyWithin: { amount: replyDays, unit: 'd' } }),
    },
    party,
    by,
  );
  if (isRefusal(outcome)) return say(refusalText(outcome, org));
  await drop(talk);
  await say(filedText(outcome.complaint, org));
}
