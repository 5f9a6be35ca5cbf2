import type { Folded, SentCard } from '../src/desk/ports';
import { isOver } from '../src/domain/notices';
import type { CardTap } from '../src/wecom/callback';
import { DIGEST_ITEMS } from '../src/wecom/cards/digest-card';
import { optionValue, QUESTION } from '../src/wecom/cards/keys';
import { DIGEST, foldedText, releasedText } from '../src/wecom/copy-digest';
import type { Conversation } from './conversation';

/** 汇总: what found no room and was not asked for yet. */
export async function showFolded(talk: Conversation): Promise<void> {
  await talk.say(foldedText(await standing(talk), DIGEST_ITEMS));
}

/** 汇总 发给我: as many as a card lists, the first ones. */
export async function releaseFirst(talk: Conversation): Promise<void> {
  const items = await standing(talk);
  if (items.length === 0) return talk.say(DIGEST.none);
  const ids = items.slice(0, DIGEST_ITEMS).map(({ id }) => id);
  await release(ids, items, talk);
}

/** 发给我: the ticked ones of a digest card, be it an old one. The card is answered and leaves the chat. */
export async function releaseTicked(tap: CardTap, card: SentCard, talk: Conversation): Promise<void> {
  const ids = (tap.selected[QUESTION.folded] ?? []).map(optionValue);
  if (ids.length === 0) return talk.say(DIGEST.noneTicked);
  await release(ids, await standing(talk), talk);
  await talk.visit.tx.wantRedraw(card.deliveryId, talk.visit.at);
}

async function release(
  ids: readonly string[],
  items: readonly Folded[],
  { by, visit, say }: Conversation,
): Promise<void> {
  const wanted = items.filter(({ id }) => ids.includes(id)).map(({ id }) => id);
  const released = await visit.tx.release(by.userId, wanted, visit.at);
  await say(releasedText(released, ids.length, items.length - released));
}

async function standing({ by, visit }: Conversation): Promise<readonly Folded[]> {
  const folded = await visit.tx.folded(by.userId);
  return folded.filter(({ notice, complaint }) => !isOver(notice, complaint));
}
