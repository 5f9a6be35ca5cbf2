import { runningClock, type Complaint, type ContactMode } from '../complaint';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import type { Context } from './context';

export interface ContactAct {
  readonly type: 'contact';
  readonly mode: ContactMode;
  readonly note: string;
}

/** 联系投诉人 (R5): the first contact stops C1. An automatic acknowledgement never comes through here. */
export function contact(complaint: Complaint, act: ContactAct, by: Person, { at }: Context): Ruling {
  if (isBlank(act.note)) return refuse('text_missing', { rule: 'R5' });
  const first = runningClock(complaint, 'C1') !== undefined;
  return rule({
    type: 'contacted',
    by: by.userId,
    at,
    contact: { at, by: by.userId, mode: act.mode, note: act.note },
    first,
    ...(first && { stops: ['C1'] }),
  });
}
