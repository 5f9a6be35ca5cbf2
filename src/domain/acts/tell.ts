import type { Complaint, Telling } from '../complaint';
import { nextDocument } from '../documents';
import { impossible, momentsOf, stoppedAt, type HappenedAt } from '../late-entry';
import type { Person } from '../org';
import { isBlank, refuse, rule, type Ruling } from '../ruling';
import { debtOf } from './close';
import type { Context } from './context';
import { confirmedDecline } from './decline';
import { ending } from './ending';

export interface Tell extends HappenedAt {
  readonly type: 'tell';
  readonly mode: Telling['mode'];
  readonly proof: string;
}

/** 告知 (L1, L8): that the complaint is not taken up, which ends it (T3); or that its term was extended (T21). */
export function tell(complaint: Complaint, act: Tell, by: Person, context: Context): Ruling {
  const { at } = context;
  if (isBlank(act.proof)) return refuse('proof_missing', { rule: 'L2' });
  const telling: Telling = { ...momentsOf(act, at), mode: act.mode, proof: act.proof };
  const declined = confirmedDecline(complaint);
  if (declined) {
    const ends = ending(complaint);
    const clocks = complaint.clocks.filter(({ id }) => ends.stops.includes(id));
    return (
      impossible(act, declined.at, at, 'L8') ??
      debtOf(complaint) ??
      rule({
        type: 'declined',
        by: by.userId,
        at,
        no: declined.no,
        telling,
        ...ends,
        ...stoppedAt(clocks, telling.at, at),
        document: nextDocument(complaint, 'GZ', at),
      })
    );
  }
  const untold = complaint.extensions.find(({ told }) => !told);
  if (!untold) return refuse('nothing_to_tell', { rule: 'L1' });
  return (
    impossible(act, untold.at, at, 'L1') ??
    rule({ type: 'extension_told', by: by.userId, at, no: untold.no, telling })
  );
}
