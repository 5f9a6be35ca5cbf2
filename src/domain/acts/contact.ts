import { runningClock, type Complaint, type ContactMode } from '../complaint';
import { impossible, momentsOf, stoppedAt, type HappenedAt } from '../late-entry';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import type { Context } from './context';

export interface ContactAct extends HappenedAt {
  readonly type: 'contact';
  readonly mode: ContactMode;
  readonly note: string;
}

/**
 * 联系投诉人 (R5): the first contact stops C1, at the moment it was made; an earlier one that is entered afterwards moves
 * that moment. An automatic acknowledgement never comes through here.
 */
export function contact(complaint: Complaint, act: ContactAct, by: Person, { at }: Context): Ruling {
  if (isBlank(act.note)) return refuse('text_missing', { rule: 'R5' });
  const refusal = impossible(act, complaint.receivedAt, at, 'R5');
  if (refusal) return refusal;
  const made = momentsOf(act, at);
  const first = !complaint.contacts.some((earlier) => earlier.at.getTime() <= made.at.getTime());
  const c1 = complaint.clocks.find(({ kind }) => kind === 'C1');
  return rule({
    type: 'contacted',
    by: by.userId,
    at,
    contact: { ...made, by: by.userId, mode: act.mode, note: act.note },
    first,
    ...(runningClock(complaint, 'C1') && { stops: ['C1'] }),
    ...(first && stoppedAt([c1], made.at, at)),
  });
}
