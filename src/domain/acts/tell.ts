import type { Complaint, Telling } from '../complaint';
import { nextDocument } from '../documents';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import { debtOf } from './close';
import type { Context } from './context';
import { confirmedDecline } from './decline';
import { ending } from './ending';

export interface Tell {
  readonly type: 'tell';
  readonly mode: Telling['mode'];
  readonly proof: string;
}

/** 告知 (L1, L8): that the complaint is not taken up, which ends it (T3); or that its term was extended (T21). */
export function tell(complaint: Complaint, act: Tell, by: Person, context: Context): Ruling {
  const { at } = context;
  if (isBlank(act.proof)) return refuse('proof_missing', { rule: 'L2' });
  const telling: Telling = { mode: act.mode, proof: act.proof, at };
  const declined = confirmedDecline(complaint);
  if (declined !== undefined) {
    return (
      debtOf(complaint) ??
      rule({
        type: 'declined',
        by: by.userId,
        at,
        no: declined,
        telling,
        ...ending(complaint),
        document: nextDocument(complaint, 'GZ', at),
      })
    );
  }
  const untold = complaint.extensions.find(({ told }) => !told);
  if (!untold) return refuse('nothing_to_tell', { rule: 'L1' });
  return rule({ type: 'extension_told', by: by.userId, at, no: untold.no, telling });
}
