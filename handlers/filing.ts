import { isAnother, merge, missing, understandComplaint, type Understood } from '../src/chat/understand';
import { isRefusal, refuse } from '../src/domain/ruling';
import { holdsPower } from '../src/domain/transitions';
import { refusalText } from '../src/wecom/copy-refusals';
import { CHAT, filedText, understoodText } from '../src/wecom/copy-chat';
import type { Conversation } from './conversation';
import { drop, keep, type Draft } from './draft';

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
  await say(understoodText(understood, before?.kind === 'filing'));
}

/** 补充: what was asked for, or a correction. */
export async function addToFiling(text: string, understood: Understood, talk: Conversation): Promise<void> {
  if (isAnother(understood, text)) return talk.say(CHAT.confirmFirst);
  const merged = merge(understood, text);
  await keep(talk, { kind: 'filing', understood: merged });
  await talk.say(understoodText(merged));
}

/** 确认登记. */
export async function file(understood: Understood, talk: Conversation): Promise<void> {
  const { by, org, visit, say } = talk;
  if (missing(understood).length > 0) return say(understoodText(understood));

  const { name, phone, idNo, account, facts, request, claimedFen, suggested } = understood;
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
    { receivedAt, suggested, ...(claimedFen !== undefined && { claimedFen }) },
    party,
    by,
  );
  if (isRefusal(outcome)) return say(refusalText(outcome, org));
  await drop(talk);
  await say(filedText(outcome.complaint, org));
}
