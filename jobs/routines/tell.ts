import { freeze, textMessage } from '../../src/wecom/app-message';
import { peopleWith, type Org } from '../../src/domain/org';
import type { JobParts } from '../parts';

export interface Told {
  /** Made of the routine and its moment: with the person it is the message's id, so that a rerun tells nobody twice. */
  readonly key: string;
  /** userids. */
  readonly to: readonly string[];
  readonly content: string;
  readonly urgent?: true;
}

/** Who can see to it that a year is entered in the calendar: HEAD and SYSADM. */
export function calendarKeepers(org: Org): readonly string[] {
  return [...peopleWith(org, 'HEAD'), ...peopleWith(org, 'SYSADM')].map(({ userId }) => userId);
}

/** 例行通知: a message to each, through the ledger. */
export async function tell(
  { ledger, agentId, clock }: JobParts,
  { key, to, content, urgent }: Told,
): Promise<void> {
  for (const userId of new Set(to)) {
    const id = `${key}-${userId}`;
    const body = freeze(textMessage({ to: [userId], agentId, content }), id);
    await ledger.tell({ id, to: userId, body, ...(urgent && { urgent }) }, clock.now());
  }
}
